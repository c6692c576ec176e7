package dev.freshet.source.confluence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.chunk.ChunkOptions;
import dev.freshet.chunk.Chunker;
import dev.freshet.document.Block;
import dev.freshet.document.Chunk;
import dev.freshet.document.Content;
import dev.freshet.document.DocumentKey;
import dev.freshet.document.DocumentVersion;
import dev.freshet.document.ExtractedDocument;
import dev.freshet.document.SourceDocument;
import dev.freshet.embed.MiniLmEmbedder;
import dev.freshet.extract.Extractor;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The blocks of a page are what a reader sees, in order, and nothing else. */
class ConfluenceRenderingTest {

    private static List<String> blocks(String storage) throws Exception {
        return extracted(storage).blocks().stream()
                .map(ConfluenceRenderingTest::line)
                .toList();
    }

    /** The chunks that a search finds, in their order, with what stands above each. */
    private static List<String> chunks(String storage) throws Exception {
        return new Chunker(MiniLmEmbedder.newTokenizer(), ChunkOptions.DEFAULT)
                .chunk(extracted(storage)).chunks().stream().map(Chunk::text).toList();
    }

    private static ExtractedDocument extracted(String storage) throws Exception {
        StorageHtml html = new StorageHtml(
                (parameter, id) -> id.equals("ada") ? "Ada Writer" : "",
                (macro, names, to) ->
                        to.appendElement("p").text("Text of " + macro.target().title()));
        Content content = new Content(html.of("A title", storage).getBytes(UTF_8));
        DocumentVersion version = new DocumentVersion(
                new DocumentKey("docs", "1"), "", "", "", "page.html", "A title", null, null, new TreeMap<>());
        return new Extractor().extract(new SourceDocument(version, content));
    }

    private static String line(Block block) {
        if (block instanceof Block.Heading heading) {
            return "#".repeat(heading.level()) + " " + heading.text();
        }
        if (block instanceof Block.ListItem item) {
            return "-".repeat(item.depth()) + " " + item.text();
        }
        if (block instanceof Block.Code code) {
            return code.language() + "| " + code.text();
        }
        if (block instanceof Block.Table table) {
            return table.header() + " " + table.rows();
        }
        return ((Block.Paragraph) block).text();
    }

    private static String macro(String name, String inside) {
        return "<ac:structured-macro ac:name=\"" + name + "\" ac:schema-version=\"1\" ac:macro-id=\"0f1e-2d\">" + inside
                + "</ac:structured-macro>";
    }

    private static String parameter(String name, String value) {
        return "<ac:parameter ac:name=\"" + name + "\">" + value + "</ac:parameter>";
    }

    private static String rich(String text) {
        return "<ac:rich-text-body>" + text + "</ac:rich-text-body>";
    }

    private static String plain(String text) {
        return "<ac:plain-text-body><![CDATA[" + text + "]]></ac:plain-text-body>";
    }

    @Test
    void headings_paragraphs_lists_and_named_characters_keep_their_structure() throws Exception {
        assertThat(blocks("<h2>R&uuml;ckgabe &rarr; Tor</h2><p>One&nbsp;two <strong>th</strong>ree<br />four</p>"
                        + "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>"))
                .containsExactly("## Rückgabe → Tor", "One two three four", "- a", "-- b");
    }

    @Test
    void table_keeps_its_cells() throws Exception {
        assertThat(blocks("<table data-layout=\"default\"><colgroup><col /></colgroup><tbody>"
                        + "<tr><th><p>Name</p></th><th><p>Tons</p></th></tr>"
                        + "<tr><td><p>Crane</p></td><td><p>40</p><p>at most</p></td></tr></tbody></table>"))
                .containsExactly("[Name, Tons] [[Crane, 40 at most]]");
    }

    @Test
    void code_keeps_its_lines_language_and_title_and_a_split_end_of_cdata() throws Exception {
        assertThat(blocks(macro(
                        "code",
                        parameter("language", "java")
                                + parameter("title", "Main.java")
                                + parameter("linenumbers", "true")
                                + plain("if (a[b[0]]]]><![CDATA[> 1) {\n    go(\"<b>&amp;\");\n}"))))
                .containsExactly("Main.java", "java| if (a[b[0]]> 1) {\n    go(\"<b>&amp;\");\n}");
    }

