package skybourse.round.analysis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.base.numeric.TaskRunner;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.MisreportAudit;
import skybourse.tier2.audit.MisreportSearch;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.dropout.DropOutAuction;
import skybourse.tier2.rule.MultiUnitDoubleAuction;
import skybourse.tier2.rule.PostedPrice;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleComparisonGroup;
import skybourse.tier2.spi.RuleProvider;

/**
 * Comparison of auction rules on the orders of one round.
 *
 * @param played outcome of the rule that was used
 * @param others outcomes of other rules, each with its default policy, ordered by the properties that the rules promise
 */
public record RuleComparison(RuleOutcome.Cleared played, List<RuleOutcome> others) {

    // Some searches for misreports continue clocks or clear at each limit price. Beyond either limit, such a search
    // takes more than 20 % of a run. With 65 lots it takes 31 %.
    private static final int MOST_LOTS = 40;
    private static final long MOST_LOTS_TIMES_TICKS = 20_000;

    // If traders do not influence their price, the search clears only once per lot. It takes less than 1 % of a run
    // with 248 lots.
    private static final int MOST_TAKING = 1_000;
    private static final long MOST_TAKING_TIMES_TICKS = 1_000_000;

    public RuleComparison {
        others = List.copyOf(others);
    }

    /**
     * Clears the orders of a round under each other rule of {@link RuleComparisonGroup#TRIED}, and adds the outcome of the rule that was used.
     *
     * @param before round after tier 1
     * @param held its auction
     * @param tasks runs the rules, one task per rule
     */
    public static RuleComparison of(Round before, AuditedResale.HeldAuction held, TaskRunner tasks) {
        ResaleMarket market = held.tier().market();
        var played = new RuleOutcome.Cleared(
                held.rule(), held.audit(), held.finalRound().totals().deadlinesMet());
        List<RuleProvider> others = AuctionCatalogue.rules(RuleComparisonGroup.TRIED).stream()
                .sorted(AuctionCatalogue.byDeclaredTraits())
                .filter(rule -> !rule.name().equals(held.rule().name()))
                .toList();
        return new RuleComparison(
                played,
                List.of(tasks.map(
                        others.size(),
                        1,
                        i -> tried(rule(others.get(i), market), before, market),
                        RuleOutcome[]::new)));
    }

    private static AuctionRule rule(RuleProvider rule, ResaleMarket market) {
        var settings = AuctionSettings.of(market.buyersStartTicks(), market.sellersStartTicks());
        return rule.rule(
                settings, AuctionCatalogue.policy(rule.policy(), settings).orElseThrow());
    }

    private static boolean isSearched(AuctionRule rule, ResaleMarket market) {
        long lots = market.book().orders().count();
        long lotsTimesTicks = lots * (market.buyersStartTicks() - market.lowestTicks());
        return switch (rule) {
            case PostedPrice _, MultiUnitDoubleAuction _ -> lots <= MOST_TAKING;
            case DropOutAuction _ -> lots <= MOST_TAKING && lotsTimesTicks <= MOST_TAKING_TIMES_TICKS;
            default -> lots <= MOST_LOTS && lotsTimesTicks <= MOST_LOTS_TIMES_TICKS;
        };
    }

    private static RuleOutcome tried(AuctionRule rule, Round before, ResaleMarket market) {
        try {
            rule.check(market.book());
        } catch (IllegalArgumentException e) {
            return new RuleOutcome.Refused(rule, "takes one lot of a trader, not several");
        }
        TieOrder ties = new TieOrder.Lottery(before.scenario().seed(), 0);
        var search = MisreportSearch.between(rule, market.lowestTicks(), market.buyersStartTicks(), ties);
        MisreportAudit audit = isSearched(rule, market) && search.supports(market.book())
                ? MisreportAudit.of(search, market.book())
                : MisreportAudit.withoutMisreports(rule, ties, market.book());
        Round after = ResaleOutcome.of(before, market, audit.outcome()).after();
        return new RuleOutcome.Cleared(rule, audit, after.totals().deadlinesMet());
    }

    /** Returns whether misreports were searched under each rule that accepts the orders. */
    public boolean searched() {
        return cleared().stream().allMatch(one -> one.worst().isPresent());
    }

    /** Returns the outcomes of all rules that accept the orders, the used one first. */
    public List<RuleOutcome.Cleared> cleared() {
        return Stream.concat(Stream.of(played), others.stream().mapMulti((other, next) -> {
                    if (other instanceof RuleOutcome.Cleared one) {
                        next.accept(one);
                    }
                }))
                .toList();
    }

    /**
     * Returns the best outcome of the rules that promise truthfulness for these orders and for which no profitable misreport was found. The house
     * must not pay, and at least one pair must trade. The best outcome has the largest gains from trade, then the most deadlines met, then the fewest
     * messages. Empty if there is none.
     *
     * @param asking whether only rules are considered that ask buyers instead of reading sealed bids
     */
    public Optional<RuleOutcome.Cleared> bestTruthful(boolean asking) {
        return cleared().stream()
                .filter(one -> one.isTruthful() && one.audit().outcome().houseHalfTicks() >= 0)
                .filter(one -> !one.audit().outcome().trades().isEmpty())
                .filter(one -> !asking || one.rule().traits().asks(Side.BUYERS))
                .min(RuleOutcome.Cleared.bestFirst());
    }
}
