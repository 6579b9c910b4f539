package skybourse.tier2.clock;

import skybourse.tier2.auction.Side;

/**
 * Facts that determine the next turn, one bit each. {@link TurnOrder#next(int)} maps them to the next turn by a table.
 *
 * <pre>
 *    9        8        7       6       5       4     3         2         1       0
 *   last     sellers  sellers buyers  clocks  clocks sellers'  buyers'   no      no
 *   accepted last     heard   heard   crossed met    queue     queue     seller  buyer
 *                                                    shorter   shorter   waits   waits
 * </pre>
 *
 * The bits are the bitwise OR of the results of {@link #waiting}, {@link #queues}, {@link #clocks}, {@link #announcedSides} and {@link #last}.
 *
 * @param bits in {@code [0, COUNT)}
 */
public record TurnOrderFlags(int bits) {

    /** No buyer waits. */
    public static final int NO_BUYER_WAITS = 1;
    /** No seller waits. */
    public static final int NO_SELLER_WAITS = 1 << 1;
    /** The buyers' queue is shorter. */
    public static final int BUYERS_QUEUE_IS_SHORTER = 1 << 2;
    /** The sellers' queue is shorter. */
    public static final int SELLERS_QUEUE_IS_SHORTER = 1 << 3;
    /** The buyers' clock is at or below the sellers'. */
    public static final int CLOCKS_MET = 1 << 4;
    /** The buyers' clock is below the sellers'. */
    public static final int CLOCKS_CROSSED = 1 << 5;
    /** The buyers have received an announcement. */
    public static final int BUYERS_HEARD = 1 << 6;
    /** The sellers have received an announcement. */
    public static final int SELLERS_HEARD = 1 << 7;
    /** The last announcement was to the sellers. */
    public static final int SELLERS_WERE_LAST = 1 << 8;
    /** The last announcement was accepted by a trader. */
    public static final int LAST_ACCEPTED = 1 << 9;

    /** Number of sets of facts. */
    public static final int COUNT = 1 << 10;

    /** Facts that stand for the last announcement if none has been made. They are those after an acceptance by the sellers, so that the buyers come first. */
    public static final int START = SELLERS_WERE_LAST | LAST_ACCEPTED;

    /**
     * Returns the facts about waiting traders.
     *
     * @param buyers number of waiting buyers or their lots; only whether it is 0 matters
     * @param sellers the same for sellers
     */
    public static int waiting(int buyers, int sellers) {
        return (buyers == 0 ? NO_BUYER_WAITS : 0) | (sellers == 0 ? NO_SELLER_WAITS : 0);
    }

    /** Returns the facts about the lengths of the queues, in lots; none if both are equal. */
    public static int queues(int buyers, int sellers) {
        return (isShorter(buyers, sellers) ? BUYERS_QUEUE_IS_SHORTER : 0)
                | (isShorter(sellers, buyers) ? SELLERS_QUEUE_IS_SHORTER : 0);
    }

    /** Returns whether a queue is shorter than the other, in lots. */
    public static boolean isShorter(int queue, int other) {
        return queue < other;
    }

    /**
     * Returns the facts about the clocks.
     *
     * @param gapTicks the buyers' clock minus the sellers'
     */
    public static int clocks(long gapTicks) {
        return (gapTicks <= 0 ? CLOCKS_MET : 0) | (gapTicks < 0 ? CLOCKS_CROSSED : 0);
    }

    /** Returns the facts about the sides announced so far. */
    public static int announcedSides(boolean buyers, boolean sellers) {
        return (buyers ? BUYERS_HEARD : 0) | (sellers ? SELLERS_HEARD : 0);
    }

    /** Returns the facts about the last announcement; use {@link #START} before the first one. */
    public static int last(Side side, boolean accepted) {
        return (side == Side.SELLERS ? SELLERS_WERE_LAST : 0) | (accepted ? LAST_ACCEPTED : 0);
    }

    private boolean has(int fact) {
        return (bits & fact) != 0;
    }

    boolean nobodyWaits(Side side) {
        return has(side == Side.BUYERS ? NO_BUYER_WAITS : NO_SELLER_WAITS);
    }

    boolean queueIsShorter(Side side) {
        return has(side == Side.BUYERS ? BUYERS_QUEUE_IS_SHORTER : SELLERS_QUEUE_IS_SHORTER);
    }

    boolean clocksMet() {
        return has(CLOCKS_MET);
    }

    boolean clocksCrossed() {
        return has(CLOCKS_CROSSED);
    }

    boolean announcedSides(Side side) {
        return has(side == Side.BUYERS ? BUYERS_HEARD : SELLERS_HEARD);
    }

    Side lastSide() {
        return has(SELLERS_WERE_LAST) ? Side.SELLERS : Side.BUYERS;
    }

    boolean lastAccepted() {
        return has(LAST_ACCEPTED);
    }
}
