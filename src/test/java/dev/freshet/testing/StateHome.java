package dev.freshet.testing;

/** The options of homes whose state is in a {@link PostgresServer}, and whose store is there, too. */
public final class StateHome {

    private StateHome() {}

    /**
     * Has a home keep its state and its chunks there.
     *
     * @param state address of the state, which may lead through a {@link FaultProxy}
     * @param name of the schema of the state, and of the table of the chunks
     */
    public static TestHome with(TestHome made, String state, String name) {
        return PgvectorHome.with(made, PostgresServer.get().uri().toString(), name)
                .option("freshet.state", "jdbc:" + state)
                .option("freshet.state.user", PostgresServer.USER)
                .option("freshet.state.password", PostgresServer.PASSWORD)
                .option("freshet.state.schema", name)
                .option("freshet.state.timeout", "2s");
    }
}
