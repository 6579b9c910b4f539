package skybourse.tier2.clock.fast;

import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.ClockState.SideState;
import skybourse.tier2.clock.DoubleDutchRun;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.TurnOrderFlags;

/**
 * Double Dutch auction with alternating turns, midpoint clearing and one lot per trader, on plain arrays. Its welfare, regret and messages
 * equal those of {@link DoubleDutchRun} with the same tie order. Ties are ordered by index, which is a fair lottery if limit prices are
 * independent samples. An object plays one auction and is not thread-safe.
 */
public final class QuickAuction {

    private final Half buyers;
    private final Half sellers;
    private int announcements;
    private long messages;
    private long regretTicks;

    /**
     * Creates an auction. Its first announcement has not been made. Arrays are not copied and not written.
     *
     * @param buyersStartTicks start of the buyers' clock
     * @param bidTicks {@code long[buyers]}, limit prices
     * @param sellersStartTicks start of the sellers' clock
     * @param askTicks {@code long[sellers]}, limit prices
     */
    public QuickAuction(long buyersStartTicks, long[] bidTicks, long sellersStartTicks, long[] askTicks) {
        buyers = new Half(Side.BUYERS, buyersStartTicks, bidTicks);
        sellers = new Half(Side.SELLERS, sellersStartTicks, askTicks);
    }

    /**
     * Plays the auction to its end, and returns this object.
     *
     * @throws IllegalArgumentException if a step of the policy is not legal
     */
    public QuickAuction play(ClockPolicy policy) {
        int last = TurnOrderFlags.START;
        for (TurnOrder.Next next = next(last); next != TurnOrder.Next.END; next = next(last)) {
            Half turn = next == TurnOrder.Next.BUYERS ? buyers : sellers;
            long step = turn.announced ? policy.stepTicks(state(turn)) : 0;
            if (turn.announced && (step < 1 || step > buyers.clock - sellers.clock)) {
                throw new IllegalArgumentException("step of " + policy.name() + " must be in [1, "
                        + (buyers.clock - sellers.clock) + "]: " + step);
            }
            last = TurnOrderFlags.last(turn.side, announce(turn, step) > 0);
        }
        return this;
    }

    private TurnOrder.Next next(int last) {
        return TurnOrder.ALTERNATE.next(TurnOrderFlags.waiting(buyers.waiting(), sellers.waiting())
                | TurnOrderFlags.queues(buyers.queued, sellers.queued)
                | TurnOrderFlags.clocks(buyers.clock - sellers.clock)
                | TurnOrderFlags.announcedSides(buyers.announced, sellers.announced)
                | last);
    }

    /** Returns the number of messages. */
    public long messages() {
        return messages;
    }

    /** Returns the sum of the regrets of all traders that accepted, in ticks. A regret is the distance from the limit price to the accepted price. */
    public long regretTicks() {
        return regretTicks;
    }

    /** Returns the gains from trade, in ticks. */
    public long welfareTicks() {
        long sum = 0;
        for (int k = 0; k < Math.min(buyers.queued, sellers.queued); k++) {
            sum += buyers.queue[k] - sellers.queue[k];
        }
        return sum;
    }

    private int announce(Half half, long step) {
        messages += half.waiting();
        int accepted = half.announce(step);
        for (int i = half.queued - accepted; i < half.queued; i++) {
            regretTicks += Math.abs(half.queue[i] - half.clock);
        }
        messages += accepted;
        announcements++;
        return accepted;
    }

    private ClockState state(Half active) {
        return new ClockState(active.side, announcements, buyers.state(), sellers.state());
    }

    private static final class Half {

        private final Side side;
        private final long start;
        // Limit price of each trader, by its index.
        private final long[] limits;
        private final long[] queue;
        private final boolean[] accepted;
        private long clock;
        private int queued;
        private boolean announced;

        Half(Side side, long start, long[] limits) {
            this.side = side;
            this.start = start;
            this.limits = limits;
            queue = new long[limits.length];
            accepted = new boolean[limits.length];
            clock = start;
        }

        int waiting() {
            return limits.length - queued;
        }

        int announce(long step) {
            clock += side == Side.BUYERS ? -step : step;
            announced = true;
            int before = queued;
            for (int i = 0; i < limits.length; i++) {
                if (!accepted[i] && (side == Side.BUYERS ? limits[i] >= clock : limits[i] <= clock)) {
                    accepted[i] = true;
                    queue[queued++] = limits[i];
                }
            }
            assert queued <= limits.length : "everyone accepts once";
            return queued - before;
        }

        SideState state() {
            return new SideState(start, clock, waiting(), queued, announced);
        }
    }
}
