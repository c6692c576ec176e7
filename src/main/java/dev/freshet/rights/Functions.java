package dev.freshet.rights;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a text in the language simple would call. Its functions reach beans, classes, the environment and, by dots and
 * brackets, the methods of what a message holds.
 *
 * @param isBean whether a name is that of a bean that routes may call
 */
public record Functions(Rights rights, Predicate<String> isBean) {

    private static final Pattern START = Pattern.compile("\\$(simple)?\\{\\s*");
    private static final Pattern NAME = Pattern.compile("[^.:\\[(}?|\\s,)]*");
    private static final String RESOURCE = "resource:";
    private static final String OWN_RESOURCE = "resource:classpath:";
    private static final String METHODS = "methods";

    /** Where dots and brackets lead from a message to the methods of objects. */
    private static final Pattern REACHING =
            Pattern.compile("(body|header|exchangeProperty|variable|exception|bodyAs|mandatoryBodyAs|headerAs"
                    + "|variableAs|originalBody).*");

    /** A call with arguments or with brackets, and words that lead from any object to its class and to Camel. */
    private static final Pattern METHOD = Pattern.compile(
            "(?i)[.\\]]\\s*\\??\\w+\\s*\\(|[.\\['\"]\\s*(get)?(class|classLoader|context|camelContext)\\b|[.\\['\"]\\s*(delete|deleteOnExit|createNewFile|mkdirs?)\\b");

    /** What may not be used; nothing where all may. */
    public List<String> refusals(String text) {
        List<String> refusals = new ArrayList<>();
        if (text.strip().startsWith(RESOURCE) && !text.strip().startsWith(OWN_RESOURCE)) {
            rights.refusal(Right.FUNCTION, "resource").ifPresent(refusals::add);
        }
        Matcher start = START.matcher(text);
        while (start.find()) {
            function(text.substring(start.end()), refusals);
        }
        return refusals;
    }

    private void function(String rest, List<String> refusals) {
        String text = rest.startsWith("in.") ? rest.substring(3) : rest;
        String name = head(text);
        if (name.equals("bean") && text.startsWith("bean:")) {
            bean(text.substring("bean:".length()).split("[?(}\\s]", 2)[0], refusals);
            return;
        }
        rights.refusal(Right.FUNCTION, name).ifPresent(refusals::add);
        if (REACHING.matcher(name).matches() && METHOD.matcher(untilEnd(text)).find()) {
            rights.refusal(Right.FUNCTION, METHODS).ifPresent(refusals::add);
        }
    }

    private void bean(String name, List<String> refusals) {
        if (!isBean.test(name) && !isBean.test(name.split("\\.", 2)[0])) {
            rights.refusal(Right.FUNCTION, "bean:" + name).ifPresent(refusals::add);
        }
    }

    private static String head(String text) {
        Matcher name = NAME.matcher(text);
        return name.lookingAt() ? name.group() : "";
    }

    /** To the brace that ends the function. */
    private static String untilEnd(String text) {
        int depth = 1;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            depth += character == '{' ? 1 : character == '}' ? -1 : 0;
            if (depth == 0) {
                return text.substring(0, at);
            }
        }
        return text;
    }
}
