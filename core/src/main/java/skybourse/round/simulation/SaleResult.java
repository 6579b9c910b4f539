package skybourse.round.simulation;

import java.util.List;
import java.util.Optional;
import skybourse.base.agent.AerialAgent;
import skybourse.round.market.LeaderLoad;
import skybourse.round.market.Resale;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.state.SimulationState;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Trade;

/**
 * Result of the sales of a slot: the pieces sold, the round after tier 2, and the result of its auction.
 *
 * @param pieces the pieces
 * @param after round after tier 2; empty if nothing was sold
 * @param resold result of the auction, with the lots that aerial agents compute; empty if there was none
 * @param undelivered trades whose lots aerial agents do not compute
 * @param soldWork work in all traded lots, work units
 * @param costs orders of tier 2 with asks at true costs; empty book if there was no auction
 */
record SaleResult(
        SlotPieces pieces,
        Optional<Round> after,
        Optional<ResaleOutcome> resold,
        List<Trade> undelivered,
        double soldWork,
        OrderBook costs) {

    /** Returns the sales of a slot in which nothing was sold. */
    static SaleResult nothing(SlotPieces pieces) {
        return new SaleResult(pieces, Optional.empty(), Optional.empty(), List.of(), 0, OrderBook.of(List.of()));
    }

    /** Returns the payments to an aerial agent minus its asks at true costs for the lots that it sold, in half ticks. */
    long surplusHalfTicks(AerialAgent agent) {
        return resold.map(tier -> tier.outcome().utilityHalfTicks(agent.id(), costs))
                .orElse(0L);
    }

    /** Returns all trades, those of undelivered lots included. */
    List<Trade> trades() {
        return resold.map(tier -> tier.outcome().trades()).orElse(List.of());
    }

    /** Returns the number of lots that an aerial agent sold and does not compute. */
    int undelivered(AerialAgent agent) {
        return (int) undelivered.stream()
                .filter(trade -> trade.ask().participant().equals(agent.id()))
                .count();
    }

    /** Returns the work in undelivered lots, work units. */
    double returnedWork() {
        return resold.stream()
                .flatMapToDouble(tier -> undelivered.stream().mapToDouble(tier::lotWork))
                .sum();
    }

    /** Returns the load of a leader, with its capacity and backlog; a load of 0 if nothing was sold. */
    LeaderLoad load(SimulationState state, int s) {
        return after.map(round -> round.leaders().get(s).load())
                .orElseGet(() -> new LeaderLoad(
                        0,
                        state.capacities[s],
                        state.backlog[s],
                        state.setup.scenario().leaders().get(s).computer().workPerSecond(),
                        Double.POSITIVE_INFINITY,
                        Resale.NONE));
    }

    /** Returns the resale of each leader's overload, by leader index; empty if nothing was sold. */
    List<Resale> resales() {
        return after.map(round -> round.leaders().stream()
                        .map(leader -> leader.load().resale())
                        .toList())
                .orElse(List.of());
    }
}