    @Test
    void panels_show_title_and_body_in_order() throws Exception {
        for (String name : List.of("panel", "info", "note", "warning", "tip", "expand")) {
            assertThat(blocks("<p>Before</p>"
                            + macro(
                                    name,
                                    parameter("title", "Mind &amp; see")
                                            + parameter("bgColor", "#ff0000")
                                            + parameter("icon", "false")
                                            + rich("<p>The gap.</p><ul><li>wide</li></ul>"))
                            + "<p>After</p>"))
                    .as(name)
                    .containsExactly("Before", "Mind & see", "The gap.", "- wide", "After");
        }
    }

    @Test
    void task_list_shows_its_tasks_alone() throws Exception {
        assertThat(blocks(
                        "<ac:task-list><ac:task><ac:task-id>17</ac:task-id><ac:task-uuid>ab-12</ac:task-uuid><ac:task-status>incomplete</ac:task-status><ac:task-body>Paint"
                                + " the <em>hull</em></ac:task-body>"
                                + "</ac:task><ac:task><ac:task-id>18</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body><span>Buy"
                                + " paint</span></ac:task-body></ac:task></ac:task-list>"))
                .containsExactly("- Paint the hull", "- Buy paint");
    }

    @Test
    void status_stands_in_its_sentence() throws Exception {
        assertThat(blocks("<p>It is " + macro("status", parameter("colour", "Green") + parameter("title", "DONE"))
                        + " since May.</p>"))
                .containsExactly("It is DONE since May.");
    }

    @Test
    void links_show_their_text_or_what_they_lead_to() throws Exception {
        assertThat(blocks("<p>See <ac:link ac:anchor=\"top\"><ri:page ri:content-title=\"Wharf rules\""
                        + " ri:space-key=\"DOC\" /><ac:plain-text-link-body><![CDATA[the"
                        + " <rules>]]></ac:plain-text-link-body></ac:link>, <ac:link><ri:page"
                        + " ri:content-title=\"Lock\" /><ac:link-body>the"
                        + " <em>lock</em></ac:link-body></ac:link>, <ac:link><ri:page"
                        + " ri:content-title=\"Tides\" /></ac:link>, <ac:link><ri:attachment"
                        + " ri:filename=\"map.pdf\" /></ac:link> and <a"
                        + " href=\"https://example.com/secret\" data-card-appearance=\"inline\">the"
                        + " site</a>.</p>"))
                .containsExactly("See the <rules>, the lock, Tides, map.pdf and the site.");
    }

    @Test
    void mentions_show_names_and_unknown_people_nothing() throws Exception {
        assertThat(blocks("<p>Ask <ac:link><ri:user ri:account-id=\"ada\" ri:local-id=\"x1\" /></ac:link>, "
                        + "<ac:link><ri:user ri:userkey=\"ada\" /></ac:link> or "
                        + "<ac:link><ri:user ri:account-id=\"712020:gone\" /></ac:link> today.</p>"))
                .containsExactly("Ask @Ada Writer, @Ada Writer or today.");
    }

    @Test
    void layout_flows_from_cell_to_cell() throws Exception {
        assertThat(blocks("<ac:layout><ac:layout-section ac:type=\"two_equal\""
                        + " ac:breakout-mode=\"default\"><ac:layout-cell>"
                        + "<p>Left</p></ac:layout-cell><ac:layout-cell><p>Right</p></ac:layout-cell></ac:layout-section><ac:layout-section"
                        + " ac:type=\"fixed-width\"><ac:layout-cell><h1>Below</h1></ac:layout-cell>"
                        + "</ac:layout-section></ac:layout>"))
                .containsExactly("Left", "Right", "# Below");
    }

    @Test
    void images_and_emoticons_show_what_stands_for_them() throws Exception {
        assertThat(blocks("<p>A boat:</p><ac:image ac:alt=\"A red boat\" ac:width=\"300\"><ri:attachment"
                        + " ri:filename=\"IMG_1.png\" /><ac:caption><p>Our boat</p></ac:caption></ac:image><p>Fine"
                        + " <ac:emoticon ac:name=\"smile\" ac:emoji-shortname=\":smile:\" ac:emoji-id=\"1f604\""
                        + " ac:emoji-fallback=\"😄\" /></p>"))
                .containsExactly("A boat:", "A red boat", "Our boat", "Fine 😄");
    }

