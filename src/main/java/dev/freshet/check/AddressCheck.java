package dev.freshet.check;

import dev.freshet.config.Placeholders;
import dev.freshet.rights.Right;
import dev.freshet.rights.Rights;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Refuses addresses whose component routes may not use.
 *
 * @param bean checks the name of a bean
 */
record AddressCheck(Rights rights, BiConsumer<Node, String> bean, Placeholders placeholders, Report report) {

    /** As far as it can be read: a part that only a message or a running service knows begins with a brace. */
    private static final Pattern SCHEME = Pattern.compile("\\s*([^:?{}$\\s]+)");

    private static final Pattern PART = Pattern.compile("(?:^|[,;|])\\s*([A-Za-z][\\w+.-]*):");
    private static final Set<String> READERS = Set.of("from", "pollEnrich", "poll", "interceptFrom");
    private static final List<String> WRITING =
            List.of("localWorkDirectory", "move", "moveFailed", "preMove", "doneFileName", "location");

    /**
     * Checks an address.
     *
     * @param owner the key above it
     * @param key of the address itself
     */
    void check(Node at, String written, String owner, String key) {
        Placeholders.Resolved resolved = placeholders.resolve(written);
        String uri = resolved.text().strip();
        Matcher scheme = SCHEME.matcher(uri);
        if (uri.startsWith("{{") || (scheme.lookingAt() && uri.startsWith("{{", scheme.end()))) {
            report.error(at, "'" + written + "' doesn't say which component it is: write the part before ':' out");
        } else if (scheme.lookingAt() && !uri.startsWith("*")) {
            String name = scheme.group(1);
            rights.refusal(Right.COMPONENT, name).ifPresent(refusal -> report.error(at, refusal));
            path(at, uri, name);
            writing(at, uri, name, READERS.contains(owner) || READERS.contains(key));
        }
    }

    private void path(Node at, String uri, String component) {
        if (component.equals("bean") && uri.contains(":")) {
            bean.accept(at, uri.split(":", 2)[1].replaceFirst("^//", ""));
        }
    }

    private void writing(Node at, String uri, String component, boolean reads) {
        if (component.equals("file") && !reads && !rights.mayWriteFiles()) {
            report.error(at, "routes may read files, not write them: " + Rights.remedy(Right.COMPONENT, "file"));
        }
        for (String option : WRITING) {
            if (uri.matches("(?is).*[?&]" + option + "=.*")) {
                parameter(at, component, option);
            }
        }
    }

    /** Options by which an address that reads writes files, or by which a kamelet comes from elsewhere. */
    void parameter(Node at, String component, String written) {
        String option = WRITING.stream()
                .filter(name -> name.equalsIgnoreCase(written.replace("-", "")))
                .findFirst()
                .orElse(written);
        if (component.equals("kamelet") && option.equals("location")) {
            report.error(at, "'location' has a kamelet come from elsewhere: put it into routes/kamelets");
        } else if (!option.equals("location")
                && WRITING.contains(option)
                && Set.of("file", "ftp", "ftps", "sftp").contains(component)
                && !rights.mayWriteFiles()) {
            report.error(at, "'" + option + "' writes files: " + Rights.remedy(Right.COMPONENT, "file"));
        }
    }

    /** Checks what an expression may give, where it says so. */
    void computed(Node at, String text) {
        PART.matcher(text)
                .results()
                .forEach(part ->
                        rights.refusal(Right.COMPONENT, part.group(1)).ifPresent(refusal -> report.error(at, refusal)));
    }
}
