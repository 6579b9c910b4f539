package skybourse.learning.headroom;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.clock.Announcement;

/**
 * Bayes-optimal policy of an auctioneer that knows the distributions of limit prices, and all announcements and acceptances so far. It is the result
 * of an exact dynamic program for independent limit prices.
 *
 * <p>It is suitable for small markets, because the number of states grows with every trader and tick. There are about ten thousand states for 3
 * buyers and 2 sellers on 30 ticks, and about a million for 4 buyers and 3 sellers on 40 ticks. In larger markets, {@link CountOptimalPolicy} is a
 * lower bound of its value and {@link ClairvoyantSteps} an upper bound.
 *
 * <p>Source: standard dynamic programming. The states and the credit of pairs are described in {@code docs/results/headroom.md}.
 */
public final class BayesOptimalPolicy {

    private final UnitDemandMarketDistribution component;
    private final int startGap;
    private final ClockDynamicProgram program;
    private final double value;

    private BayesOptimalPolicy(UnitDemandMarketDistribution component, int startGap, ClockDynamicProgram program)
            throws ClockDynamicProgram.TooManyStates {
        this.component = component;
        this.startGap = startGap;
        this.program = program;
        value = program.solve();
    }

    /**
     * Solves a market of one component.
     *
     * @param market the distribution of markets
     * @param mostStates largest number of states; 3e7 take 2 GB
     * @return the solution; empty if there are more states or the market is too large for the program
     * @throws IllegalArgumentException if the market is a mixture of components
     */
    public static Optional<BayesOptimalPolicy> solve(ClockMarketDistribution market, long mostStates) {
        if (market.components().size() != 1) {
            throw new IllegalArgumentException("market must have one component: " + market.name());
        }
        return solve(market, market.components().getFirst(), ClockReward.of(market), mostStates);
    }

    /** Solves the auction of one component. The auctioneer knows the component. */
    static Optional<BayesOptimalPolicy> solve(
            ClockMarketDistribution market,
            UnitDemandMarketDistribution component,
            ClockReward reward,
            long mostStates) {
        if (!ClockDynamicProgram.fits(market)) {
            return Optional.empty();
        }
        try {
            var program = new ClockDynamicProgram(market, component, reward, null, mostStates);
            return Optional.of(new BayesOptimalPolicy(component, (int) market.gapTicks(), program));
        } catch (ClockDynamicProgram.TooManyStates e) {
            return Optional.empty();
        }
    }

    /** Returns the expected reward. */
    public double value() {
        return value;
    }

    /** Returns the number of states that some sequence of steps can reach. */
    public int states() {
        return program.states();
    }

    /** Starts an auction. */
    public Play play() {
        return new Play();
    }

    /** Course of one auction with the optimal steps. Mutable and not safe for several threads. */
    public final class Play {

        private @Nullable TurnState turn = TurnState.first(component);
        private int tail;

        private Play() {}

        /**
         * Returns the optimal step in ticks; 0 at the first announcement of a side.
         *
         * @throws IllegalStateException after the end of the auction, or in a state that cannot be reached with any limit prices
         */
        public long stepTicks() {
            if (turn == null) {
                throw new IllegalStateException("the auction has ended");
            }
            return program.stepTicks(turn, tail);
        }

        /**
         * Advances by an announcement of the auction, which may be any legal step.
         *
         * @throws IllegalArgumentException if the auction has ended or the announcement is of the other side
         */
        public void observe(Announcement announcement) {
            if (turn == null || turn.side() != announcement.side()) {
                throw new IllegalArgumentException("announcement must be the next one: " + announcement);
            }
            int place = program.place(announcement);
            int accepted = announcement.accepted().size();
            tail = program.tailAfter(turn, tail, place, accepted);
            turn = turn.after(place, accepted, component, startGap);
        }
    }
}
