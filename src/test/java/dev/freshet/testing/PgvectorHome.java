package dev.freshet.testing;

/** The options of homes whose store is a table of a {@link PostgresServer}. */
public final class PgvectorHome {

    private PgvectorHome() {}

    /** Has a home keep its chunks there. */
    public static TestHome with(TestHome made, String address, String table) {
        return made.option("freshet.store", "pgvector")
                .option("freshet.store.timeout", "2s")
                .option("freshet.store.pgvector.url", address)
                .option("freshet.store.pgvector.user", PostgresServer.USER)
                .option("freshet.store.pgvector.password", PostgresServer.PASSWORD)
                .option("freshet.store.pgvector.table", table)
                .option("freshet.delete-guard.percent", "100");
    }
}
