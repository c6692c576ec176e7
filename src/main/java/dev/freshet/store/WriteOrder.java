package dev.freshet.store;

import dev.freshet.state.Database;

/**
 * The order of every write. Where the store lives in the state's database, all of it is one transaction. A store elsewhere
 * can't be undone: first the state notes what is going to be touched, then the store is written, then the state commits. A
 * crash in between leaves the note, and the document is done again.
 */
final class WriteOrder {

    private final Database state;
    private final VectorStore store;

    WriteOrder(Database state, VectorStore store) {
        this.state = state;
        this.store = store;
    }

    /**
     * Runs the three steps in their order. A step of the state may be run twice: its first run was undone then.
     *
     * @param note writes down in the state what is going to be touched; not needed inside one transaction
     * @param write to the store; may be repeated without harm
     * @param commit of the state, which clears the note
     */
    void run(Runnable note, Runnable write, Runnable commit) {
        if (store.isInState()) {
            state.writingTogether(() -> {
                write.run();
                commit.run();
            });
            return;
        }
        state.writingTogether(note);
        write.run();
        state.writingTogether(commit);
    }
}
