package skybourse.evidence.task;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import skybourse.base.agent.LeaderKind;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.Settlement;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.rule.EfficientTrade;

/**
 * Round of one cell, with metrics that are not in {@link skybourse.round.market.RoundTotals}.
 *
 * @param result prices and their certificate
 * @param first round after tier 1
 * @param second results of tier 2; empty without an auction
 * @param ties order of ties in the auction
 */
record MeasuredRound(SolveResult result, Round first, Optional<ResaleOutcome> second, TieOrder ties) {

    private static final double BITS_PER_MEGABIT = 1e6;

    /** Returns the round after tier 2, or after tier 1 if there is no auction. */
    Round finalRound() {
        return second.map(ResaleOutcome::after).orElse(first);
    }

    /** Returns the welfare of both tiers, in money. */
    double welfare() {
        return second.map(ResaleOutcome::welfare).orElse(first.welfare());
    }

    private SortedMap<String, Long> balances() {
        return second.map(ResaleOutcome::ledger)
                .orElseGet(() -> Settlement.of(first, List.of()))
                .balances();
    }

    private double unit() {
        return first.scenario().rules().ledgerUnitMoney();
    }

    /** Returns the total utility of all wireless agents, in money. It includes refunds and penalties for work that is left over. */
    double wirelessUtility() {
        SortedMap<String, Long> balances = balances();
        return finalRound().agents().stream()
                .mapToDouble(agent -> agent.utility()
                        + agent.bill()
                        + balances.getOrDefault(agent.agent().id(), 0L) * unit())
                .sum();
    }

    /**
     * Returns the total profit of mobile or of fixed agents, in money. The profit is the ledger balance minus the energy cost of the work that the
     * agent computes.
     */
    double profit(boolean fixed) {
        SortedMap<String, Long> balances = balances();
        return leaders(fixed)
                .mapToDouble(leader -> balances.getOrDefault(leader.leader().id(), 0L) * unit()
                        - leader.leader().joulePrice() * leader.joules())
                .sum();
    }

    /** Returns the sum of a value over aerial agents; 0 without an auction. */
    double aerial(ToDoubleFunction<AerialOutcome> value) {
        return second.map(
                        tier -> tier.aerialAgents().stream().mapToDouble(value).sum())
                .orElse(0.0);
    }

    private Stream<LeaderOutcome> leaders(boolean fixed) {
        return finalRound().leaders().stream()
                .filter(outcome -> (outcome.leader().kind() == LeaderKind.FIXED) == fixed);
    }

    private static Predicate<LeaderOutcome> sells() {
        return outcome -> outcome.load().work() > 0;
    }

    /** Returns the mean ratio of load to capacity over the mobile or fixed agents that sell; NaN if none of them sells. */
    double loadPerCapacity(boolean fixed) {
        return mean(leaders(fixed)
                .filter(sells())
                .mapToDouble(o -> o.load().work() / o.load().capacity()));
    }

    /** Returns the mean price of the mobile or fixed agents that sell, in money/Mbit; NaN if none of them sells. */
    double pricePerMegabit(boolean fixed) {
        return mean(leaders(fixed)
                .filter(sells().and(outcome -> outcome.pricePerBit() != PricingGame.CLOSED))
                .mapToDouble(outcome -> BITS_PER_MEGABIT * outcome.pricePerBit()));
    }

    /** Returns the energy of the work that mobile or fixed agents compute themselves, in J. */
    double joules(boolean fixed) {
        return leaders(fixed).mapToDouble(LeaderOutcome::joules).sum();
    }

    /** Returns sold work divided by the capacity of all leaders. */
    double demandPerSupply() {
        double sold = finalRound().leaders().stream()
                .mapToDouble(o -> o.load().work())
                .sum();
        return sold
                / finalRound().leaders().stream()
                        .mapToDouble(o -> o.load().capacity())
                        .sum();
    }

    double delaySeconds() {
        return mean(finalRound().agents().stream().mapToDouble(AgentOutcome::delaySeconds));
    }

    /** Returns the share of fixed agents' resale demand that was resold in tier 2; NaN without demand. */
    double soldShareOfOverload() {
        boolean overloaded = first.leaders().stream()
                .anyMatch(o -> o.leader().resells() && o.load().resaleDemand() > 0);
        return !overloaded ? Double.NaN : second.map(ResaleOutcome::soldShare).orElse(0.0);
    }

    /** Returns a value that is computed from the outcome and the order book of the auction; {@code without} if there is no auction. */
    double auction(double without, ToDoubleBiFunction<AuctionOutcome, OrderBook> value) {
        return second.map(tier ->
                        value.applyAsDouble(tier.outcome(), tier.market().book()))
                .orElse(without);
    }

    /** Returns the outcome of the efficient matching of the same orders. */
    AuctionOutcome efficient(OrderBook book) {
        return new EfficientTrade().clear(book, ties);
    }

    /** Returns the mean over trades of the midpoint between buyer payment and seller receipt, in ticks; NaN without trades. */
    static double priceTicks(AuctionOutcome outcome) {
        return mean(outcome.trades().stream().mapToDouble(MeasuredRound::middleTicks));
    }

    private static double middleTicks(Trade trade) {
        return (trade.buyerPriceHalfTicks() + trade.sellerPriceHalfTicks()) / 4.0;
    }

    /** Returns the largest loss of a trader, in ticks, if the limit prices in the order book are true; 0 if no trader loses. */
    static double worstLossTicks(AuctionOutcome outcome, OrderBook book) {
        long[] utilities = book.participants().stream()
                .mapToLong(trader -> outcome.utilityHalfTicks(trader, book))
                .toArray();
        return Math.max(0, -Arrays.stream(utilities).min().orElse(0)) / 2.0;
    }

    private static double mean(DoubleStream values) {
        return values.average().orElse(Double.NaN);
    }
}
