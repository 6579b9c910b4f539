package skybourse.learning.headroom;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.clock.Announcement;

/**
 * The best that an auctioneer can do who knows the distributions and all that has been announced and accepted, by exact
 * dynamic programming for independent limits.
 *
 * <p>Right as the exact mark of small markets. Wrong for others: states grow with every trader and tick until they no longer
 * fit; {@link CountOptimal} and {@link ClairvoyantSchedule} bracket it there.
 *
 * <p>Source: standard; state and credit are described in {@code docs/results/headroom.md}. 3 buyers and 2 sellers on 30 ticks have
 * some ten thousand states, 4 and 3 on 40 ticks about a million.
 */
public final class BayesOptimal {

    private final MarketComponent component;
    private final int startGap;
    private final ClockProgram program;
    private final double value;

    private BayesOptimal(MarketComponent component, int startGap, ClockProgram program)
            throws ClockProgram.TooManyStates {
        this.component = component;
        this.startGap = startGap;
        this.program = program;
        value = program.solve();
    }

    /**
     * Solves a market of one component.
     *
     * @param mostStates give up beyond; 3e7 take 2 GB
     * @return empty when there are more states
     */
    public static Optional<BayesOptimal> solve(ClockMarket market, long mostStates) {
        if (market.components().size() != 1) {
            throw new IllegalArgumentException("market must have one component: " + market.name());
        }
        return solve(market, market.components().getFirst(), ClockReward.of(market), mostStates);
    }

    /** Solves one component for an auctioneer who is told which it is. */
    static Optional<BayesOptimal> solve(
            ClockMarket market, MarketComponent component, ClockReward reward, long mostStates) {
        if (!ClockProgram.fits(market)) {
            return Optional.empty();
        }
        try {
            var program = new ClockProgram(market, component, reward, null, mostStates);
            return Optional.of(new BayesOptimal(component, (int) market.gapTicks(), program));
        } catch (ClockProgram.TooManyStates e) {
            return Optional.empty();
        }
    }

    /** Returns the expected reward. */
    public double value() {
        return value;
    }

    /** Returns how many states can be reached by some steps. */
    public int states() {
        return program.states();
    }

    /** Begins an auction. */
    public Play play() {
        return new Play();
    }

    /** One auction played with the best steps. Mutable, for one thread. */
    public final class Play {

        private @Nullable Turn turn = Turn.first(component);
        private int tail;

        private Play() {}

        /**
         * Returns the best step now; where a side is announced for the first time, 0.
         *
         * @throws IllegalStateException after the end, or in a state that no limits lead to
         */
        public long stepTicks() {
            if (turn == null) {
                throw new IllegalStateException("the auction has ended");
            }
            return program.stepTicks(turn, tail);
        }

        /** Takes in what the auction announced, which may be any legal step. */
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
