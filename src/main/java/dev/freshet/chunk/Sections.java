package dev.freshet.chunk;

import dev.freshet.document.Block;
import dev.freshet.document.Block.Heading;
import dev.freshet.document.Block.Paragraph;
import dev.freshet.embed.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Groups blocks by heading. No heading is lost: one that no chunk would have in its path becomes text.
 *
 * <p>Positions count the characters of the document's text: its blocks, joined by a line break each.
 */
final class Sections {

    /** One token. */
    private static final String SEPARATOR = " > ";

    private final Tokenizer tokenizer;
    private final int pathBudget;
    private final List<Section> sections = new ArrayList<>();

    /** Headings above the current place, outermost first. */
    private final Deque<Open> path = new ArrayDeque<>();

    private List<Block> blocks = new ArrayList<>();
    private List<Integer> positions = new ArrayList<>();
    private int position;

    private Sections(Tokenizer tokenizer, int pathBudget) {
        this.tokenizer = tokenizer;
        this.pathBudget = pathBudget;
    }

    /**
     * @param pathBudget most tokens of a path; outer headings are dropped first
     */
    static List<Section> of(List<Block> blocks, Tokenizer tokenizer, int pathBudget) {
        Sections sections = new Sections(tokenizer, pathBudget);
        blocks.forEach(sections::add);
        sections.closeDownTo(0);
        return sections.sections;
    }

    private void add(Block block) {
        String text = BlockText.of(block);
        if (text.isBlank()) {
            return;
        }
        if (block instanceof Heading heading) {
            open(heading, text);
        } else {
            blocks.add(block);
            positions.add(position);
        }
        position += text.length() + 1;
    }

    private void open(Heading heading, String text) {
        closeDownTo(heading.level());
        Open open = new Open(heading, text, tokenizer.count(text), position);
        path.addLast(open);
        if (open.tokens > pathBudget) {
            addAsText(open);
        }
    }

    /** Ends the current section, and every open one from a level on. */
    private void closeDownTo(int level) {
        flush();
        while (!path.isEmpty() && path.getLast().heading.level() >= level) {
            Open last = path.removeLast();
            if (!last.shown) {
                addAsText(last);
                flush();
            }
        }
    }

    private void addAsText(Open open) {
        open.shown = true;
        blocks.add(open.asText());
        positions.add(open.position);
    }

    /** Ends the section; headings that it has no room for in its path become sections of their own, before it. */
    private void flush() {
        if (blocks.isEmpty()) {
            return;
        }
        List<Open> shown = innermost();
        shown.forEach(open -> open.shown = true);
        path.stream().filter(open -> !open.shown).forEach(this::addOwnSection);
        String joined =
                String.join(SEPARATOR, shown.stream().map(open -> open.text).toList());
        sections.add(new Section(joined, tokenizer.count(joined), blocks, positions));
        blocks = new ArrayList<>();
        positions = new ArrayList<>();
    }

    private void addOwnSection(Open open) {
        open.shown = true;
        sections.add(new Section("", 0, List.of(open.asText()), List.of(open.position)));
    }

    /** As many open headings as the budget allows, outermost first. */
    private List<Open> innermost() {
        List<Open> shown = new ArrayList<>();
        int left = pathBudget;
        for (Iterator<Open> inner = path.descendingIterator(); inner.hasNext(); ) {
            Open open = inner.next();
            left -= open.tokens + (shown.isEmpty() ? 0 : 1);
            if (left < 0) {
                break;
            }
            shown.add(0, open);
        }
        return shown;
    }

    /** A heading whose section hasn't ended. */
    private static final class Open {

        private final Heading heading;
        private final String text;
        private final int tokens;
        private final int position;

        /** True once a chunk has the heading, in its path or as text. */
        private boolean shown;

        private Open(Heading heading, String text, int tokens, int position) {
            this.heading = heading;
            this.text = text;
            this.tokens = tokens;
            this.position = position;
        }

        private Block asText() {
            return new Paragraph(text, heading.page());
        }
    }
}
