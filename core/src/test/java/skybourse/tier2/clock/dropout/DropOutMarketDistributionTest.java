package skybourse.tier2.clock.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.StepSet;

/** Exact values compared with manual calculations, with all markets, and with a search over all policies. */
class DropOutMarketDistributionTest {

    private static final ValueDistribution COIN = ValueDistribution.uniform(1, 2);
    private static final DropOutMarketDistribution ONE_EACH =
            new DropOutMarketDistribution(new UnitDemandMarketDistribution(1, COIN, 1, COIN), 1, 2);

    private static final ValueDistribution VALUES = ValueDistribution.table(1, .1, .2, .4, .3);
    private static final ValueDistribution COSTS = ValueDistribution.table(0, .1, .4, .2, .1, .1, .1);

    /**
     * A buyer and a seller have value 1 or 2 with probability 0.5 each, and clocks start at 1 and 2. Both are asked and stay, 2 messages.
     * The seller's clock falls to 1, 1 message; with probability 0.5 it leaves (1 more) or both name their lot (2 more). The mean is 4.5.
     * Gains are 1 if the buyer's value is 2 and the seller's cost 1. By symmetry this also holds if the buyer's clock rises.
     */
    @Test
    void oneBuyerAndOneSellerMatchManualCalculation() {
        DropOutValue posted = DropOutValue.of(ONE_EACH, new PostedPricePolicy(1));
        assertThat(posted.gainsTicks()).isCloseTo(.25, within(1e-15));
        assertThat(posted.messages()).isCloseTo(4.5, within(1e-15));
        assertThat(posted.announcements()).isCloseTo(3, within(1e-15));
        assertThat(DropOutValue.of(ONE_EACH, new LargerSidePolicy(1)))
                .isEqualTo(DropOutValue.of(ONE_EACH, new PostedPricePolicy(2)));
        DropOutReward reward = DropOutValue.reward(ONE_EACH, 1, .2);
        assertThat(reward.perTick()).isCloseTo(4, within(1e-14)); // all attainable gains: the clairvoyant bound is 0.25
        assertThat(posted.of(reward)).isCloseTo(.8, within(1e-14));
        assertThat(DropOutValue.bestPosted(ONE_EACH, reward).priceTicks()).isEqualTo(1);
        assertThat(DropOutValue.of(ONE_EACH, ONE_EACH.optimalPolicy(reward, ONE_EACH.anySteps()))
                        .of(reward))
                .isCloseTo(.8, within(1e-14));
    }

    @Test
    void computedValuesAreMeansOverAllMarkets() {
        for (int[] size : new int[][] {{1, 2}, {2, 2}, {3, 2}}) {
            DropOutMarketDistribution market = new DropOutMarketDistribution(
                    new UnitDemandMarketDistribution(size[0], VALUES, size[1], COSTS), 1, 4);
            DropOutReward reward = DropOutValue.reward(market, 1, .3);
            for (DropOutPolicy policy : List.of(
                    new LargerSidePolicy(1),
                    new LargerSidePolicy(2),
                    new PostedPricePolicy(3),
                    market.optimalPolicy(reward, market.anySteps()),
                    market.optimalPolicy(DropOutReward.GAINS, StepSet.of(1)))) {
                DropOutAuction rule = new DropOutAuction(4, 1, policy);
                double gains = 0;
                double messages = 0;
                double announcements = 0;
                for (Map.Entry<OrderBook, Double> one : all(market.traders()).entrySet()) {
                    AuctionOutcome outcome = rule.clear(one.getKey(), new TieOrder.ById());
                    gains += one.getValue() * outcome.welfareTicks(one.getKey());
                    messages += one.getValue() * outcome.effort().messages();
                    announcements += one.getValue() * outcome.effort().announcements();
                }
                DropOutValue value = DropOutValue.of(market, policy);
                assertThat(value.gainsTicks()).as(policy.name()).isCloseTo(gains, within(1e-12));
                assertThat(value.messages()).as(policy.name()).isCloseTo(messages, within(1e-12));
                assertThat(value.announcements()).as(policy.name()).isCloseTo(announcements, within(1e-12));
            }
        }
    }

    /** Searches all policies, including those that read reports of leavers: they know which markets fit the observations. */
    @Test
    void noPolicyExceedsTheOptimum() {
        for (double weight : new double[] {0, .1, .4, 1.5}) {
            DropOutMarketDistribution market =
                    new DropOutMarketDistribution(new UnitDemandMarketDistribution(2, VALUES, 2, COSTS), 1, 4);
            DropOutReward reward = DropOutValue.reward(market, 1, weight);
            List<Map.Entry<OrderBook, Double>> fitting =
                    List.copyOf(all(market.traders()).entrySet());
            double searched = 0;
            for (var heard : after(fitting, Side.BUYERS, 1).entrySet()) {
                searched -= reward.perMessage() * chance(heard.getValue()) * (2 + leavers(heard.getKey()));
                if (leavers(heard.getKey()) == 2) {
                    continue;
                }
                for (var then : after(heard.getValue(), Side.SELLERS, 4).entrySet()) {
                    searched -= reward.perMessage() * chance(then.getValue()) * (2 + leavers(then.getKey()));
                    searched += best(then.getValue(), 1, 4, reward);
                }
            }
            DropOutValue best = DropOutValue.of(market, market.optimalPolicy(reward, market.anySteps()));
            assertThat(best.of(reward)).as("%s", weight).isCloseTo(searched, within(1e-12));
            assertThat(DropOutValue.of(market, DropOutValue.bestPosted(market, reward))
                            .of(reward))
                    .isLessThanOrEqualTo(searched + 1e-12);
        }
    }

