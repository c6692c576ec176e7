package dev.freshet.check;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the fixtures that must not be refused against the reader that decides: Camel's own. */
class CamelAgreesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "typical-steps.good/routes/sources/documents-folder.camel.yaml",
                "typical-files.good/routes/sources/documents-folder.camel.yaml",
                "typical-files.good/routes/service/http.camel.yaml",
                "source-nested-ingest.good/routes/sources/documents-folder.camel.yaml"
            })
    void what_the_fixtures_call_good_camel_reads(String file) throws Exception {
        Path path = Path.of("src/test/resources/check").resolve(file).toAbsolutePath();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.build();
            Resource resource = ResourceHelper.resolveMandatoryResource(context, "file:" + path);

            assertThatCode(() -> PluginHelper.getRoutesLoader(context)
                            .findRoutesBuilders(resource)
                            .forEach(builder -> {
                                try {
                                    builder.addRoutesToCamelContext(context);
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            }))
                    .doesNotThrowAnyException();
        }
    }
}
