package dev.freshet.source.confluence;

import java.net.URI;

/** Words for what Confluence refuses: the place, the fact and the remedy. */
final class Refusals {

    private static final int LONGEST_SAID = 300;

    private Refusals() {}

    static Refusal of(int status, boolean own, URI uri, String said) {
        String words = said.length() > LONGEST_SAID ? said.substring(0, LONGEST_SAID) + "…" : said;
        return new Refusal(
                status,
                own,
                place(uri) + " answered " + status + (words.isEmpty() ? "" : " (" + words + ")") + ": "
                        + remedy(status));
    }

    static Refusal notJson(int status, URI uri) {
        return new Refusal(
                status,
                false,
                place(uri) + " answered " + status
                        + " with something that isn't JSON: is 'baseUrl' the address of Confluence"
                        + " itself, 'deployment' the right one, and no login page or proxy between?");
    }

    private static String remedy(int status) {
        if (status == 401) {
            return "the token isn't accepted. Is it right, of this account ('user'), not expired, and are its scopes"
                    + " enough?";
        }
        if (status == 403) {
            return "the account may not read this. Give it the right to view, or the token the scopes to read.";
        }
        if (status == 404) {
            return "it isn't there, or the account may not see it.";
        }
        if (status == 400) {
            return "the question was not understood. If 'cql' is set, is its condition right?";
        }
        if (status / 100 == 3) {
            return "it leads elsewhere. Is 'baseUrl' the final address, and no login page between?";
        }
        return "Confluence can't answer now. The next pass asks again.";
    }

    /** An address without what may be secret in it. */
    static String place(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
