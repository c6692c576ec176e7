package dev.freshet.source.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Who asks. */
final class Account {

    private Account() {}

    /**
     * The account's time zone; null = unknown, as for tokens whose scopes don't reach that far.
     *
     * @throws IOException where nobody is signed in
     */
    static @Nullable ZoneId zone(Calls calls) throws IOException, InterruptedException {
        try {
            JsonNode account = calls.get("/rest/api/user/current");
            if (account.path("type").asText("").equals("anonymous")) {
                throw new IOException(
                        "Confluence takes this source for an anonymous visitor, who may see less than the account."
                                + " Nothing was listed. Correct 'user' and 'token'.");
            }
            String zone = account.path("timeZone").asText("");
            return zone.isBlank() ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            return null;
        } catch (Refusal e) {
            boolean lacksScope =
                    e.status() == 401 && String.valueOf(e.getMessage()).contains("scope does not match");
            if ((e.isOwn() && e.status() == 403) || e.isMissing() || lacksScope) {
                return null;
            }
            throw e;
        }
    }
}
