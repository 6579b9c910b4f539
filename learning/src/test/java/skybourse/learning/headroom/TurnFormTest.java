package skybourse.learning.headroom;

import java.util.Map;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.DoubleDutchFormContract;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;

/** The turns of the exact programs equal those of the auction. */
class TurnFormTest implements DoubleDutchFormContract {

    private static final ValueDistribution ANY = ValueDistribution.uniform(0, 1);

    @Override
    public boolean supports(Case auction) {
        return auction.unitDemand()
                && auction.fixedStep()
                && auction.gapTicks() > 0
                && auction.rule().turns() == TurnOrder.ALTERNATE
                && !auction.orders(Side.BUYERS).isEmpty()
                && !auction.orders(Side.SELLERS).isEmpty();
    }

    @Override
    public Map<String, Object> facts(Case auction) {
        long[] bids = auction.limits(Side.BUYERS);
        long[] asks = auction.limits(Side.SELLERS);
        UnitDemandMarketDistribution size = new UnitDemandMarketDistribution(bids.length, ANY, asks.length, ANY);
        int gap = (int) auction.gapTicks();
        int announcements = 0;
        long messages = 0;
        for (TurnState turn = TurnState.first(size); turn != null; announcements++) {
            int step = (int) Math.min(((FixedStep) auction.rule().policy()).ticks(), turn.gap(gap));
            int place = turn.place() < 0 ? 0 : turn.place() + step;
            boolean buying = turn.side() == Side.BUYERS;
            int accepted = 0;
            for (long limit : buying ? bids : asks) {
                long distance = buying
                        ? auction.rule().buyersStartTicks() - limit
                        : limit - auction.rule().sellersStartTicks();
                accepted += distance <= place && (turn.place() < 0 || distance > turn.place()) ? 1 : 0;
            }
            messages += turn.waiting() + accepted;
            turn = turn.after(place, accepted, size, gap);
        }
        return Map.of("announcements", announcements, "messages", messages);
    }
}
