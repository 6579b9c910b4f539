package skybourse.tier2.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.Rational;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionOutcome.Cleared;
import skybourse.tier2.auction.AuctionOutcome.NoTrade;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.NoTradeReason;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.refining.BisectionQuestioner;
import skybourse.tier2.clock.refining.RefiningDutch;
import skybourse.tier2.rule.McAfee;

/** Audits of one and of several markets, compared with manual calculations. */
class MisreportAuditTest {

    private static final TieOrder TIES = new TieOrder.Lottery(1, 0);
    private static final OrderBook TRUTH = OrderBook.unitDemand(new long[] {9, 6}, new long[] {2, 5});

    /** The first pair trades: the buyer of 9 pays 5, the seller of 2 gets 4 (in half ticks 10 and 8). */
    private static AuctionOutcome firstPair(long buyerPays, long sellerGets, Communication communication) {
        return new Cleared(
                List.of(new Trade(new Bid("b1", 1, 9), new Ask("s1", 1, 2), buyerPays, sellerGets)), communication);
    }

    private static AuctionOutcome bothPairs() {
        return new Cleared(
                List.of(
                        new Trade(new Bid("b1", 1, 9), new Ask("s1", 1, 2), 11, 11),
                        new Trade(new Bid("b2", 1, 6), new Ask("s2", 1, 5), 11, 11)),
                new Communication(0, 0));
    }

    private static BestMisreport misreport(String trader, long truthful, long best) {
        return new BestMisreport(trader, List.of(), Rational.of(truthful), Rational.of(best));
    }

    private static MisreportAudit audit(AuctionOutcome outcome, long... gains) {
        List<BestMisreport> misreports = new ArrayList<>();
        for (int i = 0; i < gains.length; i++) {
            misreports.add(misreport(TRUTH.participants().get(i), 0, gains[i]));
        }
        return new MisreportAudit(TRUTH, outcome, bothPairs(), misreports, MisreportClass.PRICE_PER_LOT, false);
    }

    @Test
    void measuresMarketAgainstOptimum() {
        MisreportAudit audit = audit(firstPair(10, 8, new Communication(3, 7)));
        assertThat(audit.efficiency()).isEqualTo(7 / 8.0);
        assertThat(audit.tradesLost()).isEqualTo(1);
        assertThat(audit.worstLossHalfTicks()).isZero();
        MisreportAudit idle = new MisreportAudit(
                OrderBook.unitDemand(new long[] {1}, new long[] {5}),
                none(),
                none(),
                List.of(),
                MisreportClass.NONE,
                false);
        assertThat(idle.efficiency()).isEqualTo(1);
        assertThat(idle.tradesLost()).isZero();
    }

    private static AuctionOutcome none() {
        return new NoTrade(new NoTradeReason.NobodyMatched(), new Communication(0, 0));
    }

    @Test
    void tradeAboveValueIsALoss() {
        // 9 - 10.5 and 3 - 2
        assertThat(audit(firstPair(21, 3, new Communication(0, 0))).worstLossHalfTicks())
                .isEqualTo(3);
    }

    @Test
    void worstMisreportIsFirstWithLargestGain() {
        MisreportAudit audit = audit(bothPairs(), 0, 4, 3, 4);
        assertThat(audit.worst().trader()).isEqualTo(TRUTH.participants().get(1));
        assertThat(audit.gainers()).isEqualTo(3);
    }

    @Test
    void detectsLimitsBeyondStartClocks() {
        assertThat(narrow(9, 2)).isFalse();
        assertThat(narrow(8, 2)).isTrue();
        assertThat(narrow(9, 3)).isTrue();
        assertThat(MisreportAudit.withoutMisreports(new McAfee(), TIES, TRUTH).startTooNarrow())
                .isFalse();
    }

    private static boolean narrow(long high, long low) {
        var rule = new DoubleDutch(high, low, TurnOrder.SHORTER, ClearingRule.MIDPOINT, new FixedStep(1));
        MisreportAudit audit = MisreportAudit.withoutMisreports(rule, TIES, TRUTH);
        assertThat(audit.misreports()).isEmpty();
        return audit.startTooNarrow();
    }

