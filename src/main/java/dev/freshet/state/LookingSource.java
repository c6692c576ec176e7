package dev.freshet.state;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections for queries in routes: why one can't be had is said in the words of the state. */
final class LookingSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1;

    private final transient PostgresWords words;

    LookingSource(PostgresWords words) {
        this.words = words;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return super.getConnection();
        } catch (SQLException e) {
            throw words.of(new IllegalStateException(e.getMessage(), e));
        }
    }
}
