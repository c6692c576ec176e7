package dev.freshet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.testing.Prose;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import dev.freshet.verify.Divergence;
import dev.freshet.verify.Divergence.Kind;
import dev.freshet.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: whatever is done to a store behind Freshet's back is found, and mended without embedding what is known. */
class VerifyTest {

    private static final String ONE = "(SELECT chunk_id FROM store_chunks ORDER BY chunk_id LIMIT 1)";

    @TempDir
    Path folder;

    private TestHome home;
    private List<String> chunks;

    @BeforeEach
    void a_home_with_documents() throws IOException {
        home = TestHome.in(folder);
        Prose prose = new Prose(11);
        for (int i = 0; i < 18; i++) {
            home.documents().write("team-" + i % 3 + "/note-" + i + ".md", prose.document());
        }
        assertThat(home.sync().counts()).isEqualTo("completed +18 ~0 -0 =0 !0");
        chunks = home.store().chunks();
    }

    @Test
    void a_store_that_nobody_touched_is_equal() {
        Verdict verdict = home.verify();

        assertThat(verdict.isEqual()).isTrue();
        assertThat(verdict.total().stated()).isGreaterThan(20);
        assertThat(verdict.first()).isEmpty();
    }

    @Test
    void a_rebuilt_store_is_equal() {
        home.sync(TestHome.REBUILD);

        assertThat(home.verify().isEqual()).isTrue();
    }

    @Test
    void a_changed_chunk_is_stale_and_mended_without_embedding() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("text = text || ' and more'", "text or heading");
        changes.put("heading = 'Elsewhere'", "text or heading");
        changes.put("text = ''", "text or heading");
        changes.put("document = 'team-0/other.md'", "document (docs:team-0/other.md)");
        changes.put("source = 'elsewhere'", "document (elsewhere:");
        changes.put("ordinal = 77", "place in the document");
        changes.put("title = 'Another'", "title");
        changes.put("title = NULL", "title");
        changes.put("url = 'https://example.org'", "URL");
        changes.put("vector = zeroblob(0)", "vector (not of length 1)");
        changes.put("vector = zeroblob(1536)", "vector (not of length 1)");
        changes.put("vector = unhex(replace(hex(zeroblob(384)), '00', '0000c07f'))", "vector (not of length 1)");
        changes.put("vector = unhex('0000803f')", "vector (not the one that the model gave)");
        changes.put("vector = (SELECT max(vector) FROM store_chunks)", "vector (not the one that the model gave)");
        List<String> ids = home.store().column("SELECT chunk_id FROM store_chunks ORDER BY vector LIMIT 14");
        Map<String, String> reasons = new LinkedHashMap<>();
        changes.forEach((change, reason) -> {
            String id = ids.get(reasons.size());
            home.store().execute("UPDATE store_chunks SET " + change + " WHERE chunk_id = '" + id + "'");
            reasons.put(id, reason);
        });

        Verdict verdict = home.verify();
        Synced repaired = home.sync(TestHome.REPAIR);

