package dev.freshet.verify;

import dev.freshet.document.ChunkIds;
import dev.freshet.state.Embeddings;
import dev.freshet.state.StatedChunk;
import dev.freshet.store.StoredChunk;
import dev.freshet.verify.Divergence.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares what the store holds of a chunk with what the state says of it. */
final class ChunkCheck {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Remote stores may bring vectors to length 1 once more, which moves the last digits. */
    private static final float TOLERANCE = 1e-5f;

    private static final double TOLERANCE_OF_LENGTH = 1e-3;

    private final Embeddings embeddings;
    private final List<String> models;
    private @Nullable Set<Integer> dimensions;

    ChunkCheck(Embeddings embeddings) {
        this.embeddings = embeddings;
        this.models = embeddings.models();
    }

    /** One chunk in both. */
    record Pair(StatedChunk stated, StoredChunk stored) {}

    /** Whether a chunk has the id that we would give it. What others put under a name of ours, or changed, hasn't. */
    static boolean isOurs(StoredChunk stored) {
        return FORM.matcher(stored.id()).matches()
                && ChunkIds.isOurs(UUID.fromString(stored.id()), stored.document(), stored.checksum());
    }

    /** Tells of those that aren't as they should be. */
    void judge(List<Pair> pairs, Consumer<Divergence> found) {
        List<String> checksums =
                pairs.stream().map(pair -> pair.stated().checksum()).distinct().toList();
        List<Map<String, float[]>> known =
                models.stream().map(model -> embeddings.find(model, checksums)).toList();
        for (Pair pair : pairs) {
            List<String> wrong = wrong(pair.stated(), pair.stored());
            vector(pair, known, wrong);
            if (!wrong.isEmpty()) {
                StatedChunk stated = pair.stated();
                found.accept(new Divergence(
                        Kind.STALE, stated.id(), stated.document(), "differs in " + String.join(", ", wrong)));
            }
        }
    }

    private static List<String> wrong(StatedChunk stated, StoredChunk stored) {
        List<String> wrong = new ArrayList<>();
        if (!stated.document().equals(stored.document())) {
            wrong.add("document (" + stored.document() + ")");
        }
        if (!stated.checksum().equals(stored.checksum())) {
            wrong.add("text or heading");
        }
        if (stated.ordinal() != stored.ordinal()) {
            wrong.add("place in the document");
        }
        if (!Objects.equals(stated.title(), stored.title())) {
            wrong.add("title");
        }
        if (!Objects.equals(stated.url(), stored.url())) {
            wrong.add("URL");
        }
        return wrong;
    }

    /** The vector must be one that a model gave for this text; where none is remembered, it must look like a vector. */
    private void vector(Pair pair, List<Map<String, float[]>> known, List<String> wrong) {
        float[] vector = pair.stored().vector();
        if (!hasLengthOne(vector)) {
            wrong.add("vector (not of length 1)");
            return;
        }
        List<float[]> right = known.stream()
                .map(ofModel -> ofModel.get(pair.stated().checksum()))
                .filter(Objects::nonNull)
                .toList();
        if (right.isEmpty()) {
            if (!dimensions().isEmpty() && !dimensions().contains(vector.length)) {
                wrong.add("vector (" + vector.length + " dimensions)");
            }
        } else if (right.stream().noneMatch(other -> isNear(vector, other))) {
            wrong.add("vector (not the one that the model gave)");
        }
    }

    private Set<Integer> dimensions() {
        Set<Integer> known = dimensions;
        if (known == null) {
            known = embeddings.dimensions();
            dimensions = known;
        }
        return known;
    }

    /** False for NaN and infinity, too. */
    private static boolean hasLengthOne(float[] vector) {
        double square = 0;
        for (float number : vector) {
            square += (double) number * number;
        }
        return Math.abs(square - 1) < TOLERANCE_OF_LENGTH;
    }

    private static boolean isNear(float[] vector, float[] other) {
        if (vector.length != other.length) {
            return false;
        }
        for (int i = 0; i < vector.length; i++) {
            if (Math.abs(vector[i] - other[i]) > TOLERANCE) {
                return false;
            }
        }
        return true;
    }
}
