package dev.freshet.camel.http;

import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** Bean {@code deliveries}: the pushes that came lately. It forgets the oldest; a push that comes again then costs one look. */
public final class Deliveries extends MemoryIdempotentRepository {

    private static final int REMEMBERED = 10_000;

    public Deliveries() {
        setCacheSize(REMEMBERED);
    }
}
