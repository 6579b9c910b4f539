package skybourse.tier2.clock.dropout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
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

/**
 * Drop-out clocks against every report. {@code -Ddropout.every=1} takes all 6,561 markets of two traders a side with up to two lots
 * worth 1 to 3; {@code -Ddropout.dose=25} a million random lies.
 */
public class DropOutClocksTest {

    private static final int EVERY = Integer.getInteger("dropout.every", 20_000 / Cases.share(1_000));
    private static final int DOSE = Integer.getInteger("dropout.dose", 1);

    /** Moves by an arbitrary function of all that may be seen, the reports of those who are out above all. */
    public record Whim(long seed, long part) implements DropOutPolicy {
        @Override
        public String name() {
            return "whim-" + seed;
        }

        @Override
        public boolean needsPrior() {
            return false;
        }

        @Override
        public boolean dependsOnLeavers() {
            return true;
        }

        @Override
        public Move next(DropOutState state) {
            SplittableRandom random = new SplittableRandom(seed
                    ^ state.leavers().hashCode()
                    ^ (31 * state.clockTicks(Side.BUYERS) + state.clockTicks(Side.SELLERS))
                    ^ 7L * state.activeCount(Side.SELLERS));
            // now and then a move that is not legal
            return new Move(
                    random.nextBoolean() ? Side.BUYERS : Side.SELLERS, random.nextLong(0, state.gapTicks() / part + 2));
        }
    }

    /** Captured the market when it was made, and moves towards a lot of the most eager seller, who is in. */
    record Cheat(OrderBook book) implements DropOutPolicy {
        @Override
        public String name() {
            return "cheat";
        }

        @Override
        public boolean needsPrior() {
            return false;
        }

        @Override
        public boolean dependsOnLeavers() {
            return true;
        }

        @Override
        public Move next(DropOutState state) {
            Set<String> out = state.leavers().stream()
                    .map(leaver -> leaver.orders().getFirst().participant())
                    .collect(Collectors.toSet());
            long aim = book.orders(Side.SELLERS).stream()
                    .map(Order::participant)
                    .filter(id -> !out.contains(id))
                    .map(id -> book.ordersOf(id).getLast().limitTicks())
                    .max(Long::compare)
                    .orElse(0L);
            return new PostedPricePolicy(aim).next(state);
        }
    }

    private static List<DropOutPolicy> policies(long low, long high) {
        return List.of(
                new LargerSidePolicy(1),
                new LargerSidePolicy(2),
                new PostedPricePolicy((low + high) / 2),
                new BayesDropOutPolicy(new DropOutPrior.Uniform(low, high), low, high),
                new Whim(1, 1),
                new Whim(2, 1),
                new Whim(3, 2));
    }