    /** Three markets: the house keeps 1 tick, pays 2, has no balance; gains of 0, 3 and 2 half ticks. */
    @Test
    void resultsOfMarketsAreAggregated() {
        MisreportSearch search = MisreportSearch.between(new McAfee(), 0, 10, TIES);
        MisreportAuditTally tally = new MisreportAuditTally();
        tally.add(search, audit(firstPair(10, 8, new Communication(3, 7)), 0, 0, 0, 0));
        tally.add(search, audit(firstPair(19, 23, new Communication(5, 9)), 0, 3, 1, 0));
        tally.add(search, audit(bothPairs(), 2, 0, 0, 0));
        tally.add(search, audit(bothPairs()));
        PropertyAudit found = tally.result();
        assertThat(found.rule()).isEqualTo(new McAfee());
        assertThat(found.markets()).isEqualTo(4);
        assertThat(found.searched()).isEqualTo(3);
        assertThat(found.givenTies()).isFalse();
        assertThat(found.gainfulTraders()).isEqualTo(3);
        assertThat(found.gainfulMarkets().mean()).isEqualTo(2 / 3.0);
        assertThat(found.worstGainHalfTicks()).isEqualTo(Rational.of(3));
        assertThat(found.counterexample().orElseThrow().market()).isEqualTo(1);
        assertThat(found.counterexample().orElseThrow().misreport().trader())
                .isEqualTo(TRUTH.participants().get(1));
        assertThat(found.gainTicks().mean()).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(found.lowestHouseHalfTicks()).isEqualTo(-4);
        assertThat(found.highestHouseHalfTicks()).isEqualTo(2);
        assertThat(found.houseTicks().mean()).isCloseTo(-0.25, within(1e-12));
        assertThat(found.houseTicks().low()).isNegative();
        assertThat(found.efficiency().mean()).isCloseTo((7 / 8.0 + 7 / 8.0 + 2) / 4, within(1e-12));
        assertThat(found.efficiency().high()).isEqualTo(1);
        assertThat(found.tradesLost().mean()).isEqualTo(0.5);
        assertThat(found.announcements().mean()).isEqualTo(2);
        assertThat(found.messages().mean()).isEqualTo(4);
        assertThat(found.worstLossHalfTicks()).isEqualTo(1);
        assertThat(found.startTooNarrow()).isZero();
        assertThatThrownBy(() -> new MisreportAuditTally().result()).hasMessage("markets must be positive: 0");
    }

    @Test
    void theoremOneNeedsAllThreeProperties() {
        assertThat(found(0, 0, 0, 0, 5).theoremOneHolds()).isTrue();
        assertThat(found(1, 0, 0, 0, 5).individuallyRational()).isFalse();
        assertThat(found(1, 0, 0, 0, 5).theoremOneHolds()).isFalse();
        assertThat(found(0, 1, 0, 0, 5).incentiveCompatible()).isFalse();
        assertThat(found(0, 1, 0, 0, 5).theoremOneHolds()).isFalse();
        assertThat(found(0, 0, 0, 0, 0).incentiveCompatible()).as("not audited").isFalse();
        assertThat(found(0, 0, -1, 0, 5).weaklyBalanced()).isFalse();
        assertThat(found(0, 0, -1, 0, 5).stronglyBalanced()).isFalse();
        assertThat(found(0, 0, 0, 1, 5).weaklyBalanced()).isTrue();
        assertThat(found(0, 0, 0, 1, 5).stronglyBalanced()).isFalse();
        assertThat(found(0, 0, 0, 1, 5).theoremOneHolds()).isFalse();
    }

    private static PropertyAudit found(long loss, long gainers, long lowest, long highest, long searched) {
        MisreportAuditTally tally = new MisreportAuditTally();
        tally.add(MisreportSearch.between(new McAfee(), 0, 10, TIES), audit(bothPairs(), 0, 0, 0, 0));
        PropertyAudit one = tally.result();
        return new PropertyAudit(
                one.rule(),
                one.markets(),
                false,
                searched,
                one.searchedPerLot(),
                one.gainfulMarkets(),
                gainers,
                one.worstGainHalfTicks(),
                one.gainTicks(),
                one.counterexample(),
                loss,
                lowest,
                highest,
                one.houseTicks(),
                one.efficiency(),
                one.tradesLost(),
                one.announcements(),
                one.messages(),
                0);
    }

    @Test
    void misreportHasTextDescription() {
        List<Order> one = List.of(new Bid("b1", 1, 7));
        List<Order> two = List.of(new Bid("b1", 1, 7), new Bid("b1", 2, 7));
        assertThat(new BestMisreport("b1", List.of(), Rational.ZERO, Rational.ZERO).text())
                .isEqualTo("stays away");
        assertThat(new BestMisreport("b1", one, Rational.ZERO, Rational.ZERO).text())
                .isEqualTo("reports 7");
        assertThat(new BestMisreport("b1", two, Rational.ZERO, Rational.ZERO).text())
                .isEqualTo("reports 7 for each of 2 lots");
        assertThat(misreport("b1", 2, 2).gains()).isFalse();
        assertThat(misreport("b1", -1, 2).gainHalfTicks()).isEqualTo(Rational.of(3));
    }

    private static Prospect prospect(long report, long money, Rational chance) {
        return new Prospect(List.of(report), List.of(new Prospect.Result(chance, 1, money, 16)));
    }

