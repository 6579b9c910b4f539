package skybourse.server.a2a;

/** Space for results in one reply. Results that do not fit are replaced by their addresses. Mutable, not thread safe. */
final class InlineSpace {

    private static final int MOST_BYTES = 4 << 20;
    private int left = MOST_BYTES;

    /** Returns whether a result of at least one byte may fit. */
    boolean isLeft() {
        return left > 0;
    }

    /** Takes space for a result, and returns whether it fits. If it does not, no space is left. */
    boolean reserve(int bytes) {
        boolean fits = bytes <= left;
        left = fits ? left - bytes : 0;
        return fits;
    }
}
