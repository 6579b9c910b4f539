package skybourse.tier2.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.audit.MarketDistribution.Shape;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.RandomStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.rule.Vickrey;

class AuctionRuleAuditTest {

    private static final Shape SHAPE = new Shape(5, 3, 1, 1, 50);

    @Test
    void theNumberOfThreadsChangesNothing() {
        AuctionRuleAudit study = AuctionRuleAudit.ofRandomMarkets(
                market -> new DoubleDutch(50, 1, TurnOrder.ALTERNATE, ClearingRule.MIDPOINT, new RandomStep(3, market)),
                new MarketDistribution.Normal(SHAPE),
                3);
        PropertyAudit here = study.run(300);
        assertThat(study.run(300, TaskRunner.of(2))).isEqualTo(here);
        assertThat(study.run(300, TaskRunner.of(4))).isEqualTo(here);
    }

    @Test
    void valuesMatchTheirDistributions() {
        double buyers = 0;
        double sellers = 0;
        int markets = 20_000;
        for (MarketDistribution law : List.of(
                new MarketDistribution.Uniform(SHAPE),
                new MarketDistribution.Normal(SHAPE),
                new MarketDistribution.Narrow(SHAPE),
                new MarketDistribution.TierOneLike(SHAPE),
                new MarketDistribution.Pareto(SHAPE),
                new MarketDistribution.Correlated(SHAPE))) {
            for (int i = 0; i < 500; i++) {
                OrderBook book = law.market(new RandomStreams(1).stream("law", i));
                assertThat(book.orders())
                        .hasSize(8)
                        .allMatch(order -> order.limitTicks() >= 1 && order.limitTicks() <= 50);
            }
        }
        RandomGenerator random = new RandomStreams(1).stream("normal", 0);
        MarketDistribution normal = new MarketDistribution.Normal(new Shape(1, 1, 1, 0, 1_000));
        for (int i = 0; i < markets; i++) {
            OrderBook book = normal.market(random);
            buyers += book.orders(Side.BUYERS).getFirst().limitTicks();
            sellers += book.orders(Side.SELLERS).getFirst().limitTicks();
        }
        MarketDistribution like = new MarketDistribution.TierOneLike(new Shape(1, 1, 1, 0, 1_240));
        double cheapest = 0;
        for (int i = 0; i < markets; i++) {
            cheapest += like.valueTicks(random, Side.SELLERS, 0);
        }
        assertThat(cheapest / markets).isCloseTo(240, within(4.0)); // deviation 90: five standard errors are 3.2
        assertThat(buyers / markets).isCloseTo(600, within(5.0)); // five standard errors are 3.5
        assertThat(sellers / markets).isCloseTo(400, within(5.0));
    }

    /** The cut Pareto's median, in shares of the range: 0.1 (1 - F/2)^(-2/3), F = 1 - 0.1^1.5 the share below the cut. */
    @Test
    void theParetoHasItsMedian() {
        MarketDistribution pareto = new MarketDistribution.Pareto(new Shape(1, 1, 1, 0, 10_000));
        RandomGenerator random = new RandomStreams(2).stream("pareto", 0);
        double median = 1_000 * Math.pow(1 - (1 - Math.pow(0.1, 1.5)) / 2, -2.0 / 3);
        long below = 0;
        for (int i = 0; i < 20_000; i++) {
            below += pareto.valueTicks(random, Side.BUYERS, 0) < median ? 1 : 0;
        }
        assertThat(below / 20_000.0).isCloseTo(0.5, within(0.02));
    }

    @Test
    void invalidShapesAreRejected() {
        assertThatThrownBy(() -> new Shape(0, 3, 1, 0, 9)).hasMessage("buyers must be positive: 0");
        assertThatThrownBy(() -> new Shape(1, 1, 1, 9, 3))
                .hasMessage("lowTicks and highTicks must be in order and in [0, 2^39]: 9 and 3");
    }

    /** VCG is efficient and truthful, but has a deficit, so Theorem 1 fails only by the budget. */
    @Test
    void vickreyIsTruthfulAndEfficientWithADeficit() {
        PropertyAudit audit = AuctionRuleAudit.ofRandomMarkets(
                        _ -> new Vickrey(), new MarketDistribution.Uniform(SHAPE), 5)
                .run(50);
        assertThat(audit.incentiveCompatible()).isTrue();
        assertThat(audit.individuallyRational()).isTrue();
        assertThat(audit.efficiency().mean()).isEqualTo(1);
        assertThat(audit.weaklyBalanced()).isFalse();
        assertThat(audit.theoremOneHolds()).isFalse();
    }

    /** Figure 8: at one-tick steps a truthful rule peaks at the true value, the midpoint below it. */
    @Test
    void utilityPeaksAtTrueValueOnlyUnderTruthfulRule() {
        Order buyer = new Bid(UtilityByReport.TRADER, 1, 41);
        List<UtilityByReport> truthful = UtilityByReport.figure8(
                new DoubleDutch(50, 0, TurnOrder.SHORTER, ClearingRule.TRADE_REDUCTION, new FixedStep(1)),
                buyer,
                60,
                1);
        double best = truthful.stream()
                .mapToDouble(UtilityByReport::utilityTicks)
                .max()
                .orElseThrow();
        assertThat(truthful.get(41).utilityTicks()).isEqualTo(best);
        assertThat(truthful.get(41).clockUtilityTicks()).isEqualTo(best);
        List<UtilityByReport> midpoint = UtilityByReport.figure8(
                new DoubleDutch(50, 0, TurnOrder.SHORTER, ClearingRule.MIDPOINT, new FixedStep(1)), buyer, 60, 1);
        assertThat(midpoint)
                .anyMatch(point -> point.reportTicks() < 41
                        && point.utilityTicks() > midpoint.get(41).utilityTicks());
        assertThat(midpoint.getLast().clockUtilityTicks())
                .isGreaterThan(midpoint.get(41).clockUtilityTicks());
    }
}
