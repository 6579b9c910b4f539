package skybourse.tier2.clock.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import skybourse.base.numeric.Rational;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.DoubleDutchFormContract;
import skybourse.tier2.clock.FixedStep;

/** As in the audit: one trader is at another stop and is moved to its own. */
class StopAuctionFormTest implements DoubleDutchFormContract {
    @Override
    public boolean supports(Case auction) {
        return auction.unitDemand() && auction.fixedStep() && auction.gapTicks() >= 0;
    }

    @Override
    public Map<String, Object> facts(Case auction) {
        TraderCountsByStop buyers = side(auction, Side.BUYERS);
        TraderCountsByStop sellers = side(auction, Side.SELLERS);
        var stops = new FixedStepAuction(
                buyers, sellers, auction.rule().turns(), auction.rule().clearing());
        Map<String, Object> facts = expected(stops, buyers, sellers);
        for (TraderCountsByStop side : List.of(buyers, sellers)) {
            moveOneAwayAndBack(auction, side, stops, facts);
        }
        Map<String, Object> run = DoubleDutchFormContract.run(auction);
        assertChances(auction, stops, buyers, (List<?>) run.get("bought"));
        assertChances(auction, stops, sellers, (List<?>) run.get("sold"));
        return facts;
    }

    private static TraderCountsByStop side(Case auction, Side side, long... limits) {
        FixedStep policy = (FixedStep) auction.rule().policy();
        long start = side == Side.BUYERS
                ? auction.rule().buyersStartTicks()
                : auction.rule().sellersStartTicks();
        var grid = new ClockStopGrid(
                side,
                start,
                policy.ticks(),
                (int) (auction.gapTicks() / policy.ticks()),
                auction.gapTicks() % policy.ticks());
        return new TraderCountsByStop(grid, limits.length > 0 ? limits : auction.limits(side));
    }

    /** Results do not change if each trader in turn is counted at the start or never, and then moved to its own stop. */
    private static void moveOneAwayAndBack(
            Case auction, TraderCountsByStop side, FixedStepAuction stops, Map<String, Object> facts) {
        for (int trader = 0; trader < side.traders(); trader++) {
            long[] limits = auction.limits(side.side());
            limits[trader] = trader % 2 == 0 ? 1_000 : -1_000;
            TraderCountsByStop moved = side(auction, side.side(), limits);
            moved.move(moved.stopOfTrader(trader), side.stopOfTrader(trader));
            TraderCountsByStop buyers = side.side() == Side.BUYERS ? moved : side(auction, Side.BUYERS);
            TraderCountsByStop sellers = side.side() == Side.SELLERS ? moved : side(auction, Side.SELLERS);
            var again = new FixedStepAuction(
                    buyers, sellers, auction.rule().turns(), auction.rule().clearing());
            again.play();
            assertThat(List.of(again.pairs(), again.endStop(Side.BUYERS), again.endStop(Side.SELLERS)))
                    .isEqualTo(List.of(stops.pairs(), stops.endStop(Side.BUYERS), stops.endStop(Side.SELLERS)));
            int stop = side.stopOfTrader(trader);
            assertThat(again.chance(side.side(), stop)).isEqualTo(stops.chance(side.side(), stop));
            if (again.chance(side.side(), stop)) {
                assertThat(again.priceHalfTicks())
                        .isEqualTo(facts.get(side.side() == Side.BUYERS ? "buyers pay" : "sellers get"));
                assertThat(List.of(again.spots(), again.group())).isEqualTo(List.of(stops.spots(), stops.group()));
            }
        }
    }

    /** Traders with a trade have a positive probability; traders without one have a probability below 1. */
    private static void assertChances(Case auction, FixedStepAuction stops, TraderCountsByStop side, List<?> traded) {
        List<Order> orders = auction.orders(side.side());
        for (int trader = 0; trader < orders.size(); trader++) {
            boolean may = stops.chance(side.side(), side.stopOfTrader(trader));
            if (traded.contains(orders.get(trader).label())) {
                assertThat(may).isTrue();
            } else {
                assertThat(may && stops.spots() == stops.group()).isFalse();
            }
        }
    }

    private static Map<String, Object> expected(
            FixedStepAuction stops, TraderCountsByStop buyers, TraderCountsByStop sellers) {
        stops.play();
        Map<String, Object> facts = new TreeMap<>();
        if (stops.pairs() > 0) {
            facts.put("queues", List.of(stops.length(Side.BUYERS), stops.length(Side.SELLERS)));
            facts.put(
                    "clocks",
                    List.of(
                            buyers.grid().ticks(stops.endStop(Side.BUYERS)),
                            sellers.grid().ticks(stops.endStop(Side.SELLERS))));
        }
        for (TraderCountsByStop side : List.of(buyers, sellers)) {
            Rational lots = Rational.ZERO;
            for (int trader = 0; trader < side.traders(); trader++) {
                if (stops.chance(side.side(), side.stopOfTrader(trader))) {
                    lots = lots.plus(Rational.of(stops.spots(), stops.group()));
                    facts.put(side.side() == Side.BUYERS ? "buyers pay" : "sellers get", stops.priceHalfTicks());
                }
            }
            Object before = facts.put("trades", (int) lots.toDouble());
            assertThat(lots).isEqualTo(Rational.of((int) lots.toDouble()));
            assertThat(before == null || before.equals(facts.get("trades"))).isTrue();
        }
        return facts;
    }
}
