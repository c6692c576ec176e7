package dev.freshet.extract;

/** AsciiDoc and reStructuredText: headings, lists and literal blocks; other marks stay in the text. */
final class MarkupReader implements Reader {

    @Override
    public void read(Original original, Draft draft) {
        String text = PlainText.of(original);
        if (original.extension().equals("rst")) {
            new RstLines(text, draft).read();
        } else {
            new AsciiDocLines(text, draft).read();
        }
    }
}
