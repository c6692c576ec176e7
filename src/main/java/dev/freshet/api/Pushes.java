package dev.freshet.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.config.Secret;
import dev.freshet.config.Settings;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.PassRequest.Kind;
import dev.freshet.pass.Wish;
import dev.freshet.report.Json;
import dev.freshet.service.Running;
import dev.freshet.state.PrivateFolder;
import dev.freshet.webhook.Push;
import dev.freshet.webhook.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bean {@code pushes}: {@code POST /webhook/{source}}. A push is a hint to look now. Nothing it says is believed but the
 * signature, which is asked for before the body is looked at.
 */
public final class Pushes {

    private static final Logger LOG = LoggerFactory.getLogger(Pushes.class);

    /** What Notion's tokens look like, so that nothing else can be written into the data folder by this way. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,200}");

    private final List<? extends Running> services;
    private final Map<String, Secret> secrets;
    private final Path data;
    private final Clock clock;

    /**
     * Makes the bean.
     *
     * @param services of all stores that hear of pushes
     * @param secrets by source
     * @param data folder that only Freshet's user may read, for the token that Notion sends first
     */
    public Pushes(List<? extends Running> services, Map<String, Secret> secrets, Path data, Clock clock) {
        this.services = services;
        this.secrets = secrets;
        this.data = data;
        this.clock = clock;
    }

    /**
     * A push whose signature fits.
     *
     * @param key the same when it is sent again
     */
    public record Genuine(String source, String key) {}

    /**
     * Checks the signature.
     *
     * @return {@link Genuine}, or the {@link Answer} of a handshake
     */
    public Object check(Request request) {
        String source = request.path().get(1);
        if (having(source).isEmpty()) {
            throw new Refusal(404, "There is no source '" + source + "'.");
        }
        Push push = new Push(request.headers(), request.body());
        Secret secret = secrets.get(source);
        if (secret == null || !secret.isSet()) {
            return handshake(source, request);
        }
        Signature signature = Signature.of(push)
                .orElseThrow(() -> new Refusal(401, "The push carries no signature that Freshet knows."));
        if (!signature.fits(push, secret.text(), clock.instant())) {
            LOG.warn("A push for {} has a wrong signature or is too old, and was not acted on.", source);
            throw new Refusal(401, "The signature is wrong, or the push is too old.");
        }
        return new Genuine(source, source + " " + signature.replayKey(push));
    }

    private List<? extends Running> having(String source) {
        return services.stream()
                .filter(service -> service.sources().contains(source))
                .toList();
    }

    /** Looks at the source, for each store that it goes to. */
    public Answer look(Genuine push) {
        PassRequest request = new PassRequest(Kind.SYNC, "webhook", 0);
        List<Wish> wishes = having(push.source()).stream()
                .map(service -> service.pass(push.source(), request))
                .toList();
        return Actions.accepted(Map.of(push.source(), wishes.get(0)));
    }

    /** Answer to a push that came before. */
    public Answer known() {
        return Answer.ok(Map.of("status", "known"));
    }

    /** Notion first sends a token, which a person must enter there, and which signs all that follows. */
    private Answer handshake(String source, Request request) {
        String remedy = "There is no secret for the pushes to '" + source + "'. Set " + Settings.WEBHOOK_SECRET + source
                + " and restart Freshet.";
        String token = verificationToken(request.body());
        if (!TOKEN.matcher(token).matches()) {
            throw new Refusal(404, remedy);
        }
        Path file = data.resolve("webhook-" + source + ".token");
        try {
            Files.writeString(file, token + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            PrivateFolder.closeFiles(data);
        } catch (FileAlreadyExistsException kept) {
            throw secondToken(source, file);
        } catch (IOException e) {
            throw new UncheckedIOException("The verification token can't be written to " + file, e);
        }
        LOG.warn(
                "A verification token for the pushes to {} is in {}. If you have just made that subscription at Notion, enter the"
                        + " token there, set {}{} = file:{} and restart Freshet.",
                source,
                file,
                Settings.WEBHOOK_SECRET,
                source,
                file);
        return Answer.ok(Map.of("status", "received"));
    }

    /** Anyone can send one, so that the first stays until a person takes it away. */
    private static Refusal secondToken(String source, Path file) {
        LOG.warn(
                "Another verification token for the pushes to {} was not taken, since {} holds one. If you have just made a new"
                        + " subscription at Notion, delete that file and have Notion send the token again.",
                source,
                file);
        return new Refusal(
                409,
                "A verification token for '" + source
                        + "' came before and was kept. Who runs Freshet can delete its file and have the token sent again.");
    }

    private static String verificationToken(byte[] body) {
        try {
            JsonNode token = Json.mapper().readTree(body).path("verification_token");
            return token.asText("");
        } catch (IOException notJson) {
            return "";
        }
    }
}
