package skybourse.learning.headroom;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import skybourse.tier2.auction.Binomial;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.UnitDemandMarketDistribution;

/**
 * Dynamic program over clocks and counts, for components of one size. It is used if {@link ClockDynamicProgram} would have too many states. States are
 * solved on first use. Not thread-safe.
 *
 * <p>The limit prices of entries that stay unmatched are estimated. The values of the program are therefore not bounds. To value its steps, play
 * auctions with them.
 */
final class CountDynamicProgram {

    private final ClockMarketDistribution market;
    private final ClockReward reward;
    private final UnitDemandMarketDistribution size;
    private final int startGap;
    private final List<CountBelief> buyers = new ArrayList<>();
    private final List<CountBelief> sellers = new ArrayList<>();
    private final ValueTable states = new ValueTable();

    CountDynamicProgram(ClockMarketDistribution market, List<UnitDemandMarketDistribution> alike, ClockReward reward) {
        this.market = market;
        this.reward = reward;
        size = alike.getFirst();
        startGap = (int) market.gapTicks();
        for (UnitDemandMarketDistribution component : alike) {
            buyers.add(new CountBelief(
                    Side.BUYERS, market.buyersStartTicks(), startGap, component.buyerValues(), component.buyers()));
            sellers.add(new CountBelief(
                    Side.SELLERS, market.sellersStartTicks(), startGap, component.sellerCosts(), component.sellers()));
        }
        value(TurnState.first(size));
    }

    int stepTicks(TurnState turn) {
        value(turn);
        return states.step(states.find(turn.key()));
    }

    private double value(@Nullable TurnState turn) {
        if (turn == null) {
            return 0;
        }
        int found = states.find(turn.key());
        if (found >= 0) {
            return states.value(found);
        }
        double[] likely = posterior(turn);
        double best = Double.NEGATIVE_INFINITY;
        int bestStep = 0;
        if (turn.place() < 0) {
            best = announced(turn, likely, 0);
        } else {
            int gap = turn.gap(startGap);
            for (int i = 0; i < market.steps().legal(gap); i++) {
                int step = (int) market.steps().stepTicks(i, gap);
                double value = announced(turn, likely, turn.place() + step);
                if (value > best) {
                    best = value;
                    bestStep = step;
                }
            }
        }
        states.add(turn.key(), best, bestStep);
        return best;
    }

    private double[] posterior(TurnState turn) {
        double[] likely = new double[buyers.size()];
        double sum = 0;
        for (int c = 0; c < likely.length; c++) {
            likely[c] = buyers.get(c).likelihood(turn.buyersPlace(), turn.buyersWaiting())
                    * sellers.get(c).likelihood(turn.sellersPlace(), turn.sellersWaiting());
            sum += likely[c];
        }
        for (int c = 0; c < likely.length; c++) {
            likely[c] = sum > 0 ? likely[c] / sum : 1.0 / likely.length;
        }
        return likely;
    }

    private double announced(TurnState turn, double[] likely, int place) {
        double[] share = new double[turn.waiting() + 1];
        double value = 0;
        for (int c = 0; c < likely.length; c++) {
            if (likely[c] > 0) {
                value += likely[c] * told(turn, c, place, likely[c], share);
            }
        }
        for (int accepted = 0; accepted < share.length; accepted++) {
            if (share[accepted] > 1e-12) {
                value += share[accepted] * value(turn.after(place, accepted, size, startGap));
            }
        }
        return value;
    }

    /**
     * Returns the expected reward of an announcement in one component. For each number of acceptances, adds its probability times {@code likely} to
     * {@code share}.
     */
    private double told(TurnState turn, int component, int place, double likely, double[] share) {
        CountBelief own = (turn.side() == Side.BUYERS ? buyers : sellers).get(component);
        CountBelief other = (turn.side() == Side.BUYERS ? sellers : buyers).get(component);
        double acceptance = own.law().acceptance(turn.place(), place);
        double expected = acceptance * turn.waiting();
        double value = reward.announcement(
                expected == 0 ? 0 : expected * own.law().regretTicks(turn.place(), place), turn.waiting() + expected);
        value += reward.welfare(own.sign() * expected * own.law().meanTicks(turn.place(), place));
        double[] chances = Binomial.of(turn.waiting(), acceptance);
        int queued = own.traders() - turn.waiting();
        int otherPlace = turn.side() == Side.BUYERS ? turn.sellersPlace() : turn.buyersPlace();
        int otherQueued = other.traders() - (turn.side() == Side.BUYERS ? turn.sellersWaiting() : turn.buyersWaiting());
        for (int accepted = 0; accepted < chances.length; accepted++) {
            share[accepted] += likely * chances[accepted];
            if (chances[accepted] > 0 && turn.after(place, accepted, size, startGap) == null) {
                double unmatched = unmatched(own, place, queued + accepted, otherQueued)
                        + unmatched(other, otherPlace, otherQueued, queued + accepted);
                value -= chances[accepted] * reward.welfare(unmatched);
            }
        }
        return value;
    }

    /**
     * Returns an estimate of the expected gain of the unmatched entries of the longer queue. It is the mean of two cases. In the first case, all
     * entries accepted one by one, so that the worst limit prices stay unmatched. In the second case, all entries accepted at one stop.
     */
    private static double unmatched(CountBelief law, int place, int queued, int partners) {
        double gain = 0;
        for (int index = partners + 1; index <= queued; index++) {
            gain += law.sign()
                    * 0.5
                    * (law.orderMeanTicks(place, queued, index) + law.law().meanTicks(-1, place));
        }
        return gain;
    }
}
