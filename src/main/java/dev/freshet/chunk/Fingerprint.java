package dev.freshet.chunk;

/** A number that is random but always the same for the same text. */
final class Fingerprint {

    private Fingerprint() {}

    /** FNV-1a over a part of a text, with the finisher of MurmurHash3 to spread the high bits. */
    static long of(String text, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
