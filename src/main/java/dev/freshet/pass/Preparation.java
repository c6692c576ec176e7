package dev.freshet.pass;

/** What is done before a pass looks at its source. */
public interface Preparation {

    /** Nothing. */
    Preparation NONE = Pass::request;

    /**
     * Prepares a pass that has begun; no other runs over its source.
     *
     * @return what the pass is to do: what was asked for, and what turned out to be necessary
     */
    PassRequest before(Pass pass);
}
