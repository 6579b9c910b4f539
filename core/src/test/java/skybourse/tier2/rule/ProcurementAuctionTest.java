package skybourse.tier2.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.testing.Cases;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.rule.ProcurementAuction.Offer;
import skybourse.tier2.rule.ProcurementAuction.Purchase;

class ProcurementAuctionTest {

    private static List<Offer> offers(RandomGenerator random, int most) {
        int sellers = 1 + random.nextInt(most);
        return IntStream.range(0, sellers)
                .mapToObj(i -> new Offer("s" + i, random.nextInt(7), random.nextInt(12)))
                .toList();
    }

    private static Map<String, Purchase> bySeller(List<Purchase> purchases) {
        return purchases.stream().collect(Collectors.toMap(Purchase::seller, Function.identity()));
    }

    @Test
    void sellersArePaidTheAsksOfReplacingLotsAndTheCapWhereNoneIsLeft() {
        var auction = new ProcurementAuction(5, 10);
        List<Offer> offers = List.of(new Offer("a", 4, 1), new Offer("b", 2, 3), new Offer("c", 1, 7));
        assertThat(auction.clear(offers, 1, 0))
                .containsExactly(new Purchase("a", 4, 3 + 7 + 10 + 10, 2), new Purchase("b", 1, 7, 0));
    }

    /** The asks of others at or above the cap replace no lot. Without enough cheap lots, the cap is the price. */
    @Test
    void scarceLotsArePaidTheCap() {
        var auction = new ProcurementAuction(9, 5);
        List<Offer> offers = List.of(new Offer("a", 4, 1), new Offer("b", 4, 5), new Offer("c", 4, 6));
        assertThat(auction.clear(offers, 1, 0))
                .containsExactly(new Purchase("a", 4, 20, 4), new Purchase("b", 4, 20, 4));
    }

    @Test
    void withoutDemandOrOffersNothingIsBought() {
        assertThat(new ProcurementAuction(0, 5).clear(List.of(new Offer("a", 4, 1)), 1, 0))
                .isEmpty();
        assertThat(new ProcurementAuction(3, 5).clear(List.of(), 1, 0)).isEmpty();
        assertThat(new ProcurementAuction(3, 5).clear(List.of(new Offer("a", 4, 6), new Offer("b", 0, 1)), 1, 0))
                .isEmpty();
    }

    /** Known answer of three sellers with speeds 400, 300 and 150. */
    @Test
    void lotsAtEqualAsksAreProportionalToOffers() {
        List<Offer> offers = List.of(new Offer("a", 400, 3), new Offer("b", 300, 3), new Offer("c", 150, 3));
        for (int demand = 1; demand <= 850; demand++) {
            Map<String, Purchase> bought = bySeller(new ProcurementAuction(demand, 9).clear(offers, demand, 0));
            for (Offer offer : offers) {
                Purchase purchase = bought.get(offer.seller());
                double exact = demand * offer.lots() / 850.0;
                assertThat(purchase == null ? 0 : purchase.lots()).isBetween((int) exact, (int) Math.ceil(exact));
            }
        }
    }

    @Test
    void equalRemaindersAreResolvedByLottery() {
        List<Offer> offers = List.of(new Offer("a", 1, 3), new Offer("b", 1, 3), new Offer("c", 1, 3));
        Map<String, Long> wins = IntStream.range(0, 3_000)
                .mapToObj(round -> new ProcurementAuction(1, 9)
                        .clear(offers, 7, round)
                        .getFirst()
                        .seller())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(wins).hasSize(3).allSatisfy((_, times) -> assertThat(times).isBetween(900L, 1_100L));
    }

    /** The payments are those of the rule {@code seller-vcg} if one buyer bids the cap for each lot. */
    @Test
    void paymentsEqualThoseOfSellerVickreyWithBidsAtTheCap() {
        var streams = new RandomStreams(3);
        for (int i = 0; i < Cases.share(5_000); i++) {
            RandomGenerator random = streams.stream("procurement", i);
            List<Offer> offers = offers(random, 6);
            var auction = new ProcurementAuction(random.nextInt(15), random.nextInt(12));
            List<Order> orders = new ArrayList<>();
            for (int lot = 1; lot <= auction.demandLots(); lot++) {
                orders.add(new Bid("buyer", lot, auction.capTicks()));
            }
            offers.forEach(offer -> IntStream.rangeClosed(1, offer.lots())
                    .forEach(lot -> orders.add(new Ask(offer.seller(), lot, offer.askTicks()))));
            AuctionOutcome expected = new SellerVickrey().clear(OrderBook.of(orders), new TieOrder.Lottery(1, i));
            List<Purchase> bought = auction.clear(offers, 1, i);
            assertThat(bought.stream().mapToInt(Purchase::lots).sum())
                    .isBetween(
                            expected.trades().size(),
                            expected.trades().size()
                                    + offers.stream()
                                            .filter(offer -> offer.askTicks() == auction.capTicks())
                                            .mapToInt(Offer::lots)
                                            .sum());
            for (Offer offer : offers) {
                var own = expected.trades().stream()
                        .filter(trade -> trade.ask().participant().equals(offer.seller()))
                        .toList();
                assertThat(2 * auction.paymentTicks(offers, offer.seller(), own.size()))
                        .isEqualTo(own.stream()
                                .mapToLong(trade -> trade.sellerPriceHalfTicks())
                                .sum());
            }
        }
    }

