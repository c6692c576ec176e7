package dev.freshet.state;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Which version of each document the state holds, so that a listing need not ask it: of id and fingerprint 128 bits of a
 * hash, and the number of the row, in open addressing. {@value #BYTES_EACH} bytes a document.
 */
final class KnownVersions {

    /** Two long and an int, twice: a table that is half empty answers at once. */
    static final int BYTES_EACH = 40;

    private static final int FREE = 0;
    private static final int WITHDRAWN = -1;

    private final long[] hashes;
    private final int[] rows;
    private final int most;
    private int size;

    /**
     * Makes room.
     *
     * @param documents for which there is room; of more, the state has to be asked
     */
    KnownVersions(int documents) {
        most = Math.max(1, documents);
        rows = new int[2 * most];
        hashes = new long[2 * rows.length];
    }

    /** Takes a version that the state holds, id and fingerprint in UTF-8. */
    void add(byte[] document, byte[] fingerprint, int row) {
        if (size < most) {
            byte[] text = new byte[document.length + 1 + fingerprint.length];
            System.arraycopy(document, 0, text, 0, document.length);
            System.arraycopy(fingerprint, 0, text, document.length + 1, fingerprint.length);
            long[] hash = hash(text);
            int place = place(hash);
            hashes[2 * place] = hash[0];
            hashes[2 * place + 1] = hash[1];
            rows[place] = row;
            size++;
        }
    }

    /** Number of the row that holds this very version; 0 where there is none, or where that isn't certain. */
    int row(String document, String fingerprint) {
        return Math.max(FREE, rows[place(document, fingerprint)]);
    }

    /** Forgets a version: what the state holds is about to change. */
    void withdraw(String document, String fingerprint) {
        int place = place(document, fingerprint);
        if (rows[place] != FREE) {
            rows[place] = WITHDRAWN;
        }
    }

    private int place(String document, String fingerprint) {
        return place(hash((document + '\0' + fingerprint).getBytes(StandardCharsets.UTF_8)));
    }

    /** Where this hash is, or the free place where it would be. */
    private int place(long[] hash) {
        int place = (int) Math.floorMod(hash[0], (long) rows.length);
        while (rows[place] != FREE && (hashes[2 * place] != hash[0] || hashes[2 * place + 1] != hash[1])) {
            place = place + 1 == rows.length ? 0 : place + 1;
        }
        return place;
    }

    private static long[] hash(byte[] text) {
        return MurmurHash3.hash128x64(text, 0, text.length, 0);
    }
}
