package skybourse.tier2.clock.refining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.testing.Cases;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.rule.StronglyBalancedAuction;

/**
 * The refining Double Dutch Auction with all sequences of answers, including inconsistent ones: values 1 to 6, up to three traders per side.
 * {@code -Drefined.every=1} uses all markets, about five million sequences.
 */
class EveryAnswerTest {

    private static final int EVERY = Integer.getInteger("refined.every", 23_000 / Cases.share(1_000));
    private static final int HIGHEST = 6;

    /** Answers by a script, with no after its end, and records the answers. */
    private static final class Script implements LongPredicate {
        private final List<Boolean> answers;
        private int at;

        Script(List<Boolean> answers) {
            this.answers = answers;
        }

        @Override
        public boolean test(long stopTicks) {
            if (at == answers.size()) {
                answers.add(false);
            }
            return answers.get(at++);
        }
    }

    /** Changes the last no into a yes; returns false if there is none. */
    private static boolean next(List<Boolean> answers) {
        int no = answers.lastIndexOf(false);
        if (no < 0) {
            return false;
        }
        answers.subList(no, answers.size()).clear();
        answers.add(true);
        return true;
    }

    private static List<long[]> multisets(int most) {
        List<long[]> all = new ArrayList<>(List.of(new long[0]));
        for (int from = 0, size = 1; size <= most; size++) {
            int to = all.size();
            for (int i = from; i < to; i++) {
                long[] less = all.get(i);
                for (long value = size == 1 ? 1 : less[size - 2]; value <= HIGHEST; value++) {
                    long[] more = Arrays.copyOf(less, size);
                    more[size - 1] = value;
                    all.add(more);
                }
            }
            from = to;
        }
        return all;
    }

    private static OrderBook book(Side side, long own, long[] same, long[] others) {
        long[] mine = new long[same.length + 1];
        mine[0] = own;
        System.arraycopy(same, 0, mine, 1, same.length);
        return side == Side.BUYERS ? OrderBook.unitDemand(mine, others) : OrderBook.unitDemand(others, mine);
    }

    @Test
    void everyAnswerSequenceEqualsAReportWithoutGain() {
        int number = 0;
        long sequences = 0;
        for (Side side : Side.values()) {
            for (long[] same : multisets(2)) {
                for (long[] others : multisets(3)) {
                    if (number++ % EVERY == 0) {
                        for (int draw = 0; draw < 2; draw++) {
                            for (Questioner questioner : Questioners.all(number)) {
                                sequences +=
                                        everyAnswer(side, same, others, questioner, new TieOrder.Lottery(draw, number));
                            }
                        }
                    }
                }
            }
        }
        assertThat(number).isEqualTo(2 * 28 * 84);
        assertThat(sequences).isGreaterThan(400_000 / EVERY);
    }

    private static int everyAnswer(Side side, long[] same, long[] others, Questioner questioner, TieOrder ties) {
        String me = side == Side.BUYERS ? "b1" : "s1";
        RefiningDutch rule = new RefiningDutch(HIGHEST, 1, questioner);
        List<OrderBook> reports = new ArrayList<>();
        List<AuctionOutcome> expected = new ArrayList<>();
        long[] honest = new long[HIGHEST];
        for (int value = 1; value <= HIGHEST; value++) {
            OrderBook report = book(side, value, same, others);
            AuctionOutcome outcome = new StronglyBalancedAuction().clear(report, ties);
            reports.add(report);
            expected.add(outcome);
            honest[value - 1] = outcome.utilityHalfTicks(me, report);
            assertThat(honest[value - 1]).isNotNegative();
        }
        List<Boolean> answers = new ArrayList<>();
        int leaves = 0;
        int matched = 0;
        do {
            Map<String, LongPredicate> buyers = AnsweringTrader.of(Side.BUYERS, reports.getFirst());
            Map<String, LongPredicate> sellers = AnsweringTrader.of(Side.SELLERS, reports.getFirst());
            AnsweringTrader trader = new AnsweringTrader(side, new Script(answers));
            (side == Side.BUYERS ? buyers : sellers).put(me, trader);
            RefiningRun run = rule.start(buyers, sellers);
            while (!run.hasEnded()) {
                run.askNext();
            }
            AuctionOutcome outcome = run.outcome(ties);
            assertThat(outcome.houseHalfTicks()).isZero();
            Map<String, Object> facts = RefiningDutchTest.facts(outcome);
            for (int value = 1; value <= HIGHEST; value++) {
                if (trader.mayBeWorth(value)) {
                    matched++;
                    assertThat(facts)
                            .as("%s %s %s", questioner.name(), reports.get(value - 1), answers)
                            .isEqualTo(RefiningDutchTest.facts(expected.get(value - 1)));
                }
                assertThat(outcome.utilityHalfTicks(me, reports.get(value - 1))).isLessThanOrEqualTo(honest[value - 1]);
            }
            leaves++;
        } while (next(answers));
        assertThat(matched).as("each report equals one sequence").isEqualTo(HIGHEST);
        return leaves;
    }

