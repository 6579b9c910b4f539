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
import skybourse.round.market.Resold;
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
 * A round of one cell, and the numbers of it that are not in {@link skybourse.round.market.RoundTotals}.
 *
 * @param result its prices and their certificate
 * @param first the round as tier 1 leaves it
 * @param second what tier 2 changed; empty without an auction
 * @param ties the tie lots of the auction
 */
record MeasuredRound(SolveResult result, Round first, Optional<Resold> second, TieOrder ties) {

    private static final double BITS_PER_MEGABIT = 1e6;

    /** Returns the round as it really ended. */
    Round last() {
        return second.map(Resold::after).orElse(first);
    }

    /** Returns the welfare of both tiers, money. */
    double welfare() {
        return second.map(Resold::welfare).orElse(first.welfare());
    }

    private SortedMap<String, Long> balances() {
        return second.map(Resold::ledger)
                .orElseGet(() -> Settlement.of(first, List.of()))
                .balances();
    }

    private double unit() {
        return first.scenario().rules().ledgerUnitMoney();
    }

    /** Returns the utility of all wireless agents, with what they get back for work that waits; money. */
    double wirelessUtility() {
        SortedMap<String, Long> balances = balances();
        return last().agents().stream()
                .mapToDouble(agent -> agent.utility()
                        + agent.bill()
                        + balances.getOrDefault(agent.agent().id(), 0L) * unit())
                .sum();
    }

    /** Returns what mobile or fixed agents are left with by the ledger less the energy of the work they do, money. */
    double profit(boolean fixed) {
        SortedMap<String, Long> balances = balances();
        return leaders(fixed)
                .mapToDouble(leader -> balances.getOrDefault(leader.leader().id(), 0L) * unit()
                        - leader.leader().joulePrice() * leader.joules())
                .sum();
    }

    /** Returns the sum over aerial agents; 0 without an auction. */
    double aerial(ToDoubleFunction<AerialOutcome> value) {
        return second.map(
                        tier -> tier.aerialAgents().stream().mapToDouble(value).sum())
                .orElse(0.0);
    }

    private Stream<LeaderOutcome> leaders(boolean fixed) {
        return last().leaders().stream().filter(outcome -> (outcome.leader().kind() == LeaderKind.FIXED) == fixed);
    }

    private static Predicate<LeaderOutcome> sells() {
        return outcome -> outcome.load().work() > 0;
    }

    /** Returns the mean load over capacity of the mobile or fixed agents that sell anything; NaN if none does. */
    double loadPerCapacity(boolean fixed) {
        return mean(leaders(fixed)
                .filter(sells())
                .mapToDouble(o -> o.load().work() / o.load().capacity()));
    }

    /** Returns the mean price of the mobile or fixed agents that sell anything, money per Mbit; NaN if none does. */
    double pricePerMegabit(boolean fixed) {
        return mean(leaders(fixed)
                .filter(sells().and(outcome -> outcome.pricePerBit() != PricingGame.CLOSED))
                .mapToDouble(outcome -> BITS_PER_MEGABIT * outcome.pricePerBit()));
    }

    /** Returns the energy of the work that mobile or fixed agents do themselves. */
    double joules(boolean fixed) {
        return leaders(fixed).mapToDouble(LeaderOutcome::joules).sum();
    }

    /** Returns work sold over capacity, all leaders together. */
    double demandPerSupply() {
        double sold =
                last().leaders().stream().mapToDouble(o -> o.load().work()).sum();
        return sold
                / last().leaders().stream()
                        .mapToDouble(o -> o.load().capacity())
                        .sum();
    }

    double delaySeconds() {
        return mean(last().agents().stream().mapToDouble(AgentOutcome::delaySeconds));
    }

    /** Returns the share of fixed agents' overload that tier 2 sold; NaN where there is none. */
    double soldShareOfOverload() {
        boolean overloaded = first.leaders().stream()
                .anyMatch(o -> o.leader().resells() && o.load().overload() > 0);
        return !overloaded ? Double.NaN : second.map(Resold::soldShare).orElse(0.0);
    }

    /** Returns a number of the auction and its true orders; {@code without} where none was held. */
    double auction(double without, ToDoubleBiFunction<AuctionOutcome, OrderBook> value) {
        return second.map(tier ->
                        value.applyAsDouble(tier.outcome(), tier.market().book()))
                .orElse(without);
    }

    /** Returns what the best matching of the same orders would do. */
    AuctionOutcome efficient(OrderBook book) {
        return new EfficientTrade().clear(book, ties);
    }

    /** Returns the mean of what a buyer pays and a seller gets, in ticks; NaN without trades. */
    static double priceTicks(AuctionOutcome outcome) {
        return mean(outcome.trades().stream().mapToDouble(MeasuredRound::middleTicks));
    }

    private static double middleTicks(Trade trade) {
        return (trade.buyerPriceHalfTicks() + trade.sellerPriceHalfTicks()) / 4.0;
    }

    /** Returns the largest loss of a trader who told the truth, in ticks. */
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
