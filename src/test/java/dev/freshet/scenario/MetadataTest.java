package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a route says of its documents can be searched by. */
class MetadataTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @BeforeEach
    void makeHome() throws IOException {
        home = TestHome.in(folder);
        home.documents().write("a.md", "The anchor weighs two tons.");
    }

    private boolean isFoundBy(String name, String value) {
        return !home.search("anchor", Map.of(name, value)).isEmpty();
    }

    @Test
    void a_list_is_found_by_each_of_its_entries() {
        home.docs()
                .step("setHeader: {name: access, simple: \"${list(crew,pilots)}\"}")
                .write();

        home.sync();

        assertThat(isFoundBy("access", "crew")).isTrue();
        assertThat(isFoundBy("access", "pilots")).isTrue();
        assertThat(isFoundBy("access", "guests")).isFalse();
        assertThat(home.store().chunksOf("a.md")).singleElement().asString().contains("[\"crew\",\"pilots\"]");
    }

    @Test
    void a_text_with_commas_is_made_a_list_by_a_step() {
        home.docs()
                .step("setHeader: {name: regions, constant: \"north, lake\"}")
                .step("setHeader: {name: regions, simple: \"${split(${header.regions},',')}\"}")
                .write();

        home.sync();

        assertThat(isFoundBy("regions", "lake")).isTrue();
        assertThat(isFoundBy("regions", "north")).isTrue();
        assertThat(isFoundBy("regions", "north, lake")).isFalse();
    }

    @Test
    void a_text_with_commas_stays_a_text() {
        home.docs().step("setHeader: {name: title2, constant: \"north, lake\"}").write();

        home.sync();

        assertThat(isFoundBy("title2", "north, lake")).isTrue();
        assertThat(isFoundBy("title2", "lake")).isFalse();
    }

    @Test
    void a_list_that_changes_is_a_change_and_embeds_nothing() {
        home.docs()
                .step("setHeader: {name: access, simple: \"${list(crew,pilots)}\"}")
                .write();
        home.sync();
        home.docs().step("setHeader: {name: access, simple: \"${list(crew)}\"}").write();

        Synced changed = home.sync();

        assertThat(changed.counts()).isEqualTo("completed +0 ~1 -0 =0 !0");
        assertThat(changed.embedded()).isZero();
        assertThat(isFoundBy("access", "pilots")).isFalse();
        assertThat(isFoundBy("access", "crew")).isTrue();
        home.assertEqualToFreshIngest();
    }
}
