package dev.freshet.extract;

import java.io.IOException;
import java.io.InputStream;
import org.apache.tika.extractor.ParsingEmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.ParseRecord;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Reads attachments and embedded documents, down to a depth, and passes over pictures. Ends the reading of a document
 * that holds too many, or too many bytes when they are unpacked: Tika writes them to the disk.
 */
final class EmbeddedDocuments extends ParsingEmbeddedDocumentExtractor {

    private static final int MAX_DEPTH = 3;
    private static final int MOST = 10_000;

    /** In all, in bytes. */
    private static final long MOST_UNPACKED = 1L << 30;

    private final ParseContext parsing;
    private int depth;
    private int count;
    private long unpacked;

    EmbeddedDocuments(ParseContext context) {
        super(context);
        this.parsing = context;
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
        count++;
        refuseTooMuch();
        try {
            super.parseEmbedded(isOpened(stream) ? stream : new Unpacking(stream), handler, metadata, outputHtml);
        } finally {
            depth--;
        }
        // Tika writes down what fails in an embedded document and goes on.
        refuseTooMuch();
        refuseFullDisk();
    }

    private void refuseFullDisk() {
        ParseRecord record = parsing.get(ParseRecord.class);
        if (record != null) {
            record.getExceptions().forEach(NoRoomException::refuse);
        }
    }

    private void refuseTooMuch() {
        if (count > MOST) {
            throw ExtractionException.tooManyEmbedded(MOST);
        }
        if (unpacked > MOST_UNPACKED) {
            throw ExtractionException.bomb(null);
        }
    }

    /** Part of a file that is open already; its stream stands for it and isn't read. */
    private static boolean isOpened(InputStream stream) {
        return stream instanceof TikaInputStream tika && tika.getOpenContainer() != null;
    }

    /** Counts what comes out of an embedded document. */
    private final class Unpacking extends InputStream {

        private final InputStream packed;

        Unpacking(InputStream packed) {
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            int value = packed.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = packed.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        @Override
        public int available() throws IOException {
            return packed.available();
        }

        private void count(int bytes) {
            unpacked += bytes;
            refuseTooMuch();
        }
    }
}
