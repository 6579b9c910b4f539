package skybourse.tier2.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.testing.Cases;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionOutcome.NoTrade;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.Markets;
import skybourse.tier2.auction.NoTradeReason;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.rule.EfficientTrade;
import skybourse.tier2.rule.StronglyBalancedAuction;

class DoubleDutchTest {

    private static final TieOrder TIES = new TieOrder.Lottery(1, 0);

    private static DoubleDutch rule(TurnOrder turns, ClearingRule clearing, ClockPolicy policy) {
        return new DoubleDutch(13, 0, turns, clearing, policy);
    }

    /** The counterexample of docs/explanation/auctions.md: buyers 7 7 6, sellers 1 7, alternate turns: seller 1 gains 3 by reporting 7. */
    @Test
    void tradeReductionIsNotTruthfulWithAlternateTurns() {
        OrderBook truth = OrderBook.unitDemand(new long[] {7, 7, 6}, new long[] {1, 7});
        OrderBook lie = truth.with("s1", List.of(new Ask("s1", 1, 7)));
        AuctionRule rule = new DoubleDutch(8, 0, TurnOrder.ALTERNATE, ClearingRule.TRADE_REDUCTION, new FixedStep(1));
        assertThat(rule.clear(truth, TIES).trades()).isEmpty();
        // the misreport ties with the other seller: 6 ticks with probability 0.5, so the expected gain is 3
        for (int first = 0; first < 2; first++) {
            AuctionOutcome outcome = rule.clear(lie, new FixedKeys(first == 0 ? "s1" : "s2"));
            assertThat(outcome.utilityHalfTicks("s1", truth)).isEqualTo(first == 0 ? 12 : 0);
        }
    }

    /** Puts one participant before all others. */
    private record FixedKeys(String first) implements TieOrder {
        @Override
        public long key(String participant) {
            return participant.equals(first) ? 0 : 1;
        }

        @Override
        public long drawKey(Order order) {
            return 0;
        }
    }

    @Test
    void stronglyBalancedReductionEqualsSbbaAtOneTick() {
        DoubleDutch clocks = rule(TurnOrder.SHORTER, ClearingRule.STRONGLY_BALANCED_REDUCTION, new FixedStep(1));
        for (int round = 0; round < 5; round++) {
            TieOrder ties = new TieOrder.Lottery(2, round);
            Cases.forAll(
                    Markets::unitDemand,
                    book -> assertThat(clocks.clear(book, ties).trades())
                            .isEqualTo(new StronglyBalancedAuction()
                                    .clear(book, ties)
                                    .trades()));
        }
    }

    /**
     * The table of fixed steps in docs/results/truthfulness.md, sampled with another seed: 4,000 markets of values 0 to 50.
     */
    @Tag("slow")
    @Test
    void welfareOfFixedStepsMatchesDocumentedTable() {
        double[] alternate = {.994, .991, .983, .970, .945, .887, .834, .628};
        double[] shorter = {1, .999, .998, .994, .985, .959, .898, .780};
        long[] messages = {163, 89, 65, 45, 35, 26, 23, 20};
        for (int i = 0; i < alternate.length; i++) {
            ClockPolicy policy = new FixedStep(StepSet.forGap(50).stepTicks(i, 50));
            double[] found = fiveByThree(TurnOrder.ALTERNATE, policy);
            assertThat(found[0]).as("alternate %d", i).isCloseTo(alternate[i], within(i < 7 ? 0.012 : 0.03));
            assertThat(found[1]).isCloseTo(messages[i], within(1.5));
            assertThat(fiveByThree(TurnOrder.SHORTER, policy)[0]).isCloseTo(shorter[i], within(0.012));
        }
    }

