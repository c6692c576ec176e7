package dev.freshet.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.DataFolder;
import dev.freshet.config.Problems;
import dev.freshet.config.Settings;
import dev.freshet.config.StateSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** All that state and store of a home hold, read with plain SQL as any other program would. One line of text a row. */
public final class StoreContents {

    private static final String CHUNKS = "SELECT source, document, ordinal, chunk_id, heading, page, position, text,"
            + " title, url, metadata, hex(vector) FROM store_chunks ORDER BY source, document, ordinal";
    private static final String DOCUMENTS =
            "SELECT source, document, status, checksum, recipe, title, url, modified_at,"
                    + " chunk_count, fingerprint, stage, error FROM documents ORDER BY source, document";

    private final String database;
    private final Properties who = new Properties();

    private StoreContents(String database, StateSettings state) {
        this.database = database;
        who.setProperty("user", state.user());
        who.setProperty("password", state.password().text());
        who.setProperty("currentSchema", state.schema());
    }

    /** Of the state that a home's options name. */
    public static StoreContents of(Path home) {
        StateSettings state = Settings.load(home, new Problems()).state();
        Path file = new DataFolder(home, "").path().resolve("freshet.db");
        assertThat(Files.exists(file)).as("%s exists", file).isEqualTo(!state.isElsewhere());
        return new StoreContents("jdbc:" + (state.isElsewhere() ? state.url() : "sqlite:" + file), state);
    }

    /** Every chunk of the store, with its vector. */
    public List<String> chunks() {
        return rows(CHUNKS);
    }

    /** Every document of the state. */
    public List<String> documents() {
        return rows(DOCUMENTS);
    }

    /** The chunks of one document. */
    public List<String> chunksOf(String document) {
        return rows("SELECT chunk_id, ordinal, text, metadata, hex(vector) FROM store_chunks WHERE document = '"
                + document.replace("'", "''") + "' ORDER BY ordinal");
    }

    /** The texts of the chunks of one document, in order. */
    public List<String> textsOf(String document) {
        return rows("SELECT text FROM store_chunks WHERE document = '" + document.replace("'", "''")
                + "' ORDER BY ordinal");
    }

    /** The headings above the chunks of one document, in order. */
    public List<String> headingsOf(String document) {
        return rows("SELECT heading FROM store_chunks WHERE document = '" + document.replace("'", "''")
                + "' ORDER BY ordinal");
    }

    /** Ids of the documents that have an indexed version. */
    public List<String> indexed() {
        return rows("SELECT document FROM documents WHERE checksum IS NOT NULL ORDER BY document");
    }

    /** The rows of a query of one column. */
    public List<String> column(String sql) {
        return rows(sql);
    }

    /** One number. */
    public long number(String sql) {
        return Long.parseLong(rows(sql).get(0));
    }

    /** Requires that state, store and full-text index say the same, and that nothing is in hand. */
    public void assertConsistent() {
        assertThat(rows("SELECT chunk_id, source, document, c.ordinal FROM chunks c JOIN documents d"
                        + " ON d.id = c.document_id ORDER BY chunk_id"))
                .as("chunks of the state and of the store")
                .isEqualTo(rows("SELECT chunk_id, source, document, ordinal FROM store_chunks ORDER BY chunk_id"));
        assertThat(rows("SELECT source, document, chunk_count FROM documents d WHERE chunk_count <>"
                        + " (SELECT count(*) FROM chunks WHERE document_id = d.id)"))
                .as("documents with a wrong chunk_count")
                .isEmpty();
        assertThat(rows("SELECT d.document, count(*), max(c.ordinal) FROM chunks c JOIN documents d"
                        + " ON d.id = c.document_id GROUP BY d.id HAVING count(*) <> max(c.ordinal) + 1"
                        + " OR count(DISTINCT c.ordinal) <> count(*)"))
                .as("documents with gaps between their chunks")
                .isEmpty();
        assertThat(rows("SELECT * FROM intents")).as("intents").isEmpty();
        assertThat(rows("SELECT id FROM ingestion_runs WHERE status = 'running'"))
                .as("open runs")
                .isEmpty();
        assertThat(rows("SELECT checksum FROM chunks WHERE checksum NOT IN (SELECT checksum FROM embeddings)"))
                .as("chunks whose vector isn't remembered")
                .isEmpty();
        assertThat(rows("PRAGMA integrity_check")).containsExactly("ok");
        assertThat(rows("PRAGMA foreign_key_check")).isEmpty();
        execute("INSERT INTO store_text (store_text, rank) VALUES ('integrity-check', 1)");
        assertThat(number("SELECT count(*) FROM store_text_docsize"))
                .as("rows of the full-text index")
                .isEqualTo(number("SELECT count(*) FROM store_chunks"));
    }

    /** Changes the database by hand. */
    public void execute(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private List<String> rows(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" | ", cells));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection open() throws SQLException {
        return database.startsWith("jdbc:sqlite:")
                ? DriverManager.getConnection(database)
                : DriverManager.getConnection(database, who);
    }
}
