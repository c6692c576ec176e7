package dev.freshet.extract.worker;

import dev.freshet.extract.TestDocuments;
import dev.freshet.testing.Chaos;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Documents that are made to harm whoever reads them. */
final class Bombs {

    /** How far the large ones unpack, in MB. */
    private static final int UNPACKED = Chaos.size(300, 10_000);

    private static final int FLOOR = Chaos.size(8, 16);

    private static final byte[] MB = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);

    private Bombs() {}

    /** Writes a part of a bomb. */
    interface Part {
        void write(OutputStream out) throws IOException;
    }

    /**
     * Every bomb by its file name.
     *
     * @param call address that external entities name, such as {@code http://127.0.0.1:1234}
     * @param secret file that external entities name
     */
    static Map<String, byte[]> all(String call, String secret) {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("zeros.zip", zip(Map.of("zeros.txt", out -> fill(out, UNPACKED))));
        all.put("zeros.txt.gz", packed(out -> new GZIPOutputStream(out), out -> fill(out, UNPACKED)));
        all.put("zeros-as-pdf.zip", zip(Map.of("zeros.pdf", out -> {
            out.write(text("%PDF-1.7\n"));
            fill(out, 2 * UNPACKED);
        })));
        all.put("42.zip", nestedZips());
        all.put("many.zip", manyEntries());
        all.put("long.docx", changed("handbook.docx", "word/document.xml", "</w:body>", Bombs::filledParagraph));
        all.put("long.odt", changed("handbook.odt", "content.xml", "</office:text>", Bombs::filledText));
        all.put("long.xlsx", changed("gates.xlsx", "xl/worksheets/sheet1.xml", "</sheetData>", Bombs::rows));
        all.put("pages.pdf", endlessPages());
        all.put("stream.pdf", longStream());
        all.put("laughs.xml", text(laughs("<doc>&l9;</doc>")));
        all.put("laughs.fb2", text(laughs("<FictionBook><body><p>&l9;</p></body></FictionBook>")));
        all.put(
                "laughs.docx",
                changed("handbook.docx", "word/document.xml", "", out -> out.write(text(laughs("<d/>")))));
        all.put("outside.xml", text(outside(call, secret, "<doc>&file;&call;</doc>")));
        all.put("outside.fb2", text(outside(call, secret, fictionBook())));
        all.put("outside.xhtml", text(outside(call, secret, "<html><body><p>&file;&call;</p></body></html>")));
        all.put(
                "outside.odt",
                changed(
                        "handbook.odt",
                        "content.xml",
                        "",
                        out -> out.write(text(outside(call, secret, "<d>&file;</d>")))));
        all.put("deep.html", text("<div>".repeat(Chaos.size(100_000, 1_000_000)) + "bottom"));
        all.put("deep-tables.html", text("<table><tr><td>".repeat(Chaos.size(20_000, 100_000)) + "bottom"));
        all.put("deep.json", text("[".repeat(5_000_000)));
        all.put("deep.xml", text("<a>".repeat(500_000) + "bottom"));
        all.put("deep.rtf", text("{\\rtf1 " + "{\\b ".repeat(1_000_000) + "bottom\\par" + "}".repeat(1_000_001)));
        all.put("deep.eml", text(deepMail(2_000)));
        all.put("deep-lists.md", text("- ".repeat(200_000) + "a" + "\n".repeat(200_000)));
        all.put("deep-quotes.md", text(("> ".repeat(2_000) + "a\n").repeat(200)));
        all.put("brackets.md", text("[".repeat(500_000) + "a" + "](b)".repeat(100)));
        all.put("cells.csv", text((",".repeat(9_999) + "x\n").repeat(2_000)));
        all.put("text.txt", packedText(30));
        all.put("huge.png", hugePicture());
        all.put("macro.docm", Macros.document("Sub AutoOpen()\r\nShell \"macrotext\"\r\nEnd Sub\r\n"));
        all.put("links.docx", linksOut(call));
        all.put(
                "links.odt",
                changed("handbook.odt", "content.xml", "</office:text>", out -> out.write(text(xlinks(call)))));
        return all;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void fill(OutputStream out, int megabytes) throws IOException {
        for (int i = 0; i < megabytes; i++) {
            out.write(MB);
        }
    }

    private static byte[] packedText(int megabytes) {
        return packed(out -> out, out -> {
            for (int i = 0; i < megabytes << 10; i++) {
                out.write(text("words ".repeat(170)));
            }
        });
    }

    /** Puts a packing around a stream. */
    interface Packing {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] packed(Packing packing, Part part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packing.around(bytes)) {
            part.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, Part> entries) {
        return packed(ZipOutputStream::new, out -> {
            ZipOutputStream zip = (ZipOutputStream) out;
            for (Map.Entry<String, Part> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                entry.getValue().write(zip);
                zip.closeEntry();
            }
        });
    }

    /** Six floors, each of the last with 4 MB: 64 TB in the long form when all is unpacked. */
    private static byte[] nestedZips() {
        byte[] floor = zip(Map.of("bottom.txt", out -> fill(out, 4)));
        for (int depth = 0; depth < 6; depth++) {
            byte[] below = floor;
            Map<String, Part> entries = new TreeMap<>();
            for (int i = 0; i < FLOOR; i++) {
                entries.put("floor" + i + ".zip", out -> out.write(below));
            }
            floor = zip(entries);
        }
        return floor;
    }

    private static byte[] manyEntries() {
        Map<String, Part> entries = new TreeMap<>();
        for (int i = 0; i < 10_050; i++) {
            entries.put(i + ".txt", out -> out.write('a'));
        }
        return zip(entries);
    }

    /** One of our documents with something put into a part of it; the whole part where no place is named. */
    private static byte[] changed(String name, String part, String before, Part more) {
        Map<String, Part> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(TestDocuments.bytes(name)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] bytes = zip.readAllBytes();
                entries.put(entry.getName(), out -> out.write(bytes));
                if (entry.getName().equals(part)) {
                    String whole = new String(bytes, StandardCharsets.UTF_8);
                    int place = whole.indexOf(before);
                    entries.put(
                            part,
                            before.isEmpty()
                                    ? more
                                    : out -> {
                                        out.write(text(whole.substring(0, place)));
                                        more.write(out);
                                        out.write(text(whole.substring(place)));
                                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zip(entries);
    }

    private static void filledParagraph(OutputStream out) throws IOException {
        out.write(text("<w:p><w:r><w:t xml:space=\"preserve\">"));
        fill(out, UNPACKED);
        out.write(text("</w:t></w:r></w:p>"));
    }

    private static void filledText(OutputStream out) throws IOException {
        out.write(text("<text:p>"));
        fill(out, UNPACKED);
        out.write(text("</text:p>"));
    }

    private static void rows(OutputStream out) throws IOException {
        byte[] row = text("<row><c t=\"inlineStr\"><is><t>a</t></is></c><c><v>1</v></c></row>".repeat(1_000));
        for (int i = 0; i < UNPACKED; i++) {
            out.write(row);
        }
    }

    /** A page tree that says it has two thousand million pages, and is its own child. */
    private static byte[] endlessPages() {
        return text("""
                %PDF-1.4
                1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
                2 0 obj<</Type/Pages/Count 2000000000/Kids[3 0 R 2 0 R 3 0 R]>>endobj
                3 0 obj<</Type/Pages/Parent 2 0 R/Count 1000000000/Kids[2 0 R 4 0 R]>>endobj
                4 0 obj<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>endobj
                trailer<</Root 1 0 R/Size 5>>
                %%EOF
                """);
    }

    private static byte[] longStream() {
        byte[] drawing = text("0 0 m 1 1 l S\n".repeat(80_000));
        byte[] packed = packed(DeflaterOutputStream::new, out -> {
            for (int i = 0; i < UNPACKED; i++) {
                out.write(drawing);
            }
        });
        return packed(out -> out, out -> {
            out.write(text("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                    + "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
                    + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
                    + "4 0 obj<</Filter/FlateDecode/Length " + packed.length + ">>stream\n"));
            out.write(packed);
            out.write(text("\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF"));
        });
    }

    private static String laughs(String body) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE doc [<!ENTITY l0 \"ha ha ha\">");
        for (int i = 1; i < 10; i++) {
            xml.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return xml.append("]>").append(body).toString();
    }

    private static String outside(String call, String secret, String body) {
        return "<?xml version=\"1.0\"?><!DOCTYPE doc SYSTEM \"" + call + "/doc.dtd\" [<!ENTITY file SYSTEM \"" + secret
                + "\"><!ENTITY call SYSTEM \"" + call + "/call\"><!ENTITY % more SYSTEM \"" + call + "/more\"> %more;]>"
                + body;
    }

    private static String fictionBook() {
        return "<FictionBook xmlns=\"http://www.gribuser.ru/xml/fictionbook/2.0\"><body><section><p>&file;&call;</p>"
                + "</section></body></FictionBook>";
    }

    private static String deepMail(int depth) {
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            mail.append("From: a@example.org\nSubject: floor ").append(i).append("\nContent-Type: message/rfc822\n\n");
        }
        return mail.append("From: a@example.org\nSubject: bottom\n\nbottom\n").toString();
    }

    /** A head that promises 60,000 × 60,000 points. */
    private static byte[] hugePicture() {
        byte[] picture = TestDocuments.bytes("picture.png").clone();
        for (int place : new int[] {16, 20}) {
            picture[place + 2] = (byte) 0xEA;
            picture[place + 3] = (byte) 0x60;
        }
        return picture;
    }

    /** Parts of a Word document that are elsewhere: its template, a picture, an object, and a frame. */
    private static byte[] linksOut(String call) {
        String type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        StringBuilder links = new StringBuilder();
        for (String kind : new String[] {"attachedTemplate", "image", "oleObject", "frame", "subDocument", "aFChunk"}) {
            links.append(
                    "<Relationship Id=\"out-%1$s\" Type=\"%2$s%1$s\" Target=\"%3$s/%1$s\" TargetMode=\"External\"/>"
                            .formatted(kind, type, call));
        }
        return changed(
                "handbook.docx",
                "word/_rels/document.xml.rels",
                "</Relationships>",
                out -> out.write(text(links.toString())));
    }

    private static String xlinks(String call) {
        return "<text:p><draw:frame xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
                + " xmlns:xlink=\"http://www.w3.org/1999/xlink\"><draw:image xlink:href=\"" + call
                + "/picture.png\" xlink:actuate=\"onLoad\"/><draw:object xlink:href=\"" + call
                + "/object.odt\"/></draw:frame></text:p>";
    }
}
