package skybourse.tier2.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.testing.KnownAnswers;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.SortedMarket;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Known answers of github.com/erelsgl/auctions (MIT; protocol doctests and {@code experiment_comparing_mcafee_to_sbb}) and
 * brute-forced cases from the Azure trace. Values are scaled by 10 to whole ticks.
 */
class AuctionKnownAnswersTest {

    private static final TieOrder TIES = new TieOrder.Lottery(1, 0);

    @Test
    void everyKnownAnswerIsReproduced() throws Exception {
        JsonNode cases = new JsonMapper()
                .readTree(KnownAnswers.text("auction_known_answers.json"))
                .get("cases");
        assertThat(cases.size()).isEqualTo(20);
        for (JsonNode known : cases) {
            OrderBook book = OrderBook.unitDemand(allTicks(known.get("buyers")), allTicks(known.get("sellers")));
            assertOptimum(known, new EfficientTrade().clear(book, TIES), book);
            assertPrices(known.get("mcafee_1992"), new McAfee().clear(book, TIES));
            assertThat(gains(new McAfee().clear(book, TIES), book))
                    .isEqualTo(ticks(known.get("mcafee_1992").get("gains_from_trade_total")));
            assertPrices(known.get("vcg"), new Vickrey().clear(book, TIES));
        }
    }

    private static void assertOptimum(JsonNode known, AuctionOutcome outcome, OrderBook book) {
        assertThat(outcome.trades()).hasSize(known.get("k_efficient").asInt());
        assertThat(gains(outcome, book)).isEqualTo(ticks(known.get("max_gains_from_trade")));
        SortedMarket market = SortedMarket.of(book, TIES);
        JsonNode interval = known.get("competitive_price_interval");
        if (!outcome.trades().isEmpty()) {
            assertThat(market.lowestEquilibriumTicks()).isEqualTo(ticks(interval.get(0)));
            assertThat(market.highestEquilibriumTicks()).isEqualTo(ticks(interval.get(1)));
        }
    }

    private static void assertPrices(JsonNode known, AuctionOutcome outcome) {
        assertThat(outcome.trades()).hasSize(known.get("trades").asInt());
        assertThat(outcome.houseHalfTicks()).isEqualTo(halfTicks(known.get("budget_surplus")));
        for (Trade trade : outcome.trades()) {
            assertThat(trade.buyerPriceHalfTicks()).isEqualTo(halfTicks(known.get("buyer_price")));
            assertThat(trade.sellerPriceHalfTicks()).isEqualTo(halfTicks(known.get("seller_price")));
        }
    }

    private static long gains(AuctionOutcome outcome, OrderBook book) {
        return outcome.welfareTicks(book);
    }

    private static long[] allTicks(JsonNode values) {
        return IntStream.range(0, values.size())
                .mapToLong(i -> ticks(values.get(i)))
                .toArray();
    }

    private static long ticks(JsonNode value) {
        return Math.round(value.asDouble() * 10);
    }

    private static long halfTicks(JsonNode value) {
        return Math.round(value.asDouble() * 20);
    }

    /** Means over 50,000 markets of n buyers and n sellers, values uniform on 0 to 1,000. */
    @Tag("slow")
    @Test
    void meansOfUniformMarketsAreReproduced() throws Exception {
        Map<String, AuctionRule> rules = Map.of(
                "McAfee", new McAfee(),
                "SBB External Competition", new StronglyBalancedAuction(),
                "McAfeeWithoutHeuristic", new TradeReduction());
        List<String[]> rows = KnownAnswers.text("auction_mcafee_statistics.csv")
                .lines()
                .skip(1)
                .map(line -> line.split(","))
                .filter(row -> rules.containsKey(row[1]))
                .toList();
        assertThat(rows).hasSize(18);
        for (String[] row : rows) {
            int size = Integer.parseInt(row[3]);
            double[] means = means(rules.get(row[1]), size);
            double[] errors = Arrays.copyOfRange(means, 5, 10);
            int[] columns = {4, 5, 7, 8, 10};
            for (int i = 0; i < columns.length; i++) {
                // five standard errors of both means, and the rounding of the table
                double noise = 5 * errors[i] * Math.sqrt(1 + MARKETS / 50_000.0) + 0.006;
                assertThat(means[i])
                        .as("%s n=%d column %d", row[1], size, columns[i])
                        .isCloseTo(Double.parseDouble(row[columns[i]]), within(noise));
            }
        }
    }

    private static final int MARKETS = 10_000;

    /** Returns five means, then their standard errors. */
    private static double[] means(AuctionRule rule, int size) {
        double[] sums = new double[5];
        double[] squares = new double[5];
        for (int i = 0; i < MARKETS; i++) {
            double[] sample = sample(rule, size, new RandomStreams(size).stream("uniform-market", i));
            for (int j = 0; j < 5; j++) {
                sums[j] += sample[j];
                squares[j] += sample[j] * sample[j];
            }
        }
        double[] result = new double[10];
        for (int j = 0; j < 5; j++) {
            result[j] = sums[j] / MARKETS;
            result[5 + j] = Math.sqrt((squares[j] / MARKETS - result[j] * result[j]) / MARKETS);
        }
        return result;
    }

    private static double[] sample(AuctionRule rule, int size, RandomGenerator random) {
        OrderBook book = OrderBook.unitDemand(
                random.longs(size, 0, 1_000_001).toArray(),
                random.longs(size, 0, 1_000_001).toArray());
        AuctionOutcome outcome = rule.clear(book, TIES);
        SortedMarket market = SortedMarket.of(book, TIES);
        double best = 0;
        for (int i = 0; i < market.pairs(); i++) {
            best += market.bid(i) - market.ask(i);
        }
        double gains = gains(outcome, book) / 1e3;
        return new double[] {
            market.pairs(), outcome.trades().size(), best / 1e3, gains, gains - outcome.houseHalfTicks() / 2e3
        };
    }

    /** McAfee's rule without its first case: the last pair never trades. */
    private record TradeReduction() implements AuctionRule {
        @Override
        public String name() {
            return "trade-reduction";
        }

        @Override
        public RuleTraits traits() {
            return new McAfee().traits();
        }

        @Override
        public AuctionOutcome clear(OrderBook book, TieOrder ties) {
            SortedMarket market = SortedMarket.of(book, ties);
            int kept = Math.max(0, market.pairs() - 1);
            return market.trade(kept, 2 * market.bid(kept), 2 * market.ask(kept), Communication.ofSealedBids(book));
        }
    }
}
