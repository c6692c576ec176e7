package dev.freshet.check;

import dev.freshet.config.Problems;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reports problems of one file at the places of its nodes. */
record Report(String file, Problems problems) {

    void error(Node at, String message) {
        problems.error(file, line(at), column(at), message);
    }

    void warning(Node at, String message) {
        problems.warning(file, line(at), column(at), message);
    }

    void error(String message) {
        problems.error(file, 0, 0, message);
    }

    void warning(String message) {
        problems.warning(file, 0, 0, message);
    }

    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    private static int column(Node node) {
        return node.getStartMark().map(Mark::getColumn).orElse(-1) + 1;
    }
}
