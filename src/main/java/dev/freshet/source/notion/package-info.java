/** What Freshet knows of Notion: its API with its traps, walking pages and blocks, and what a reader sees of them. */
@NullMarked
package dev.freshet.source.notion;

import org.jspecify.annotations.NullMarked;
