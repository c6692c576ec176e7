package dev.freshet.source.git;

import dev.freshet.source.FileRules;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Which files of which repository.
 *
 * @param repository path of a clone, absolute, or a URL
 * @param branch blank = the one that a clone would check out
 * @param fetch whether a clone on this machine fetches from its origin first
 * @param folder of the repository below which documents lie; blank = all of it
 * @param urlPrefix before the path in the URL of a document; blank = documents have none
 * @param mirror folder for what is fetched of a URL
 */
public record GitOptions(
        String repository,
        String branch,
        boolean fetch,
        String folder,
        FileRules rules,
        String urlPrefix,
        Path mirror,
        Credentials credentials) {

    /** With a scheme, or as scp has it. */
    private static final Pattern REMOTE = Pattern.compile("[a-z+]{2,}://.*|[\\w.-]+@[\\w.-]+:.*");

    /**
     * Who asks.
     *
     * @param user blank = nobody in particular
     * @param password or token
     */
    public record Credentials(String user, String password) {

        @Override
        public String toString() {
            return "Credentials of " + user;
        }
    }

    public GitOptions {
        folder = folder.replaceAll("^/+|/+$", "");
    }

    /** The same, with a relative path of a clone read from a folder. */
    public GitOptions at(Path home) {
        return isRemote()
                ? this
                : new GitOptions(
                        home.resolve(repository).normalize().toString(),
                        branch,
                        fetch,
                        folder,
                        rules,
                        urlPrefix,
                        mirror,
                        credentials);
    }

    boolean isRemote() {
        return REMOTE.matcher(repository).matches();
    }
}
