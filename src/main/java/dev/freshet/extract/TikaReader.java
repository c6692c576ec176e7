package dev.freshet.extract;

import java.io.IOException;
import org.apache.tika.detect.Detector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.AutoDetectParser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** PDF, Office, mail, e-books and archives, through Apache Tika. */
final class TikaReader implements Reader {

    private static final MediaType MAIL = MediaType.parse("message/rfc822");

    private final AutoDetectParser parser;

    TikaReader(Detector detector) {
        parser = TikaParsers.create(detector);
    }

    @Override
    public void read(Original original, Draft draft) throws IOException, SAXException, TikaException {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, original.name());
        SaxTree tree = new SaxTree(draft.maxCharacters());
        try (TikaInputStream stream = TikaInputStream.get(original.bytes(), metadata)) {
            parser.parse(stream, tree, metadata, TikaParsers.context(parser, original.type()));
        }
        if (tree.isTooLarge()) {
            throw ExtractionException.tooLarge(draft.maxCharacters());
        }
        describe(metadata, draft);
        if (original.type().equals(MAIL)) {
            header(metadata, draft);
        }
        HtmlBlocks.add(TikaTree.tidied(tree.body(), original.type()), draft);
    }

    private static void describe(Metadata metadata, Draft draft) {
        String title = OwnTitle.sensible(metadata.get(TikaCoreProperties.TITLE));
        draft.title(title);
        draft.describe("author", metadata.get(TikaCoreProperties.CREATOR));
        draft.describe("language", metadata.get(TikaCoreProperties.LANGUAGE));
        if (metadata.get(Message.MESSAGE_FROM) != null) {
            draft.describe("date", metadata.get(TikaCoreProperties.CREATED));
        }
    }

    /** Tika gives the header of a mail as metadata only; a reader of the mail sees it. */
    private static void header(Metadata metadata, Draft draft) {
        draft.heading(1, line("", metadata.get(TikaCoreProperties.TITLE)));
        draft.paragraph(line("From: ", metadata.get(Message.MESSAGE_FROM))
                + line("To: ", String.join(", ", metadata.getValues(Message.MESSAGE_TO)))
                + line("Date: ", metadata.get(TikaCoreProperties.CREATED)));
    }

    private static String line(String name, @Nullable String value) {
        return value == null || value.isBlank() ? "" : name + value + " ";
    }
}
