package dev.freshet.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.contract.SourceContract;
import dev.freshet.testing.Synced;
import dev.freshet.testing.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Example table-sql keeps what every source does. */
class SqlRecipeTest extends SourceContract {

    @SuppressWarnings("NullAway.Init")
    private Articles articles;

    @Override
    protected World world(Path folder) throws Exception {
        articles = new Articles("jdbc:sqlite:" + folder.resolve("articles.db"));
        articles.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, title TEXT, body TEXT, team TEXT,"
                + " updated_at INTEGER, gone INTEGER DEFAULT 0)");
        return articles;
    }

    private static final class Articles implements World {

        private final String url;
        private int time;

        Articles(String url) {
            this.url = url;
        }

        void execute(String sql, Object... values) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url);
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.execute();
            }
        }

        /** For an account that may read, no more. */
        @Override
        public void writeSource(TestHome home) throws IOException {
            home.option("camel.beans.articles", "#class:org.sqlite.SQLiteDataSource")
                    .option("camel.beans.articles.url", url + "?open_mode=1");
            Example.named("table-sql")
                    .with("FROM articles", "FROM articles WHERE gone = 0")
                    .write(home);
        }

        @Override
        public String add(String name, String text) throws SQLException {
            execute(
                    "INSERT INTO articles (id, title, body, team, updated_at) VALUES (?, ?, ?, 'sales', ?)",
                    name,
                    "About " + name,
                    text,
                    time++);
            return name;
        }

        @Override
        public void edit(String id, String text) throws SQLException {
            execute("UPDATE articles SET body = ?, updated_at = ? WHERE id = ?", text, time++, id);
        }

        @Override
        public String rename(String id, String name) throws SQLException {
            execute("UPDATE articles SET id = ? WHERE id = ?", name, id);
            return name;
        }

        @Override
        public String move(String id) throws SQLException {
            return rename(id, "older/" + id);
        }

        @Override
        public void delete(String id) throws SQLException {
            execute("UPDATE articles SET gone = 1 WHERE id = ?", id);
        }

        @Override
        public String restore(String id) throws SQLException {
            execute("UPDATE articles SET gone = 0 WHERE id = ?", id);
            return id;
        }

        @Override
        public void breakListing() throws SQLException {
            execute("ALTER TABLE articles RENAME TO closed");
        }

        @Override
        public void mendListing() throws SQLException {
            execute("ALTER TABLE closed RENAME TO articles");
        }
    }

    private void addThree() throws SQLException {
        articles.add("1", "What the river does in spring.");
        articles.add("2", "How many boats are on the lake.");
        articles.add("3", "Where the keys of the boat house are.");
    }

    @Test
    void a_table_that_is_suddenly_empty_is_held() throws Exception {
        addThree();
        home.sync();
        articles.execute("DELETE FROM articles");

        Synced held = home.sync();

        assertThat(held.run().status().text()).isEqualTo("held");
        assertThat(home.store().indexed()).hasSize(3);
    }

    @Test
    void a_database_that_is_down_fails_the_pass_and_not_the_start() throws Exception {
        addThree();
        home.sync();
        home.option("camel.beans.articles.url", "jdbc:sqlite:" + folder.resolve("missing/articles.db"));

        assertThat(home.sync().run().status().text()).isEqualTo("failed");
        assertThat(home.store().indexed()).hasSize(3);
    }

    @Test
    void a_limit_on_the_rows_deletes_nothing() throws Exception {
        addThree();
        home.sync();
        Example.named("table-sql")
                .with("scheduler.every: 5m", "maxMessagesPerPoll: 2")
                .write(home);

        Synced cut = home.sync();

        assertThat(cut.run().message()).contains("maxMessagesPerPoll=2");
        assertThat(home.store().indexed()).hasSize(3);
    }

    @Test
    void a_row_whose_time_is_the_same_is_looked_into_by_a_full_pass_only() throws Exception {
        addThree();
        home.sync();
        articles.execute("UPDATE articles SET body = 'Something else.' WHERE id = '1'");

        assertThat(home.sync().counts()).isEqualTo("completed +0 ~0 -0 =3 !0");
        assertThat(home.sync(TestHome.FULL).counts()).isEqualTo("completed +0 ~1 -0 =2 !0");
    }

    @Test
    void a_row_without_text_fails_alone() throws Exception {
        addThree();
        articles.execute("UPDATE articles SET body = NULL WHERE id = '2'");

        assertThat(home.sync().counts()).isEqualTo("completed +2 ~0 -0 =0 !1");
    }

    @Test
    void a_column_can_be_searched_by() throws Exception {
        addThree();
        articles.execute("UPDATE articles SET team = 'legal' WHERE id = '2'");
        home.sync();

        assertThat(home.search("boats", Map.of("team", "legal")))
                .singleElement()
                .satisfies(hit -> assertThat(hit.title()).isEqualTo("About 2"));
        assertThat(home.search("boats", Map.of("team", "sales"))).hasSize(2);
    }
}
