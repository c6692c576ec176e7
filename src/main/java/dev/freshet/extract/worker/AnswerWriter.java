package dev.freshet.extract.worker;

import dev.freshet.document.Block;
import dev.freshet.extract.ExtractedText;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Sends what was read, block after block. {@link Answers} reads it. */
final class AnswerWriter {

    private final DataOutputStream out;

    AnswerWriter(DataOutputStream out) {
        this.out = out;
    }

    void ready() throws IOException {
        out.writeByte(Answers.READY);
        out.flush();
    }

    void refuse(String reason) throws IOException {
        out.writeByte(Answers.REFUSED);
        text(reason);
        out.flush();
    }

    void noRoom() throws IOException {
        out.writeByte(Answers.NO_ROOM);
        out.flush();
    }

    void write(ExtractedText read) throws IOException {
        out.writeByte(Answers.READ);
        out.writeBoolean(read.title() != null);
        if (read.title() != null) {
            text(read.title());
        }
        out.writeInt(read.metadata().size());
        for (Map.Entry<String, String> entry : read.metadata().entrySet()) {
            text(entry.getKey());
            text(entry.getValue());
        }
        for (Block block : read.blocks()) {
            block(block);
        }
        out.writeByte(Answers.END);
        out.flush();
    }

    private void block(Block block) throws IOException {
        if (block instanceof Block.Heading heading) {
            begin(Answers.HEADING, block);
            out.writeInt(heading.level());
            text(heading.text());
        } else if (block instanceof Block.Paragraph paragraph) {
            begin(Answers.PARAGRAPH, block);
            text(paragraph.text());
        } else if (block instanceof Block.ListItem item) {
            begin(Answers.ITEM, block);
            out.writeInt(item.depth());
            text(item.text());
        } else if (block instanceof Block.Code code) {
            begin(Answers.CODE, block);
            text(code.language());
            text(code.text());
        } else if (block instanceof Block.Table table) {
            begin(Answers.TABLE, block);
            table(table);
        }
    }

    private void begin(int kind, Block block) throws IOException {
        out.writeByte(kind);
        out.writeInt(block.page());
    }

    private void table(Block.Table table) throws IOException {
        texts(table.header());
        out.writeInt(table.rows().size());
        for (List<String> row : table.rows()) {
            texts(row);
        }
    }

    private void texts(List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(text);
        }
    }

    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
