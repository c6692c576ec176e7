package dev.freshet.camel;

/**
 * The headers by which a source route tells what it knows of a document, and the exchange properties by which the pipeline
 * talks to itself. A property can't be set by a client of an HTTP route; a header can.
 */
public final class Headers {

    /** Id of the document inside its source. Required, unless the message comes from a file component. */
    public static final String DOCUMENT = "FreshetDocument";
    /** Cheap version of the document, see {@link dev.freshet.document.DocumentVersion#fingerprint}. Default: checksum. */
    public static final String FINGERPRINT = "FreshetFingerprint";
    /** File name with extension, a hint for the extractor. Default: the last part of the id. */
    public static final String NAME = "FreshetName";
    /** Title. Default: what extraction finds. */
    public static final String TITLE = "FreshetTitle";
    /** Where a person can open the document. */
    public static final String URL = "FreshetUrl";
    /** When it was last changed, ISO-8601 with offset. */
    public static final String MODIFIED = "FreshetModified";

    static final String INTERNAL_PREFIX = "Freshet";

    /** Property: the {@link dev.freshet.pass.Pass}. */
    static final String PASS = "FreshetPass";
    /** Property: Boolean, whether the document was named by itself, and overtakes those of complete passes. */
    static final String URGENT = "FreshetUrgent";
    /** Property: Boolean, whether a document of a complete pass is read by calls, while others are worked on. */
    static final String REMOTE = "FreshetRemote";
    /** Property: the {@link dev.freshet.document.Change}, as text. */
    static final String CHANGE = "FreshetChange";
    /** Property: Boolean, whether everything is embedded again. */
    static final String ANEW = "FreshetAnew";
    /** Property: the {@link dev.freshet.document.DocumentKey} of the document in hand. */
    static final String KEY = "FreshetKey";
    /** Property: the {@link dev.freshet.state.DocumentRow} of the document in hand, where there is one. */
    static final String ROW = "FreshetRow";
    /** Property: the {@link dev.freshet.document.DocumentVersion} in hand. */
    static final String VERSION = "FreshetVersion";
    /** Property: the {@link Visit} that all copies of a source's message share. */
    static final String VISIT = "FreshetVisit";

    /** Property: Boolean, whether the listing counted the message's document itself, the unchanged ones too. */
    static final String LISTED = "FreshetListed";
    /** Property: Boolean, whether documents that were sent together must be sent again, each alone. */
    static final String ONE_BY_ONE = "FreshetOneByOne";
    /** Property: id of the source that a call is made for. */
    static final String SOURCE = "FreshetSource";

    private Headers() {}
}
