package dev.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promise: no secret is in a log, wherever it came from. */
class RedactingEncoderTest {

    private static final String WEBHOOK = "https://hooks.example.org/services/T000/B000/xyz";
    private static final List<String> SECRETS = List.of("a \"quoted\" secret", WEBHOOK, "pass+word/1");

    private final LoggerContext context = new LoggerContext();

    private String written(Encoder<ILoggingEvent> encoder) {
        context.setMDCAdapter(new LogbackMDCAdapter());
        encoder.setContext(context);
        encoder.start();
        Throwable stack = new IllegalStateException("no answer from " + WEBHOOK, new IOException("pass%2Bword%2F1"));
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("test"), Level.WARN, "said {} to /services/T000/B000/xyz", stack, new Object[] {
                    "a \"quoted\" secret"
                });
        return new String(new RedactingEncoder(encoder, SECRETS).encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void text_has_none_in_messages_and_stacks() {
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setPattern("%msg%n");

        assertThat(written(text))
                .startsWith("said *** to ***\njava.lang.IllegalStateException: no answer from ***")
                .doesNotContain("quoted", "T000", "word");
    }

    @Test
    void json_has_none_and_stays_json() throws IOException {
        String line = written(new JsonEncoder());

        assertThat(line).doesNotContain("quoted", "T000", "word").hasLineCount(1);
        assertThat(new ObjectMapper().readTree(line).at("/throwable/message").asText())
                .isEqualTo("no answer from ***");
    }
}
