package dev.freshet.camel;

import dev.freshet.document.SourceDocument;
import dev.freshet.state.DocumentRow;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Bean {@code indexedDocuments}: the idempotent consumer's memory, which is the table of documents itself. A message is a
 * duplicate when the store holds its very content now, made with the recipe in force; having been seen before is not
 * enough, or a document that goes from A to B and back to A would stay B.
 */
public final class IndexedDocuments extends ServiceSupport implements IdempotentRepository {

    @Override
    public boolean contains(Exchange exchange, String key) {
        if (!(exchange.getMessage().getBody() instanceof SourceDocument document)
                || Exchanges.pass(exchange).rebuilds()) {
            return false;
        }
        DocumentRow row = exchange.getProperty(Headers.ROW, DocumentRow.class);
        return row != null
                && row.holds(document.version().checksum(), document.version().recipe());
    }

    @Override
    public boolean add(Exchange exchange, String key) {
        return !contains(exchange, key);
    }

    /** Does nothing: what confirms a document is the commit of its chunks. */
    @Override
    public boolean confirm(Exchange exchange, String key) {
        return true;
    }

    /** Does nothing: a failed document was never added. */
    @Override
    public boolean remove(Exchange exchange, String key) {
        return true;
    }

    @Override
    public boolean add(String key) {
        throw withoutDocument();
    }

    @Override
    public boolean contains(String key) {
        throw withoutDocument();
    }

    @Override
    public boolean remove(String key) {
        throw withoutDocument();
    }

    @Override
    public boolean confirm(String key) {
        throw withoutDocument();
    }

    /** Refuses: forgetting all documents is not what clearing a filter should do. */
    @Override
    public void clear() {
        throw new UnsupportedOperationException("The documents can't be cleared. Use: freshet rebuild");
    }

    private static IllegalStateException withoutDocument() {
        return new IllegalStateException("The bean indexedDocuments compares documents, and the message has none");
    }
}