    /** Returns the largest reward from this state on, times its probability. */
    private static double best(List<Map.Entry<OrderBook, Double>> fitting, long from, long to, DropOutReward reward) {
        OrderBook any = fitting.getFirst().getKey();
        int buyers = in(any, Side.BUYERS, from);
        int sellers = in(any, Side.SELLERS, to);
        if (buyers == 0 || sellers == 0) {
            return 0;
        }
        if (from == to) {
            DropOutAuction rule = new DropOutAuction(from, from, new LargerSidePolicy(1));
            double gains = fitting.stream()
                    .mapToDouble(one -> one.getValue()
                            * rule.clear(one.getKey(), new TieOrder.ById()).welfareTicks(one.getKey()))
                    .sum();
            return reward.perTick() * gains - reward.perMessage() * chance(fitting) * (buyers + sellers);
        }
        double most = Double.NEGATIVE_INFINITY;
        for (Side side : Side.values()) {
            for (long step = 1; step <= to - from; step++) {
                boolean rises = side == Side.BUYERS;
                int told = rises ? buyers : sellers;
                double value = 0;
                for (var heard :
                        after(fitting, side, rises ? from + step : to - step).entrySet()) {
                    int stay = in(heard.getValue().getFirst().getKey(), side, rises ? from + step : to - step);
                    value -= reward.perMessage() * chance(heard.getValue()) * (2 * told - stay);
                    value += best(heard.getValue(), rises ? from + step : from, rises ? to : to - step, reward);
                }
                most = Math.max(most, value);
            }
        }
        return most;
    }

    private static int in(OrderBook book, Side side, long price) {
        return (int)
                book.orders(side).stream().filter(order -> order.accepts(price)).count();
    }

    private static long leavers(String heard) {
        return heard.isEmpty() ? 0 : heard.chars().filter(c -> c == ';').count();
    }

    private static double chance(List<Map.Entry<OrderBook, Double>> fitting) {
        return fitting.stream().mapToDouble(Map.Entry::getValue).sum();
    }

    /** Groups markets by leavers at a price and their reports. */
    private static Map<String, List<Map.Entry<OrderBook, Double>>> after(
            List<Map.Entry<OrderBook, Double>> fitting, Side side, long price) {
        Map<String, List<Map.Entry<OrderBook, Double>>> heard = new HashMap<>();
        for (var one : fitting) {
            StringBuilder text = new StringBuilder();
            one.getKey().orders(side).stream()
                    .filter(order -> !order.accepts(price))
                    .forEach(order -> text.append(order).append(';'));
            heard.computeIfAbsent(text.toString(), _ -> new ArrayList<>()).add(one);
        }
        return heard;
    }

    private static Map<OrderBook, Double> all(UnitDemandMarketDistribution traders) {
        Map<OrderBook, Double> all = new HashMap<>();
        fill(traders, new long[traders.buyers() + traders.sellers()], 0, 1, all);
        return all;
    }

    private static void fill(
            UnitDemandMarketDistribution traders, long[] limits, int next, double chance, Map<OrderBook, Double> all) {
        if (next == limits.length) {
            OrderBook book = OrderBook.unitDemand(
                    Arrays.copyOf(limits, traders.buyers()),
                    Arrays.copyOfRange(limits, traders.buyers(), limits.length));
            all.merge(book, chance, Double::sum);
            return;
        }
        ValueDistribution law = next < traders.buyers() ? traders.buyerValues() : traders.sellerCosts();
        for (long limit = law.lowTicks(); limit <= law.highTicks(); limit++) {
            limits[next] = limit;
            fill(traders, limits, next + 1, chance * law.probability(limit), all);
        }
    }

    @Test
    void fewerStepsBringNoMoreThanAnyStep() {
        DropOutMarketDistribution market = new DropOutMarketDistribution(
                new UnitDemandMarketDistribution(
                        5, ValueDistribution.uniform(1, 50), 3, ValueDistribution.uniform(1, 50)),
                1,
                50);
        DropOutReward reward = DropOutValue.reward(market, 1, .2);
        double any = DropOutValue.of(market, market.optimalPolicy(reward, market.anySteps()))
                .of(reward);
        double some = DropOutValue.of(market, market.optimalPolicy(reward, StepSet.forGap(49)))
                .of(reward);
        double posted =
                DropOutValue.of(market, DropOutValue.bestPosted(market, reward)).of(reward);
        assertThat(some).isLessThanOrEqualTo(any).isGreaterThan(posted);
        assertThat(any).isCloseTo(.86694, within(5e-6)); // docs/results/truthfulness.md
        assertThat(posted).isCloseTo(.79799, within(5e-6));
    }

    @Test
    void policiesThatReadReportsOfLeaversAreRejected() {
        assertThatThrownBy(() -> DropOutValue.of(ONE_EACH, new DropOutAuctionTest.Whim(1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not read the reports of traders that leave");
    }
}