    /** Returns every report that does not grow more eager from lot to lot, of none to {@code most} lots. */
    private static List<List<Order>> reports(String id, Side side, int most, int highest) {
        List<List<Order>> all = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < all.size(); i++) {
            List<Order> shorter = all.get(i);
            int lot = shorter.size() + 1;
            for (long value = 1; lot <= most && value <= highest; value++) {
                Order next = side == Side.BUYERS ? new Bid(id, lot, value) : new Ask(id, lot, value);
                if (shorter.isEmpty() || shorter.getLast().accepts(value)) {
                    List<Order> longer = new ArrayList<>(shorter);
                    longer.add(next);
                    all.add(longer);
                }
            }
        }
        return all;
    }

    private static OrderBook book(List<List<Order>> traders) {
        return OrderBook.of(traders.stream().flatMap(List::stream).toList());
    }

    /** Returns what a trader has of an outcome at its true lots; a lot beyond its need is worth nothing to a buyer. */
    private static long utility(AuctionOutcome outcome, String id, OrderBook truth) {
        int lots = outcome.lotsOf(id);
        int real = Math.min(lots, truth.ordersOf(id).size());
        long money = outcome.trades().stream()
                .mapToLong(trade -> trade.bid().participant().equals(id)
                        ? -trade.buyerPriceHalfTicks()
                        : trade.ask().participant().equals(id) ? trade.sellerPriceHalfTicks() : 0)
                .sum();
        return 2 * truth.signedValueTicks(id, real) + money;
    }

    private static long gain(DropOutClocks rule, OrderBook truth, String id, List<Order> lie, TieOrder ties) {
        return utility(rule.clear(truth.with(id, lie), ties), id, truth) - utility(rule.clear(truth, ties), id, truth);
    }

    /** Buyers name up to two lots more than they need, sellers up to what they have. */
    @Test
    void noReportGainsInAnySmallMarket() {
        List<List<Order>> buyers = reports("b1", Side.BUYERS, 2, 3).stream()
                .filter(lots -> !lots.isEmpty())
                .toList();
        assertThat(buyers).hasSize(9);
        int number = 0;
        long tried = 0;
        for (List<Order> first : buyers) {
            for (List<Order> second : reports("b2", Side.BUYERS, 2, 3).subList(1, 10)) {
                for (List<Order> third : reports("s1", Side.SELLERS, 2, 3).subList(1, 10)) {
                    for (List<Order> fourth : reports("s2", Side.SELLERS, 2, 3).subList(1, 10)) {
                        if (number++ % EVERY == 0) {
                            tried += everyReport(book(List.of(first, second, third, fourth)), 3, number);
                        }
                    }
                }
            }
        }
        assertThat(number).isEqualTo(6_561);
        assertThat(tried).isGreaterThan(1_000_000 / EVERY);
    }

    @Test
    void noReportGainsInDrawnMarketsOfThreeASide() {
        RandomStreams streams = new RandomStreams(4);
        for (int i = 0; i < 25 * DOSE; i++) {
            everyReport(market(streams.stream("three", i), 3, 3, 2, 4), 4, i);
        }
    }

    private static long everyReport(OrderBook truth, int highest, int number) {
        return everyReport(truth, highest, number, policies(1, highest));
    }

    /**
     * Checks that no report of anybody gains, clocks from 1 and {@code highest}; returns how many were tried.
     *
     * @param number fixes the ties
     */
    public static long everyReport(OrderBook truth, int highest, int number, List<? extends DropOutPolicy> policies) {
        long tried = 0;
        for (DropOutPolicy policy : policies) {
            DropOutClocks rule = new DropOutClocks(highest, 1, policy);
            TieOrder ties = new TieOrder.Lottery(number % 2, number);
            AuctionOutcome honest = rule.clear(truth, ties);
            assertThat(honest.houseHalfTicks()).isZero();
            for (String id : truth.participants()) {
                List<Order> own = truth.ordersOf(id);
                Side side = own.getFirst().side();
                long best = utility(honest, id, truth);
                assertThat(best).isNotNegative();
                for (List<Order> lie : reports(id, side, own.size() + (side == Side.BUYERS ? 2 : 0), highest)) {
                    tried++;
                    long lying = utility(rule.clear(truth.with(id, lie), ties), id, truth);
                    if (lying > best) {
                        assertThat(lying)
                                .as("%s says %s in %s, %s", id, lie, truth, policy.name())
                                .isEqualTo(best);
                    }
                }
            }
        }
        return tried;
    }

    /** Draws a market of traders with up to {@code mostLots} lots worth 1 to {@code highest}. */
    public static OrderBook market(RandomGenerator random, int buyers, int sellers, int mostLots, int highest) {
        List<List<Order>> traders = new ArrayList<>();
        for (int i = 1; i <= buyers; i++) {
            traders.add(lots("b" + i, Side.BUYERS, random, 1 + random.nextInt(mostLots), highest));
        }
        for (int i = 1; i <= sellers; i++) {
            traders.add(lots("s" + i, Side.SELLERS, random, 1 + random.nextInt(mostLots), highest));
        }
        return book(traders);
    }

    private static List<Order> lots(String id, Side side, RandomGenerator random, int count, int highest) {
        long[] values = random.longs(count, 1, highest + 1L).sorted().toArray();
        List<Order> orders = new ArrayList<>();
        for (int lot = 1; lot <= count; lot++) {
            orders.add(side == Side.BUYERS ? new Bid(id, lot, values[count - lot]) : new Ask(id, lot, values[lot - 1]));
        }
        return orders;
    }

    @Test
    void noRandomMisreportGainsWithUpToEightLots() {
        RandomStreams streams = new RandomStreams(9);
        for (int i = 0; i < 800 * DOSE; i++) {
            RandomGenerator random = streams.stream("lies", i);
            int highest = 4 + random.nextInt(30);
            OrderBook truth = market(random, 1 + random.nextInt(4), 1 + random.nextInt(4), 8, highest);
            TieOrder ties = new TieOrder.Lottery(1, i);
            for (DropOutPolicy policy : policies(1, highest)) {
                DropOutClocks rule = new DropOutClocks(highest, 1, policy);
                for (String id : truth.participants()) {
                    List<Order> own = truth.ordersOf(id);
                    Side side = own.getFirst().side();
                    int most = own.size() + (side == Side.BUYERS ? 2 : 0);
                    List<Order> lie = lots(id, side, random, 1 + random.nextInt(most), highest);
                    assertThat(gain(rule, truth, id, lie, ties))
                            .as("%s says %s in %s", id, lie, truth)
                            .isNotPositive();
                }
            }
        }
    }

    /** A seller that cannot deliver is outside the claim: paid for two lots, with one, it gains. */
    @Test
    void aSellerThatIsPaidForLotsThatItCannotDeliverGains() {
        OrderBook truth = OrderBook.of(List.of(new Bid("b", 1, 9), new Bid("b", 2, 9), new Ask("s", 1, 1)));
        DropOutClocks rule = new DropOutClocks(9, 1, new PostedPricePolicy(5));
        List<Order> lie = List.of(new Ask("s", 1, 1), new Ask("s", 2, 1));
        assertThat(gain(rule, truth, "s", lie, new TieOrder.ById())).isEqualTo(10);
    }

    private static Object path(DropOutClocks rule, OrderBook book) {
        return rule.course(book, new TieOrder.ById()).announcements().stream()
                .map(stop -> List.of(stop.side(), stop.stopTicks(), stop.told(), stop.accepted()))
                .toList();
    }

    /** Tells whether the course stays the same when those in at its end have other lots with which they would still be in. */
    private static boolean isBlindToThoseIn(Function<OrderBook, DropOutPolicy> policy, OrderBook book, int highest) {
        DropOutClocks rule = new DropOutClocks(highest, 1, policy.apply(book));
        Object path = path(rule, book);
        DropOutRun run = rule.start(book);
        while (run.announce().isPresent()) {
            // to the end
        }
        for (String id : run.stillIn()) {
            Order first = book.ordersOf(id).getFirst();
            for (List<Order> other : reports(id, first.side(), 3, highest)) {
                if (!other.isEmpty() && staysIn(other.getFirst(), first, run)) {
                    OrderBook changed = book.with(id, other);
                    if (!path(new DropOutClocks(highest, 1, policy.apply(changed)), changed)
                            .equals(path)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean staysIn(Order other, Order first, DropOutRun run) {
        return other.accepts(run.clockTicks(first.side()));
    }

    @Test
    void thePathDoesNotDependOnRemainingTradersAndACheatIsDetected() {
        RandomStreams streams = new RandomStreams(11);
        int caught = 0;
        for (int i = 0; i < 60; i++) {
            OrderBook book = market(streams.stream("path", i), 2, 2, 3, 5);
            for (DropOutPolicy policy : policies(1, 5)) {
                assertThat(isBlindToThoseIn(_ -> policy, book, 5))
                        .as("%s in %s", policy.name(), book)
                        .isTrue();
            }
            caught += isBlindToThoseIn(Cheat::new, book, 5) ? 0 : 1;
        }
        assertThat(caught).isGreaterThan(10);
    }

    /** What a policy is shown has no way to a lot of somebody in: nothing public leads to a book or to orders but the leavers'. */
    @Test
    void aPolicyCannotSeeLotsOfRemainingTraders() {
        Set<Class<?>> harmless = Set.of(int.class, long.class, List.class, Optional.class);
        assertThat(Arrays.stream(DropOutState.class.getDeclaredMethods())
                        .filter(method -> !Modifier.isPrivate(method.getModifiers())))
                .allMatch(method -> harmless.contains(method.getReturnType()))
                .extracting("name")
                .containsExactlyInAnyOrder("activeCount", "clockTicks", "gapTicks", "leavers", "next");
        assertThat(Arrays.stream(DropOutState.class.getDeclaredFields()))
                .allMatch(field -> Modifier.isPrivate(field.getModifiers()));
    }

    @Test
    void policiesMoveInSteps() {
        RandomStreams streams = new RandomStreams(12);
        List<DropOutPolicy> moving = List.of(
                new LargerSidePolicy(1),
                new BayesDropOutPolicy(new DropOutPrior.Uniform(1, 50), 1, 50),
                new Whim(5, 8));
        int[] often = new int[3];
        int markets = 200;
        for (int i = 0; i < markets; i++) {
            OrderBook book = market(streams.stream("steps", i), 5, 3, 3, 50);
            for (int p = 0; p < moving.size(); p++) {
                var course = new DropOutClocks(50, 1, moving.get(p)).course(book, new TieOrder.ById());
                often[p] += course.announcements().size() - 2 >= 3 ? 1 : 0;
            }
        }
        assertThat(Arrays.stream(often).min().orElseThrow()).isGreaterThanOrEqualTo(9 * markets / 10);
    }

    @Test
    void theLongSideIsServedInTurnsOfOneLot() {
        OrderBook book = OrderBook.of(List.of(
                new Bid("b1", 1, 9),
                new Bid("b1", 2, 9),
                new Bid("b1", 3, 9),
                new Bid("b2", 1, 8),
                new Bid("b2", 2, 3),
                new Ask("s1", 1, 1),
                new Ask("s1", 2, 2),
                new Ask("s1", 3, 4)));
        AuctionOutcome outcome = new DropOutClocks(9, 1, new PostedPricePolicy(5)).clear(book, new TieOrder.ById());
        assertThat(outcome.lotsOf("b1")).isEqualTo(2);
        assertThat(outcome.lotsOf("b2")).isEqualTo(1);
        assertThat(outcome.lotsOf("s1")).isEqualTo(3);
        // asked: 2 buyers, 1 seller, then each once where they meet; three who are in name their lots
        assertThat(outcome.effort().announcements()).isEqualTo(4);
        assertThat(outcome.effort().messages()).isEqualTo(2 + 1 + 1 + 2 + 3);
    }
}
