package skybourse.tier2.clock;

import skybourse.tier2.auction.Side;

/**
 * All that decides whose turn it is, a bit each, so that a table holds the answer to everything: {@link Turns#next}.
 *
 * <pre>
 *    9        8        7       6       5       4     3         2         1       0
 *   last     sellers  sellers buyers  clocks  clocks sellers'  buyers'   no      no
 *   accepted last     heard   heard   crossed met    queue     queue     seller  buyer
 *                                                    shorter   shorter   waits   waits
 * </pre>
 *
 * A form of the auction ORs what {@link #waiting}, {@link #queues}, {@link #clocks}, {@link #heard} and {@link #last} say.
 *
 * @param bits in {@code [0, COUNT)}
 */
public record TurnFacts(int bits) {

    public static final int NO_BUYER_WAITS = 1;
    public static final int NO_SELLER_WAITS = 1 << 1;
    public static final int BUYERS_QUEUE_IS_SHORTER = 1 << 2;
    public static final int SELLERS_QUEUE_IS_SHORTER = 1 << 3;
    public static final int CLOCKS_MET = 1 << 4;
    public static final int CLOCKS_CROSSED = 1 << 5;
    public static final int BUYERS_HEARD = 1 << 6;
    public static final int SELLERS_HEARD = 1 << 7;
    public static final int SELLERS_WERE_LAST = 1 << 8;
    public static final int LAST_ACCEPTED = 1 << 9;

    /** How many sets of facts there are. */
    public static final int COUNT = 1 << 10;

    /** What is last before anything is announced: the buyers come first, as if the sellers had just accepted. */
    public static final int START = SELLERS_WERE_LAST | LAST_ACCEPTED;

    /** Returns who waits; participants or lots, only none or some matters. */
    public static int waiting(int buyers, int sellers) {
        return (buyers == 0 ? NO_BUYER_WAITS : 0) | (sellers == 0 ? NO_SELLER_WAITS : 0);
    }

    /** Returns which queue is shorter, in lots; neither when both are equally long. */
    public static int queues(int buyers, int sellers) {
        return (isShorter(buyers, sellers) ? BUYERS_QUEUE_IS_SHORTER : 0)
                | (isShorter(sellers, buyers) ? SELLERS_QUEUE_IS_SHORTER : 0);
    }

    /** Tells whether a queue is the shorter one, in lots. */
    public static boolean isShorter(int queue, int other) {
        return queue < other;
    }

    /** Returns how the clocks stand, the buyers' a gap above the sellers'. */
    public static int clocks(long gapTicks) {
        return (gapTicks <= 0 ? CLOCKS_MET : 0) | (gapTicks < 0 ? CLOCKS_CROSSED : 0);
    }

    /** Returns which sides have been announced yet. */
    public static int heard(boolean buyers, boolean sellers) {
        return (buyers ? BUYERS_HEARD : 0) | (sellers ? SELLERS_HEARD : 0);
    }

    /** Returns who was announced last and whether anybody accepted; {@link #START} before the first announcement. */
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

    boolean heard(Side side) {
        return has(side == Side.BUYERS ? BUYERS_HEARD : SELLERS_HEARD);
    }

    Side lastSide() {
        return has(SELLERS_WERE_LAST) ? Side.SELLERS : Side.BUYERS;
    }

    boolean lastAccepted() {
        return has(LAST_ACCEPTED);
    }
}
