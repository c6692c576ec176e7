/** What Freshet knows of git: reaching a repository, what changed between two commits, and the last commit of each file. */
@NullMarked
package dev.freshet.source.git;

import org.jspecify.annotations.NullMarked;