    /** Every lot is paid at least the highest accepted ask, and at most the cap; the payment of n lots is concave in n. */
    @Test
    void paymentsAreConcaveAndLieBetweenTheHighestAcceptedAskAndTheCap() {
        var streams = new RandomStreams(4);
        for (int i = 0; i < Cases.share(5_000); i++) {
            RandomGenerator random = streams.stream("concave", i);
            List<Offer> offers = offers(random, 8);
            var auction = new ProcurementAuction(random.nextInt(30), random.nextInt(12));
            List<Purchase> bought = auction.clear(offers, 1, i);
            Map<String, Offer> byId = offers.stream().collect(Collectors.toMap(Offer::seller, Function.identity()));
            long highest = bought.stream()
                    .mapToLong(purchase -> byId.get(purchase.seller()).askTicks())
                    .max()
                    .orElse(0);
            for (Purchase purchase : bought) {
                assertThat(purchase.paymentTicks())
                        .isBetween(highest * purchase.lots(), auction.capTicks() * purchase.lots());
                long last = Long.MAX_VALUE;
                for (int q = 1; q <= auction.demandLots(); q++) {
                    long step = auction.paymentTicks(offers, purchase.seller(), q)
                            - auction.paymentTicks(offers, purchase.seller(), q - 1);
                    assertThat(step).isBetween(0L, Math.min(last, auction.capTicks()));
                    last = step;
                }
            }
        }
    }

    /** No number of lots, sold by any ask or offer, gives a seller more than the truthful offer, even if it serves fewer lots than it sold. */
    @Test
    void noNumberOfLotsIsBetterThanTheTruthfulOne() {
        var streams = new RandomStreams(5);
        for (int i = 0; i < Cases.share(3_000); i++) {
            RandomGenerator random = streams.stream("deviations", i);
            List<Offer> offers = offers(random, 6);
            var auction = new ProcurementAuction(1 + random.nextInt(20), random.nextInt(12));
            Map<String, Purchase> bought = bySeller(auction.clear(offers, 1, i));
            for (Offer offer : offers) {
                Purchase own = bought.get(offer.seller());
                double truthful = own == null ? 0 : own.paymentTicks() - (double) offer.askTicks() * own.lots();
                for (int q = 1; q <= auction.demandLots(); q++) {
                    int served = Math.min(q, offer.lots());
                    double price = auction.paymentTicks(offers, offer.seller(), q) / (double) q;
                    assertThat(served * (price - offer.askTicks())).isLessThanOrEqualTo(truthful + 1e-9);
                }
            }
        }
    }

    @Test
    void theOrderOfOffersHasNoEffect() {
        var streams = new RandomStreams(6);
        for (int i = 0; i < Cases.share(1_000); i++) {
            RandomGenerator random = streams.stream("order", i);
            List<Offer> offers = offers(random, 8);
            List<Offer> shuffled = new ArrayList<>(offers);
            Collections.shuffle(shuffled, Random.from(random));
            var auction = new ProcurementAuction(random.nextInt(30), random.nextInt(12));
            assertThat(auction.clear(shuffled, 9, i)).isEqualTo(auction.clear(offers, 9, i));
        }
    }

    @Test
    void billsAreRoundedUpExactly() {
        assertThat(ProcurementAuction.billUnits(10, 0, 3)).isZero();
        assertThat(ProcurementAuction.billUnits(10, 1, 3)).isEqualTo(4);
        assertThat(ProcurementAuction.billUnits(10, 3, 3)).isEqualTo(10);
        assertThat(ProcurementAuction.billUnits(Long.MAX_VALUE - 1, 1L << 40, (1L << 41)))
                .isEqualTo(Long.MAX_VALUE / 2);
        assertThat(ProcurementAuction.billUnits(1, 1, Long.MAX_VALUE)).isOne();
    }

    /** Of four lots, one is not bought: each place is equally likely for every seller and for the lot that waits. */
    @Test
    void theAssignmentGivesEachSellerItsLotsAndIsUniform() {
        var auction = new ProcurementAuction(4, 9);
        List<Purchase> bought = List.of(new Purchase("a", 1, 9, 0), new Purchase("b", 2, 9, 0));
        int[][] places = new int[3][4];
        for (int round = 0; round < 4_000; round++) {
            int[] assigned = auction.assignLots(bought, 2, round);
            assertThat(IntStream.of(assigned).sorted().toArray())
                    .containsExactly(ProcurementAuction.NOT_BOUGHT, 0, 1, 1);
            for (int lot = 0; lot < 4; lot++) {
                places[assigned[lot] + 1][lot]++;
            }
        }
        assertThat(places[0]).satisfies(all -> assertThat(IntStream.of(all)).allMatch(n -> n > 900 && n < 1_100));
        assertThat(places[1]).satisfies(all -> assertThat(IntStream.of(all)).allMatch(n -> n > 900 && n < 1_100));
        assertThat(places[2]).satisfies(all -> assertThat(IntStream.of(all)).allMatch(n -> n > 1_850 && n < 2_150));
    }