    @Test
    void excerpt_and_unknown_macros_keep_their_text_and_no_parameter() throws Exception {
        assertThat(blocks(macro("excerpt", parameter("hidden", "false") + rich("<p>In short.</p>"))
                        + macro("vendor-box", parameter("key", "value") + rich("<p>Kept.</p>"))
                        + macro("vendor-diagram", plain("A -> B"))
                        + macro("details", parameter("id", "x") + rich(macro("info", rich("<p>Nested.</p>"))))))
                .containsExactly("In short.", "Kept.", "| A -> B", "Nested.");
    }

    @Test
    void macros_whose_text_is_made_elsewhere_show_nothing() throws Exception {
        assertThat(blocks("<p>A</p>" + macro("toc", parameter("maxLevel", "3"))
                        + macro("children", parameter("all", "true"))
                        + macro("jira", parameter("jqlQuery", "project = X") + parameter("serverId", "a-b"))
                        + macro("anchor", parameter("", "here"))
                        + macro("style", plain("p { color: red }"))
                        + "<ac:placeholder>Type here</ac:placeholder><p>B</p>"))
                .containsExactly("A", "B");
    }

    @Test
    void excerpt_that_a_reader_does_not_see_is_left_out() throws Exception {
        assertThat(blocks("<p>A</p>" + macro("excerpt", parameter("hidden", "true") + rich("<p>For other pages.</p>"))
                        + "<p>B</p>"))
                .containsExactly("A", "B");
    }

    @Test
    void text_of_a_page_that_is_shown_stands_where_its_macro_is() throws Exception {
        String link = parameter("", "<ac:link><ri:page ri:space-key=\"DOC\" ri:content-title=\"Tides\" /></ac:link>");
        assertThat(blocks("<p>A</p>" + macro("include", link) + "<p>B</p>"
                        + macro("excerpt-include", parameter("nopanel", "true") + link)
                        + "<ac:macro"
                        + " ac:name=\"include\"><ac:default-parameter>DOC:Locks</ac:default-parameter></ac:macro>"))
                .containsExactly("A", "Text of Tides", "B", "Text of Tides", "Text of Locks");
    }

    @Test
    void noformat_keeps_its_lines_and_title() throws Exception {
        assertThat(blocks(macro(
                        "noformat", parameter("title", "Log") + parameter("nopanel", "true") + plain("a  b\n  <c>"))))
                .containsExactly("Log", "| a  b\n  <c>");
    }

    @Test
    void html_shows_its_text_and_no_script_or_style() throws Exception {
        assertThat(blocks(macro(
                        "html",
                        plain("<style>p { color: red }</style><p>Tide <b>table</b></p><script>track('x')</script>"))))
                .containsExactly("Tide table");
    }

    @Test
    void macro_of_the_older_form_shows_what_the_newer_one_shows() throws Exception {
        assertThat(blocks("<ac:macro ac:name=\"code\"><ac:parameter ac:name=\"language\">java</ac:parameter>"
                        + "<ac:default-parameter>x</ac:default-parameter>" + plain("go();") + "</ac:macro>"
                        + "<ac:macro ac:name=\"info\"><ac:parameter ac:name=\"title\">Mind</ac:parameter>"
                        + rich("<p>The gap.</p>") + "</ac:macro>"
                        + "<ac:macro ac:name=\"toc\" />"))
                .containsExactly("java| go();", "Mind", "The gap.");
    }

