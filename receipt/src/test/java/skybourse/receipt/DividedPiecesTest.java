package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.ReceiptCheck.CheckInputs;
import skybourse.receipt.format.Trees;

/** Money that several pieces share. Line 13 divides it again, so that no unit moves from one piece to another. */
class DividedPiecesTest {

    private static final int ROUNDS = 3;

    /**
     * Moves one unit from a piece to another, in each round that has two such pieces.
     *
     * @param name what is moved
     * @param cell cell of the pieces that holds the money
     * @param isPair whether a unit can move between two pieces
     */
    record Lie(String name, int cell, BiPredicate<List<Object>, List<Object>> isPair) implements MadeUpExchange.Plant {

        @Override
        public void round(MadeUpExchange.Draft draft) {
            List<List<Object>> pieces = Trees.rows(draft.record(), "pieces");
            for (List<Object> piece : pieces) {
                Optional<List<Object>> other = pieces.stream()
                        .filter(row -> row != piece && isPair.test(piece, row))
                        .findFirst();
                if (other.isPresent()) {
                    add(draft, piece, -1);
                    add(draft, other.get(), 1);
                    break;
                }
            }
        }

        private void add(MadeUpExchange.Draft draft, List<Object> piece, long units) {
            piece.set(cell, (Long) piece.get(cell) + units);
            Trees.rows(draft.record(), "entries").stream()
                    .filter(row -> row.get(3).equals("PENALTY") && row.get(4).equals(piece.getFirst()))
                    .forEach(row -> row.set(2, (Long) row.get(2) + units));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static boolean isLot(List<Object> piece) {
        return !piece.get(3).equals(piece.get(4));
    }

    static Stream<Lie> lies() {
        return Stream.of(
                new Lie(
                        "a unit of wages",
                        11,
                        (one, other) -> isLot(one) && one.subList(3, 5).equals(other.subList(3, 5))),
                new Lie("a unit of what is paid for lots", 10, (one, other) -> isLot(one) && isLot(other)),
                new Lie(
                        "a unit of a penalty for work that nobody does",
                        12,
                        (one, other) ->
                                one.get(15).equals(true) && other.get(15).equals(true)));
    }

    private static CheckResult checked(MadeUpExchange exchange, int round) {
        var record = RoundRecord.read(exchange.record(round).getBytes(UTF_8));
        var given = new CheckInputs(
                KEY, List.of(record), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Receipt receipt =
                Receipt.read(exchange.receipt(round, "fa-1", ROUNDS - 1).getBytes(UTF_8));
        return ReceiptCheck.of(receipt, given).lines().stream()
                .filter(line -> line.number() == 13)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("lies")
    void movedUnitBreaksLine13(Lie lie) {
        int told = 0;
        for (int seed = 1; seed <= 8; seed++) {
            var honest = new MadeUpExchange(seed, ROUNDS, new MadeUpExchange.Plant() {});
            var exchange = new MadeUpExchange(seed, ROUNDS, lie);
            for (int round = 0; round < ROUNDS; round++) {
                if (!honest.record(round)
                        .split("\"outcomes\"")[0]
                        .equals(exchange.record(round).split("\"outcomes\"")[0])) {
                    assertThat(checked(honest, round).verdict()).isEqualTo(Verdict.HOLDS);
                    CheckResult line = checked(exchange, round);
                    assertThat(line.verdict()).as("%s", line).isEqualTo(Verdict.BROKEN);
                    told++;
                }
            }
        }
        assertThat(told).as("rounds").isPositive();
    }

    /**
     * One of two buyers sends four times the bits for the same work, and pays four times the bill. Its part of the
     * penalty for undone work grows with its bill.
     *
     * @param isByBill whether penalties are divided again, by bills
     */
    record FourTimesTheBits(boolean isByBill) implements MadeUpExchange.Plant {

        @Override
        public void round(MadeUpExchange.Draft draft) {
            List<List<Object>> undone = Trees.rows(draft.record(), "pieces").stream()
                    .filter(row -> row.get(15).equals(true))
                    .toList();
            if (undone.size() == 2) {
                quadruple(draft, (String) undone.getLast().get(1));
                long all = (Long) undone.getFirst().get(12)
                        + (Long) undone.getLast().get(12);
                long one = (Long) undone.getFirst().get(9);
                long bills = one + (Long) undone.getLast().get(9);
                long first = BigDecimal.valueOf(all * one)
                        .divide(BigDecimal.valueOf(bills), 0, RoundingMode.HALF_UP)
                        .longValueExact();
                if (isByBill) {
                    penalize(draft, undone.getFirst(), first);
                    penalize(draft, undone.getLast(), all - first);
                }
            }
        }

        private static void quadruple(MadeUpExchange.Draft draft, String buyer) {
            Trees.objects(Trees.at(draft.record(), "frozen"), "wirelessAgents").stream()
                    .filter(agent -> agent.get("id").equals(buyer))
                    .map(agent -> Trees.at(agent, "task"))
                    .forEach(task -> task.compute("inputBits", (_, bits) -> 4 * (Double) bits));
            for (List<Object> piece : Trees.rows(draft.record(), "pieces")) {
                if (piece.get(1).equals(buyer)) {
                    piece.set(9, 4 * (Long) piece.get(9));
                    pay(draft, piece, List.of("HELD", "REFUND"), (Long) piece.get(9));
                }
            }
        }

        private static void penalize(MadeUpExchange.Draft draft, List<Object> piece, long units) {
            piece.set(12, units);
            pay(draft, piece, List.of("PENALTY"), units);
        }

        private static void pay(MadeUpExchange.Draft draft, List<Object> piece, List<String> reasons, long units) {
            Trees.rows(draft.record(), "entries").stream()
                    .filter(row -> reasons.contains(row.get(3)) && row.get(4).equals(piece.getFirst()))
                    .forEach(row -> row.set(2, units));
        }
    }

    @Test
    void penaltiesAreDividedByBills() {
        int told = 0;
        for (int seed = 1; seed <= 8; seed++) {
            var byBill = new MadeUpExchange(seed, ROUNDS, new FourTimesTheBits(true));
            var byWork = new MadeUpExchange(seed, ROUNDS, new FourTimesTheBits(false));
            for (int round = 0; round < ROUNDS; round++) {
                CheckResult line = checked(byBill, round);
                assertThat(line.verdict()).as("%s", line).isEqualTo(Verdict.HOLDS);
                if (!byBill.record(round).equals(byWork.record(round))) {
                    assertThat(checked(byWork, round).text()).contains("of penalties of fa-1");
                    told++;
                }
            }
        }
        assertThat(told).as("rounds").isPositive();
    }

    /**
     * The aerial agent sold a lot for 50,000 units and another for 20,000. Its only piece fills 0.18 lots, so 1.82 lots
     * are empty. The fine is at most three times the price of the dearer lot.
     */
    @ParameterizedTest
    @CsvSource({"150000, HOLDS", "150001, BROKEN"})
    void dearestLotLimitsTheFine(long fine, Verdict verdict) {
        var exchange = new MadeUpExchange(ROUNDS, new MadeUpExchange.Plant() {
            @Override
            public void round(MadeUpExchange.Draft draft) {
                Map<String, Object> trade = Trees.of("buyer", "fa-1", "buyerLot", 1, "seller", "aa-1", "sellerLot", 1);
                trade.putAll(Trees.of("buyerHalfTicks", 6, "sellerHalfTicks", 4));
                Trees.objects(draft.record(), "trades").add(trade);
                List<Object> lot = Trees.rows(draft.record(), "pieces").stream()
                        .filter(DividedPiecesTest::isLot)
                        .findFirst()
                        .orElseThrow();
                lot.set(10, 90_000L);
                lot.set(11, 70_000L);
                lot.set(14, fine);
                Trees.rows(draft.record(), "entries").add(Trees.list("fa-1", "escrow", 30_000L, "HELD", ""));
            }
        });
        CheckResult line = checked(exchange, 1);
        assertThat(line.verdict()).as("%s", line).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10 | 1 1 1        | 4 3 3
            7  | 0 0          | 4 3
            5  | 0.1 0.2 0.3  | 1 2 2
            3  | 1e-300 1e300 | 0 3
            0  | 2 3          | 0 0
            9  | 5            | 9
            """)
    void largestRemaindersGetOneUnitMore(long units, String weights, String shares) {
        List<BigDecimal> parts =
                Arrays.stream(weights.split(" ")).map(BigDecimal::new).toList();
        long[] expected =
                Arrays.stream(shares.split(" ")).mapToLong(Long::parseLong).toArray();
        assertThat(ProportionalDivision.split(units, parts)).containsExactly(expected);
    }

    @Test
    void divisionWithoutWeightsIsEmpty() {
        assertThat(ProportionalDivision.split(5, List.of())).isEmpty();
    }
}
