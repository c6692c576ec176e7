package dev.freshet.source.notion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader sees of a page is in its chunks, in order, and nothing else is. */
class NotionRenderingTest {

    private final NotionWorkspace workspace = new NotionWorkspace(true);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private NotionServer server;

    @SuppressWarnings("NullAway.Init")
    private String page;

    @SuppressWarnings("NullAway.Init")
    private TestHome home;

    @BeforeEach
    void makePage() throws IOException {
        server = new NotionServer(workspace, "2026-03-11");
        page = workspace.addPage(null, "");
        home = TestHome.withoutSource(folder);
        home.kamelet("docs", "notion-source")
                .with("token", NotionServer.TOKEN)
                .with("baseUrl", server.url())
                .with("pages", page)
                .with("requestsPerSecond", "1000")
                .write();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** All text of the page's chunks, each run of white space as one space. */
    private String text(ObjectNode... blocks) {
        workspace.setBlocks(page, blocks);
        assertThat(home.sync().counts()).startsWith("completed").endsWith("!0");
        return chunks();
    }

    private String chunks() {
        return String.join(" ", home.store().textsOf(page))
                .replaceAll("\\s+", " ")
                .strip();
    }

    private ObjectNode rich(String type, String text, ObjectNode... children) {
        return workspace.block(type, content -> content.set("rich_text", NotionWorkspace.rich(text)), children);
    }

    @Test
    void text_blocks_with_what_is_inside_of_them() {
        String text = text(
                rich("heading_1", "Harbour"),
                rich("paragraph", "Welcome to the harbour."),
                rich("heading_2", "Rules", rich("paragraph", "Inside a heading.")),
                rich("heading_3", "Small"),
                rich("heading_4", "Smallest"),
                rich("quote", "Slow is smooth.", rich("paragraph", "said the pilot")),
                rich("callout", "Mind the step.", rich("paragraph", "It is wet.")),
                rich("toggle", "More", rich("paragraph", "Hidden until opened.")),
                rich("template", "New notice", rich("paragraph", "In a template.")));

        assertThat(text)
                .isEqualTo("Welcome to the harbour. Inside a heading."
                        + " Slow is smooth. said the pilot Mind the step. It is wet. More Hidden until opened."
                        + " New notice In a template.");
        assertThat(home.store().headingsOf(page))
                .containsExactly("Harbour", "Harbour > Rules", "Harbour > Rules > Small > Smallest");
    }

    @Test
    void lists_and_tasks() {
        String text = text(
                rich("bulleted_list_item", "Ropes", rich("bulleted_list_item", "Long ropes")),
                rich("bulleted_list_item", "Fenders"),
                rich("numbered_list_item", "Cast off"),
                workspace.block(
                        "to_do",
                        content -> content.put("checked", true).set("rich_text", NotionWorkspace.rich("Fuel"))),
                workspace.block(
                        "to_do",
                        content -> content.put("checked", false).set("rich_text", NotionWorkspace.rich("Water"))));

        assertThat(text.replaceAll("(^|\\s)[-*•\\d.]+ ", " ").strip())
                .isEqualTo("Ropes Long ropes Fenders Cast off [x] Fuel [ ] Water");
    }

    @Test
    void code_equations_and_tables() {
        ObjectNode table = workspace.block(
                "table",
                content -> content.put("table_width", 2).put("has_column_header", true),
                row("Boat", "Length"),
                row("Swift", "12 m"));
        String text = text(
                workspace.block("code", content -> {
                    content.put("language", "plain text").set("rich_text", NotionWorkspace.rich("tie(rope);"));
                    content.set("caption", NotionWorkspace.rich("How to tie"));
                }),
                workspace.block("equation", content -> content.put("expression", "v = s / t")),
                table);

        assertThat(text)
                .contains("tie(rope);", "How to tie", "v = s / t", "Boat", "Length", "Swift", "12 m")
                .doesNotContain("has_column", "table_width");
        assertThat(text.indexOf("tie(rope)")).isLessThan(text.indexOf("How to tie"));
        assertThat(text.indexOf("v = s")).isLessThan(text.indexOf("Boat"));
    }

    private ObjectNode row(String... cells) {
        return workspace.block("table_row", content -> {
            ArrayNode all = content.putArray("cells");
            for (String cell : cells) {
                all.add(NotionWorkspace.rich(cell));
            }
        });
    }

    @Test
    void columns_tabs_synced_blocks_and_meetings_flow() {
        String text = text(
                workspace.block(
                        "column_list",
                        content -> {},
                        workspace.block(
                                "column", content -> content.put("width_ratio", 0.5), rich("paragraph", "Left.")),
                        workspace.block("column", content -> {}, rich("paragraph", "Right."))),
                workspace.block(
                        "synced_block", content -> content.putNull("synced_from"), rich("paragraph", "Shared.")),
                workspace.block("tab", content -> {}, rich("paragraph", "In a tab.")),
                workspace.block(
                        "meeting_notes",
                        content -> content.set("title", NotionWorkspace.rich("Standup")),
                        rich("heading_3", "Action items"),
                        rich("paragraph", "All is well.")),
                workspace.block(
                        "transcription",
                        content -> content.set("title", NotionWorkspace.rich("Retro")),
                        rich("paragraph", "As it was called before.")),
                workspace.block("divider", content -> {}),
                workspace.block("breadcrumb", content -> {}),
                workspace.block("table_of_contents", content -> content.put("color", "gray")));

        assertThat(text)
                .isEqualTo("Left. Right. Shared. In a tab. Standup All is well. Retro As it was called before.");
        assertThat(home.store().headingsOf(page)).contains("Action items");
        assertThat(home.search("shared", Map.of()))
                .first()
                .satisfies(hit -> assertThat(hit.metadata()).doesNotContainKey("unsupported"));
    }

    @Test
    void media_and_cards_have_their_captions_and_no_signed_address() {
        String text = text(
                workspace.block("image", content -> {
                    content.put("type", "file").set("caption", NotionWorkspace.rich("The old crane"));
                    content.putObject("file")
                            .put("url", "https://files.example/x?X-Amz-Signature=1")
                            .put("expiry_time", "soon");
                }),
                workspace.block(
                        "pdf", content -> content.put("name", "tides.pdf").putArray("caption")),
                workspace.block(
                        "bookmark",
                        content -> content.put("url", "https://pilots.example/").putArray("caption")),
                workspace.block("link_preview", content -> content.put("url", "https://boats.example/1")),
                signed("video", "", "How to moor"),
                signed("audio", "", "The fog horn"),
                signed("file", "berths.xlsx", "All berths"),
                signed("pdf", "rules.pdf", "The rules"),
                workspace.block(
                        "embed",
                        content -> content.put("url", "https://maps.example/harbour")
                                .set("caption", NotionWorkspace.rich("The way here"))));

        assertThat(text)
                .isEqualTo("The old crane tides.pdf https://pilots.example/ https://boats.example/1 How to moor"
                        + " The fog horn berths.xlsx All berths rules.pdf The rules The way here"
                        + " https://maps.example/harbour");
    }

    /** A file whose address is signed anew with every answer. */
    private ObjectNode signed(String type, String name, String caption) {
        return workspace.block(type, content -> {
            content.put("type", "file").set("caption", NotionWorkspace.rich(caption));
            if (!name.isEmpty()) {
                content.put("name", name);
            }
            content.putObject("file")
                    .put("url", "https://files.example/" + type + "?X-Amz-Signature=1")
                    .put("expiry_time", "soon");
        });
    }

    @Test
    void mentions_and_equations_inside_of_a_text_have_the_words_that_a_reader_sees() {
        String text = text(workspace.block("paragraph", content -> {
            ArrayNode segments = content.putArray("rich_text");
            segment(segments, "text", "Ask ");
            segment(segments, "mention", "@Ada Writer")
                    .putObject("mention")
                    .put("type", "user")
                    .putObject("user")
                    .put("id", NotionWorkspace.userId());
            segment(segments, "text", " about ");
            segment(segments, "mention", "Tides")
                    .put("href", "https://www.notion.so/0f4c9d2e")
                    .putObject("mention")
                    .put("type", "page")
                    .putObject("page")
                    .put("id", "0f4c9d2e-8b1a-4f6c-9d3e-7a5b2c1d0e9f");
            segment(segments, "text", " on ");
            segment(segments, "mention", "2026-05-01")
                    .putObject("mention")
                    .put("type", "date")
                    .putObject("date")
                    .put("start", "2026-05-01");
            segment(segments, "text", ": depth is ");
            segment(segments, "equation", "d = h + t").putObject("equation").put("expression", "d = h + t");
            segment(segments, "text", ".");
        }));

        assertThat(text).isEqualTo("Ask @Ada Writer about Tides on 2026-05-01: depth is d = h + t.");
    }

    private static ObjectNode segment(ArrayNode segments, String type, String words) {
        return segments.addObject().put("type", type).put("plain_text", words);
    }

    @Test
    void pages_and_links_to_pages_have_their_titles() {
        String other = workspace.addPage(null, "Pilots");
        String boats = workspace.addDatabase(null, "Boats");
        workspace.addPage(page, "Below");
        workspace.addDatabase(page, "Berths");

        String text = text(
                rich("paragraph", "Top."),
                workspace.block(
                        "link_to_page",
                        content -> content.put("type", "page_id").put("page_id", other)),
                workspace.block(
                        "link_to_page",
                        content -> content.put("type", "database_id").put("database_id", boats)));

        assertThat(text).isEqualTo("Top. Pilots Boats Below Berths");
    }

    @Test
    void unknown_blocks_are_named_and_the_rest_is_there() {
        String text = text(
                rich("paragraph", "Before."),
                workspace.block("hologram", content -> content.put("secret", "x")),
                workspace.block("unsupported", content -> content.put("block_type", "form")),
                rich("paragraph", "After."));

        assertThat(text).isEqualTo("Before. After.");
        assertThat(home.search("before", Map.of("unsupported", "form, hologram")))
                .hasSize(1);
    }

    @Test
    void blocks_that_can_not_be_read_are_left_out_and_the_rest_is_there() {
        ObjectNode copy = workspace.unshared(workspace.block(
                "synced_block", content -> content.putObject("synced_from").put("block_id", workspace.id())));

        assertThat(text(
                        rich("paragraph", "Before."),
                        copy,
                        workspace.unreadable(rich("toggle", "Odd")),
                        rich("paragraph", "After.")))
                .isEqualTo("Before. Odd After.");
        assertThat(home.search("before", Map.of("unsupported", "synced_block, toggle")))
                .as("what is missing is named")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void page_of_which_a_proxy_refuses_a_part_keeps_its_chunks(int status) {
        ObjectNode toggle = rich("toggle", "More", rich("paragraph", "Hidden until opened."));
        String before = text(rich("paragraph", "Before."), toggle);
        workspace.setBlocks(page, rich("paragraph", "Changed."), toggle);
        String part = toggle.path("id").asText();
        server.failing((call, number) -> call.contains(part) ? NotionServer.Fault.html(status) : null);

        assertThat(home.sync().counts()).startsWith("completed +0 ~0 -0").endsWith("!1");

        assertThat(chunks()).isEqualTo(before);
        assertThat(home.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains(status + ", something that isn't JSON"));
        server.failing((call, number) -> null);
        assertThat(home.retry().counts()).startsWith("completed +0 ~1 -0").endsWith("!0");
        assertThat(chunks()).isEqualTo("Changed. More Hidden until opened.");
    }

    @Test
    void page_of_which_notion_fails_to_give_a_part_for_another_reason_keeps_its_chunks() {
        ObjectNode toggle = rich("toggle", "More", rich("paragraph", "Hidden until opened."));
        String before = text(rich("paragraph", "Before."), toggle);
        workspace.setBlocks(page, rich("paragraph", "Changed."), toggle);
        String part = toggle.path("id").asText();
        server.failing(
                (call, number) -> call.contains(part) ? NotionServer.Fault.of(400, "invalid_request_url") : null);

        assertThat(home.sync().counts()).startsWith("completed +0 ~0 -0").endsWith("!1");

        assertThat(chunks()).isEqualTo(before);
    }

    @Test
    void rows_of_a_table_that_can_not_be_read_are_named() {
        ObjectNode table = workspace.unreadable(workspace.block("table", content -> {}));

        assertThat(text(rich("paragraph", "Before."), table, rich("paragraph", "After.")))
                .isEqualTo("Before. After.");

        assertThat(home.search("before", Map.of("unsupported", "table"))).hasSize(1);
    }

    @Test
    void page_nested_60_deep_and_150_rows_wide_is_read_to_its_end() {
        ObjectNode deep = rich("bulleted_list_item", "Level 60 ends here.");
        for (int level = 59; level > 0; level--) {
            deep = rich("bulleted_list_item", "Level " + level + ".", deep);
        }
        ObjectNode[] rows = new ObjectNode[150];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row("Boat " + i, "Berth " + i);
        }

        workspace.setBlocks(page, deep, workspace.block("table", content -> {}, rows));
        assertThat(home.sync().counts()).startsWith("completed +1").endsWith("!0");

        String all = String.join(" ", home.store().chunksOf(page));
        assertThat(all).contains("Level 1.", "Level 30.", "Level 60 ends here.", "Boat 0", "Boat 149");
    }

    @Test
    void cycle_of_synced_blocks_ends() {
        ObjectNode copy = workspace.block("synced_block", content -> {});
        ObjectNode original = workspace.block(
                "synced_block", content -> content.putNull("synced_from"), rich("paragraph", "Once around."), copy);
        ((ObjectNode) copy.path("synced_block"))
                .putObject("synced_from")
                .put("block_id", original.path("id").asText());
        workspace.putInside(copy, rich("paragraph", "Once around."), copy);

        assertThat(text(original)).isEqualTo("Once around.");
    }
}
