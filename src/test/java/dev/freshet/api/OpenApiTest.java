package dev.freshet.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The OpenAPI document names what the routes answer, no more and no less. */
class OpenApiTest {

    private static final String COMPONENT = "platform-http:";

    @Test
    void every_address_that_is_answered_is_described_and_every_described_one_is_answered() throws IOException {
        assertThat(described()).isEqualTo(answered()).hasSizeGreaterThan(10);
    }

    @Test
    void every_operation_says_what_it_is_for_and_how_it_is_answered() throws IOException {
        JsonNode document = document();
        document.path("paths")
                .forEach(path -> path.properties().forEach(operation -> {
                    if (operation.getKey().equals("parameters")) {
                        return;
                    }
                    assertThat(operation.getValue().path("summary").asText())
                            .as(operation.toString())
                            .isNotBlank();
                    assertThat(operation.getValue().path("responses").size())
                            .as(operation.toString())
                            .isPositive();
                }));
    }

    private static JsonNode document() throws IOException {
        return new ObjectMapper()
                .readTree(Path.of("src/main/resources/openapi.json").toFile());
    }

    private static Set<String> described() throws IOException {
        Set<String> operations = new TreeSet<>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    private static Set<String> answered() throws IOException {
        Set<String> operations = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("routes/service"))) {
            for (Path file : files.toList()) {
                for (JsonNode from : yaml(file).findValues("from")) {
                    String uri = from.path("uri").asText();
                    if (uri.startsWith(COMPONENT)) {
                        for (String method : methods(from)) {
                            operations.add(method + " " + uri.substring(COMPONENT.length()));
                        }
                    }
                }
            }
        }
        return operations;
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new ObjectMapper()
                .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    }

    private static List<String> methods(JsonNode from) {
        return List.of(from.at("/parameters/httpMethodRestrict").asText().split(","));
    }
}
