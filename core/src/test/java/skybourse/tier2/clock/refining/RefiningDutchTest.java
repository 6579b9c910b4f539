package skybourse.tier2.clock.refining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.testing.Cases;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GeometricStep;
import skybourse.tier2.rule.StronglyBalancedAuction;

/** The refining Double Dutch Auction compared with the rule that has the same outcome; {@code -Drefined.dose=20} uses 20,000 markets. */
class RefiningDutchTest {

    private static final int MARKETS = Cases.share(1_000 * Integer.getInteger("refined.dose", 1));

    /** Traders with a trade and their price, without the pairs. */
    static Map<String, Object> facts(AuctionOutcome outcome) {
        Map<String, Object> facts = new TreeMap<>();
        List<Trade> trades = outcome.trades();
        facts.put(
                "buyers",
                trades.stream().map(trade -> trade.bid().participant()).sorted().toList());
        facts.put(
                "sellers",
                trades.stream().map(trade -> trade.ask().participant()).sorted().toList());
        facts.put(
                "buyers pay",
                trades.stream().map(Trade::buyerPriceHalfTicks).distinct().toList());
        facts.put(
                "sellers get",
                trades.stream().map(Trade::sellerPriceHalfTicks).distinct().toList());
        return facts;
    }

    private static OrderBook market(RandomGenerator random, long range) {
        return OrderBook.unitDemand(
                random.longs(random.nextInt(21), 0, range + 1).toArray(),
                random.longs(random.nextInt(21), 0, range + 1).toArray());
    }

    @Test
    void outcomeEqualsSbbaForEveryQuestioner() {
        RandomStreams streams = new RandomStreams(5);
        for (int i = 0; i < MARKETS; i++) {
            RandomGenerator random = streams.stream("refined", i);
            long range = random.nextLong(3, 101);
            OrderBook book = market(random, range);
            TieOrder ties = new TieOrder.Lottery(3, i);
            Map<String, Object> expected = facts(new StronglyBalancedAuction().clear(book, ties));
            for (Questioner questioner : Questioners.all(i)) {
                RefiningDutch rule = new RefiningDutch(range, 0, questioner);
                AuctionOutcome outcome = rule.clear(book, ties);
                assertThat(facts(outcome))
                        .as("%s in market %d: %s", questioner.name(), i, book)
                        .isEqualTo(expected);
            }
        }
    }

    /** Bidders with hidden limits, asked one by one, have the same outcome and announcements as counting. */
    @Test
    void countingAndAskingHaveSameOutcome() {
        RandomStreams streams = new RandomStreams(6);
        for (int i = 0; i < MARKETS / 4; i++) {
            RandomGenerator random = streams.stream("asked", i);
            long range = random.nextLong(3, 60);
            OrderBook book = market(random, range);
            TieOrder ties = new TieOrder.Lottery(3, i);
            for (Questioner questioner : Questioners.all(i)) {
                RefiningDutch rule = new RefiningDutch(range - random.nextInt(3), random.nextInt(3), questioner);
                AuctionOutcome counted = rule.clear(book, ties);
                assertThat(rule.course(book, ties).outcome()).isEqualTo(counted);
                Map<String, LongPredicate> buyers = AnsweringTrader.of(Side.BUYERS, book);
                Map<String, LongPredicate> sellers = AnsweringTrader.of(Side.SELLERS, book);
                RefiningRun run = rule.start(buyers, sellers);
                long told = 0;
                long yes = 0;
                while (!run.hasEnded()) {
                    assertThatThrownBy(() -> run.outcome(ties)).isInstanceOf(IllegalStateException.class);
                    for (RefiningRun.Answer answer : run.askNext()) {
                        told += answer.told();
                        yes += answer.accepting().size();
                    }
                }
                assertThat(run.askNext()).isEmpty();
                AuctionOutcome asked = run.outcome(ties);
                assertThat(facts(asked)).isEqualTo(facts(counted));
                assertThat(asked.effort()).isEqualTo(counted.effort());
                assertThat(asked.effort().messages()).isEqualTo(told + yes);
                assertThat(asked(buyers) + asked(sellers)).isEqualTo(told);
            }
        }
    }

    private static long asked(Map<String, LongPredicate> people) {
        return people.values().stream()
                .mapToLong(person -> ((AnsweringTrader) person).asked())
                .sum();
    }

    @Test
    void limitsBeyondStartClockCountAsAtTheClock() {
        OrderBook book = OrderBook.unitDemand(new long[] {20, 20, 20, 3}, new long[] {1, 1, 30});
        OrderBook cut = OrderBook.unitDemand(new long[] {10, 10, 10, 3}, new long[] {2, 2, 30});
        TieOrder ties = new TieOrder.Lottery(1, 0);
        for (Questioner questioner : Questioners.all(1)) {
            assertThat(facts(new RefiningDutch(10, 2, questioner).clear(book, ties)))
                    .isEqualTo(facts(new StronglyBalancedAuction().clear(cut, ties)));
        }
    }

