package dev.freshet.check;

import dev.freshet.config.Placeholders;
import dev.freshet.config.RouteSettings;
import dev.freshet.rights.Functions;
import dev.freshet.rights.Right;
import dev.freshet.rights.Rights;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Refuses what routes may not use. It looks at every word and text of a file, wherever it stands, so that no step is a way
 * around; what only a message decides is refused by the engine.
 */
final class RightsCheck {

    private static final Set<String> ADDRESSES = Set.of("uri", "deadLetterUri");

    /** Steps that stand for an address when they have a plain text. */
    private static final Set<String> SHORT_ADDRESSES = Set.of(
            "from", "to", "toD", "wireTap", "poll", "enrich", "pollEnrich", "interceptFrom", "interceptSendToEndpoint");

    /** Steps whose expression gives addresses. */
    private static final Set<String> COMPUTED =
            Set.of("recipientList", "routingSlip", "dynamicRouter", "enrich", "pollEnrich");

    private static final Set<String> FORMATS = Set.of("marshal", "unmarshal");
    private static final Set<String> FORMAT_OPTIONS =
            Set.of("id", "description", "note", "disabled", "variableSend", "variableReceive", "allowNullBody");
    private static final Set<String> CLASS_OPTIONS = Set.of(
            "beanType",
            "factoryBean",
            "unmarshalType",
            "collectionType",
            "exceptionType",
            "aggregateClass",
            "className");
    private static final Set<String> REMARKS = Set.of("description", "note", "title");

    private final CamelSchema camel;
    private final Rights rights;
    private final Set<String> beans;
    private final AddressCheck addresses;
    private final Functions functions;
    private final Placeholders placeholders;
    private final Report report;

    /**
     * Makes the check of one file.
     *
     * @param beans that routes may call by name
     */
    RightsCheck(CamelSchema camel, Rights rights, Set<String> beans, Placeholders placeholders, Report report) {
        this.camel = camel;
        this.rights = rights;
        this.beans = beans;
        this.functions = new Functions(rights, beans::contains);
        this.placeholders = placeholders;
        this.report = report;
        this.addresses = new AddressCheck(rights, this::bean, placeholders, report);
    }

    void file(Node root) {
        Yaml.items(root).forEach(this::steps);
        walk(root, new Place("", false, false));
    }

    /** What a kamelet stands for. */
    void template(Node template) {
        steps(template);
        walk(template, new Place("", false, false));
    }

    /**
     * Where a node stands.
     *
     * @param owner the key whose value it is or belongs to
     * @param free whether it is below {@code parameters}, where any word is a name
     * @param computed whether its texts are addresses
     */
    private record Place(String owner, boolean free, boolean computed) {}

    private void walk(Node node, Place place) {
        if (node instanceof ScalarNode) {
            Yaml.text(node).ifPresent(text -> text(node, text, place));
        }
        parameters(node);
        for (Node item : Yaml.items(node)) {
            if (place.owner().equals("steps")) {
                steps(item);
            }
            walk(item, place);
        }
        for (Yaml.Entry entry : Yaml.entries(node)) {
            if (!place.free()) {
                word(entry, place);
            }
            walk(
                    entry.value(),
                    new Place(
                            entry.key(),
                            place.free() || entry.key().equals("parameters"),
                            place.computed() || COMPUTED.contains(entry.key())));
        }
    }

    private void parameters(Node node) {
        String uri = Yaml.text(node, "uri")
                .map(text -> placeholders.resolve(text).text())
                .orElse("");
        Yaml.find(node, "parameters")
                .ifPresent(parameters -> Yaml.entries(parameters)
                        .forEach(entry ->
                                addresses.parameter(entry.keyNode(), uri.strip().split("[:?]", 2)[0], entry.key())));
    }

    private void steps(Node step) {
        Yaml.entries(step).stream()
                .filter(entry -> isKnown(entry.key()))
                .forEach(entry -> refuse(entry.keyNode(), Right.STEP, entry.key()));
    }

    /** What isn't is refused as unknown. */
    private boolean isKnown(String word) {
        return camel.step().options().containsKey(word)
                || camel.file().options().containsKey(word);
    }

    private void word(Yaml.Entry entry, Place place) {
        String key = entry.key();
        Optional<String> text = Yaml.text(entry.value());
        if (ADDRESSES.contains(key) || SHORT_ADDRESSES.contains(key)) {
            text.ifPresent(uri -> addresses.check(entry.value(), uri, place.owner(), key));
        }
        if (camel.languages().contains(key)) {
            refuse(entry.keyNode(), Right.LANGUAGE, key);
        }
        if (key.equals("language")) {
            text.ifPresent(name -> refuse(
                    entry.value(), Right.LANGUAGE, placeholders.resolve(name).text()));
        }
        if (FORMATS.contains(key)) {
            Yaml.entries(entry.value()).stream()
                    .filter(format -> !FORMAT_OPTIONS.contains(format.key()))
                    .forEach(format -> refuse(format.keyNode(), Right.FORMAT, format.key()));
        }
        text.ifPresent(value -> names(entry, value, place));
    }

    /** Names of classes and beans. */
    private void names(Yaml.Entry entry, String text, Place place) {
        String key = entry.key();
        String value = placeholders.resolve(text).text();
        boolean isBeanStep = Set.of("bean", "method").contains(key);
        boolean isInBean = Set.of("bean", "method").contains(place.owner());
        if (value.startsWith("#")) {
            return; // as any text that names a class
        }
        if (CLASS_OPTIONS.contains(key) || (key.equals("type") && place.owner().equals("beans"))) {
            refuse(entry.value(), Right.CLASS, value);
        } else if ((key.equals("ref") && !place.owner().equals("expression")) || (isBeanStep && !isInBean)) {
            bean(entry.value(), value);
        }
    }

    /** A name that isn't that of a bean would be taken for that of a class. */
    private void bean(Node at, String value) {
        String name = value.replaceFirst("^#?(bean:|ref:)?", "").replaceFirst("[?].*", "");
        if (name.contains(".") && !beans.contains(name)) {
            refuse(at, Right.CLASS, name);
        }
    }

    private void text(Node at, String written, Place place) {
        if (REMARKS.contains(place.owner()) && !place.free()) {
            return;
        }
        String text = placeholders.resolve(written).text();
        RouteSettings.classes(text).forEach(name -> refuse(at, Right.CLASS, name));
        if (place.computed() && !place.free()) {
            addresses.computed(at, text);
        }
        if (place.free() && place.owner().equals("path")) {
            return; // a folder may have any name, and where a path got into an expression the engine refuses it
        }
        functions
                .refusals(place.owner().equals("constant") ? text.replace("${", "") : text)
                .forEach(refusal -> report.error(at, refusal));
    }

    private void refuse(Node at, Right right, String name) {
        rights.refusal(right, name).ifPresent(refusal -> report.error(at, refusal));
    }
}