    @Test
    void chunks_hold_all_that_is_seen_in_its_order_and_no_parameter() throws Exception {
        String text = String.join(
                "\n",
                chunks("<h1>Rules</h1><p>First.</p>"
                        + macro("info", parameter("icon", "false") + rich("<p>Second.</p>"))
                        + macro(
                                "code",
                                parameter("language", "java") + parameter("theme", "Midnight") + plain("third();"))
                        + "<table><tbody><tr><th>Name</th><th>Tons</th></tr><tr><td>Fourth</td><td>40</td></tr></tbody></table>"
                        + "<ac:task-list><ac:task><ac:task-id>17</ac:task-id><ac:task-body>Fifth</ac:task-body></ac:task></ac:task-list>"
                        + macro("expand", parameter("title", "Sixth") + rich("<p style=\"color: red\">Seventh.</p>"))
                        + macro("noformat", plain("eighth"))
                        + macro("vendor", parameter("key", "v") + rich("<p>Ninth.</p>"))));

        assertThat(text)
                .containsSubsequence(
                        "First.", "Second.", "third();", "Fourth", "Fifth", "Sixth", "Seventh.", "eighth", "Ninth.")
                .doesNotContain("Midnight", "17", "color", "icon", "false", "key");
    }

    private static String titled(String name, String title, String text) {
        return macro(
                name,
                parameter("title", title)
                        + parameter("bgColor", "beige")
                        + parameter("icon", "false")
                        + rich("<p>" + text + "</p>"));
    }

    @Test
    void chunks_hold_what_panels_links_people_and_other_pages_show_in_its_order() throws Exception {
        String text = String.join(
                "\n",
                chunks("<ac:layout><ac:layout-section ac:type=\"two_equal\" ac:breakout-width=\"760\"><ac:layout-cell>"
                        + titled("panel", "Panel.", "One.")
                        + titled("note", "Note.", "Two.")
                        + "</ac:layout-cell><ac:layout-cell>"
                        + titled("warning", "Warning.", "Three.")
                        + titled("tip", "Tip.", "Four.")
                        + "</ac:layout-cell></ac:layout-section></ac:layout>"
                        + "<p>State: " + macro("status", parameter("colour", "Green") + parameter("title", "Five"))
                        + " see <ac:link ac:anchor=\"top\"><ri:page ri:content-title=\"Target\" ri:version-at-save=\"8\" />"
                        + "<ac:plain-text-link-body><![CDATA[Six]]></ac:plain-text-link-body></ac:link>"
                        + " and ask <ac:link><ri:user ri:account-id=\"ada\" ri:local-id=\"x1\" /></ac:link>.</p>"
                        + macro("excerpt", parameter("hidden", "false") + rich("<p>Seven.</p>"))
                        + macro("include", parameter("", "<ac:link><ri:page ri:content-title=\"Eight\" /></ac:link>"))
                        + macro("html", plain("<style>p { color: red }</style><p>Nine.</p><script>track()</script>"))
                        + "<ac:image ac:width=\"300\" ac:alt=\"Ten\"><ri:attachment ri:filename=\"crane.png\" />"
                        + "<ac:caption><p>Eleven.</p></ac:caption></ac:image>"));

        assertThat(text)
                .containsSubsequence(
                        "Panel.",
                        "One.",
                        "Note.",
                        "Two.",
                        "Warning.",
                        "Three.",
                        "Tip.",
                        "Four.",
                        "Five",
                        "Six",
                        "Ada Writer",
                        "Seven.",
                        "Text of Eight",
                        "Nine.",
                        "Ten",
                        "Eleven.")
                .doesNotContain("beige", "false", "Green", "two_equal", "760", "top", "Target", "x1", "0f1e", "300")
                .doesNotContain("crane.png", "color", "track", "icon", "hidden");
    }

    @Test
    void extension_of_the_newer_editor_shows_its_text_once() throws Exception {
        assertThat(blocks("<ac:adf-extension><ac:adf-node type=\"panel\"><ac:adf-attribute"
                        + " key=\"panel-type\">note</ac:adf-attribute><ac:adf-content><p>Mind the"
                        + " gap.</p></ac:adf-content></ac:adf-node><ac:adf-fallback><div"
                        + " class=\"panel\"><p>Mind the"
                        + " gap.</p></div></ac:adf-fallback></ac:adf-extension>"))
                .containsExactly("Mind the gap.");
    }

    @Test
    void dates_comment_markers_and_struck_text_stand_in_their_sentence() throws Exception {
        assertThat(blocks("<p>On <time datetime=\"2026-05-04\" /> the <ac:inline-comment-marker ac:ref=\"9-8\">north"
                        + "</ac:inline-comment-marker> gate <del>closes</del> opens.</p>"))
                .containsExactly("On 2026-05-04 the north gate closes opens.");
    }
}