    /** With steps of 4 the queues 9 5 and 2 4 are even; only the waiting seller at 5 says that both pairs may trade. */
    @Test
    void waitingTradersOfOtherSideAreAsked() {
        OrderBook book = OrderBook.unitDemand(new long[] {9, 5}, new long[] {2, 4, 5});
        RefiningDutch rule = new RefiningDutch(9, 1, new ClockPolicyQuestioner(new FixedStep(4)));
        AuctionTranscript transcript = rule.course(book, new TieOrder.ById());
        assertThat(facts(transcript.outcome()))
                .containsEntry("buyers", List.of("b1", "b2"))
                .containsEntry("sellers", List.of("s1", "s2"))
                .containsEntry("buyers pay", List.of(10L));
        assertThat(transcript.announcements().stream()
                        .filter(stop -> stop.side() == Side.SELLERS)
                        .flatMap(stop -> stop.accepted().stream()))
                .extracting(order -> order.participant())
                .contains("s3");
    }

    /** The market in which a misreport of a seller is profitable with alternate turns: here both reports have utility 0. */
    @Test
    void profitableMisreportOfAlternateTurnsHasNoGain() {
        for (long report : new long[] {1, 7}) {
            OrderBook book = OrderBook.unitDemand(new long[] {7, 7, 6}, new long[] {report, 7});
            for (Questioner questioner : Questioners.all(2)) {
                AuctionOutcome outcome = new RefiningDutch(8, 0, questioner).clear(book, new TieOrder.ById());
                assertThat(facts(outcome))
                        .isEqualTo(facts(new StronglyBalancedAuction().clear(book, new TieOrder.ById())));
            }
        }
    }

    /**
     * Limit of the claim: it assumes that others answer by fixed limits. Here the second seller says no to 1, then no to 2 and 3 if
     * 2 comes first, but yes to both if 3 does. The first seller, with cost 1, gains by a misreport that makes 3 come first. With limits
     * sealed before the clocks start this is impossible.
     */
    @Test
    void adaptiveOpponentMakesMisreportProfitable() {
        assertThat(against(price -> price >= 1)).isZero();
        assertThat(against(price -> price > 1)).isEqualTo(2);
    }

    private static long against(LongPredicate first) {
        List<Long> heard = new ArrayList<>();
        LongPredicate opponent = price -> {
            heard.add(price);
            return heard.contains(3L) && (!heard.contains(2L) || heard.indexOf(3L) < heard.indexOf(2L));
        };
        RefiningRun run = new RefiningDutch(6, 1, new ClockPolicyQuestioner(new GeometricStep(2)))
                .start(Map.of("b1", price -> price <= 3), new TreeMap<>(Map.of("s1", first, "s2", opponent)));
        while (!run.hasEnded()) {
            run.askNext();
        }
        return run.outcome(new TieOrder.ById())
                .utilityHalfTicks("s1", OrderBook.unitDemand(new long[] {3}, new long[] {1, 3}));
    }

    @Test
    void bisectionAsksAfterBudget() {
        RandomStreams streams = new RandomStreams(8);
        for (int i = 0; i < 200; i++) {
            OrderBook book = market(streams.stream("budget", i), 1_000);
            TieOrder ties = new TieOrder.Lottery(3, i);
            Questioner slow = new ClockPolicyQuestioner(new FixedStep(1));
            int bisection = new RefiningDutch(1_000, 0, new BisectionQuestioner())
                    .clear(book, ties)
                    .effort()
                    .announcements();
            assertThat(new RefiningDutch(1_000, 0, slow, 0)
                            .clear(book, ties)
                            .effort()
                            .announcements())
                    .isEqualTo(bisection);
            assertThat(new RefiningDutch(1_000, 0, slow, 7)
                            .clear(book, ties)
                            .effort()
                            .announcements())
                    .isBetween(0, 7 + 2 * (2 * 10 + 2));
            assertThat(bisection).isLessThanOrEqualTo(2 * (2 * 10 + 2));
        }
    }

    @Test
    void nothingIsAskedIfNoTradeIsPossible() {
        for (OrderBook book : List.of(
                OrderBook.unitDemand(new long[] {}, new long[] {1, 2}),
                OrderBook.unitDemand(new long[] {9}, new long[] {}),
                OrderBook.unitDemand(new long[] {9, 9}, new long[] {1}))) {
            AuctionOutcome outcome =
                    new RefiningDutch(9, 1, new BisectionQuestioner()).clear(book, new TieOrder.ById());
            assertThat(outcome.text())
                    .contains("no trade: the answers leave no price at which a trade is possible")
                    .contains("0 announcements, 0 messages");
        }
        assertThat(new RefiningDutch(3, 5, new BisectionQuestioner())
                        .clear(OrderBook.unitDemand(new long[] {9}, new long[] {1}), new TieOrder.ById())
                        .text())
                .contains("no trade: the buyers' clock starts at 3, below the sellers' at 5");
    }

    @Test
    void rejectsSeveralLotsPerTrader() {
        OrderBook book = OrderBook.of(List.of(new Bid("b", 1, 5), new Bid("b", 2, 4)));
        RefiningDutch rule = new RefiningDutch(9, 1, new BisectionQuestioner());
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> rule.check(book),
                () -> rule.clear(book, new TieOrder.ById()),
                () -> rule.course(book, new TieOrder.ById()))) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("b must have at most 1 lot(s) under double-dutch-refined: 2");
        }
    }
}
