package dev.freshet.extract;

import java.io.IOException;
import java.io.InputStream;
import org.apache.tika.extractor.ParsingEmbeddedDocumentExtractor;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads attachments and embedded documents, down to a depth, and passes over pictures. */
final class EmbeddedDocuments extends ParsingEmbeddedDocumentExtractor {

    private static final int MAX_DEPTH = 3;

    private int depth;

    EmbeddedDocuments(ParseContext context) {
        super(context);
    }

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
        String type = metadata.get(HttpHeaders.CONTENT_TYPE);
        boolean picture = type != null && type.startsWith("image/");
        return depth < MAX_DEPTH && !picture && super.shouldParseEmbedded(metadata);
    }

    @Override
    public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
            throws SAXException, IOException {
        depth++;
        try {
            super.parseEmbedded(stream, handler, metadata, outputHtml);
        } finally {
            depth--;
        }
    }
}
