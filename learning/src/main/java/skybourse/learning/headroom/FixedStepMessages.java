package skybourse.learning.headroom;

import org.jspecify.annotations.Nullable;
import skybourse.tier2.auction.Binomial;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.UnitDemandMarketDistribution;

/** Exact expected number of messages of the smallest fixed step, which depends only on the clocks and the numbers of waiting traders. */
final class FixedStepMessages {

    private final UnitDemandMarketDistribution component;
    private final int gapTicks;
    private final int stepTicks;
    private final SideBelief buyers;
    private final SideBelief sellers;
    private final ValueTable known = new ValueTable();

    private FixedStepMessages(ClockMarketDistribution market, UnitDemandMarketDistribution component) {
        this.component = component;
        gapTicks = (int) market.gapTicks();
        stepTicks = (int) market.steps().stepTicks(0, gapTicks);
        buyers = new SideBelief(Side.BUYERS, market.buyersStartTicks(), gapTicks, component.buyerValues());
        sellers = new SideBelief(Side.SELLERS, market.sellersStartTicks(), gapTicks, component.sellerCosts());
    }

    static double expected(ClockMarketDistribution market, UnitDemandMarketDistribution component) {
        return new FixedStepMessages(market, component).from(TurnState.first(component));
    }

    private double from(@Nullable TurnState turn) {
        if (turn == null) {
            return 0;
        }
        int found = known.find(turn.key());
        if (found >= 0) {
            return known.value(found);
        }
        SideBelief belief = turn.side() == Side.BUYERS ? buyers : sellers;
        int place = turn.place() < 0 ? 0 : turn.place() + Math.min(stepTicks, turn.gap(gapTicks));
        double[] share = Binomial.of(turn.waiting(), belief.acceptance(turn.place(), place));
        double messages = turn.waiting();
        for (int accepted = 0; accepted < share.length; accepted++) {
            if (share[accepted] > 0) {
                messages += share[accepted] * (accepted + from(turn.after(place, accepted, component, gapTicks)));
            }
        }
        known.add(turn.key(), messages, 0);
        return messages;
    }
}
