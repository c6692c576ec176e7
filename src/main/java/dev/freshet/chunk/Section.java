package dev.freshet.chunk;

import dev.freshet.document.Block;
import java.util.List;

/**
 * Blocks under one heading.
 *
 * @param path headings above, outermost first, joined by {@code " > "}, cut to its budget; may be empty
 * @param pathTokens tokens of the path
 * @param blocks no headings
 * @param positions for each block, characters of the document's text before it
 */
record Section(String path, int pathTokens, List<Block> blocks, List<Integer> positions) {}
