package dev.freshet.cli;

import dev.freshet.config.Problems;

/** The home has problems; nothing was started. */
final class InvalidHomeException extends RuntimeException {

    private final transient Problems problems;

    InvalidHomeException(Problems problems) {
        super(problems.text().strip());
        this.problems = problems;
    }

    Problems problems() {
        return problems;
    }
}