    /** Adaptive steps in docs/results/claims.md (C13): .983 of the optimum, here with 56 messages. */
    @Test
    void orderStatisticsReachTheDocumentedEfficiency() {
        double[] found = fiveByThree(TurnOrder.ALTERNATE, new OrderStatisticStep());
        assertThat(found[0]).isCloseTo(.983, within(0.01));
        assertThat(found[1]).isCloseTo(56, within(4.0));
    }

    /** Returns welfare over the optimum and mean messages. */
    private static double[] fiveByThree(TurnOrder turns, ClockPolicy policy) {
        int markets = 4_000;
        AuctionRule rule = new DoubleDutch(50, 0, turns, ClearingRule.MIDPOINT, policy);
        double welfare = 0;
        double best = 0;
        double messages = 0;
        for (int i = 0; i < markets; i++) {
            var random = new RandomStreams(5).stream("five-by-three", i);
            OrderBook book = OrderBook.unitDemand(
                    random.longs(5, 0, 51).toArray(), random.longs(3, 0, 51).toArray());
            TieOrder ties = new TieOrder.Lottery(5, i);
            AuctionOutcome outcome = rule.clear(book, ties);
            welfare += outcome.welfareTicks(book);
            messages += outcome.effort().messages();
            best += new EfficientTrade().clear(book, ties).welfareTicks(book);
        }
        return new double[] {welfare / best, messages / markets};
    }

    @Test
    void copyIsIndependentOfRun() {
        Cases.forAll(Markets::severalLots, book -> {
            for (TurnOrder turns : TurnOrder.values()) {
                DoubleDutch rule = rule(turns, ClearingRule.MIDPOINT, new GreedyStep());
                AuctionOutcome expected = rule.clear(book, TIES);
                DoubleDutchRun run = rule.start(book, TIES);
                do {
                    assertThat(run.copy().finish()).isEqualTo(expected);
                    book.participants()
                            .forEach(id -> run.withWaitingLimit(
                                            book.ordersOf(id).getFirst().side(), id, 9, 6)
                                    .finish());
                } while (run.announce().isPresent());
                assertThat(run.outcome()).isEqualTo(expected);
            }
        });
    }

    /** For all reports of a participant, the path equals the path without acceptance until it accepts. */
    @Test
    void reportOnlyDeterminesAcceptance() {
        DoubleDutch rule = rule(TurnOrder.ALTERNATE, ClearingRule.TRADE_REDUCTION, new OrderStatisticStep());
        Cases.forAll(Markets::unitDemand, book -> {
            for (String id : book.participants()) {
                Order order = book.ordersOf(id).getFirst();
                boolean buyer = order.side() == Side.BUYERS;
                Order silent = order.withLimit(buyer ? -1 : Order.MAX_TICKS);
                DoubleDutchRun run = rule.start(book.with(id, List.of(silent)), TIES);
                Optional<AuctionOutcome> forked = Optional.empty();
                while (forked.isEmpty()) {
                    DoubleDutchRun before = run.copy();
                    Optional<Announcement> stop = run.announce();
                    if (stop.isEmpty()) {
                        forked = Optional.of(run.outcome());
                    } else if (stop.get().side() == order.side()
                            && order.accepts(stop.get().stopTicks())) {
                        forked = Optional.of(before.withWaitingLimit(order.side(), id, 1, buyer ? Order.MAX_TICKS : -1)
                                .finish());
                    }
                }
                AuctionOutcome expected = rule.clear(book, TIES);
                assertThat(forked.get().utilityHalfTicks(id, book)).isEqualTo(expected.utilityHalfTicks(id, book));
                assertThat(forked.get().effort()).isEqualTo(expected.effort());
            }
        });
    }

