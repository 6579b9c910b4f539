package skybourse.receipt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import skybourse.receipt.MadeUpExchange.Draft;
import skybourse.receipt.format.Trees;

/** False statements about disputed or returned pieces, in random markets. */
final class MadeUpDisputes {

    private MadeUpDisputes() {}

    /**
     * A false statement about a piece.
     *
     * @param how result and cause of the piece
     * @param victim cell of the piece that names the agent: 1 the buyer, 3 the leader, 4 the worker
     * @param applies whether the statement applies to a piece, by the earlier commands
     * @param change applied to the round, for the piece
     */
    record Lie(
            String name,
            String how,
            int victim,
            BiPredicate<Liar, List<Object>> applies,
            BiConsumer<Draft, List<Object>> change) {

        Lie(String name, String how, int victim, BiConsumer<Draft, List<Object>> change) {
            this(name, how, victim, (_, _) -> true, change);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Makes a false statement once, about the first piece to which it applies. */
    static final class Liar implements MadeUpExchange.Plant {
        private final Lie lie;
        private final List<List<Object>> pieces = new ArrayList<>();
        private final Map<String, Long> sent = new HashMap<>();
        private long now;
        private boolean paysUnruled;
        private String victim = "";

        Liar(Lie lie) {
            this.lie = lie;
        }

        Lie lie() {
            return lie;
        }

        /** Returns the agent that the false statement concerns; empty if it applied to no piece. */
        String victim() {
            return victim;
        }

        @Override
        public void round(Draft draft) {
            now = (Long) Objects.requireNonNull(draft.record().get("at"));
            paysUnruled = draft.record().containsKey("paysUnruled");
            draft.commands()
                    .forEach((agent, commands) -> commands.forEach(
                            command -> sent.put(agent + " " + command.get("for"), (Long) command.get("at"))));
            for (List<Object> outcome : Trees.rows(draft.record(), "outcomes")) {
                boolean isSo = lie.how().equals(outcome.get(1) + " " + outcome.get(2));
                Optional<List<Object>> piece = pieces.stream()
                        .filter(row ->
                                isSo && victim.isEmpty() && row.getFirst().equals(outcome.getFirst()))
                        .filter(row -> lie.applies().test(this, row))
                        .findFirst();
                if (piece.isPresent()) {
                    victim = (String) piece.get().get(lie.victim());
                    lie.change().accept(draft, piece.get());
                }
            }
            Trees.rows(draft.record(), "pieces").forEach(row -> pieces.add(List.copyOf(row)));
        }
    }

    /** Returns the time of an agent's command about a piece, ms. */
    private static Optional<Long> said(Liar liar, List<Object> piece, int cell, String path) {
        return Optional.ofNullable(liar.sent.get(piece.get(cell) + " PUT /v1/pieces/" + piece.getFirst() + "/" + path));
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

    /** Gives a piece another outcome, without its entries. */
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

    /** Pays the bill and the stake without a ruling. */
    private static void paidUnruled(Draft draft, List<Object> piece) {
        paid(draft, piece, "no-ruling");
        double rate = MadeUpMarket.ERRORS / (1 - MadeUpMarket.ERRORS);
        long held = (Long) piece.get(9) + (Long) piece.get(12) + (Long) piece.get(13);
        pay(draft, piece, piece.get(1), piece.get(4), (long) Math.ceil(rate * held), "STAKE");
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

    static Stream<Lie> lies() {
        return Stream.of(
                new Lie("a larger stake", "PAID ruling", 1, (draft, piece) -> more(draft, piece, "STAKE", 1)),
                new Lie("a smaller stake", "PAID ruling", 4, (draft, piece) -> more(draft, piece, "STAKE", -1)),
                new Lie("no stake", "PAID ruling", 4, (draft, piece) -> drop(draft, piece, "STAKE")),
                new Lie(
                        "a stake where the buyer was right",
                        "FAILED ruling",
                        1,
                        (draft, piece) -> pay(draft, piece, piece.get(1), piece.get(4), 1L, "STAKE")),
                new Lie(
                        "a larger stake for work that cannot be done",
                        "RETURNED ruling",
                        1,
                        (liar, piece) -> said(liar, piece, 1, "confirmation").isEmpty(),
                        (draft, piece) -> more(draft, piece, "STAKE", 1)),
                new Lie(
                        "a stake that goes to another",
                        "RETURNED ruling",
                        1,
                        (liar, piece) -> said(liar, piece, 1, "confirmation").isEmpty(),
                        (draft, piece) -> entry(draft, piece, "STAKE").set(1, "zz")),
                new Lie("a stake by silence of a buyer that confirmed", "RETURNED confirmed", 1, (draft, piece) -> {
                    returned(draft, piece, "ruling");
                    pay(draft, piece, piece.get(1), piece.get(4), 1L, "STAKE");
                }),
                new Lie("a fee without ruling", "RETURNED no-ruling", 1, (draft, piece) -> {
                    more(draft, piece, "RETURNED", -1);
                    pay(draft, piece, "escrow", "house", 1L, "FEE");
                }),
                new Lie("a larger fee", "RETURNED confirmed", 1, (draft, piece) -> {
                    more(draft, piece, "RETURNED", -1);
                    more(draft, piece, "FEE", 1);
                }),
                new Lie(
                        "a confirmation that the buyer did not send",
                        "RETURNED no-ruling",
                        1,
                        (liar, piece) -> said(liar, piece, 1, "confirmation").isEmpty(),
                        (draft, piece) -> returned(draft, piece, "confirmed")),
                new Lie(
                        "a confirmation that the leader did not send",
                        "RETURNED no-ruling",
                        3,
                        (liar, piece) -> isLot(piece)
                                && said(liar, piece, 4, "undoable").isPresent()
                                && said(liar, piece, 3, "confirmation").isEmpty(),
                        (draft, piece) -> returned(draft, piece, "confirmed")),
                new Lie(
                        "a result that is returned as work that cannot be done",
                        "PAID ruling",
                        4,
                        (draft, piece) -> returned(draft, piece, "ruling")),
                new Lie(
                        "returned before the time for a ruling was over",
                        "PAID ruling",
                        1,
                        (liar, piece) -> said(liar, piece, 1, "rejection").orElseThrow() + 3_000 > liar.now,
                        (draft, piece) -> returned(draft, piece, "no-ruling")),
                new Lie(
                        "no stake for a result that is paid without a ruling",
                        "PAID no-ruling",
                        4,
                        (draft, piece) -> drop(draft, piece, "STAKE")),
                new Lie(
                        "a larger stake for a result that is paid without a ruling",
                        "PAID no-ruling",
                        1,
                        (draft, piece) -> more(draft, piece, "STAKE", 1)),
                new Lie(
                        "a result that is returned without a ruling though such results are paid",
                        "PAID no-ruling",
                        4,
                        (draft, piece) -> returned(draft, piece, "no-ruling")),
                new Lie(
                        "paid without a ruling though all money is then returned",
                        "RETURNED no-ruling",
                        1,
                        (liar, _) -> !liar.paysUnruled,
                        MadeUpDisputes::paidUnruled),
                new Lie(
                        "paid without a ruling and with the stake though not rejected",
                        "PAID silence",
                        1,
                        (liar, _) -> liar.paysUnruled,
                        MadeUpDisputes::paidUnruled),
                new Lie(
                        "work handed back that was not",
                        "PAID silence",
                        4,
                        (draft, piece) -> returned(draft, piece, "confirmed")),
                new Lie(
                        "paid by silence though rejected",
                        "PAID ruling",
                        1,
                        (draft, piece) -> paid(draft, piece, "silence")),
                new Lie(
                        "failed though handed back in time",
                        "RETURNED no-ruling",
                        4,
                        (draft, piece) -> failed(draft, piece, "no-result")),
                new Lie(
                        "failed though handed in in time",
                        "PAID silence",
                        4,
                        (draft, piece) -> failed(draft, piece, "no-result")),
                new Lie(
                        "a ruling on a result that was not rejected",
                        "PAID silence",
                        1,
                        (draft, piece) -> paid(draft, piece, "ruling")),
                new Lie(
                        "a bond of a lot that is larger",
                        "FAILED no-result",
                        4,
                        (_, piece) -> isLot(piece),
                        (draft, piece) -> entries(draft, piece).stream()
                                .filter(row -> row.getFirst().equals(piece.get(4))
                                        && row.get(1).equals(piece.get(3)))
                                .forEach(row -> row.set(2, (Long) row.get(2) + 1))),
                new Lie(
                        "a bond of a lot that is kept",
                        "FAILED no-result",
                        3,
                        (_, piece) -> isLot(piece),
                        (draft, piece) -> Trees.rows(draft.record(), "entries")
                                .removeIf(row -> row.get(4).equals(piece.getFirst())
                                        && row.getFirst().equals(piece.get(4))
                                        && row.get(1).equals(piece.get(3)))),
                new Lie(
                        "what a leader paid for a lot is kept",
                        "RETURNED no-ruling",
                        3,
                        (_, piece) -> isLot(piece),
                        (draft, piece) -> Trees.rows(draft.record(), "entries")
                                .removeIf(row -> row.get(4).equals(piece.getFirst())
                                        && row.get(1).equals(piece.get(3)))),
                new Lie(
                        "a fine where work could not be done",
                        "RETURNED confirmed",
                        4,
                        (_, piece) -> isLot(piece),
                        (draft, piece) -> pay(draft, piece, piece.get(4), "house", piece.get(14), "PENALTY")),
                new Lie(
                        "a fine without ruling for work that was handed in",
                        "PAID silence",
                        4,
                        (_, piece) -> isLot(piece),
                        (draft, piece) -> {
                            returned(draft, piece, "no-ruling");
                            pay(draft, piece, piece.get(4), "house", piece.get(14), "PENALTY");
                        }));
    }
}
