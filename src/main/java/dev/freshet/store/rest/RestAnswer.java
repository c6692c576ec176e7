package dev.freshet.store.rest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer that a store can make something of.
 *
 * @param status that of a success, 404 or 409
 */
public record RestAnswer(int status, JsonNode body) {

    /** Whether what was asked for was there and was done. */
    public boolean isOk() {
        return status < 300;
    }
}
