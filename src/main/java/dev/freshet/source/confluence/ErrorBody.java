package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.source.http.HttpAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an answer says that isn't the one asked for, where Confluence wrote it. */
final class ErrorBody {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpAnswer answer;
    private final @Nullable JsonNode body;

    ErrorBody(HttpAnswer answer) {
        this.answer = answer;
        this.body = read(answer);
    }

    /** Null where it isn't JSON. */
    private static @Nullable JsonNode read(HttpAnswer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether Confluence itself refused what was asked for, and not a proxy, or its limit of calls. */
    boolean isOwn() {
        return isError() && !(answer.status() == 403 && isOfLimit());
    }

    /** Whether Data Center answers so at its limit of calls: with any words but those for a lack of rights, or none. */
    boolean isBusy() {
        return answer.status() == 403 && (!isError() || isOfLimit());
    }

    /** The same of the answer for a file, where a lack of rights is a web page. */
    boolean isBusyWithFiles() {
        return answer.status() == 403 && (answer.body().length == 0 || isOfLimit());
    }

    private boolean isOfLimit() {
        return answer.text().toLowerCase(Locale.ROOT).contains("rate limit");
    }

    private boolean isError() {
        return body != null
                && (says(body.path("statusCode"))
                        || says(body.at("/errors/0/status"))
                        || (answer.status() != 404 && isOfGate(body)));
    }

    /** Those who check tokens and paths before it write in other words. Of content they know nothing. */
    private boolean isOfGate(JsonNode json) {
        return says(json.path("code")) || says(json.path("status-code"));
    }

    private boolean says(JsonNode status) {
        return status.asInt() == answer.status();
    }

    /** Its words for people; empty where there are none. */
    String text() {
        return body == null
                ? ""
                : List.of(body.path("message"), body.at("/errors/0/detail"), body.at("/errors/0/title")).stream()
                        .map(text -> text.asText(""))
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse("");
    }
}
