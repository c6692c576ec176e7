package dev.freshet.camel;

import dev.freshet.pass.Pass;

/** A consumer that can look at single documents while a pass lists all of them. */
interface Looking {

    /** Sends the documents that the pass names down the route, as far as they are worth reading. */
    void look(Pass pass) throws InterruptedException;
}
