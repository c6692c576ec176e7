package dev.freshet.soak;

import dev.freshet.testing.Prose;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Documents that are read in processes of their own: Word, PDF, and Markdown over 32 kB. They are written again and again. */
final class HeavyDocuments {

    private static final int DOCUMENTS = 12;
    private static final int LINES = 12;
    private static final int LONG = 40_000;

    /** Tables in tables: a few seconds of reading, and one word of text. */
    private static final String SLOW = "<table><tr><td>".repeat(15_000);

    private final Path folder;
    private final Random random = new Random(29);
    private final Prose prose = new Prose(29);

    HeavyDocuments(Path folder) {
        this.folder = folder;
    }

    /** Writes one of them, at random, with another text. */
    void change() throws IOException {
        Files.createDirectories(folder);
        int number = random.nextInt(DOCUMENTS);
        switch (number % 3) {
            case 0 -> word(folder.resolve("heavy-" + number + ".docx"));
            case 1 -> pdf(folder.resolve("heavy-" + number + ".pdf"));
            default -> Files.writeString(folder.resolve("heavy-" + number + ".md"), markdown());
        }
    }

    /** A document that keeps a process busy for a while. */
    void slow() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("slow.html"), SLOW + prose.words(1));
    }

    private void word(Path file) throws IOException {
        try (XWPFDocument document = new XWPFDocument();
                OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < LINES; i++) {
                document.createParagraph().createRun().setText(prose.words(12) + ".");
            }
            document.write(out);
        }
    }

    private void pdf(Path file) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream text = new PDPageContentStream(document, page)) {
                text.beginText();
                text.setFont(new PDType1Font(FontName.HELVETICA), 10);
                text.newLineAtOffset(50, 700);
                for (int i = 0; i < LINES; i++) {
                    text.showText(prose.words(10) + ".");
                    text.newLineAtOffset(0, -14);
                }
                text.endText();
            }
            document.save(file.toFile());
        }
    }

    /** Little text in many bytes: the model has enough to do. */
    private String markdown() {
        return prose.document() + "\n<!--" + " ".repeat(LONG) + "-->\n";
    }
}
