package dev.freshet.extract.worker;

import dev.freshet.extract.TestDocuments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackagePartName;
import org.apache.poi.openxml4j.opc.PackagingURIHelper;
import org.apache.poi.openxml4j.opc.TargetMode;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/**
 * A Word document with macros, as Word writes it: an OLE file with a project in Microsoft's form ([MS-OVBA]), its streams
 * compressed, beside the text of a document of ours.
 */
final class Macros {

    private static final String PROJECT_TYPE = "application/vnd.ms-office.vbaProject";
    private static final String PROJECT_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject";
    private static final String WITHOUT =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private static final String WITH = "application/vnd.ms-word.document.macroEnabled.main+xml";
    private static final int LITERALS = 8;

    private Macros() {}

    /** {@code handbook.docx} with one module. */
    static byte[] document(String code) {
        try (OPCPackage file = OPCPackage.open(new ByteArrayInputStream(TestDocuments.bytes("handbook.docx")))) {
            PackagePart main = file.getPartsByContentType(WITHOUT).get(0);
            PackagePartName name = PackagingURIHelper.createPartName("/word/vbaProject.bin");
            try (OutputStream out = file.createPart(name, PROJECT_TYPE).getOutputStream()) {
                out.write(project(code));
            }
            main.addRelationship(name, TargetMode.INTERNAL, PROJECT_RELATION);
            file.replaceContentType(WITHOUT, WITH);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            file.save(bytes);
            file.revert();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] project(String code) throws IOException {
        try (POIFSFileSystem file = new POIFSFileSystem()) {
            DirectoryEntry folder = file.getRoot().createDirectory("VBA");
            folder.createDocument("dir", new ByteArrayInputStream(packed(modules())));
            folder.createDocument(
                    "Module1",
                    new ByteArrayInputStream(packed(
                            ("Attribute VB_Name = \"Module1\"\r\n" + code).getBytes(StandardCharsets.ISO_8859_1))));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            file.writeFilesystem(bytes);
            return bytes.toByteArray();
        }
    }

    /** The records of [MS-OVBA] 2.3.4.2 that say where the module's text is. */
    private static byte[] modules() {
        ByteBuffer records = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
        byte[] name = "Module1".getBytes(StandardCharsets.ISO_8859_1);
        record(records, 0x03, new byte[] {(byte) 0xE4, 0x04});
        record(records, 0x0F, new byte[] {1, 0});
        record(records, 0x13, new byte[] {0, 0});
        record(records, 0x19, name);
        record(records, 0x1A, name);
        record(records, 0x32, "Module1".getBytes(StandardCharsets.UTF_16LE));
        record(records, 0x31, new byte[4]);
        record(records, 0x21, new byte[0]);
        record(records, 0x2B, new byte[0]);
        record(records, 0x10, new byte[0]);
        byte[] bytes = new byte[records.position()];
        records.flip().get(bytes);
        return bytes;
    }

    private static void record(ByteBuffer records, int id, byte[] content) {
        records.putShort((short) id).putInt(content.length).put(content);
    }

    /** One chunk of literals, [MS-OVBA] 2.4.1: a byte of flags, none set, before each eight. */
    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream literals = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i += LITERALS) {
            literals.write(0);
            literals.write(bytes, i, Math.min(LITERALS, bytes.length - i));
        }
        return ByteBuffer.allocate(3 + literals.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putShort((short) (0xB000 | (literals.size() - 1)))
                .put(literals.toByteArray())
                .array();
    }
}
