package skybourse.tier2.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.testing.Cases;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;

class SellerVickreyTest {

    private static final TieOrder TIES = new TieOrder.Lottery(1, 0);
    private static final SellerVickrey RULE = new SellerVickrey();
    private static final long HIGHEST = 40;

    private static long best(OrderBook book) {
        return new EfficientTrade().clear(book, TIES).welfareTicks(book);
    }

    private static long paidTo(String seller, AuctionOutcome outcome) {
        return outcome.trades().stream()
                .filter(trade -> trade.ask().participant().equals(seller))
                .mapToLong(Trade::sellerPriceHalfTicks)
                .sum();
    }

    private static long valueOf(List<Trade> trades) {
        return trades.stream().mapToLong(trade -> 2 * trade.bid().limitTicks()).sum();
    }

    /** Up to 4 x 4 traders with up to 4 lots each. */
    private static OrderBook market(RandomGenerator random) {
        List<Order> orders = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            orders.addAll(lots(random, Side.BUYERS, "b" + i));
        }
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            orders.addAll(lots(random, Side.SELLERS, "s" + i));
        }
        return OrderBook.of(orders);
    }

    private static List<Order> lots(RandomGenerator random, Side side, String id) {
        long[] rising =
                random.longs(1 + random.nextInt(4), 0, HIGHEST + 1).sorted().toArray();
        List<Order> lots = new ArrayList<>();
        for (int lot = 1; lot <= rising.length; lot++) {
            lots.add(
                    side == Side.BUYERS
                            ? new Bid(id, lot, rising[rising.length - lot])
                            : new Ask(id, lot, rising[lot - 1]));
        }
        return lots;
    }

    /** By definition: {@code W(all) - W(without k) + cost of k's lots}, at most the value of all lots together. */
    @Tag("slow")
    @Test
    void sellersReceiveMarginalContributionUpToTotalValue() {
        var streams = new RandomStreams(20);
        int atTheLimit = 0;
        for (int i = 0; i < Cases.share(20_000); i++) {
            OrderBook book = market(streams.stream("verified-bids", i));
            AuctionOutcome outcome = RULE.clear(book, TIES);
            assertThat(outcome.welfareTicks(book)).isEqualTo(best(book));
            assertThat(outcome.houseHalfTicks()).isZero();
            long paid = 0;
            for (String id : book.participants()) {
                if (book.ordersOf(id).getFirst().side() == Side.SELLERS) {
                    long cost = -book.signedValueTicks(id, outcome.lotsOf(id));
                    assertThat(paidTo(id, outcome)).isEqualTo(2 * (best(book) - best(book.without(id)) + cost));
                    paid += paidTo(id, outcome);
                }
            }
            long value = valueOf(outcome.trades());
            assertThat(paid).isLessThanOrEqualTo(value);
            atTheLimit += paid == value && paid > 0 ? 1 : 0;
        }
        assertThat(atTheLimit)
                .as("markets in which buyers pay their complete value")
                .isPositive();
    }

    @Tag("slow")
    @Test
    void noSellerGainsByMisreportedPrices() {
        var streams = new RandomStreams(21);
        int lies = 0;
        for (int i = 0; lies < Cases.share(100_000); i++) {
            RandomGenerator random = streams.stream("verified-bids-lies", i);
            OrderBook truth = market(random);
            AuctionOutcome truthful = RULE.clear(truth, TIES);
            for (String id : truth.participants()) {
                List<Order> own = truth.ordersOf(id);
                for (int lie = 0; own.getFirst().side() == Side.SELLERS && lie < 10; lie++) {
                    List<Order> told = lots(random, Side.SELLERS, id);
                    List<Order> within = told.subList(0, Math.min(told.size(), own.size()));
                    long gained = RULE.clear(truth.with(id, within), TIES).utilityHalfTicks(id, truth);
                    assertThat(gained).isLessThanOrEqualTo(truthful.utilityHalfTicks(id, truth));
                    lies++;
                }
            }
        }
    }

    /** Independent of the rule's code: each buyer's share of the bill is proportional to the value of its traded lots. */
    @Test
    void buyersShareBillByValue() {
        var streams = new RandomStreams(22);
        for (int i = 0; i < 2_000; i++) {
            OrderBook book = market(streams.stream("verified-bids-shares", i));
            List<Trade> trades = RULE.clear(book, TIES).trades();
            Map<String, Long> value = new LinkedHashMap<>();
            Map<String, Long> paid = new LinkedHashMap<>();
            trades.stream()
                    .sorted(Comparator.comparing(trade -> trade.bid().participant()))
                    .forEach(trade -> {
                        value.merge(trade.bid().participant(), 2 * trade.bid().limitTicks(), Long::sum);
                        paid.merge(trade.bid().participant(), trade.buyerPriceHalfTicks(), Long::sum);
                    });
            long bill = trades.stream().mapToLong(Trade::sellerPriceHalfTicks).sum();
            long all = valueOf(trades);
            paid.forEach((id, units) -> {
                // less than one unit from the exact share, on either side
                BigInteger exact = BigInteger.valueOf(bill).multiply(BigInteger.valueOf(value.get(id)));
                BigInteger difference = BigInteger.valueOf(units)
                        .multiply(BigInteger.valueOf(all))
                        .subtract(exact)
                        .abs();
                assertThat(difference).isLessThan(BigInteger.valueOf(Math.max(1, all)));
                assertThat(units).isBetween(0L, value.get(id));
            });
        }
    }

    @Test
    void billSplitMatchesManualCalculation() {
        // three lots at 10 and one at 4; without a, the two lots at 10 would still trade, at 8
        OrderBook book = OrderBook.of(List.of(
                new Bid("x", 1, 10), new Bid("x", 2, 4), new Bid("y", 1, 10), new Ask("a", 1, 1), new Ask("b", 1, 8)));
        AuctionOutcome outcome = RULE.clear(book, TIES);
        assertThat(paidTo("a", outcome)).isEqualTo(20);
        assertThat(paidTo("b", outcome)).isEqualTo(20);
        assertThat(outcome.trades()).allMatch(trade -> trade.buyerPriceHalfTicks() == 20);
    }

    @Test
    void rejectsNegativeLimits() {
        OrderBook book = OrderBook.unitDemand(new long[] {-1}, new long[] {-2});
        assertThatThrownBy(() -> RULE.clear(book, TIES)).hasMessage("limitTicks of b1 must not be negative: -1");
    }
}
