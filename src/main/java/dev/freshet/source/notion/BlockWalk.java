package dev.freshet.source.notion;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads all blocks of a page, level by level and without recursion: pages are nested tens of levels deep, and synced
 * blocks can hold themselves.
 */
final class BlockWalk {

    /** Blocks of a page whose children wait to be read, with the originals of the synced blocks above. */
    private record Open(Block block, Set<String> originals) {}

    private final NotionApi api;

    BlockWalk(NotionApi api) {
        this.api = api;
    }

    /**
     * Reads the blocks of a page.
     *
     * @throws NotionException if the page itself can't be read
     */
    List<Block> of(String page) throws IOException, InterruptedException {
        List<Block> top = children(page);
        Set<String> visited = new HashSet<>();
        visited.add(page);
        Deque<Open> open = new ArrayDeque<>();
        push(top, Set.of(), visited, open);
        while (!open.isEmpty()) {
            Open next = open.pop();
            List<Block> children = readable(next.block());
            next.block().children().addAll(children);
            push(children, next.originals(), visited, open);
        }
        return top;
    }

    private static void push(List<Block> blocks, Set<String> originals, Set<String> visited, Deque<Open> open) {
        for (Block block : blocks) {
            boolean copyOfItself = originals.contains(block.original()) || originals.contains(block.id());
            if (block.json().path("has_children").asBoolean()
                    && !block.isPlaceOfItsOwn()
                    && !copyOfItself
                    && visited.add(block.id())) {
                open.push(new Open(block, with(originals, block)));
            }
        }
    }

    private static Set<String> with(Set<String> originals, Block block) {
        if (!block.type().equals("synced_block")) {
            return originals;
        }
        Set<String> more = new HashSet<>(originals);
        more.add(block.original().isEmpty() ? block.id() : block.original());
        return more;
    }

    /**
     * What is inside of a block, or what stands for it: the original of a synced block may not be shared, and some types
     * have children that the API doesn't give.
     */
    private List<Block> readable(Block block) throws IOException, InterruptedException {
        try {
            return children(block.id());
        } catch (NotionException e) {
            if (e.isRefusal()) {
                return List.of(Block.notGiven(block.type()));
            }
            throw e;
        }
    }

    private List<Block> children(String id) throws IOException, InterruptedException {
        List<Block> blocks = new ArrayList<>();
        api.list("blocks/" + id + "/children", new NotionApi.Sink() {
            @Override
            public boolean take(JsonNode object) {
                return blocks.add(new Block(object));
            }

            @Override
            public void restart() {
                blocks.clear();
            }
        });
        return blocks;
    }

    /** All blocks of these and below that are pages or databases. */
    static List<Block> placesIn(List<Block> blocks) {
        List<Block> places = new ArrayList<>();
        Deque<Block> open = new ArrayDeque<>(blocks);
        while (!open.isEmpty()) {
            Block block = open.pop();
            if (block.isPlaceOfItsOwn()) {
                places.add(block);
            }
            open.addAll(block.children());
        }
        return places;
    }
}
