package skybourse.round.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules;
import skybourse.base.numeric.Fraction;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.ResaleStudy;
import skybourse.round.market.Round;
import skybourse.round.market.SmallRound;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.MarketAudit;
import skybourse.tier2.audit.Misreport;
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
import skybourse.tier2.spi.RuleList;
import skybourse.tier2.spi.RuleProvider;

class RuleComparisonTest {

    private final Scenario world = SmallRound.resaleScenario();
    private final Round before = SmallRound.resaleStudy().round();

    private static ResaleStudy.HeldAuction held(Round before) {
        return (ResaleStudy.HeldAuction) ResaleStudy.of(before, SmallRound::midpoint);
    }

    private final RuleComparison tried = RuleComparison.of(before, held(before), TaskRunner.of(2));

    private RuleOutcome.Cleared cleared(String name) {
        return tried.cleared().stream()
                .filter(one -> one.rule().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachRuleIsTriedOnceAndThePlayedOneComesFirst() {
        assertThat(tried.cleared().getFirst()).isEqualTo(tried.played());
        assertThat(tried.others())
                .extracting(other -> other.rule().name())
                .containsExactlyElementsOf(AuctionCatalogue.rules(RuleList.TRIED).stream()
                        .sorted(AuctionCatalogue.byDeclaredTraits())
                        .map(RuleProvider::name)
                        .filter(name -> !name.equals(AuctionCatalogue.MIDPOINT))
                        .toList());
        assertThat(tried.others().get(2)).isInstanceOf(RuleOutcome.Refused.class);
        assertThat(tried.searched()).isTrue();
    }

    /** Rules are compared for the same asks, although a truthful one would lead to asks without markups. */
    @Test
    void allRulesAreTriedWithTheAsksOfTheRound() {
        OrderBook asked = held(before).tier().market().book();
        assertThat(tried.cleared()).allMatch(one -> one.audit().truth().equals(asked));
        var truthful = (ResaleStudy.HeldAuction) ResaleStudy.of(before, _ -> new SellerVickrey());
        assertThat(truthful.tier().market().book()).isNotEqualTo(asked);
    }

    /** A rule tried is the rule played, where both lead to the same asks. */
    @Test
    void whatIsTriedIsWhatARoundUnderThatRuleComesTo() {
        for (RuleOutcome.Cleared one : tried.cleared()) {
            if (one.rule().traits().declaresTruthfulness(true)) {
                continue;
            }
            var played = (ResaleStudy.HeldAuction) ResaleStudy.of(before, _ -> one.rule());
            assertThat(one.audit()).as(one.rule().name()).isEqualTo(played.audit());
            assertThat(one.deadlinesMet())
                    .isEqualTo(played.finalRound().totals().deadlinesMet());
        }
    }

    /** Payments cancel: what all and the house have more is what the lots traded gain more. */
    @Test
    void allChangesTogetherAreTheGainsFromTradeThatAreWonOrLost() {
        for (RuleOutcome.Cleared one : tried.cleared()) {
            long all = one.changes(tried.played()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(all)
                    .as(one.rule().name())
                    .isEqualTo(2 * (one.gainsTicks() - tried.played().gainsTicks()));
        }
        assertThat(cleared("vcg").changes(tried.played())).containsKey(Scenario.HOUSE);
        assertThat(tried.played().changes(tried.played())).isEqualTo(Map.of());
    }

    @Test
    void theBestTruthfulRuleGainsMostAndLeavesTheHouseNoBill() {
        var truthful = tried.cleared().stream()
                .filter(one ->
                        one.audit().gainers() == 0 && one.audit().outcome().houseHalfTicks() >= 0)
                .toList();
        RuleOutcome.Cleared best = tried.bestTruthful(false).orElseThrow();
        assertThat(best.rule()).isEqualTo(new SellerVickrey());
        assertThat(truthful).contains(best).allMatch(one -> one.gainsTicks() <= best.gainsTicks());
        RuleOutcome.Cleared asking = tried.bestTruthful(true).orElseThrow();
        assertThat(asking.rule()).isNotIn(new SellerVickrey(), new Vickrey());
        assertThat(truthful).contains(asking);
    }

    /** Nobody trades in this book, so no lie gains under any rule: that alone makes none truthful. */
    @Test
    void anEmptySearchMakesNoRuleTruthfulThatDoesNotPromiseIt() {
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
        MarketAudit audit = MarketAudit.of(MisreportSearch.between(rule, 0, 9, new TieOrder.ById()), book);
        assertThat(audit.gainers()).as(rule.name()).isZero();
        return new RuleOutcome.Cleared(rule, audit, 0).isTruthful();
    }

    @Test
    void aLieThatWasFoundTakesThePromiseAway() {
        OrderBook book = OrderBook.unitDemand(new long[] {9}, new long[] {1});
        var outcome = new Vickrey().clear(book, new TieOrder.ById());
        var lie = new Misreport("b1", List.of(), Fraction.ZERO, Fraction.of(1));
        var audit = new MarketAudit(book, outcome, outcome, List.of(lie), MisreportClass.PRICE_PER_LOT, false);
        assertThat(new RuleOutcome.Cleared(new Vickrey(), audit, 0).isTruthful())
                .isFalse();
    }

    /** A hundredth of the tick makes more lots times ticks than are searched, but where a price is taken. */
    @Test
    void whereNothingIsSearchedWhatARuleDeclaresCounts() {
        Rules rules = world.rules();
        Scenario fine = world.withRules(
                rules.withTickMoney(1e-4).withLedgerUnitMoney(1e-6).withExpectedResalePrice(OptionalDouble.empty()));
        Round round = SmallRound.round(fine, SmallRound.RATIOS);
        RuleComparison declared = RuleComparison.of(round, held(round), TaskRunner.CALLER);
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
