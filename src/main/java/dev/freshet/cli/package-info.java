/** The command line: one class per command, words and tables for people, JSON for programs, exit codes for scripts. */
@NullMarked
package dev.freshet.cli;

import org.jspecify.annotations.NullMarked;
