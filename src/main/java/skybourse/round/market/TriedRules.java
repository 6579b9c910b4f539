package skybourse.round.market;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.MarketAudit;
import skybourse.tier2.audit.MisreportSearch;
import skybourse.tier2.clock.AuctionCatalogue;
import skybourse.tier2.clock.AuctionSettings;
import skybourse.tier2.clock.Bisection;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Turns;

/**
 * The orders of a round under the rule that was played and those that could have been: which rule should one use?
 *
 * @param played the rule that was played
 * @param others the others; clocks move by one tick, refining ones by bisection
 * @param searched whether misreports were searched
 */
public record TriedRules(TriedRule.Cleared played, List<TriedRule> others, boolean searched) {

    private static final List<String> NAMES = List.of(
            "double-dutch-midpoint",
            "double-dutch-trade-reduction",
            "double-dutch-strongly-balanced-reduction",
            "double-dutch-refined",
            "drop-out",
            "sbba",
            "posted-price",
            "muda",
            "vcg",
            "seller-vcg");

    // beyond either a search takes more than a fifth of a run: 65 lots took 31 % of the processor time
    private static final int MOST_LOTS = 40;
    private static final long MOST_LOTS_TIMES_TICKS = 20_000;

    public TriedRules {
        others = List.copyOf(others);
    }

    /**
     * Tries the rules.
     *
     * @param before the round without tier 2
     * @param held its auction
     */
    public static TriedRules of(Round before, ResaleStudy.Held held) {
        ResaleMarket market = held.tier().market();
        long lots = market.book().orders().count();
        long ticks = market.buyersStartTicks() - market.sellersStartTicks();
        boolean searched =
                !held.audit().misreports().isEmpty() && lots <= MOST_LOTS && lots * ticks <= MOST_LOTS_TIMES_TICKS;
        var played = new TriedRule.Cleared(
                held.rule(), held.audit(), held.after().totals().deadlinesMet());
        List<TriedRule> others = NAMES.parallelStream()
                .filter(name -> !name.equals(held.rule().name()))
                .map(name -> tried(rule(name, market), before, market, searched))
                .toList();
        return new TriedRules(played, others, searched);
    }

    private static AuctionRule rule(String name, ResaleMarket market) {
        var settings =
                new AuctionSettings(market.buyersStartTicks(), market.sellersStartTicks(), Turns.SHORTER, 1, 0, 0);
        boolean refines = name.equals("double-dutch-refined");
        return AuctionCatalogue.rule(name, settings, refines ? new Bisection() : new FixedStep(1))
                .orElseThrow();
    }

    private static TriedRule tried(AuctionRule rule, Round before, ResaleMarket market, boolean searched) {
        try {
            rule.check(market.book());
        } catch (IllegalArgumentException e) {
            return new TriedRule.Refused(rule, "takes one lot of a trader, not several");
        }
        TieOrder ties = new TieOrder.ByLot(before.scenario().seed(), 0);
        var search = MisreportSearch.between(rule, market.sellersStartTicks(), market.buyersStartTicks(), ties);
        MarketAudit audit = searched
                ? MarketAudit.of(search, market.book())
                : MarketAudit.withoutMisreports(rule, ties, market.book());
        Round after = Resold.of(before, market, audit.outcome()).after();
        return new TriedRule.Cleared(rule, audit, after.totals().deadlinesMet());
    }

    /** Returns all that cleared the orders, the one played first. */
    public List<TriedRule.Cleared> cleared() {
        return Stream.concat(Stream.of(played), others.stream().mapMulti((other, next) -> {
                    if (other instanceof TriedRule.Cleared one) {
                        next.accept(one);
                    }
                }))
                .toList();
    }

    /**
     * Returns the best rule under which nobody gains by a misreport, the house does not pay and somebody trades.
     *
     * @param asking whether it must ask buyers, not read their bids from the books
     */
    public Optional<TriedRule.Cleared> bestTruthful(boolean asking) {
        return cleared().stream()
                .filter(one -> one.isTruthful() && one.audit().outcome().houseHalfTicks() >= 0)
                .filter(one -> !one.audit().outcome().trades().isEmpty())
                .filter(one -> !asking || one.rule().traits().asks(Side.BUYERS))
                .min(TriedRule.Cleared.bestFirst());
    }
}
