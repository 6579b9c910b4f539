package skybourse.round.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules;
import skybourse.base.numeric.Rational;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.Round;
import skybourse.round.market.SmallRound;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.BestMisreport;
import skybourse.tier2.audit.MisreportAudit;
import skybourse.tier2.audit.MisreportClass;
import skybourse.tier2.audit.MisreportSearch;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.rule.KDoubleAuction;
import skybourse.tier2.rule.SellerVickrey;
import skybourse.tier2.rule.StronglyBalancedAuction;
import skybourse.tier2.rule.Vickrey;
import skybourse.tier2.spi.RuleComparisonGroup;
import skybourse.tier2.spi.RuleProvider;

class RuleComparisonTest {

    private final Scenario scenario = SmallRound.resaleScenario();
    private final Round before = SmallRound.resaleStudy().round();

    private static AuditedResale.HeldAuction heldAuction(Round before) {
        return (AuditedResale.HeldAuction) AuditedResale.of(before, SmallRound::midpoint);
    }

    private final RuleComparison comparison = RuleComparison.of(before, heldAuction(before), TaskRunner.of(2));

    private RuleOutcome.Cleared cleared(String name) {
        return comparison.cleared().stream()
                .filter(one -> one.rule().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void listsEachRuleOnceWithPlayedRuleFirst() {
        assertThat(comparison.cleared().getFirst()).isEqualTo(comparison.played());
        assertThat(comparison.others())
                .extracting(other -> other.rule().name())
                .containsExactlyElementsOf(AuctionCatalogue.rules(RuleComparisonGroup.TRIED).stream()
                        .sorted(AuctionCatalogue.byDeclaredTraits())
                        .map(RuleProvider::name)
                        .filter(name -> !name.equals(AuctionCatalogue.MIDPOINT))
                        .toList());
        assertThat(comparison.others().get(2)).isInstanceOf(RuleOutcome.Refused.class);
        assertThat(comparison.searched()).isTrue();
    }

    /** All rules clear the same asks, although a round under a truthful rule would have asks without markup. */
    @Test
    void allRulesClearAsksOfTheRound() {
        OrderBook asked = heldAuction(before).tier().market().book();
        assertThat(comparison.cleared()).allMatch(one -> one.audit().truth().equals(asked));
        var truthful = (AuditedResale.HeldAuction) AuditedResale.of(before, _ -> new SellerVickrey());
        assertThat(truthful.tier().market().book()).isNotEqualTo(asked);
    }

    /** A compared rule has the results of a round under that rule, if both have the same asks. */
    @Test
    void comparedRuleMatchesRoundUnderThatRule() {
        for (RuleOutcome.Cleared one : comparison.cleared()) {
            if (one.rule().traits().declaresTruthfulness(true)) {
                continue;
            }
            var played = (AuditedResale.HeldAuction) AuditedResale.of(before, _ -> one.rule());
            assertThat(one.audit()).as(one.rule().name()).isEqualTo(played.audit());
            assertThat(one.deadlinesMet())
                    .isEqualTo(played.finalRound().totals().deadlinesMet());
        }
    }

    /** Payments cancel: the changes of all agents and the house sum to the change of the gains from trade. */
    @Test
    void changesSumToDifferenceInGainsFromTrade() {
        for (RuleOutcome.Cleared one : comparison.cleared()) {
            long all = one.changes(comparison.played()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(all)
                    .as(one.rule().name())
                    .isEqualTo(2 * (one.gainsTicks() - comparison.played().gainsTicks()));
        }
        assertThat(cleared("vcg").changes(comparison.played())).containsKey(Scenario.HOUSE);
        assertThat(comparison.played().changes(comparison.played())).isEqualTo(Map.of());
    }

    @Test
    void bestTruthfulRuleHasLargestGainsWithoutDeficit() {
        var truthful = comparison.cleared().stream()
                .filter(one ->
                        one.audit().gainers() == 0 && one.audit().outcome().houseHalfTicks() >= 0)
                .toList();
        RuleOutcome.Cleared best = comparison.bestTruthful(false).orElseThrow();
        assertThat(best.rule()).isEqualTo(new SellerVickrey());
        assertThat(truthful).contains(best).allMatch(one -> one.gainsTicks() <= best.gainsTicks());
        RuleOutcome.Cleared asking = comparison.bestTruthful(true).orElseThrow();
        assertThat(asking.rule()).isNotIn(new SellerVickrey(), new Vickrey());
        assertThat(truthful).contains(asking);
    }

    /** No trade is possible in this book, so no misreport is profitable. That alone does not make a rule truthful. */
    @Test
    void emptySearchDoesNotMakeRuleTruthful() {
        List<Order> orders = List.of(new Bid("b1", 1, 3), new Bid("b1", 2, 2), new Ask("s1", 1, 7));
        assertThat(isTruthful(new StronglyBalancedAuction(), orders)).isFalse();
        assertThat(isTruthful(new KDoubleAuction(1), orders)).isFalse();
        assertThat(isTruthful(new Vickrey(), orders)).isTrue();
        List<Order> oneLot = List.of(orders.get(0), orders.get(2));
        assertThat(isTruthful(new StronglyBalancedAuction(), oneLot)).isTrue();
        assertThat(isTruthful(clocks(9, 1), oneLot)).isTrue();
        assertThat(isTruthful(clocks(9, 2), oneLot)).as("coarse steps").isFalse();
        assertThat(isTruthful(clocks(2, 1), oneLot))
                .as("a bid beyond the clock")
                .isFalse();
    }

    private static DoubleDutch clocks(long high, long step) {
        return new DoubleDutch(
                high, 0, TurnOrder.SHORTER, ClearingRule.STRONGLY_BALANCED_REDUCTION, new FixedStep(step));
    }

    private static boolean isTruthful(AuctionRule rule, List<Order> orders) {
        OrderBook book = OrderBook.of(orders);
        MisreportAudit audit = MisreportAudit.of(MisreportSearch.between(rule, 0, 9, new TieOrder.ById()), book);
        assertThat(audit.gainers()).as(rule.name()).isZero();
        return new RuleOutcome.Cleared(rule, audit, 0).isTruthful();
    }

    @Test
    void profitableMisreportOverridesDeclaredTruthfulness() {
        OrderBook book = OrderBook.unitDemand(new long[] {9}, new long[] {1});
        var outcome = new Vickrey().clear(book, new TieOrder.ById());
        var misreport = new BestMisreport("b1", List.of(), Rational.ZERO, Rational.of(1));
        var audit = new MisreportAudit(book, outcome, outcome, List.of(misreport), MisreportClass.PRICE_PER_LOT, false);
        assertThat(new RuleOutcome.Cleared(new Vickrey(), audit, 0).isTruthful())
                .isFalse();
    }

    /** With a hundredth of the tick, lots times ticks exceed the limit of the search, except under posted prices. */
    @Test
    void withoutSearchDeclaredTruthfulnessCounts() {
        Rules rules = scenario.rules();
        Scenario fine = scenario.withRules(
                rules.withTickMoney(1e-4).withLedgerUnitMoney(1e-6).withExpectedResalePrice(OptionalDouble.empty()));
        Round round = SmallRound.round(fine, SmallRound.RATIOS);
        RuleComparison declared = RuleComparison.of(round, heldAuction(round), TaskRunner.CALLER);
        assertThat(declared.searched()).isFalse();
        List<String> truthful = declared.cleared().stream()
                .filter(RuleOutcome.Cleared::isTruthful)
                .map(one -> one.rule().name())
                .toList();
        assertThat(declared.cleared())
                .filteredOn(one -> one.worst().isPresent())
                .extracting(one -> one.rule().name())
                .containsExactly("drop-out", "posted-price", "muda");
        assertThat(truthful).containsExactly("drop-out", "posted-price", "muda", "vcg", "seller-vcg");
        assertThat(declared.bestTruthful(false)).isPresent();
    }
}
