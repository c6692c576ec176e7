package dev.freshet.extract;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** Comma-, semicolon- or tab-separated values: a table whose first row is the header. */
final class CsvReader implements Reader {

    private static final char[] DELIMITERS = {'\t', ';', ',', '|'};

    @Override
    public void read(Original original, Draft draft) throws IOException {
        String text = PlainText.of(original);
        List<List<String>> rows = rows(text);
        if (!rows.isEmpty()) {
            draft.table(rows.get(0), rows.subList(1, rows.size()));
        }
    }

    private static List<List<String>> rows(String text) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(true)
                .setLenientEof(true)
                .setTrailingData(true)
                .get();
        List<List<String>> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            parser.forEach(row -> rows.add(row.toList()));
        }
        return rows;
    }

    /** The one that the first line has most of. */
    private static char delimiter(String text) {
        String line = text.lines().filter(words -> !words.isBlank()).findFirst().orElse("");
        char best = ',';
        long most = 0;
        for (char candidate : DELIMITERS) {
            long count = line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }
}
