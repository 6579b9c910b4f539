package skybourse.tier2.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.testing.Cases;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.rule.ProcurementAuction.Offer;
import skybourse.tier2.rule.ProcurementAuction.Purchase;

/**
 * Gains from misreports over 40 auctions in which demand that is not served waits. One seller multiplies its ask or its lots by a factor and
 * serves at most its true number of lots. All other sellers are truthful. A lot that is not served costs its seller a penalty of the price cap.
 */
class ProcurementOverTimeTest {

    private static final int ROUNDS = 40;

    /** Units of money per lot: prices are much larger than the rounding of a bill. */
    private static final long SCALE = 1_000_000;

    /** Tokens of a lot. */
    private static final int TOKENS = 1_000;

    private static final double[] FACTORS = {0.5, 0.8, 0.95, 1.05, 1.25, 2};

    /** A market: demand of each round, sellers' costs and lots per round, and the share of a lot that is used. */
    private record Market(int[] arrivals, long[] costs, int[] lots, long cap, int usedTokens) {

        static Market draw(RandomGenerator random) {
            int sellers = 3 + random.nextInt(18);
            int[] lots =
                    IntStream.range(0, sellers).map(_ -> 1 + random.nextInt(8)).toArray();
            boolean hasEqualAsks = random.nextInt(4) == 0;
            long[] costs = IntStream.range(0, sellers)
                    .mapToLong(_ -> SCALE * (hasEqualAsks ? 3 : 1 + random.nextInt(9)))
                    .toArray();
            double load = (0.3 + random.nextDouble()) * IntStream.of(lots).sum();
            int[] arrivals = IntStream.range(0, ROUNDS)
                    .map(_ -> (int) Math.round(load * 2 * random.nextDouble()))
                    .toArray();
            return new Market(arrivals, costs, lots, SCALE * (4 + random.nextInt(9)), 10 * (1 + random.nextInt(100)));
        }
    }

    /** Payment of a seller in a round minus its penalty, as a function of the purchase and the number of lots that the seller serves. */
    private interface PaymentRule extends ToDoubleBiFunction<Purchase, Integer> {}

    /** The rule under test: each used token is paid the payment per token sold, rounded up per lot. Each lot that is not served costs a penalty. */
    private static PaymentRule perUsedToken(int usedTokens, double penalty) {
        return (own, served) -> served
                        * (double)
                                ProcurementAuction.billUnits(own.paymentTicks(), usedTokens, (long) TOKENS * own.lots())
                - penalty * (own.lots() - served);
    }

    /** Control: lots that were sold are paid, whether or not they are served. */
    private static PaymentRule perLotSold(int usedTokens) {
        return (own, _) -> own.paymentTicks() * (double) usedTokens / TOKENS;
    }

    /** Returns the profit of a seller over all rounds, in ticks. */
    private static double profit(
            Market market, int seller, double askFactor, double lotFactor, PaymentRule rule, long seed) {
        int waiting = 0;
        double profit = 0;
        for (int round = 0; round < ROUNDS; round++) {
            waiting += market.arrivals()[round];
            List<Offer> offers = new ArrayList<>();
            for (int s = 0; s < market.lots().length; s++) {
                boolean isMisreporting = s == seller;
                long ask = Math.round(market.costs()[s] * (isMisreporting ? askFactor : 1));
                offers.add(
                        new Offer("s" + s, (int) Math.ceil(market.lots()[s] * (isMisreporting ? lotFactor : 1)), ask));
            }
            var auction = new ProcurementAuction(waiting, market.cap());
            for (Purchase purchase : auction.clear(offers, seed, round)) {
                int s = Integer.parseInt(purchase.seller().substring(1));
                int served = Math.min(purchase.lots(), market.lots()[s]);
                waiting -= served;
                if (s == seller) {
                    profit += rule.applyAsDouble(purchase, served)
                            - served * (double) market.costs()[s] * market.usedTokens() / TOKENS;
                }
            }
        }
        return profit;
    }

    /** Returns the largest gain of a seller by a factor of ask or lots, in ticks. */
    private static double largestGain(Market market, int seller, PaymentRule rule, long seed) {
        double truthful = profit(market, seller, 1, 1, rule, seed);
        double best = Double.NEGATIVE_INFINITY;
        for (double factor : FACTORS) {
            best = Math.max(best, profit(market, seller, factor, 1, rule, seed) - truthful);
            best = Math.max(best, profit(market, seller, 1, factor, rule, seed) - truthful);
        }
        return best;
    }

    /** Returns the largest possible effect of rounding: one unit for each lot that the seller serves. */
    private static double rounding(Market market, int seller) {
        return (double) ROUNDS * market.lots()[seller];
    }

    @Test
    void constantFactorsOnAskOrLotsAreNotProfitable() {
        var streams = new RandomStreams(45);
        for (int i = 0; i < Cases.share(4_000); i++) {
            RandomGenerator random = streams.stream("procurement-over-time", i);
            Market market = Market.draw(random);
            int seller = random.nextInt(market.lots().length);
            assertThat(largestGain(market, seller, perUsedToken(market.usedTokens(), market.cap()), i))
                    .as("market %d", i)
                    .isLessThanOrEqualTo(rounding(market, seller));
        }
    }

