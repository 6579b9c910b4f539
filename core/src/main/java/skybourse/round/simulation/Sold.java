package skybourse.round.simulation;

import java.util.List;
import java.util.Optional;
import skybourse.base.agent.AerialAgent;
import skybourse.round.market.LeaderLoad;
import skybourse.round.market.Resale;
import skybourse.round.market.Resold;
import skybourse.round.market.Round;
import skybourse.round.state.MarketState;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Trade;

/**
 * What was sold in a slot.
 *
 * @param pieces part by part
 * @param after the round as tier 2 left it; empty where nothing was sold
 * @param resold what tier 2 changed; empty where it was not played
 * @param costs the orders of tier 2 with the asks that true costs make; without orders where it was not played
 */
record Sold(SlotPieces pieces, Optional<Round> after, Optional<Resold> resold, OrderBook costs) {

    /** Returns a slot in which nothing was sold. */
    static Sold nothing(SlotPieces pieces) {
        return new Sold(pieces, Optional.empty(), Optional.empty(), OrderBook.of(List.of()));
    }

    /** Returns what an aerial agent was paid above what it asks for its lots by its true costs, in half ticks. */
    long surplusHalfTicks(AerialAgent agent) {
        return resold.map(tier -> tier.outcome().utilityHalfTicks(agent.id(), costs))
                .orElse(0L);
    }

    List<Trade> trades() {
        return resold.map(tier -> tier.outcome().trades()).orElse(List.of());
    }

    /** Returns what a leader was sold beside what it can do. */
    LeaderLoad load(MarketState state, int s) {
        return after.map(round -> round.leaders().get(s).load())
                .orElseGet(() -> new LeaderLoad(
                        0,
                        state.capacities[s],
                        state.backlog[s],
                        state.setup.scenario().leaders().get(s).computer().workPerSecond(),
                        Resale.NONE));
    }

    /** Returns what became of each leader's overload. */
    List<Resale> resales() {
        return after.map(round -> round.leaders().stream()
                        .map(leader -> leader.load().resale())
                        .toList())
                .orElse(List.of());
    }
}
