package skybourse.tier2.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.audit.MarketDistribution.Shape;
import skybourse.tier2.rule.PostedPrice;

class MarketDistributionTest {

    private final RandomGenerator random = new RandomStreams(4).stream("distributions", 0);

    @Test
    void everyTickAndNumberOfLotsIsSampled() {
        var uniform = new MarketDistribution.Uniform(new Shape(2, 1, 3, 5, 8));
        Set<Long> values = new HashSet<>();
        Set<Integer> lots = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            OrderBook book = uniform.market(random);
            assertThat(book.participants()).containsExactlyInAnyOrder("b1", "b2", "s1");
            for (String trader : book.participants()) {
                List<Order> own = book.ordersOf(trader);
                lots.add(own.size());
                own.forEach(order -> values.add(order.limitTicks()));
                for (int lot = 1; lot < own.size(); lot++) {
                    long rise = own.get(lot).limitTicks() - own.get(lot - 1).limitTicks();
                    assertThat(own.get(lot).lot()).isEqualTo(lot + 1);
                    assertThat(own.get(lot).side() == Side.BUYERS ? -rise : rise)
                            .isNotNegative();
                }
            }
        }
        assertThat(values).containsExactlyInAnyOrder(5L, 6L, 7L, 8L);
        assertThat(lots).containsExactlyInAnyOrder(1, 2, 3);
    }

    /** Values are 0.7 of a common centre and 0.3 of an individual value. */
    @Test
    void correlatedValuesLieAroundTheirCentre() {
        var correlated = new MarketDistribution.Correlated(new Shape(1, 1, 1, 1_000, 2_000));
        double sum = 0;
        for (int i = 0; i < 2_000; i++) {
            long value = correlated.valueTicks(random, Side.BUYERS, 0.5);
            assertThat(value).isBetween(1_350L, 1_650L);
            sum += value;
        }
        assertThat(sum / 2_000).isCloseTo(1_500, within(10.0)); // five standard errors
        assertThat(correlated.valueTicks(random, Side.SELLERS, 0)).isBetween(1_000L, 1_300L);
    }

    /** Constant values; costs rise by 1 to 3 ticks per lot. */
    @Test
    void risingCostsRiseEvenly() {
        var law = new MarketDistribution.RisingCosts(new Shape(1, 1, 5, 1, 1_000));
        Set<Long> rises = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            long[] values = law.limits(random, Side.BUYERS, 0);
            assertThat(values).containsOnly(values[0]);
            long[] costs = law.limits(random, Side.SELLERS, 0);
            for (int lot = 1; lot < costs.length && costs[costs.length - 1] < 1_000; lot++) {
                assertThat(costs[lot] - costs[lot - 1]).isEqualTo(costs[1] - costs[0]);
                rises.add(costs[1] - costs[0]);
            }
        }
        assertThat(rises).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    /** Buyers have 3 to 8 lots, full except the last, which is omitted at value 0. Sellers have 1 to 5 lots with costs rising by 2. */
    @Test
    void tierOneLotsAreFullExceptLast() {
        var law = new MarketDistribution.TierOneLots(new Shape(1, 1, 8, 0, 62));
        Set<Integer> bought = new HashSet<>();
        Set<Integer> sold = new HashSet<>();
        double full = 0;
        double first = 0;
        for (int i = 0; i < 1_000; i++) {
            long[] values = law.limits(random, Side.BUYERS, 0);
            bought.add(values.length);
            full += values[values.length - 1];
            assertThat(Arrays.stream(values).skip(1).distinct()).hasSize(1);
            long[] costs = law.limits(random, Side.SELLERS, 0);
            sold.add(costs.length);
            first += costs[0];
        }
        assertThat(bought).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8);
        assertThat(sold).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(full / 1_000).isCloseTo(39, within(1.1)); // five standard errors of 7
        assertThat(first / 1_000).isCloseTo(12, within(.8));
    }

    @Test
    void valuesStayWithinShape() {
        assertThat(new Shape(1, 1, 1, 0, 0).highTicks()).isZero();
        assertThat(new Shape(1, 1, 1, 0, 1L << 39).highTicks()).isEqualTo(1L << 39);
        assertThatThrownBy(() -> new Shape(1, 1, 1, 0, (1L << 39) + 1)).hasMessageContaining("[0, 2^39]");
        assertThatThrownBy(() -> new Shape(1, 1, 1, -1, 4)).hasMessageContaining("[0, 2^39]");
        assertThatThrownBy(() -> new Shape(1, 0, 1, 0, 4)).hasMessageContaining("sellers");
        assertThatThrownBy(() -> new Shape(1, 1, 0, 0, 4)).hasMessageContaining("lots");
    }

    @Test
    void criticalReportsAreLimitsOfOthersNeighboursAndEnds() {
        OrderBook others = OrderBook.unitDemand(new long[] {7, 1}, new long[] {12});
        assertThat(SealedProspects.criticalTicks(others, 1, 12)).containsExactly(1L, 2L, 6L, 7L, 8L, 11L, 12L);
        assertThat(SealedProspects.criticalTicks(others, -3, 20))
                .containsExactly(-3L, 0L, 1L, 2L, 6L, 7L, 8L, 11L, 12L, 13L, 20L);
    }

    /** A posted price of 5: a buyer with value 7 gains 2 ticks by all reports from 5 on, a seller with cost 2 gains 3 up to 5. */
    @Test
    void postedPriceCurveIsStep() {
        var others = new MarketDistribution.Uniform(new Shape(1, 1, 1, 5, 5));
        var rule = new PostedPrice(5);
        List<UtilityByReport> buyer =
                UtilityByReport.curve(random, rule, wide(others), new Bid(UtilityByReport.TRADER, 1, 7), 40);
        assertThat(buyer).hasSize(11);
        for (UtilityByReport point : buyer) {
            assertThat(point.utilityTicks() == 0).isEqualTo(point.reportTicks() < 5);
            assertThat(point.utilityTicks()).isBetween(0.0, 2.0);
        }
        double chance = buyer.get(9).utilityTicks() / 2;
        assertThat(buyer.get(9).clockUtilityTicks()).isCloseTo(4 * chance, within(1e-12));
        List<UtilityByReport> seller =
                UtilityByReport.curve(random, rule, wide(others), new Ask(UtilityByReport.TRADER, 1, 2), 40);
        for (UtilityByReport point : seller) {
            assertThat(point.utilityTicks() == 0).isEqualTo(point.reportTicks() > 5);
        }
        assertThat(seller.getFirst().reportTicks()).isZero();
        assertThat(seller.getLast().reportTicks()).isEqualTo(10);
    }

    private static MarketDistribution wide(MarketDistribution like) {
        return new MarketDistribution.Uniform(
                new Shape(like.shape().buyers(), like.shape().sellers(), 1, 0, 10));
    }

    /** The last lot has a smaller value or is omitted, costs rise by a constant, and other values are equal. */
    @Test
    void tierOneLotsHavePartialLastAndRisingCosts() {
        var law = new MarketDistribution.TierOneLots(new Shape(1, 1, 8, 0, 620));
        int partial = 0;
        int worthless = 0;
        double value = 0;
        double cost = 0;
        for (int i = 0; i < 1_000; i++) {
            long[] values = law.limits(random, Side.BUYERS, 0);
            partial += values[0] < values[values.length - 1] ? 1 : 0;
            worthless += values[0] == 0 ? 1 : 0;
            long[] costs = law.limits(random, Side.SELLERS, 0);
            for (int lot = 1; lot < costs.length && costs[lot - 1] > 0; lot++) {
                assertThat(costs[lot] - costs[lot - 1]).isEqualTo(20);
            }
            value += law.valueTicks(random, Side.BUYERS, 0);
            cost += law.valueTicks(random, Side.SELLERS, 0);
        }
        assertThat(partial).isBetween(300, 700);
        assertThat(worthless).isLessThan(10);
        assertThat(value / 1_000).isCloseTo(390, within(11.1)); // five standard errors
        assertThat(cost / 1_000).isCloseTo(120, within(8.0));
    }

    /** Three sellers with cost 5 at a price of 5: the trader buys in every market. */
    @Test
    void curveHasPointPerTick() {
        var others = new MarketDistribution.Uniform(new Shape(1, 3, 1, 5, 5));
        assertThat(UtilityByReport.curve(random, new PostedPrice(5), others, new Bid(UtilityByReport.TRADER, 1, 7), 10))
                .containsExactly(new UtilityByReport(5, 2, 0));
    }
}