    /** A tie order: traders by rank in one of the orders of three. */
    private record Permuted(int buyers, int sellers, int drawn) implements TieOrder {
        private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

        private static int place(String participant, int order) {
            return ORDERS[order][participant.charAt(1) - '1'];
        }

        @Override
        public long key(String participant) {
            return place(participant, participant.startsWith("b") ? buyers : sellers);
        }

        @Override
        public long drawKey(Order order) {
            return (place(order.participant(), 0) + drawn) % 3;
        }

        static List<TieOrder> all() {
            List<TieOrder> all = new ArrayList<>();
            for (int i = 0; i < 6 * 6 * 3; i++) {
                all.add(new Permuted(i % 6, i / 6 % 6, i / 36));
            }
            return all;
        }
    }

    /** Before each question some answers still lead to different outcomes for some tie order: no question is redundant. */
    @Tag("slow")
    @Test
    void nothingIsAskedOnceTheOutcomeIsKnown() {
        List<long[]> sides = multisets(3);
        RandomStreams streams = new RandomStreams(2);
        for (int i = 0; i < 138 / EVERY; i++) {
            var random = streams.stream("known", i);
            OrderBook book = OrderBook.unitDemand(
                    sides.get(random.nextInt(sides.size())), sides.get(random.nextInt(sides.size())));
            Map<List<Long>, List<Map<String, Object>>> memory = new HashMap<>();
            for (Questioner questioner : Questioners.all(i)) {
                Map<String, LongPredicate> buyers = AnsweringTrader.of(Side.BUYERS, book);
                Map<String, LongPredicate> sellers = AnsweringTrader.of(Side.SELLERS, book);
                RefiningRun run = new RefiningDutch(HIGHEST, 1, questioner).start(buyers, sellers);
                while (!run.hasEnded()) {
                    assertThat(isOpen(buyers, sellers, memory))
                            .as("%s in %s", questioner.name(), book)
                            .isTrue();
                    run.askNext();
                }
                assertThat(isOpen(buyers, sellers, memory)).isFalse();
            }
        }
    }

    private static boolean isOpen(
            Map<String, LongPredicate> buyers,
            Map<String, LongPredicate> sellers,
            Map<List<Long>, List<Map<String, Object>>> memory) {
        Map<String, AnsweringTrader> people = new LinkedHashMap<>();
        buyers.forEach((id, person) -> people.put(id, (AnsweringTrader) person));
        sellers.forEach((id, person) -> people.put(id, (AnsweringTrader) person));
        List<List<Long>> completions = new ArrayList<>(List.of(List.of()));
        for (Map.Entry<String, AnsweringTrader> person : people.entrySet()) {
            List<List<Long>> longer = new ArrayList<>();
            long beyond = buyers.containsKey(person.getKey()) ? 0 : 1; // of the other side's start clock
            for (List<Long> known : completions) {
                for (long value = beyond; value < beyond + HIGHEST + 1; value++) {
                    if (person.getValue().mayBeWorth(value)) {
                        List<Long> more = new ArrayList<>(known);
                        more.add(value);
                        longer.add(more);
                    }
                }
            }
            completions = longer;
        }
        List<Set<Map<String, Object>>> seen = new ArrayList<>();
        Permuted.all().forEach(_ -> seen.add(new HashSet<>()));
        for (List<Long> values : completions) {
            List<Map<String, Object>> outcomes = memory.computeIfAbsent(values, _ -> outcomes(values, buyers.size()));
            for (int i = 0; i < outcomes.size(); i++) {
                seen.get(i).add(outcomes.get(i));
                if (seen.get(i).size() > 1) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Map<String, Object>> outcomes(List<Long> values, int buyers) {
        OrderBook book = OrderBook.unitDemand(
                values.stream().limit(buyers).mapToLong(value -> value).toArray(),
                values.stream().skip(buyers).mapToLong(value -> value).toArray());
        return Permuted.all().stream()
                .map(ties -> RefiningDutchTest.facts(new StronglyBalancedAuction().clear(book, ties)))
                .toList();
    }
}
