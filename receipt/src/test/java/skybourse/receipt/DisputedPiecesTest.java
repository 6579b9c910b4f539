package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.receipt.CheckedLine.Verdict;
import skybourse.receipt.MadeUpExchange.Draft;
import skybourse.receipt.ReceiptCheck.Given;

/** Lies about pieces that were disputed, or handed back as undoable, in drawn markets: each breaks line 15 for its victim. */
class DisputedPiecesTest {

    private static final int SEEDS = 12;
    private static final int ROUNDS = 5;

    /**
     * A lie about a piece.
     *
     * @param how result and cause with which a piece must have ended
     * @param victim cell of the piece that names the agent: 1 the buyer, 3 the leader, 4 the worker
     * @param applies tells whether a piece is of this kind
     * @param change made to the round, for the piece
     */
    private record Lie(
            String name,
            String how,
            int victim,
            Predicate<List<Object>> applies,
            BiConsumer<Draft, List<Object>> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Tells a lie once, about the first piece for which it can be told. */
    private static final class Liar implements MadeUpExchange.Plant {
        private final Lie lie;
        private final List<List<Object>> pieces = new ArrayList<>();
        private String victim = "";

        Liar(Lie lie) {
            this.lie = lie;
        }

        @Override
        public void round(Draft draft) {
            for (List<Object> outcome : Trees.rows(draft.record(), "outcomes")) {
                boolean isSo = lie.how().equals(outcome.get(1) + " " + outcome.get(2));
                Optional<List<Object>> piece = pieces.stream()
                        .filter(row ->
                                isSo && victim.isEmpty() && row.getFirst().equals(outcome.getFirst()))
                        .filter(lie.applies())
                        .findFirst();
                if (piece.isPresent()) {
                    victim = (String) piece.get().get(lie.victim());
                    lie.change().accept(draft, piece.get());
                }
            }
            Trees.rows(draft.record(), "pieces").forEach(row -> pieces.add(List.copyOf(row)));
        }
    }

    private static List<List<Object>> entries(Draft draft, List<Object> piece) {
        return Trees.rows(draft.record(), "entries").stream()
                .filter(row -> row.get(4).equals(piece.getFirst()))
                .toList();
    }

    private static List<Object> entry(Draft draft, List<Object> piece, String reason) {
        return entries(draft, piece).stream()
                .filter(row -> row.get(3).equals(reason))
                .findFirst()
                .orElseThrow();
    }

    private static void more(Draft draft, List<Object> piece, String reason, long units) {
        List<Object> entry = entry(draft, piece, reason);
        entry.set(2, (Long) entry.get(2) + units);
    }

    private static void drop(Draft draft, List<Object> piece, String reason) {
        Trees.rows(draft.record(), "entries").remove(entry(draft, piece, reason));
    }

    private static void drop(Draft draft, List<Object> piece) {
        Trees.rows(draft.record(), "entries").removeAll(entries(draft, piece));
    }

    private static void pay(Draft draft, List<Object> piece, Object from, Object to, Object units, String reason) {
        if (!units.equals(0L)) {
            Trees.rows(draft.record(), "entries").add(Trees.list(from, to, units, reason, piece.getFirst()));
        }
    }

    /** Lets a piece end otherwise, without its entries. */
    private static void end(Draft draft, List<Object> piece, String result, String cause) {
        drop(draft, piece);
        for (List<Object> outcome : Trees.rows(draft.record(), "outcomes")) {
            if (outcome.getFirst().equals(piece.getFirst())) {
                outcome.set(1, result);
                outcome.set(2, cause);
            }
        }
    }

    private static void paid(Draft draft, List<Object> piece, String cause) {
        end(draft, piece, "PAID", cause);
        pay(draft, piece, "escrow", piece.get(3), piece.get(9), "BILL");
        pay(draft, piece, "escrow", "house", piece.get(10), "LOT_BOUGHT");
        pay(draft, piece, "house", piece.get(4), piece.get(11), "LOT_SOLD");
    }

    private static void failed(Draft draft, List<Object> piece, String cause) {
        end(draft, piece, "FAILED", cause);
        pay(draft, piece, "escrow", piece.get(1), piece.get(9), "RETURNED");
        pay(draft, piece, "escrow", piece.get(3), piece.get(10), "RETURNED");
        pay(draft, piece, piece.get(3), piece.get(1), piece.get(12), "PENALTY");
        pay(draft, piece, piece.get(4), piece.get(3), piece.get(13), "PENALTY");
    }

    private static void returned(Draft draft, List<Object> piece, String cause) {
        end(draft, piece, "RETURNED", cause);
        long fee = cause.equals("confirmed") ? (long) Math.floor(MadeUpMarket.FEE * (Long) piece.get(9)) : 0;
        pay(draft, piece, "escrow", piece.get(1), (Long) piece.get(9) - fee, "RETURNED");
        pay(draft, piece, "escrow", "house", fee, "FEE");
        pay(draft, piece, "escrow", piece.get(3), piece.get(10), "RETURNED");
    }

    private static boolean isLot(List<Object> piece) {
        return !piece.get(3).equals(piece.get(4));
    }

    private static boolean isAny(List<Object> piece) {
        return !piece.isEmpty();
    }

    static Stream<Lie> lies() {
        return Stream.of(
                new Lie(
                        "a larger stake",
                        "PAID ruling",
                        1,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> more(draft, piece, "STAKE", 1)),
                new Lie(
                        "a smaller stake",
                        "PAID ruling",
                        4,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> more(draft, piece, "STAKE", -1)),
                new Lie(
                        "no stake",
                        "PAID ruling",
                        4,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> drop(draft, piece, "STAKE")),
                new Lie(
                        "a stake where the buyer was right",
                        "FAILED ruling",
                        1,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> pay(draft, piece, piece.get(1), piece.get(4), 1L, "STAKE")),
                new Lie(
                        "a larger stake for work that cannot be done",
                        "RETURNED ruling",
                        1,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> more(draft, piece, "STAKE", 1)),
                new Lie(
                        "a stake that goes to another",
                        "RETURNED ruling",
                        1,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> entry(draft, piece, "STAKE").set(1, "zz")),
                new Lie(
                        "a stake by silence of a buyer that confirmed",
                        "RETURNED confirmed",
                        1,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> {
                            returned(draft, piece, "ruling");
                            pay(draft, piece, piece.get(1), piece.get(4), 1L, "STAKE");
                        }),
                new Lie("a fee without ruling", "RETURNED no-ruling", 1, DisputedPiecesTest::isAny, (draft, piece) -> {
                    more(draft, piece, "RETURNED", -1);
                    pay(draft, piece, "escrow", "house", 1L, "FEE");
                }),
                new Lie("a larger fee", "RETURNED confirmed", 1, DisputedPiecesTest::isAny, (draft, piece) -> {
                    more(draft, piece, "RETURNED", -1);
                    more(draft, piece, "FEE", 1);
                }),
                new Lie(
                        "a confirmation that nobody sent",
                        "RETURNED no-ruling",
                        1,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> returned(draft, piece, "confirmed")),
                new Lie(
                        "work handed back that was not",
                        "PAID silence",
                        4,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> returned(draft, piece, "confirmed")),
                new Lie(
                        "paid by silence though rejected",
                        "PAID ruling",
                        1,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> paid(draft, piece, "silence")),
                new Lie(
                        "failed though handed back in time",
                        "RETURNED no-ruling",
                        4,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> failed(draft, piece, "no-result")),
                new Lie(
                        "failed though handed in in time",
                        "PAID silence",
                        4,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> failed(draft, piece, "no-result")),
                new Lie(
                        "a ruling on a result that was not rejected",
                        "PAID silence",
                        1,
                        DisputedPiecesTest::isAny,
                        (draft, piece) -> paid(draft, piece, "ruling")),
                new Lie(
                        "a bond of a lot that is larger",
                        "FAILED no-result",
                        4,
                        DisputedPiecesTest::isLot,
                        (draft, piece) -> entries(draft, piece).stream()
                                .filter(row -> row.getFirst().equals(piece.get(4))
                                        && row.get(1).equals(piece.get(3)))
                                .forEach(row -> row.set(2, (Long) row.get(2) + 1))),
                new Lie(
                        "a bond of a lot that is kept",
                        "FAILED no-result",
                        3,
                        DisputedPiecesTest::isLot,
                        (draft, piece) -> Trees.rows(draft.record(), "entries")
                                .removeIf(row -> row.get(4).equals(piece.getFirst())
                                        && row.getFirst().equals(piece.get(4))
                                        && row.get(1).equals(piece.get(3)))),
                new Lie(
                        "what a leader paid for a lot is kept",
                        "RETURNED no-ruling",
                        3,
                        DisputedPiecesTest::isLot,
                        (draft, piece) -> Trees.rows(draft.record(), "entries")
                                .removeIf(row -> row.get(4).equals(piece.getFirst())
                                        && row.get(1).equals(piece.get(3)))),
                new Lie(
                        "a fine where work could not be done",
                        "RETURNED confirmed",
                        4,
                        DisputedPiecesTest::isLot,
                        (draft, piece) -> pay(draft, piece, piece.get(4), "house", piece.get(14), "PENALTY")),
                new Lie(
                        "a fine without ruling for work that was handed in",
                        "PAID silence",
                        4,
                        DisputedPiecesTest::isLot,
                        (draft, piece) -> {
                            returned(draft, piece, "no-ruling");
                            pay(draft, piece, piece.get(4), "house", piece.get(14), "PENALTY");
                        }));
    }

    private static ReceiptCheck.Result checked(MadeUpExchange exchange, String agent, boolean hasKept) {
        List<Integer> all = IntStream.range(0, ROUNDS).boxed().toList();
        return ReceiptsTogether.checked(
                all.stream()
                        .map(round -> exchange.receipt(round, agent, ROUNDS - 1))
                        .toList(),
                new Given(
                        KEY,
                        all.stream()
                                .map(round ->
                                        RoundRecord.read(exchange.record(round).getBytes(UTF_8)))
                                .toList(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(exchange.kept(agent))
                                .filter(_ -> hasKept)
                                .map(text -> Kept.read(text.getBytes(UTF_8), KEY)),
                        Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void eachLieBreaksLineFifteen(Lie lie) {
        int told = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            var liar = new Liar(lie);
            var exchange = new MadeUpExchange(seed, ROUNDS, liar);
            if (!liar.victim.isEmpty()) {
                for (boolean hasKept : new boolean[] {true, false}) {
                    ReceiptCheck.Result result = checked(exchange, liar.victim, hasKept);
                    assertThat(result.lines().stream()
                                    .filter(line -> line.verdict() == Verdict.BROKEN)
                                    .map(CheckedLine::number))
                            .as("seed %d, %s: %s", seed, liar.victim, result.lines())
                            .containsExactly(15);
                }
                told++;
            }
        }
        assertThat(told).as("markets").isPositive();
    }

    /** What cannot be checked is said of those alone whom it concerns. */
    @Test
    void limitsAreSaidBesideTheLines() {
        List<String> none = ReceiptCheck.of(
                        Receipt.read(
                                MadeUpExchange.honest(1).receipt(0, "wa-1", 0).getBytes(UTF_8)),
                        Given.only(KEY))
                .limits();
        assertThat(none).hasSize(1).first().asString().contains("compare checkpoints");
        var exchange = MadeUpExchange.honest(3);
        assertThat(limits(exchange, 2)).hasSize(none.size() + 2).noneMatch(limit -> limit.contains("outside"));
        assertThat(limits(exchange, 0)).hasSize(none.size() + 3).anyMatch(limit -> limit.contains("outside"));
        for (String how : List.of("RETURNED ruling", "RETURNED confirmed")) {
            String word = how.endsWith("ruling") ? "rulings were right" : "undoable";
            var liar = new Liar(new Lie(how, how, 1, DisputedPiecesTest::isAny, (_, _) -> {}));
            MadeUpExchange drawn = null;
            for (int seed = 1; liar.victim.isEmpty(); seed++) {
                liar = new Liar(liar.lie);
                drawn = new MadeUpExchange(seed, ROUNDS, liar);
            }
            assertThat(checked(drawn, liar.victim, true).limits()).anyMatch(limit -> limit.contains(word));
            assertThat(limits(exchange, 0)).noneMatch(limit -> limit.contains(word));
        }
    }

    private static List<String> limits(MadeUpExchange exchange, int round) {
        var record = RoundRecord.read(exchange.record(round).getBytes(UTF_8));
        var given =
                new Given(KEY, List.of(record), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return ReceiptCheck.of(Receipt.read(exchange.receipt(round, "ma-1", 2).getBytes(UTF_8)), given)
                .limits();
    }
}