    @Test
    void choosesBestOfTruthMisreportsAndAbsence() {
        List<Order> own = List.of(new Bid("b1", 1, 9));
        Rational half = Rational.of(1, 2);
        // value 18 half ticks: pays 14 with certainty, 8 with probability 0.5, or 20
        Prospect truth = prospect(9, -14, Rational.of(1));
        BestMisreport better = BestMisreport.best(own, truth, List.of(prospect(5, -8, half), prospect(4, -8, half)));
        assertThat(better.report()).containsExactly(new Bid("b1", 1, 5));
        assertThat(better.bestHalfTicks()).isEqualTo(Rational.of(5));
        assertThat(better.truthfulHalfTicks()).isEqualTo(Rational.of(4));
        BestMisreport same = BestMisreport.best(own, truth, List.of(prospect(5, -10, half)));
        assertThat(same.report()).isEqualTo(own);
        assertThat(same.gains()).isFalse();
        BestMisreport away = BestMisreport.best(own, prospect(9, -20, half), List.of());
        assertThat(away.report()).isEmpty();
        assertThat(away.bestHalfTicks()).isEqualTo(Rational.ZERO);
        assertThat(away.truthfulHalfTicks()).isEqualTo(Rational.of(-1));
        BestMisreport even = BestMisreport.best(own, prospect(9, -18, half), List.of());
        assertThat(even.report()).isEqualTo(own);
        assertThat(BestMisreport.orders(new Ask("s1", 3, 4), List.of(6L, 6L)))
                .containsExactly(new Ask("s1", 1, 6), new Ask("s1", 2, 6));
    }

    @Test
    void prospectUtilityIsExpectationOverResults() {
        List<Order> bids = List.of(new Bid("b1", 1, 9), new Bid("b1", 2, 4));
        Prospect buys = new Prospect(
                List.of(),
                List.of(
                        new Prospect.Result(Rational.of(1, 4), 1, -10, 14),
                        new Prospect.Result(Rational.of(1, 2), 2, -20, 22)));
        // 0.25 of 18 - 10 and 0.5 of 26 - 20; by the clock, of 14 - 10 and 22 - 20
        assertThat(buys.utilityHalfTicks(bids)).isEqualTo(Rational.of(5));
        assertThat(buys.clockUtilityHalfTicks(skybourse.tier2.auction.Side.BUYERS))
                .isEqualTo(Rational.of(2));
        List<Order> asks = List.of(new Ask("s1", 1, 2), new Ask("s1", 2, 4));
        Prospect sells = new Prospect(List.of(), List.of(new Prospect.Result(Rational.of(1, 2), 2, 20, 14)));
        assertThat(sells.utilityHalfTicks(asks)).isEqualTo(Rational.of(4));
        assertThat(sells.clockUtilityHalfTicks(skybourse.tier2.auction.Side.SELLERS))
                .isEqualTo(Rational.of(3));
        assertThat(Prospect.NO_TRADE.utilityHalfTicks(bids)).isEqualTo(Rational.ZERO);
    }

    @Test
    void meansHaveTheirIntervals() {
        // 1, 2, 3, 4: variance 5/3
        Estimate mean = Estimate.ofMean(10, 30, 4);
        double half = 1.959963984540054 * Math.sqrt(5.0 / 12);
        assertThat(mean.mean()).isEqualTo(2.5);
        assertThat(mean.low()).isCloseTo(2.5 - half, within(1e-12));
        assertThat(mean.high()).isCloseTo(2.5 + half, within(1e-12));
        assertThat(mean.cut(2, 3)).isEqualTo(new Estimate(2.5, 2, 3, 4));
        assertThat(Estimate.ofMean(7, 49, 1)).isEqualTo(new Estimate(7, 7, 7, 1));
        Estimate two = Estimate.ofMean(4, 10, 2); // 1 and 3: variance 2
        assertThat(two.high()).isCloseTo(2 + 1.959963984540054, within(1e-12));
        Estimate nothing = new Estimate(0, 0, 0, 0);
        assertThat(Estimate.ofMean(0, 0, 0).cut(1, 2)).isEqualTo(nothing);
        assertThat(Estimate.ofShare(0, 0)).isEqualTo(nothing);
    }

    /** Wilson's intervals of 0, 5 and 10 hits of 10 and of 1 hit of 10, from tables. */
    @Test
    void sharesHaveWilsonsIntervals() {
        share(0, 0, 0.27754);
        share(1, 0.01788, 0.40415);
        share(5, 0.23659, 0.76341);
        share(10, 0.72246, 1);
    }

