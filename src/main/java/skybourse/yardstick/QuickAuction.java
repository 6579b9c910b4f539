package skybourse.yardstick;

import skybourse.auction.ClockPolicy;
import skybourse.auction.ClockState;
import skybourse.auction.ClockState.SideState;
import skybourse.auction.Side;

/**
 * A whole auction with alternating turns, the midpoint rule and one lot a trader, on plain arrays: the same welfare, regret
 * and messages as {@link skybourse.auction.DoubleDutchRun}, for many markets. Ties go by index, which is a lot where limits
 * are drawn independently. Mutable, for one auction.
 */
final class QuickAuction {

    private final Half buyers;
    private final Half sellers;
    private int announcements;
    private long messages;
    private long regretTicks;

    QuickAuction(ClockMarket market, MarketDraw draw) {
        buyers = new Half(Side.BUYERS, market.buyersStartTicks(), draw.bidTicks());
        sellers = new Half(Side.SELLERS, market.sellersStartTicks(), draw.askTicks());
    }

    QuickAuction play(ClockPolicy policy) {
        Half turn = buyers;
        while (!settled(buyers, sellers) && !settled(sellers, buyers)) {
            if (buyers.clock == sellers.clock) {
                if (buyers.announced && sellers.announced) {
                    break;
                }
                turn = buyers.announced ? sellers : buyers;
            } else if (turn.waiting() == 0) {
                turn = other(turn);
            }
            long step = turn.announced ? policy.stepTicks(state(turn)) : 0;
            if (turn.announced && (step < 1 || step > buyers.clock - sellers.clock)) {
                throw new IllegalArgumentException("step of " + policy.name() + " must be in [1, "
                        + (buyers.clock - sellers.clock) + "]: " + step);
            }
            turn = announce(turn, step) > 0 ? other(turn) : turn;
        }
        return this;
    }

    long messages() {
        return messages;
    }

    long regretTicks() {
        return regretTicks;
    }

    long welfareTicks() {
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

    private static boolean settled(Half half, Half other) {
        return half.waiting() == 0 && half.queued <= other.queued;
    }

    private Half other(Half half) {
        return half.side == Side.BUYERS ? sellers : buyers;
    }

    private ClockState state(Half active) {
        return new ClockState(active.side, announcements, buyers.state(), sellers.state());
    }

    private static final class Half {

        private final Side side;
        private final long start;
        private final long[] limits; // by index
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
            return queued - before;
        }

        SideState state() {
            return new SideState(start, clock, waiting(), queued, announced);
        }
    }
}
