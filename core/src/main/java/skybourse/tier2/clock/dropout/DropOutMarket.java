package skybourse.tier2.clock.dropout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.Binomial;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.StepSet;

/**
 * A market of independent traders with one lot each under drop-out clocks: what any policy brings there, what the best posted price does and
 * what the best of all policies does, exactly.
 *
 * <p>Right as the yardstick of a policy, learned or not. Wrong for several lots and for traders that are not independent: what leavers say
 * would then tell of those in.
 *
 * @param traders how many there are, and their laws
 * @param lowTicks where the buyers' clock starts, at least 0
 * @param highTicks where the sellers' clock starts, above {@code lowTicks}, by 2^14 at most
 */
public record DropOutMarket(MarketComponent traders, long lowTicks, long highTicks) {

    private static final long MOST_TICKS = 1 << 14;

    public DropOutMarket {
        Checks.nonNegative((double) lowTicks, "lowTicks");
        Checks.within(highTicks - lowTicks, 1, MOST_TICKS, "highTicks - lowTicks");
    }

    /**
     * What a policy brings in expectation.
     *
     * @param gainsTicks gains from trade
     * @param messages one to each in at an announcement, one from each who leaves, one from each who names its lot
     * @param announcements including the first of each side
     */
    public record Value(double gainsTicks, double messages, double announcements) {

        private static final Value NONE = new Value(0, 0, 0);

        /** Returns what a reward makes of it. */
        public double of(DropOutReward reward) {
            return reward.perTick() * gainsTicks - reward.perMessage() * messages;
        }

        private Value plus(double share, Value other) {
            return new Value(
                    gainsTicks + share * other.gainsTicks,
                    messages + share * other.messages,
                    announcements + share * other.announcements);
        }
    }

    /** A side as a policy sees it. */
    private record Seen(long clockTicks, int people) implements DropOutState.Remaining {}

    private record State(long from, long to, int buyers, int sellers) {}

    /**
     * Returns the reward {@code welfare gains / W0 - messages messages / m0}, W0 the gains of one who knows all limits, m0 the messages of
     * one-tick moves of the side with more in; both expected, exactly.
     *
     * @param welfare weight of the gains
     * @param messages weight of the messages
     */
    public DropOutReward reward(double welfare, double messages) {
        return new DropOutReward(
                welfare / traders.clairvoyantWelfareTicks(),
                messages / value(new MoreInMoves(1)).messages());
    }

    /**
     * Returns what a policy brings.
     *
     * @throws IllegalArgumentException where it reads what leavers say
     */
    public Value value(DropOutPolicy policy) {
        if (policy.readsLeavers()) {
            throw new IllegalArgumentException(
                    "policy must not read the reports of traders that leave: " + policy.name());
        }
        return new Play(policy, new HashMap<>()).start();
    }

    /**
     * Returns the best of all policies for a reward; what leavers say would not help it.
     *
     * @param steps which moves it may make
     */
    public BayesMoves best(DropOutReward reward, StepSet steps) {
        return new BayesMoves(new DropOutPrior.Known(traders), lowTicks, highTicks, reward, steps);
    }

    /** Returns every number of ticks as a step. */
    public StepSet anySteps() {
        return StepSet.of(LongStream.rangeClosed(1, highTicks - lowTicks).toArray());
    }

    /** Returns the best posted price for a reward, of several equal ones the lowest. */
    public MeetAt bestPosted(DropOutReward reward) {
        MeetAt best = new MeetAt(lowTicks);
        double most = Double.NEGATIVE_INFINITY;
        for (long price = lowTicks; price <= highTicks; price++) {
            MeetAt posted = new MeetAt(price);
            double found = value(posted).of(reward);
            if (found > most) {
                best = posted;
                most = found;
            }
        }
        return best;
    }

    /** A policy played in every state that it comes to. */
    private final class Play {

        private final DropOutPrior prior = new DropOutPrior.Known(traders);
        private final DropOutPolicy policy;
        private final Map<State, Value> known;

        Play(DropOutPolicy policy, Map<State, Value> known) {
            this.policy = policy;
            this.known = known;
        }

        /** Both sides are asked where their clocks start, buyers first. */
        Value start() {
            double[] buyers = Binomial.of(traders.buyers(), prior.share(Side.BUYERS, lowTicks));
            double[] sellers = Binomial.of(traders.sellers(), prior.share(Side.SELLERS, highTicks));
            Value sum = Value.NONE;
            for (int n = 0; n < buyers.length; n++) {
                sum = sum.plus(buyers[n], new Value(0, 2.0 * traders.buyers() - n, 1));
                for (int m = 0; m < sellers.length && n > 0; m++) {
                    Value asked = new Value(0, 2.0 * traders.sellers() - m, 1);
                    sum = sum.plus(buyers[n] * sellers[m], asked.plus(1, from(new State(lowTicks, highTicks, n, m))));
                }
            }
            return sum;
        }

        private Value from(State at) {
            if (at.buyers == 0 || at.sellers == 0) {
                return Value.NONE;
            }
            if (at.from == at.to) {
                return new Value(prior.gainsTicks(at.from, at.buyers, at.sellers), (double) at.buyers + at.sellers, 0);
            }
            Value before = known.get(at);
            if (before == null) {
                before = after(at, move(at));
                known.put(at, before);
            }
            return before;
        }

        private DropOutPolicy.Move move(State at) {
            var state = new DropOutState(new Seen(at.from, at.buyers), new Seen(at.to, at.sellers), List.of());
            return state.next(policy, 2).orElseThrow();
        }

        private Value after(State at, DropOutPolicy.Move move) {
            boolean rises = move.side() == Side.BUYERS;
            int told = rises ? at.buyers : at.sellers;
            long now = rises ? at.from : at.to;
            long then = rises ? now + move.ticks() : now - move.ticks();
            double[] chance = Binomial.of(told, DropOutPrior.staying(prior, move.side(), now, then));
            Value sum = new Value(0, 0, 1);
            for (int stay = 0; stay <= told; stay++) {
                State next =
                        rises ? new State(then, at.to, stay, at.sellers) : new State(at.from, then, at.buyers, stay);
                sum = sum.plus(chance[stay], new Value(0, 2.0 * told - stay, 0).plus(1, from(next)));
            }
            return sum;
        }
    }
}