    @Test
    void illegalStepEndsAuctionAndNamesPolicy() {
        OrderBook book = OrderBook.unitDemand(new long[] {9}, new long[] {2});
        for (long nonsense : new long[] {0, -3, 14}) {
            ClockPolicy broken = new ClockPolicy() {
                @Override
                public String name() {
                    return "broken";
                }

                @Override
                public long stepTicks(ClockState state) {
                    return nonsense;
                }
            };
            AuctionOutcome outcome =
                    rule(TurnOrder.SHORTER, ClearingRule.MIDPOINT, broken).clear(book, TIES);
            assertThat(outcome).isInstanceOf(NoTrade.class);
            assertThat(((NoTrade) outcome).reason())
                    .isEqualTo(new NoTradeReason.BrokenPolicy("broken", 2, nonsense, 13));
        }
    }

    @Test
    void clocksThatStartCrossedTradeNothing() {
        OrderBook book = OrderBook.unitDemand(new long[] {9}, new long[] {2});
        var rule = new DoubleDutch(3, 4, TurnOrder.ALTERNATE, ClearingRule.MIDPOINT, new FixedStep(1));
        assertThat(rule.course(book, TIES).announcements()).isEmpty();
        assertThat(rule.clear(book, TIES))
                .isEqualTo(new NoTrade(new NoTradeReason.ClocksStartCrossed(3, 4), new Communication(0, 0)));
    }

    @Test
    void clocksThatStartTogetherAnnounceBothSidesOnce() {
        OrderBook book = OrderBook.unitDemand(new long[] {9, 1}, new long[] {2, 8});
        for (TurnOrder turns : TurnOrder.values()) {
            var rule = new DoubleDutch(5, 5, turns, ClearingRule.MIDPOINT, new FixedStep(1));
            AuctionTranscript transcript = rule.course(book, TIES);
            assertThat(transcript.announcements())
                    .extracting(Announcement::side)
                    .containsExactly(Side.BUYERS, Side.SELLERS);
            assertThat(transcript.outcome().trades()).hasSize(1);
        }
    }

    @Test
    void otherSideIsAnnouncedOnceIfClocksMeet() {
        OrderBook book = OrderBook.unitDemand(new long[] {0}, new long[] {0});
        AuctionTranscript transcript = rule(TurnOrder.ALTERNATE, ClearingRule.MIDPOINT, new FixedStep(13))
                .course(book, TIES);
        assertThat(transcript.announcements())
                .extracting(Announcement::side)
                .containsExactly(Side.BUYERS, Side.BUYERS, Side.SELLERS);
        assertThat(transcript.outcome().trades()).hasSize(1);
    }

    /** Two buyer stops without acceptance have one line each, three seller stops share a line. */
    @Test
    void threeStopsWithoutAcceptanceShareOneLine() {
        OrderBook book = OrderBook.unitDemand(new long[] {8}, new long[] {3});
        var rule = new DoubleDutch(10, 0, TurnOrder.ALTERNATE, ClearingRule.MIDPOINT, new FixedStep(1));
        assertThat(rule.course(book, TIES).text()).isEqualTo("""
                double-dutch-midpoint, turns alternate, policy fixed-1, clocks from 10 and 0
                step side     stop  sent  queues  accepted by
                   1 buyers     10     1   0:0    -
                   2 buyers      9     1   0:0    -
                   3 buyers      8     1   1:0    b1
                   4 sellers     0 and on to 2 at step 6: nobody accepts
                   7 sellers     3     1   1:1    s1
                b1 buys from s1: pays 5.5, s1 receives 5.5
                the house keeps 0; 7 announcements, 9 messages
                """);
    }

    @Test
    void theStronglyBalancedReductionNeedsShorterTurns() {
        assertThatThrownBy(() -> rule(TurnOrder.ALTERNATE, ClearingRule.STRONGLY_BALANCED_REDUCTION, new GreedyStep()))
                .hasMessage("turns must be SHORTER with the strongly balanced reduction: ALTERNATE");
    }

    @Test
    void rejectsStartClockAtLargestTick() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                        new DoubleDutch(Order.MAX_TICKS, 0, TurnOrder.SHORTER, ClearingRule.MIDPOINT, new FixedStep(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("buyersStartTicks must be below");
    }
}
