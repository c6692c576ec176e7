package dev.freshet.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Plain SQL on one connection, for what is done once a document and more: each statement is compiled once and kept, which
 * costs more than to run it. For one thread at a time, and never the same statement inside itself.
 */
public final class Sql {

    /** Elements of a batch that are in memory together. */
    private static final int TOGETHER = 500;

    private final Connection connection;
    private final Map<String, PreparedStatement> kept = new HashMap<>();

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** What is done in plain SQL. */
    public interface Work<T extends @Nullable Object> {
        T on(Sql sql) throws SQLException;
    }

    /** {@link Work} without a result. */
    public interface Change {
        void on(Sql sql) throws SQLException;
    }

    /** Reads one row. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Gives a statement of a batch its parameters, for one element. */
    public interface Binding<T> {
        void bind(PreparedStatement statement, T element) throws SQLException;
    }

    /** All rows of an answer. */
    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... parameters) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = bound(sql, parameters).executeQuery()) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
        }
        return rows;
    }

    /** The first row of an answer; null where there is none. */
    public <T> @Nullable T first(String sql, RowReader<T> reader, @Nullable Object... parameters) throws SQLException {
        try (ResultSet result = bound(sql, parameters).executeQuery()) {
            return result.next() ? reader.read(result) : null;
        }
    }

    /** The one number of an answer. */
    public long number(String sql, @Nullable Object... parameters) throws SQLException {
        return Objects.requireNonNull(first(sql, row -> row.getLong(1), parameters));
    }

    /** Changes rows; gives their number. */
    public int update(String sql, @Nullable Object... parameters) throws SQLException {
        return bound(sql, parameters).executeUpdate();
    }

    /** Changes rows once for each element, in one go; gives the number of rows that changed. */
    public <T> int batch(String sql, Iterable<T> elements, Binding<? super T> binding) throws SQLException {
        PreparedStatement statement = prepared(sql);
        try {
            int bound = 0;
            int changed = 0;
            for (T element : elements) {
                binding.bind(statement, element);
                statement.addBatch();
                bound++;
                if (bound % TOGETHER == 0) {
                    changed += IntStream.of(statement.executeBatch()).sum();
                }
            }
            return bound % TOGETHER == 0
                    ? changed
                    : changed + IntStream.of(statement.executeBatch()).sum();
        } finally {
            statement.clearBatch();
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = kept.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            kept.put(sql, statement);
        }
        return statement;
    }

    /** Before its connection is closed. */
    void close() throws SQLException {
        for (PreparedStatement statement : kept.values()) {
            statement.close();
        }
        kept.clear();
    }
}
