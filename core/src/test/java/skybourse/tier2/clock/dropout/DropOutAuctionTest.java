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
 * Drop-out clocks with all possible reports. {@code -Ddropout.every=1} uses all 6,561 markets of two traders per side with up to two lots
 * of value 1 to 3; {@code -Ddropout.dose=25} a million random misreports.
 */
public class DropOutAuctionTest {

    private static final int EVERY = Integer.getInteger("dropout.every", 20_000 / Cases.share(1_000));
    private static final int DOSE = Integer.getInteger("dropout.dose", 1);

    /** Moves by an arbitrary function of all visible data, mainly the reports of leavers. */
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
            // some moves are illegal
            return new Move(
                    random.nextBoolean() ? Side.BUYERS : Side.SELLERS, random.nextLong(0, state.gapTicks() / part + 2));
        }
    }

    /** Captures the market at its creation, and moves towards a hidden lot of the seller with the lowest cost. */
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

    /** Returns all reports with monotone limits, of 0 to {@code most} lots. */
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

    /** Returns a trader's utility at its true lots. Lots beyond a buyer's need have no value. */
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

    private static long gain(DropOutAuction rule, OrderBook truth, String id, List<Order> misreport, TieOrder ties) {
        return utility(rule.clear(truth.with(id, misreport), ties), id, truth)
                - utility(rule.clear(truth, ties), id, truth);
    }

    /** Buyers report up to two lots more than they need, sellers up to their capacity. */
    @Test
    void noMisreportIsProfitableInSmallMarkets() {
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
    void noMisreportIsProfitableInSampledThreeByThreeMarkets() {
        RandomStreams streams = new RandomStreams(4);
        for (int i = 0; i < 25 * DOSE; i++) {
            everyReport(market(streams.stream("three", i), 3, 3, 2, 4), 4, i);
        }
    }

    private static long everyReport(OrderBook truth, int highest, int number) {
        return everyReport(truth, highest, number, policies(1, highest));
    }

    /**
     * Checks that no report of any trader is profitable, with clocks from 1 and {@code highest}; returns the number of tested reports.
     *
     * @param number fixes the ties
     */
    public static long everyReport(OrderBook truth, int highest, int number, List<? extends DropOutPolicy> policies) {
        long tried = 0;
        for (DropOutPolicy policy : policies) {
            DropOutAuction rule = new DropOutAuction(highest, 1, policy);
            TieOrder ties = new TieOrder.Lottery(number % 2, number);
            AuctionOutcome truthful = rule.clear(truth, ties);
            assertThat(truthful.houseHalfTicks()).isZero();
            for (String id : truth.participants()) {
                List<Order> own = truth.ordersOf(id);
                Side side = own.getFirst().side();
                long best = utility(truthful, id, truth);
                assertThat(best).isNotNegative();
                for (List<Order> misreport : reports(id, side, own.size() + (side == Side.BUYERS ? 2 : 0), highest)) {
                    tried++;
                    long misreported = utility(rule.clear(truth.with(id, misreport), ties), id, truth);
                    if (misreported > best) {
                        assertThat(misreported)
                                .as("%s reports %s in %s, %s", id, misreport, truth, policy.name())
                                .isEqualTo(best);
                    }
                }
            }
        }
        return tried;
    }

    /** Samples a market of traders with up to {@code mostLots} lots of value 1 to {@code highest}. */
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
    void noRandomMisreportIsProfitableUpToEightLots() {
        RandomStreams streams = new RandomStreams(9);
        for (int i = 0; i < 800 * DOSE; i++) {
            RandomGenerator random = streams.stream("lies", i);
            int highest = 4 + random.nextInt(30);
            OrderBook truth = market(random, 1 + random.nextInt(4), 1 + random.nextInt(4), 8, highest);
            TieOrder ties = new TieOrder.Lottery(1, i);
            for (DropOutPolicy policy : policies(1, highest)) {
                DropOutAuction rule = new DropOutAuction(highest, 1, policy);
                for (String id : truth.participants()) {
                    List<Order> own = truth.ordersOf(id);
                    Side side = own.getFirst().side();
                    int most = own.size() + (side == Side.BUYERS ? 2 : 0);
                    List<Order> misreport = lots(id, side, random, 1 + random.nextInt(most), highest);
                    assertThat(gain(rule, truth, id, misreport, ties))
                            .as("%s reports %s in %s", id, misreport, truth)
                            .isNotPositive();
                }
            }
        }
    }

    /** The claim excludes sellers that cannot deliver: with one lot, a seller that is paid for two gains. */
    @Test
    void payingForUndeliveredLotsRewardsSeller() {
        OrderBook truth = OrderBook.of(List.of(new Bid("b", 1, 9), new Bid("b", 2, 9), new Ask("s", 1, 1)));
        DropOutAuction rule = new DropOutAuction(9, 1, new PostedPricePolicy(5));
        List<Order> misreport = List.of(new Ask("s", 1, 1), new Ask("s", 2, 1));
        assertThat(gain(rule, truth, "s", misreport, new TieOrder.ById())).isEqualTo(10);
    }

    private static Object path(DropOutAuction rule, OrderBook book) {
        return rule.course(book, new TieOrder.ById()).announcements().stream()
                .map(stop -> List.of(stop.side(), stop.stopTicks(), stop.told(), stop.accepted()))
                .toList();
    }

    /** Tells whether the course is unchanged if remaining traders have other lots with which they would still remain. */
    private static boolean isBlindToThoseIn(Function<OrderBook, DropOutPolicy> policy, OrderBook book, int highest) {
        DropOutAuction rule = new DropOutAuction(highest, 1, policy.apply(book));
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
                    if (!path(new DropOutAuction(highest, 1, policy.apply(changed)), changed)
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
    void pathIgnoresRemainingTradersUnlessPolicyCheats() {
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

    /** The view of a policy gives no access to lots of remaining traders: its public API only leads to orders of leavers. */
    @Test
    void policyCannotAccessLotsOfRemainingTraders() {
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
                var transcript = new DropOutAuction(50, 1, moving.get(p)).course(book, new TieOrder.ById());
                often[p] += transcript.announcements().size() - 2 >= 3 ? 1 : 0;
            }
        }
        assertThat(Arrays.stream(often).min().orElseThrow()).isGreaterThanOrEqualTo(9 * markets / 10);
    }

    @Test
    void longSideIsServedRoundRobin() {
        OrderBook book = OrderBook.of(List.of(
                new Bid("b1", 1, 9),
                new Bid("b1", 2, 9),
                new Bid("b1", 3, 9),
                new Bid("b2", 1, 8),
                new Bid("b2", 2, 3),
                new Ask("s1", 1, 1),
                new Ask("s1", 2, 2),
                new Ask("s1", 3, 4)));
        AuctionOutcome outcome = new DropOutAuction(9, 1, new PostedPricePolicy(5)).clear(book, new TieOrder.ById());
        assertThat(outcome.lotsOf("b1")).isEqualTo(2);
        assertThat(outcome.lotsOf("b2")).isEqualTo(1);
        assertThat(outcome.lotsOf("s1")).isEqualTo(3);
        // announcements to 2 buyers and 1 seller, then each once where they meet; three traders name their lots
        assertThat(outcome.effort().announcements()).isEqualTo(4);
        assertThat(outcome.effort().messages()).isEqualTo(2 + 1 + 1 + 2 + 3);
    }
}
