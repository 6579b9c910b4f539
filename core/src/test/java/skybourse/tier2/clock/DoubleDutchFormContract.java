package skybourse.tier2.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/**
 * Contract of implementations of the Double Dutch Auction: on sampled markets, with all supported turn orders, clearing rules and steps,
 * they agree with the plain oracle and with the run itself. Each test also compares the run with the oracle on all samples,
 * so that a fault in shared code fails all of them.
 */
public interface DoubleDutchFormContract {

    /** One auction. */
    record Case(DoubleDutch rule, OrderBook book, TieOrder ties) {

        /** Returns whether every trader has one lot. */
        public boolean unitDemand() {
            return book.orders().allMatch(order -> order.lot() == 1);
        }

        /** Returns whether the steps are all the same. */
        public boolean fixedStep() {
            return rule.policy() instanceof FixedStep;
        }

        /** Returns the gap between the start clocks. */
        public long gapTicks() {
            return rule.buyersStartTicks() - rule.sellersStartTicks();
        }

        /** Returns the orders of a side, with equal limits in tie order. */
        public List<Order> orders(Side side) {
            return book.orders(side).stream()
                    .sorted(Comparator.<Order>comparingLong(order -> ties.key(order.participant()))
                            .thenComparing(Order::participant)
                            .thenComparing(Order::lot))
                    .toList();
        }

        /** Returns their limits. */
        public long[] limits(Side side) {
            return orders(side).stream().mapToLong(Order::limitTicks).toArray();
        }
    }

    /** A market with the step of both kinds of policies. */
    record Market(OrderBook book, TieOrder ties, long buyersStart, long sellersStart, long step, StepSet steps) {

        private static final int MOST = 8;

        /** Limits lie on both sides of the start clocks, often tied; clocks may start together or crossed. */
        public static Market sampled(RandomGenerator random, int size) {
            List<Order> orders = new ArrayList<>();
            int mostLots = random.nextBoolean() ? 1 : 3;
            long low = random.nextInt(-3, 20);
            long spread = random.nextInt(1, 28);
            for (Side side : Side.values()) {
                for (int i = random.nextInt(Math.min(size, MOST) + 1); i > 0; i--) {
                    long limit = low + random.nextLong(spread);
                    long change = random.nextInt(3) * (side == Side.BUYERS ? -1 : 1);
                    for (int lot = 1; lot <= 1 + random.nextInt(mostLots); lot++, limit += change) {
                        orders.add(side == Side.BUYERS ? new Bid("b" + i, lot, limit) : new Ask("s" + i, lot, limit));
                    }
                }
            }
            long sellersStart = random.nextInt(-2, 8);
            long gap = random.nextInt(5) == 0 ? random.nextInt(-2, 2) : random.nextInt(1, 27);
            return new Market(
                    OrderBook.of(orders),
                    random.nextBoolean() ? new TieOrder.ById() : new TieOrder.Lottery(random.nextInt(), 0),
                    sellersStart + gap,
                    sellersStart,
                    random.nextInt(1, 9),
                    random.nextBoolean() ? StepSet.of(1, 2, 3, 5) : StepSet.of(2, 4, 7, 20));
        }

        public List<Case> cases() {
            List<Case> cases = new ArrayList<>();
            for (TurnOrder turns : TurnOrder.values()) {
                for (ClearingRule clearing : ClearingRule.values()) {
                    if (turns == TurnOrder.SHORTER || clearing != ClearingRule.STRONGLY_BALANCED_REDUCTION) {
                        for (ClockPolicy policy : List.of(new FixedStep(step), new DrawnSteps(steps, step))) {
                            cases.add(new Case(
                                    new DoubleDutch(buyersStart, sellersStart, turns, clearing, policy), book, ties));
                        }
                    }
                }
            }
            return cases;
        }
    }

    /** Tells whether the form supports an auction. */
    boolean supports(Case auction);

    /** Runs an auction and returns the facts that the form knows, by the oracle's names. */
    Map<String, Object> facts(Case auction);

    @Test
    default void formAndRunAgreeWithThePlainAuction() {
        int[] played = new int[1];
        Cases.forAll(Market::sampled, market -> {
            for (Case auction : market.cases()) {
                Map<String, Object> plain = new PlainDoubleDutch(auction.rule, auction.book, auction.ties).facts();
                if (supports(auction)) {
                    played[0]++;
                    assertThat(plain).as("the form in %s", auction).containsAllEntriesOf(facts(auction));
                }
                assertThat(run(auction)).as("the run in %s", auction).isEqualTo(plain);
            }
        });
        assertThat(played[0]).isGreaterThan(100);
    }

    /** Returns all facts of the run. */
    static Map<String, Object> run(Case auction) {
        AuctionTranscript transcript = auction.rule.course(auction.book, auction.ties);
        return facts(transcript, auction.book, auction.rule);
    }

    /** Returns all facts of a course. */
    static Map<String, Object> facts(AuctionTranscript transcript, OrderBook truth, DoubleDutch rule) {
        Map<String, Object> facts = new TreeMap<>();
        long[] clocks = {rule.buyersStartTicks(), rule.sellersStartTicks()};
        int[] queues = new int[2];
        long regret = 0;
        List<String> lines = new ArrayList<>();
        for (Announcement stop : transcript.announcements()) {
            int side = stop.side() == Side.BUYERS ? 0 : 1;
            clocks[side] = stop.stopTicks();
            queues[side] += stop.accepted().size();
            for (Order order : stop.accepted()) {
                regret += Math.abs(order.limitTicks() - stop.stopTicks());
            }
            lines.add((side == 0 ? "buyers " : "sellers ")
                    + stop.stopTicks()
                    + stop.accepted().stream()
                            .map(order -> " " + order.participant() + "/" + order.lot())
                            .toList());
        }
        facts.put("course", lines);
        facts.put("announcements", transcript.outcome().effort().announcements());
        facts.put("messages", transcript.outcome().effort().messages());
        facts.put("regret", regret);
        facts.put("clocks", List.of(clocks[0], clocks[1]));
        facts.put("queues", List.of(queues[0], queues[1]));
        var trades = transcript.outcome().trades();
        facts.put("trades", trades.size());
        facts.put(
                "bought",
                trades.stream().map(trade -> trade.bid().label()).sorted().toList());
        facts.put(
                "sold",
                trades.stream().map(trade -> trade.ask().label()).sorted().toList());
        facts.put("welfare", transcript.outcome().welfareTicks(truth));
        trades.forEach(trade -> {
            facts.put("buyers pay", trade.buyerPriceHalfTicks());
            facts.put("sellers get", trade.sellerPriceHalfTicks());
        });
        return facts;
    }
}
