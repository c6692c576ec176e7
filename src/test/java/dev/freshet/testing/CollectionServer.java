package dev.freshet.testing;

import java.net.URI;
import java.util.List;

/** A program with collections of chunks, whatever it calls them, as tests see it behind Freshet's back. */
public interface CollectionServer {

    URI uri();

    /** All that a collection has, an entry a line, in the order of ids; nothing where there is no such collection. */
    List<String> contents(String collection);

    /** Removes a collection. */
    void drop(String collection);

    /** Puts in what another program keeps: an entry with a text and a vector. */
    void putTheirs(String collection, String id, float[] vector);
}
