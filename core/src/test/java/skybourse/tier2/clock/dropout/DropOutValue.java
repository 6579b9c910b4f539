package skybourse.tier2.clock.dropout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import skybourse.tier2.auction.Binomial;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.UnitDemandMarketDistribution;

/**
 * Exact expected result of a drop-out policy in a {@link DropOutMarketDistribution}, by a program over clocks and numbers that shares no code with the auction.
 *
 * @param gainsTicks gains from trade
 * @param messages one to each remaining trader per announcement, one from each leaver, one from each trader that names its lot
 * @param announcements including the first of each side
 */
public record DropOutValue(double gainsTicks, double messages, double announcements) {

    private static final DropOutValue NONE = new DropOutValue(0, 0, 0);

    /** Returns the value of a reward function. */
    public double of(DropOutReward reward) {
        return reward.perTick() * gainsTicks - reward.perMessage() * messages;
    }

    private DropOutValue plus(double share, DropOutValue other) {
        return new DropOutValue(
                gainsTicks + share * other.gainsTicks,
                messages + share * other.messages,
                announcements + share * other.announcements);
    }

    /** A side as a policy sees it. */
    private record Seen(long clockTicks, int count) implements DropOutState.Remaining {}

    private record State(long from, long to, int buyers, int sellers) {}

    /**
     * Returns the reward {@code welfare gains / W0 - messages messages / m0}, W0 the clairvoyant gains, m0 the messages of
     * one-tick moves of the larger side. Both are exact expectations.
     *
     * @param welfare weight of the gains
     * @param messages weight of the messages
     */
    public static DropOutReward reward(DropOutMarketDistribution market, double welfare, double messages) {
        return new DropOutReward(
                welfare / market.traders().clairvoyantWelfareTicks(),
                messages / of(market, new LargerSidePolicy(1)).messages());
    }

    /**
     * Returns the expected result of a policy.
     *
     * @throws IllegalArgumentException if the policy reads reports of leavers
     */
    public static DropOutValue of(DropOutMarketDistribution market, DropOutPolicy policy) {
        if (policy.dependsOnLeavers()) {
            throw new IllegalArgumentException(
                    "policy must not read the reports of traders that leave: " + policy.name());
        }
        return new Play(market, policy).start();
    }

    /** Returns the best posted price for a reward, of several equal ones the lowest. */
    public static PostedPricePolicy bestPosted(DropOutMarketDistribution market, DropOutReward reward) {
        PostedPricePolicy best = new PostedPricePolicy(market.lowTicks());
        double most = Double.NEGATIVE_INFINITY;
        for (long price = market.lowTicks(); price <= market.highTicks(); price++) {
            PostedPricePolicy posted = new PostedPricePolicy(price);
            double found = of(market, posted).of(reward);
            if (found > most) {
                best = posted;
                most = found;
            }
        }
        return best;
    }

    /** Evaluates a policy in every reachable state. */
    private static final class Play {

        private final DropOutMarketDistribution market;
        private final DropOutPrior prior;
        private final DropOutPolicy policy;
        private final Map<State, DropOutValue> known = new HashMap<>();

        Play(DropOutMarketDistribution market, DropOutPolicy policy) {
            this.market = market;
            prior = new DropOutPrior.Known(market.traders());
            this.policy = policy;
        }

        /** Both sides are asked where their clocks start, buyers first. */
        DropOutValue start() {
            UnitDemandMarketDistribution traders = market.traders();
            double[] buyers = Binomial.of(traders.buyers(), prior.share(Side.BUYERS, market.lowTicks()));
            double[] sellers = Binomial.of(traders.sellers(), prior.share(Side.SELLERS, market.highTicks()));
            DropOutValue sum = DropOutValue.NONE;
            for (int n = 0; n < buyers.length; n++) {
                sum = sum.plus(buyers[n], new DropOutValue(0, 2.0 * traders.buyers() - n, 1));
                for (int m = 0; m < sellers.length && n > 0; m++) {
                    DropOutValue asked = new DropOutValue(0, 2.0 * traders.sellers() - m, 1);
                    sum = sum.plus(
                            buyers[n] * sellers[m],
                            asked.plus(1, from(new State(market.lowTicks(), market.highTicks(), n, m))));
                }
            }
            return sum;
        }

        private DropOutValue from(State at) {
            if (at.buyers == 0 || at.sellers == 0) {
                return DropOutValue.NONE;
            }
            if (at.from == at.to) {
                return new DropOutValue(
                        prior.gainsTicks(at.from, at.buyers, at.sellers), (double) at.buyers + at.sellers, 0);
            }
            DropOutValue before = known.get(at);
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

        private DropOutValue after(State at, DropOutPolicy.Move move) {
            boolean rises = move.side() == Side.BUYERS;
            int told = rises ? at.buyers : at.sellers;
            long now = rises ? at.from : at.to;
            long then = rises ? now + move.ticks() : now - move.ticks();
            double[] chance = Binomial.of(told, DropOutPrior.stayProbability(prior, move.side(), now, then));
            DropOutValue sum = new DropOutValue(0, 0, 1);
            for (int stay = 0; stay <= told; stay++) {
                State next =
                        rises ? new State(then, at.to, stay, at.sellers) : new State(at.from, then, at.buyers, stay);
                sum = sum.plus(chance[stay], new DropOutValue(0, 2.0 * told - stay, 0).plus(1, from(next)));
            }
            return sum;
        }
    }
}