        assertThat(verdict.total().stale()).isEqualTo(14);
        assertThat(verdict.total().diverged()).isEqualTo(14);
        assertThat(verdict.first())
                .hasSize(14)
                .allSatisfy(divergence -> assertThat(divergence.reason()).contains(reasons.get(divergence.chunkId())));
        assertThat(repaired.run().counts().unchanged())
                .as("others are left alone")
                .isZero();
        assertMended(repaired);
    }

    @Test
    void missing_chunks_are_made_again_from_the_cache_by_a_look_at_their_documents_alone() {
        home.store().execute("DELETE FROM store_chunks WHERE document = 'team-1/note-1.md'");
        home.store().execute("DELETE FROM store_chunks WHERE chunk_id = " + ONE);

        Verdict verdict = home.verify();
        Synced repaired = home.sync(TestHome.REPAIR);

        assertThat(verdict.first()).isNotEmpty().extracting(Divergence::kind).containsOnly(Kind.MISSING);
        assertThat(repaired.counts()).isEqualTo("completed +0 ~2 -0 =0 !0");
        assertMended(repaired);
    }

    @Test
    void an_emptied_store_is_noticed_by_the_next_pass_and_full_at_its_end() {
        home.store().execute("DELETE FROM store_chunks");

        Synced next = home.sync();

        assertThat(next.counts()).isEqualTo("completed +0 ~18 -0 =0 !0");
        assertMended(next);
    }

    @Test
    void some_lost_chunks_are_noticed_by_the_next_pass() {
        home.store().execute("DELETE FROM store_chunks WHERE ordinal = 1");

        assertMended(home.sync());
    }

    @Test
    void chunks_of_a_document_that_is_gone_are_removed_by_the_next_pass() throws IOException {
        home.documents().write("gone.md", "# Gone\n\nThis one goes, and it comes back behind our back.");
        home.sync();
        home.store().execute("CREATE TABLE copy AS SELECT * FROM store_chunks WHERE document = 'gone.md'");
        home.documents().delete("gone.md");
        home.sync();

        home.store().execute("INSERT INTO store_chunks SELECT * FROM copy");
        home.store().execute("DROP TABLE copy");
        Verdict verdict = home.verify();
        Synced next = home.sync();

        assertThat(verdict.first()).isNotEmpty().extracting(Divergence::kind).containsOnly(Kind.ORPHANED);
        assertThat(next.counts()).isEqualTo("completed +0 ~0 -0 =18 !0");
        assertMended(next);
    }

    /** As many chunks as before, and none of them ours: counting believes it. */
    @Test
    void a_store_that_was_replaced_by_one_of_the_same_size_is_noticed_by_the_next_pass() {
        home.store().execute("UPDATE store_chunks SET chunk_id = 'aaaaaaaa' || substr(chunk_id, 9)");

        Verdict verdict = home.verify();
        Synced next = home.sync();
        home.store().execute("DELETE FROM store_chunks WHERE chunk_id LIKE 'aaaaaaaa%'");

        assertThat(verdict.total().missing()).isEqualTo(chunks.size());
        assertThat(next.counts()).isEqualTo("completed +0 ~18 -0 =0 !0");
        assertMended(next);
    }

    @Test
    void an_older_copy_of_the_store_is_noticed_and_brought_up_to_date() throws IOException {
        home.store().execute("CREATE TABLE copy AS SELECT * FROM store_chunks");
        home.documents().delete("team-0/note-0.md");
        home.documents().write("team-1/note-1.md", "# New\n\nAll of it is new.");
        home.documents().write("new.md", "# Newer\n\nThis is newer.");
        home.sync();
        chunks = home.store().chunks();

        home.store().execute("DELETE FROM store_chunks");
        home.store().execute("INSERT INTO store_chunks SELECT * FROM copy");
        home.store().execute("DROP TABLE copy");
        Verdict verdict = home.verify();
        Synced next = home.sync();

        assertThat(verdict.total().missing()).isPositive();
        assertThat(verdict.total().orphaned()).isPositive();
        assertMended(next);
    }

    @Test
    void a_changed_text_leaves_the_numbers_as_they_are_so_that_verify_alone_finds_it() {
        home.store().execute("UPDATE store_chunks SET text = 'tampered' WHERE chunk_id = " + ONE);

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =18 !0");
        assertThat(home.verify().isEqual()).isFalse();

        assertMended(home.sync(TestHome.REPAIR));
    }

    @Test
    void what_is_not_ours_is_reported_and_never_touched() {
        foreign("'6d1c1c56-0a3f-4d64-9d7e-111111111111'", "somebody-elses");
        foreign("'row 1'", "docs");
        home.store().execute("DELETE FROM store_chunks WHERE chunk_id = " + ONE + " AND source = 'docs'");

        Verdict verdict = home.verify();
        home.sync(TestHome.REPAIR);
        Verdict after = home.verify();

        assertThat(verdict.foreign()).isEqualTo(2);
        assertThat(after.foreign()).isEqualTo(2);
        assertThat(after.isEqual()).isTrue();
        assertThat(home.store().number("SELECT count(*) FROM store_chunks WHERE text = 'foreign'"))
                .isEqualTo(2);
    }

    private void foreign(String id, String source) {
        home.store()
                .execute("INSERT INTO store_chunks (chunk_id, source, document, ordinal, heading, page, position, text,"
                        + " metadata, revision, vector) VALUES (" + id + ", '" + source
                        + "', 'd', 0, '', 0, 0, 'foreign', '{}', 1, zeroblob(8))");
    }

    /** An id is a hash of source, document and text. Whoever else writes under a name of ours gives others. */
    @Test
    void what_has_an_id_that_freshet_did_not_give_is_not_ours_even_under_a_name_of_ours() {
        foreign("'6d1c1c56-0a3f-4d64-9d7e-111111111111'", "docs");
        foreign("'6d1c1c56-0a3f-5d64-9d7e-222222222222'", "docs");
        foreign("(SELECT 'aaaaaaaa' || substr(max(chunk_id), 9) FROM store_chunks)", "docs");

        Verdict verdict = home.verify();
        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =18 !0");
        home.sync(TestHome.REPAIR);

        assertThat(verdict.foreign()).isEqualTo(3);
        assertThat(verdict.isEqual()).isTrue();
        assertThat(verdict.first()).extracting(Divergence::reason).containsOnly("has an id that Freshet didn't give");
        assertThat(home.verify().foreign()).isEqualTo(3);
        assertThat(home.store().chunks()).containsAll(chunks);
    }

    @Test
    void a_chunk_whose_source_others_changed_goes_with_its_document() throws IOException {
        home.store().execute("UPDATE store_chunks SET source = 'elsewhere' WHERE document = 'team-1/note-1.md'");
        home.store().execute("UPDATE store_chunks SET document = 'other.md' WHERE document = 'team-1/note-4.md'");
        home.documents().delete("team-1/note-1.md");
        home.documents().delete("team-1/note-4.md");

        home.sync();
        home.sync();

        assertThat(home.verify().isEqual()).isTrue();
        assertThat(home.verify().foreign()).isZero();
        home.assertEqualToFreshIngest();
    }

    @Test
    void a_damaged_full_text_is_found_and_made_anew() {
        home.store().execute("DELETE FROM store_text_docsize WHERE id % 2 = 0");

        Verdict verdict = home.verify();
        home.sync(TestHome.REPAIR);

        assertThat(verdict.total().diverged()).isZero();
        assertThat(verdict.flaws()).anyMatch(flaw -> flaw.contains("full-text index lacks"));
        assertThat(verdict.isEqual()).isFalse();
        assertThat(home.verify().flaws()).isEmpty();
        home.assertEqualToFreshIngest();
    }

    @Test
    void a_damaged_document_that_is_gone_from_its_source_goes_with_the_next_pass() throws IOException {
        home.store().execute("DELETE FROM store_chunks WHERE document = 'team-1/note-1.md' AND ordinal = 0");
        home.documents().delete("team-1/note-1.md");

        home.sync(TestHome.REPAIR);
        home.sync();

        assertThat(home.verify().isEqual()).isTrue();
        home.assertEqualToFreshIngest();
    }

    @Test
    void a_damaged_document_that_has_changed_is_embedded_as_far_as_it_is_new() throws IOException {
        home.store().execute("DELETE FROM store_chunks WHERE document = 'team-1/note-1.md'");
        home.documents().write("team-1/note-1.md", "# New\n\nAll of it is new.");

        Synced repaired = home.sync(TestHome.REPAIR);

        assertThat(repaired.embedded()).isEqualTo(1);
        home.assertEqualToFreshIngest();
    }

    @Test
    void what_the_cache_has_lost_too_is_embedded_again() {
        home.store().execute("DELETE FROM embeddings");
        home.store().execute("DELETE FROM store_chunks");

        Synced repaired = home.sync(TestHome.REPAIR);

        assertThat(repaired.embedded()).isPositive();
        home.assertEqualToFreshIngest();
    }

    private void assertMended(Synced by) {
        assertThat(by.embedded()).as("texts that the model was given").isZero();
        assertThat(home.verify().isEqual()).isTrue();
        assertThat(home.verify().first()).isEmpty();
        assertThat(home.store().chunks()).isEqualTo(chunks);
        home.store().assertConsistent();
    }
}
