package dev.freshet.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.freshet.config.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The net below the rule that secrets are never logged: libraries put addresses and headers into their messages and
 * exceptions. What is written is searched as a whole, stacks included.
 */
final class RedactingEncoder extends EncoderBase<ILoggingEvent> {

    private static final String REDACTED = "***";

    /** A shorter one would tear up words that have nothing to do with it. */
    private static final int SHORTEST = 4;

    private final Encoder<ILoggingEvent> encoder;
    private final List<String> hidden;

    RedactingEncoder(Encoder<ILoggingEvent> encoder, List<String> secrets) {
        this.encoder = encoder;
        Set<String> forms = new TreeSet<>();
        secrets.forEach(secret -> addForms(secret, forms));
        for (String form : List.copyOf(forms)) {
            forms.add(inJson(form));
        }
        this.hidden = forms.stream()
                .filter(form -> form.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The text, as JSON and addresses have it and, of an address, the path alone, which is its secret half. */
    private static void addForms(String secret, Set<String> forms) {
        forms.add(secret);
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        if (secret.startsWith("http")) {
            addPath(secret, forms);
        }
    }

    private static String inJson(String form) {
        return form.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/");
    }

    private static void addPath(String address, Set<String> forms) {
        try {
            String path = URI.create(address).getRawPath();
            if (path != null) {
                forms.add(path);
            }
        } catch (IllegalArgumentException noAddress) {
            // then there is no half of it to hide
        }
    }

    @Override
    public byte[] headerBytes() {
        return encoder.headerBytes();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        byte[] line = encoder.encode(event);
        String text = Secret.withoutPasswords(new String(line, StandardCharsets.UTF_8));
        for (String secret : hidden) {
            text = text.replace(secret, REDACTED);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return encoder.footerBytes();
    }
}