    private static long marketsWithGains(int markets, Function<Market, PaymentRule> rule) {
        var streams = new RandomStreams(45);
        return IntStream.range(0, markets)
                .filter(i -> {
                    RandomGenerator random = streams.stream("procurement-over-time", i);
                    Market market = Market.draw(random);
                    int seller = random.nextInt(market.lots().length);
                    return largestGain(market, seller, rule.apply(market), i) > rounding(market, seller);
                })
                .count();
    }

    /** Without a penalty, lots that are sold and not served raise the demand and the prices of later rounds. */
    @Test
    void controlWithoutPenaltyUnservedLotsRaiseLaterPrices() {
        assertThat(marketsWithGains(100, market -> perUsedToken(market.usedTokens(), 0)))
                .isEqualTo(27);
    }

    @Test
    void controlPaymentPerLotSoldHasProfitableMisreports() {
        assertThat(marketsWithGains(50, market -> perLotSold(market.usedTokens())))
                .isEqualTo(45);
    }

    /** A k-double auction pays all lots one price between the highest accepted ask and the next one, which a seller's own ask can raise. */
    @Test
    void controlUniformPriceIsRaisedByHigherAsks() {
        List<Offer> truthful = List.of(new Offer("a", 3, 1), new Offer("b", 3, 4), new Offer("c", 3, 9));
        List<Offer> misreport = List.of(new Offer("a", 3, 1), new Offer("b", 3, 8), new Offer("c", 3, 9));
        assertThat(uniformPrice(misreport) - uniformPrice(truthful)).isPositive();
        var auction = new ProcurementAuction(6, 12);
        assertThat(auction.clear(misreport, 1, 0)).isEqualTo(auction.clear(truthful, 1, 0));
    }

    private static double uniformPrice(List<Offer> offers) {
        List<Order> orders = new ArrayList<>();
        offers.forEach(offer -> IntStream.rangeClosed(1, offer.lots())
                .forEach(lot -> orders.add(new Ask(offer.seller(), lot, offer.askTicks()))));
        IntStream.rangeClosed(1, 6).forEach(lot -> orders.add(new Bid("buyer", lot, 12)));
        return new KDoubleAuction(1)
                .clear(OrderBook.of(orders), new TieOrder.ById())
                .trades()
                .getFirst()
                .sellerPriceHalfTicks();
    }

    /** If lots were assigned in the order of asks, a seller could choose its lots: here the first lots are used in full and the last ones hardly. */
    @Test
    void controlAssignmentByAskLetsSellersChooseTheirLots() {
        double[] used = {1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1};
        var auction = new ProcurementAuction(8, 10);
        List<Offer> truthful = List.of(new Offer("a", 4, 3), new Offer("b", 4, 2));
        List<Offer> misreport = List.of(new Offer("a", 4, 1), new Offer("b", 4, 2));
        assertThat(usedByAsk(truthful, used)).isCloseTo(0.4, within(1e-9));
        assertThat(usedByAsk(misreport, used)).isCloseTo(4, within(1e-9));
        assertThat(meanUsed(auction, misreport, used)).isCloseTo(meanUsed(auction, truthful, used), within(1e-9));
    }

    private static double usedByAsk(List<Offer> offers, double[] used) {
        boolean isFirst = offers.getFirst().askTicks() < offers.getLast().askTicks();
        return IntStream.range(0, 4)
                .mapToDouble(lot -> used[isFirst ? lot : lot + 4])
                .sum();
    }

    private static double meanUsed(ProcurementAuction auction, List<Offer> offers, double[] used) {
        return IntStream.range(0, 1_000)
                .mapToDouble(round -> {
                    int[] assigned = auction.assignLots(auction.clear(offers, 5, round), 5, round);
                    return IntStream.range(0, assigned.length)
                            .filter(lot -> assigned[lot] == 0)
                            .mapToDouble(lot -> used[lot])
                            .sum();
                })
                .average()
                .orElseThrow();
    }

    /**
     * A limit of the statement: another seller never serves the lots that it sells. A lot that a seller leaves unserved then waits for many rounds and
     * raises the price in each of them, which is worth more than the penalty of one cap.
     */
    @Test
    void sellerThatNeverServesMakesUnservedLotsOfOthersProfitable() {
        assertThat(profitBesideSellerThatNeverServes(1) - profitBesideSellerThatNeverServes(0))
                .isGreaterThan(1_000);
    }

    /** Returns the profit of seller a, which leaves some lots unserved in the first round. Seller b never serves. */
    private static double profitBesideSellerThatNeverServes(int unserved) {
        int cap = 100;
        int waiting = 1;
        double profit = 0;
        List<Offer> offers =
                List.of(new Offer("a", 10, 0), new Offer("g", 10, 0), new Offer("b", 5, 50), new Offer("h", 50, 99));
        for (int round = 0; round < ROUNDS; round++) {
            waiting += 20;
            for (Purchase own : new ProcurementAuction(waiting, cap).clear(offers, 1, round)) {
                int missed = own.seller().equals("a") && round == 0 ? unserved : 0;
                int served = own.seller().equals("b") ? 0 : own.lots() - missed;
                waiting -= served;
                if (own.seller().equals("a")) {
                    profit += (double) own.paymentTicks() * served / own.lots() - cap * missed;
                }
            }
        }
        return profit;
    }
}