    private static void share(long hits, double low, double high) {
        Estimate share = Estimate.ofShare(hits, 10);
        assertThat(share.mean()).isEqualTo(hits / 10.0);
        assertThat(share.low()).isCloseTo(low, within(5e-5));
        assertThat(share.high()).isCloseTo(high, within(5e-5));
        assertThat(share.count()).isEqualTo(10);
    }

    @Test
    void utilitiesCompareAsFractionsHoweverLarge() {
        assertThat(new ReportOutcomes.Utility(1, 3)).isLessThan(new ReportOutcomes.Utility(1, 2));
        assertThat(new ReportOutcomes.Utility(2, 6)).isEqualByComparingTo(new ReportOutcomes.Utility(1, 3));
        assertThat(new ReportOutcomes.Utility(-1, 2)).isLessThan(new ReportOutcomes.Utility(-1, 3));
        assertThat(new ReportOutcomes.Utility(3, 7)).isGreaterThan(new ReportOutcomes.Utility(2, 7));
        long large = 1L << 62;
        assertThat(new ReportOutcomes.Utility(large, 1 << 30))
                .isLessThan(new ReportOutcomes.Utility(large + 1, (1 << 30)));
        assertThat(new ReportOutcomes.Utility(large, (1 << 30) + 1))
                .isLessThan(new ReportOutcomes.Utility(large, 1 << 30));
        assertThat(new ReportOutcomes.Utility(3L << 60, 3 << 20))
                .isEqualByComparingTo(new ReportOutcomes.Utility(1L << 60, 1 << 20));
    }

    @Test
    void onlySmallMarketsAreSearched() {
        assertThat(searched(10, 10)).isEqualTo(1);
        assertThat(searched(11, 10)).isZero();
    }

    /** Refining clocks are searched with a given tie order: every report of every trader is cleared. */
    private static long searched(int buyers, int sellers) {
        var shape = new MarketDistribution.Shape(buyers, sellers, 1, 0, 20);
        PropertyAudit audit = AuctionRuleAudit.ofRandomMarkets(
                        _ -> new RefiningDutch(20, 0, new BisectionQuestioner()),
                        new MarketDistribution.Uniform(shape),
                        1)
                .run(1);
        assertThat(audit.givenTies()).isTrue();
        return audit.searched();
    }

    @Test
    void reportsFirstOfEqualGainsAndNoEfficiencyWithoutGains() {
        MisreportSearch search = MisreportSearch.between(new McAfee(), 0, 10, TIES);
        MisreportAuditTally tally = new MisreportAuditTally();
        tally.add(search, audit(firstPair(10, 8, new Communication(0, 0)), 3, 0, 0, 0));
        tally.add(search, audit(bothPairs(), 0, 3, 0, 0));
        OrderBook apart = OrderBook.unitDemand(new long[] {1}, new long[] {5});
        tally.add(search, new MisreportAudit(apart, none(), none(), List.of(), MisreportClass.NONE, true));
        tally.add(search, new MisreportAudit(apart, none(), none(), List.of(), MisreportClass.NONE, true));
        PropertyAudit found = tally.result();
        assertThat(found.counterexample().orElseThrow().market()).isZero();
        assertThat(found.efficiency().count()).isEqualTo(2);
        assertThat(found.startTooNarrow()).isEqualTo(2);
    }

    @Test
    void bestReportEqualToTruthIsNoGain() {
        var buyers = new FixedStepMisreportGains.OfSide(3);
        buyers.set(0, new ReportOutcomes.Utility(1, 2), new ReportOutcomes.Utility(2, 4), 5);
        buyers.set(1, new ReportOutcomes.Utility(-1, 3), new ReportOutcomes.Utility(1, 2), ReportOutcomes.STAYS_AWAY);
        var sellers = new FixedStepMisreportGains.OfSide(2);
        sellers.set(0, new ReportOutcomes.Utility(1, 3), new ReportOutcomes.Utility(1, 2), 7);
        sellers.set(1, new ReportOutcomes.Utility(0, 1), new ReportOutcomes.Utility(1, 9), 8);
        assertThat(buyers.size()).isEqualTo(3);
        assertThat(List.of(buyers.gains(0), buyers.gains(1), buyers.gains(2))).containsExactly(false, true, false);
        assertThat(buyers.truthfulHalfTicks(2)).as("not set").isEqualTo(Rational.ZERO);
        assertThat(buyers.bestHalfTicks(2)).isEqualTo(Rational.ZERO);
        assertThat(buyers.bestHalfTicks(0)).isEqualTo(Rational.of(1, 2));
        assertThat(buyers.bestReportTicks(1)).isEqualTo(ReportOutcomes.STAYS_AWAY);
        assertThat(buyers.gainers()).isEqualTo(1);
        assertThat(new FixedStepMisreportGains(buyers, sellers).gainers()).isEqualTo(3);
    }
}
