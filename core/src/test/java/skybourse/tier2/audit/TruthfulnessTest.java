package skybourse.tier2.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.Rational;
import skybourse.testing.Cases;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.rule.McAfee;
import skybourse.tier2.rule.MultiUnitDoubleAuction;
import skybourse.tier2.rule.PostedPrice;
import skybourse.tier2.rule.StronglyBalancedAuction;
import skybourse.tier2.rule.Vickrey;

/** Claims about the rules, checked in exact arithmetic. */
class TruthfulnessTest {

    private static final int DOSE = Integer.getInteger("audit.dose", 1);
    private static final TieOrder TIES = new TieOrder.Lottery(1, 0);

    @Tag("slow")
    @Test
    void noMisreportIsProfitableUpToThreeByThree() {
        for (AuctionRule rule : List.of(
                clocks(ClearingRule.TRADE_REDUCTION),
                clocks(ClearingRule.STRONGLY_BALANCED_REDUCTION),
                new McAfee(),
                new StronglyBalancedAuction())) {
            PropertyAudit audit = SmallMarkets.study(rule).run(SmallMarkets.COUNT);
            assertThat(audit.searched()).isEqualTo(6_889);
            assertThat(audit.gainfulTraders()).as(rule.name()).isZero();
            assertThat(audit.worstGainHalfTicks()).as(rule.name()).isEqualTo(Rational.ZERO);
            assertThat(audit.individuallyRational()).as(rule.name()).isTrue();
            assertThat(audit.weaklyBalanced()).as(rule.name()).isTrue();
        }
    }

    private static AuctionRule clocks(ClearingRule clearing) {
        return new DoubleDutch(
                SmallMarkets.HIGHEST, SmallMarkets.LOWEST, TurnOrder.SHORTER, clearing, new FixedStep(1));
    }

    @Test
    void everySmallMarketOccursOnce() {
        assertThat(SmallMarkets.COUNT).isEqualTo(83 * 83);
        AuctionRuleAudit all = SmallMarkets.study(new McAfee());
        assertThat(LongStream.range(0, SmallMarkets.COUNT)
                        .mapToObj(market -> all.cases().apply(market).truth())
                        .distinct())
                .hasSize(83 * 83);
    }

    @Test
    void noMisreportIsProfitableWithOneTickSteps() {
        for (ClearingRule clearing : List.of(ClearingRule.TRADE_REDUCTION, ClearingRule.STRONGLY_BALANCED_REDUCTION)) {
            PropertyAudit audit = audit(clearing, TurnOrder.SHORTER, 1, 1, 1_000 * DOSE);
            assertThat(audit.gainfulTraders()).isZero();
            assertThat(audit.worstGainHalfTicks()).isEqualTo(Rational.ZERO);
            assertThat(audit.individuallyRational()).isTrue();
            assertThat(audit.incentiveCompatible()).isTrue();
            assertThat(audit.weaklyBalanced()).isTrue();
            assertThat(audit.theoremOneHolds()).isEqualTo(clearing == ClearingRule.STRONGLY_BALANCED_REDUCTION);
            assertThat(audit.startTooNarrow()).isZero();
        }
    }

    @Tag("slow")
    @Test
    void rulesOutsideProofHaveReplayableCounterexamples() {
        counterexample(audit(ClearingRule.MIDPOINT, TurnOrder.SHORTER, 1, 1, 50));
        counterexample(audit(ClearingRule.MIDPOINT, TurnOrder.ALTERNATE, 1, 1, 50));
        counterexample(audit(ClearingRule.TRADE_REDUCTION, TurnOrder.SHORTER, 5, 1, 200));
        counterexample(audit(ClearingRule.STRONGLY_BALANCED_REDUCTION, TurnOrder.SHORTER, 5, 1, 200));
        counterexample(audit(ClearingRule.TRADE_REDUCTION, TurnOrder.ALTERNATE, 1, 1, 200));
        counterexample(audit(ClearingRule.TRADE_REDUCTION, TurnOrder.SHORTER, 1, 2, 30));
        counterexample(audit(ClearingRule.STRONGLY_BALANCED_REDUCTION, TurnOrder.SHORTER, 1, 2, 30));
    }

    private static PropertyAudit audit(ClearingRule clearing, TurnOrder turns, long step, int lots, int markets) {
        MarketDistribution distribution =
                new MarketDistribution.Uniform(new MarketDistribution.Shape(5, 3, lots, 0, 20));
        DoubleDutch rule = new DoubleDutch(20, 0, turns, clearing, new FixedStep(step));
        return AuctionRuleAudit.ofRandomMarkets(_ -> rule, distribution, 7).run(markets);
    }

    private static void counterexample(PropertyAudit audit) {
        assertThat(audit.gainfulTraders()).as(audit.rule().toString()).isPositive();
        Counterexample counterexample = audit.counterexample().orElseThrow();
        BestMisreport misreport = counterexample.misreport();
        OrderBook truth = counterexample.truth();
        Rational truthful = EveryReport.utility(counterexample.rule(), truth, truth, misreport.trader());
        Rational misreported =
                EveryReport.utility(counterexample.rule(), misreport.reported(truth), truth, misreport.trader());
        assertThat(misreported.minus(truthful)).as("%s", counterexample).isEqualTo(misreport.gainHalfTicks());
    }

    /** The counterexample of docs/explanation/auctions.md: buyers 7 7 6, sellers 1 7, alternate turns, trade reduction: seller 1 gains by reporting 7. */
    @Test
    void alternateTurnsRewardMisreportOfSeller() {
        OrderBook truth = OrderBook.unitDemand(new long[] {7, 7, 6}, new long[] {1, 7});
        var rule = new DoubleDutch(8, 0, TurnOrder.ALTERNATE, ClearingRule.TRADE_REDUCTION, new FixedStep(1));
        BestMisreport misreport = MisreportSearch.between(rule, 0, 8, TIES).search(truth).stream()
                .filter(found -> found.trader().equals("s1"))
                .findFirst()
                .orElseThrow();
        assertThat(misreport.gains()).isTrue();
        assertThat(misreport.gainHalfTicks()).isEqualTo(Rational.of(6));
        assertThat(misreport.text()).isEqualTo("reports 7");
    }

    @Test
    void rulesForSeveralLotsHaveNoProfitableMisreport() {
        MarketDistribution distribution = new MarketDistribution.Uniform(new MarketDistribution.Shape(4, 4, 3, 0, 20));
        long markets = Math.max(2, Cases.share(8 * DOSE));
        for (AuctionRule rule : List.of(new Vickrey(), new MultiUnitDoubleAuction(), new PostedPrice(10))) {
            PropertyAudit audit =
                    AuctionRuleAudit.ofRandomMarkets(_ -> rule, distribution, 7).run(markets);
            assertThat(audit.gainfulTraders()).as(rule.name()).isZero();
            assertThat(audit.searched()).isEqualTo(markets);
        }
    }

    @Test
    void marketBeyondStartClocksIsCounted() {
        OrderBook truth = OrderBook.unitDemand(new long[] {9, 3}, new long[] {1});
        var rule = new DoubleDutch(8, 0, TurnOrder.SHORTER, ClearingRule.MIDPOINT, new FixedStep(1));
        assertThat(new AuctionRuleAudit(_ -> new AuctionRuleAudit.Case(rule, truth, 0, 8), 1)
                        .run(1)
                        .startTooNarrow())
                .isEqualTo(1);
    }
}