    /** Three sellers of 4 lots at 1 share a demand of 8 without profit. One invented lot makes each of them pivotal. */
    @Test
    void sellerWithItsOwnBuyerGainsByAnInventedLot() {
        List<Offer> offers = List.of(new Offer("a", 4, 1), new Offer("b", 4, 1), new Offer("c", 4, 1));
        assertThat(new ProcurementAuction(8, 5).clear(offers, 1, 0))
                .allSatisfy(own -> assertThat(own.paymentTicks()).isEqualTo(own.lots()));
        assertThat(new ProcurementAuction(9, 5).clear(offers, 1, 0))
                .allSatisfy(own -> assertThat(own.paymentTicks() - own.lots()).isEqualTo(4));
    }

    /** The assignment does not depend on prices, only on the numbers of lots. */
    @Test
    void theAssignmentDoesNotDependOnPayments() {
        var auction = new ProcurementAuction(9, 9);
        assertThat(auction.assignLots(List.of(new Purchase("a", 5, 9, 0), new Purchase("b", 4, 1, 0)), 2, 1))
                .isEqualTo(auction.assignLots(List.of(new Purchase("a", 5, 90, 5), new Purchase("b", 4, 70, 3)), 2, 1));
        assertThatThrownBy(() -> auction.assignLots(List.of(new Purchase("a", 10, 9, 0)), 2, 1))
                .hasMessage("lots bought must be at most 9: 10");
    }

    /** If the first lots waited longest and are used least, buying in their order would let a seller choose its use by its number of lots. */
    @Test
    void expectedUseDoesNotDependOnTheNumberOfLots() {
        var auction = new ProcurementAuction(12, 9);
        for (int lots : new int[] {4, 8}) {
            List<Purchase> bought = List.of(new Purchase("a", lots, 9, 0), new Purchase("b", 4, 9, 0));
            double used = IntStream.range(0, 4_000)
                    .mapToDouble(round -> {
                        int[] assigned = auction.assignLots(bought, 3, round);
                        return IntStream.range(0, 12)
                                .filter(lot -> assigned[lot] == 0)
                                .mapToDouble(lot -> lot < 8 ? 0.1 : 1)
                                .sum();
                    })
                    .average()
                    .orElseThrow();
            assertThat(used / lots).isCloseTo(0.4, within(0.01));
        }
    }

    @Test
    void paymentsBeyond64BitsAreErrors() {
        var auction = new ProcurementAuction(1 << 24, Order.MAX_TICKS);
        List<Offer> offers = List.of(new Offer("a", 1 << 24, 1), new Offer("b", 1 << 24, Order.MAX_TICKS - 1));
        assertThatThrownBy(() -> auction.clear(offers, 1, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void numbersOutsideTheirRangeAreRefused() {
        List<Offer> twice = List.of(new Offer("a", 1, 1), new Offer("a", 1, 2));
        assertThatThrownBy(() -> new ProcurementAuction(1, 1).clear(twice, 1, 0))
                .hasMessage("seller must have one offer: a");
        assertThatThrownBy(() -> new ProcurementAuction(-1, 1)).hasMessage("demandLots must be at least 0: -1");
        assertThatThrownBy(() -> new ProcurementAuction(1, -1))
                .hasMessage("capTicks must be in [0, " + Order.MAX_TICKS + "]: -1");
        assertThatThrownBy(() -> new Offer("a", -1, 1)).hasMessage("lots of a must be at least 0: -1");
        assertThatThrownBy(() -> new Offer("a", 1, Order.MAX_TICKS + 1)).hasMessageContaining("askTicks of a");
        assertThatThrownBy(() -> new ProcurementAuction(2, 1).paymentTicks(List.of(), "a", 3))
                .hasMessage("lots must be in [0, 2]: 3");
        assertThatThrownBy(() -> ProcurementAuction.billUnits(1, -1, 2)).hasMessageContaining("used must be in [0, 2]");
        assertThatThrownBy(() -> ProcurementAuction.billUnits(1, 0, 0)).hasMessageContaining("used must be in [0, 0]");
        assertThat(new Offer("a", 1, Order.MAX_TICKS).askTicks()).isEqualTo(Order.MAX_TICKS);
        assertThat(ProcurementAuction.billUnits(7, 1, 1)).isEqualTo(7);
        assertThat(ProcurementAuction.billUnits(0, 5, 9)).as("never free").isOne();
        assertThatThrownBy(() -> ProcurementAuction.billUnits(1, 3, 2)).hasMessageContaining("used must be in [0, 2]");
        assertThatThrownBy(() -> ProcurementAuction.billUnits(-1, 1, 2)).hasMessageContaining("at least 0: 1 and -1");
    }
}
