package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import skybourse.receipt.MadeUpExchange.Draft;
import skybourse.receipt.format.Keys;
import skybourse.receipt.format.MerkleHash;
import skybourse.receipt.format.Trees;

/** False statements that an exchange could make about one of its agents and sign. */
final class MadeUpLies {

    private MadeUpLies() {}

    /** Number of rounds. No money moves in the last one. */
    static final int ROUNDS = 5;

    /**
     * A false statement.
     *
     * @param name description
     * @param victim the agent that checks
     * @param lines lines that are broken
     * @param round the changed round
     * @param change applied to the round
     */
    record Lie(String name, String victim, List<Integer> lines, int round, Consumer<Draft> change) {

        MadeUpExchange exchange() {
            return new MadeUpExchange(ROUNDS, new MadeUpExchange.Plant() {
                @Override
                public void round(Draft draft) {
                    if (draft.round() == round) {
                        change.accept(draft);
                    }
                }
            });
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Lie lie(String name, String victim, int line, int round, Consumer<Draft> change) {
        return new Lie(name, victim, List.of(line), round, change);
    }

    static List<List<Object>> entries(Draft draft) {
        return Trees.rows(draft.record(), "entries");
    }

    /** Returns an entry of the reason for a piece. */
    static List<Object> entry(Draft draft, String reason, String of) {
        return entries(draft).stream()
                .filter(row -> row.get(3).equals(reason) && row.get(4).equals(of))
                .findFirst()
                .orElseThrow();
    }

    static List<Object> piece(Draft draft, int index) {
        return Trees.rows(draft.record(), "pieces").get(index);
    }

    static void drop(Draft draft, String of) {
        entries(draft).removeIf(row -> row.get(4).equals(of));
    }

    static void pay(Draft draft, String from, String to, long units, String reason, String of) {
        entries(draft).add(Trees.list(from, to, units, reason, of));
    }

    static Map<String, Object> agent(Draft draft, String list, int index) {
        return Trees.objects(Trees.at(draft.record(), "frozen"), list).get(index);
    }

    static List<Object> outcome(Draft draft, String piece) {
        return Trees.rows(draft.record(), "outcomes").stream()
                .filter(row -> row.getFirst().equals(piece))
                .findFirst()
                .orElseThrow();
    }

    static void command(Draft draft, String agent, String route) {
        draft.commands().get(agent).removeIf(command -> command.get("for").equals(route));
    }

    /** False statements about the agent's terms and its task. */
    static Stream<Lie> ofTerms() {
        return Stream.of(
                lie(
                        "a signed ask is dropped",
                        "aa-1",
                        14,
                        1,
                        draft -> Trees.at(draft.record(), "asks").remove("aa-1")),
                lie(
                        "an ask is another",
                        "aa-1",
                        14,
                        1,
                        draft -> Trees.at(draft.record(), "asks").put("aa-1", Trees.list(3L))),
                lie("terms and ask are dropped", "aa-1", 14, 1, draft -> {
                    Trees.at(draft.record(), "asks").remove("aa-1");
                    Trees.at(draft.record(), "terms", "aa-1").remove("askTicks");
                }),
                lie("terms of an older version", "fa-1", 14, 2, draft -> {
                    Trees.at(draft.record(), "terms", "fa-1").putAll(Trees.of("version", 2, "workPerSecond", 1.001e9));
                    Trees.at(agent(draft, "fixedAgents", 0), "computer").put("workPerSecond", 1.001e9);
                }),
                lie(
                        "terms of a version that was never sent",
                        "fa-1",
                        14,
                        2,
                        draft -> Trees.at(draft.record(), "terms", "fa-1").put("version", 9)),
                lie(
                        "no terms",
                        "fa-1",
                        14,
                        2,
                        draft -> Trees.at(draft.record(), "terms").remove("fa-1")),
                lie(
                        "another speed is used",
                        "ma-1",
                        14,
                        1,
                        draft -> Trees.at(agent(draft, "mobileAgents", 0), "computer")
                                .put("workPerSecond", 9e9)),
                lie(
                        "another place is used",
                        "ma-1",
                        14,
                        1,
                        draft -> Trees.at(agent(draft, "mobileAgents", 0), "position")
                                .put("xMetres", 99)),
                lie(
                        "another worth is used",
                        "wa-1",
                        14,
                        1,
                        draft -> agent(draft, "wirelessAgents", 0).put("satisfactionWeight", 99.0)),
                lie(
                        "a posted price is not posted",
                        "ma-1",
                        14,
                        2,
                        draft -> draft.record().put("posting", List.of())),
                lie(
                        "a price is posted that is not",
                        "fa-1",
                        14,
                        2,
                        draft -> draft.record().put("posting", List.of("ma-1", "fa-1"))),
                lie(
                        "a posted price is admitted and refused",
                        "ma-1",
                        14,
                        2,
                        draft -> draft.record().put("refusedGains", Map.of("ma-1", 0.1))),
                lie(
                        "a price is refused that was not posted",
                        "fa-1",
                        14,
                        2,
                        draft -> draft.record().put("refusedGains", Map.of("fa-1", 0.1))),
                lie("another price than posted", "ma-1", 14, 2, draft -> {
                    Trees.at(draft.record(), "pricePerBit").put("ma-1", 1.5000001e-6);
                }),
                lie(
                        "another payload",
                        "wa-1",
                        14,
                        1,
                        draft -> Trees.at(draft.record(), "tasks", "wa-1").put("sha256", MerkleHash.hex("other"))),
                lie("other amounts of the task", "wa-1", 14, 1, draft -> {
                    Map<String, Object> task = Trees.at(agent(draft, "wirelessAgents", 0), "task");
                    task.put("inputBits", (Double) task.get("inputBits") + 1e-3);
                }),
                lie("a task that was never sent", "wa-1", 14, 1, draft -> {
                    Trees.at(draft.record(), "tasks", "wa-1").put("task", "t9");
                    Trees.rows(draft.record(), "pieces").forEach(row -> row.set(2, "t9"));
                }),
                lie(
                        "a task without its units",
                        "wa-1",
                        14,
                        1,
                        draft -> Trees.at(draft.record(), "tasks", "wa-1").remove("units")),
                lie(
                        "closed before the task came",
                        "wa-1",
                        14,
                        1,
                        draft -> draft.record().put("frozenSeq", 9L)));
    }

    /** False statements about sold pieces. */
    static Stream<Lie> ofPieces() {
        return Stream.of(
                lie("a bill of MA is booked to FA", "ma-1", 13, 1, draft -> {
                    List<Object> own = piece(draft, 0);
                    List<Object> other = piece(draft, 1);
                    Object bill = own.get(9);
                    own.set(9, other.get(9));
                    other.set(9, bill);
                    entry(draft, "HELD", "r1.0").set(2, own.get(9));
                    entry(draft, "HELD", "r1.1").set(2, bill);
                }),
                new Lie("all pieces of MA are dropped", "ma-1", List.of(13, 15), 1, draft -> {
                    Trees.rows(draft.record(), "pieces").remove(0);
                    drop(draft, "r1.0");
                }),
                lie("a piece is given to another leader", "ma-1", 13, 1, draft -> {
                    piece(draft, 0).set(3, "fa-1");
                    piece(draft, 0).set(4, "fa-1");
                }),
                lie("a piece begins behind the end of the one before", "wa-1", 13, 1, draft -> {
                    for (int cell = 5; cell <= 6; cell++) {
                        piece(draft, 3).set(cell, ((Number) piece(draft, 3).get(cell)).doubleValue() + .1);
                    }
                }),
                lie(
                        "a lot is given to another worker",
                        "aa-1",
                        13,
                        1,
                        draft -> piece(draft, 2).set(4, "ma-1")),
                lie("wages of 0", "aa-1", 13, 1, draft -> piece(draft, 2).set(11, 0L)),
                lie(
                        "due earlier",
                        "fa-1",
                        13,
                        1,
                        draft -> piece(draft, 1).set(8, (Long) piece(draft, 1).get(8) - 1_000)),
                lie(
                        "due a millisecond later",
                        "wa-1",
                        13,
                        1,
                        draft -> piece(draft, 1).set(8, (Long) piece(draft, 1).get(8) + 1)),
                lie(
                        "a fraction of a millisecond is cut off",
                        "fa-1",
                        13,
                        1,
                        draft -> draft.record().put("graceSeconds", MadeUpMarket.GRACE + 4e-4)),
                lie(
                        "leaders in another order than their pieces",
                        "ma-1",
                        13,
                        1,
                        draft -> draft.record().put("sellers", Trees.list("fa-1", "ma-1", "aa-1"))),
                lie(
                        "pieces of a leader to which nothing was sent",
                        "wa-1",
                        13,
                        1,
                        draft -> Trees.at(draft.record(), "units", "wa-1").remove("fa-1")),
                lie("units apportioned otherwise", "wa-1", 13, 1, draft -> {
                    Trees.at(draft.record(), "units", "wa-1").putAll(Trees.of("ma-1", 4, "fa-1", 4));
                }),
                lie(
                        "a bond that is too large",
                        "fa-1",
                        13,
                        1,
                        draft -> piece(draft, 1).set(12, (Long) piece(draft, 1).get(12) + 2)),
                lie(
                        "a bond of a lot that is too large",
                        "aa-1",
                        13,
                        1,
                        draft -> piece(draft, 2).set(13, 9_000_000L)),
                lie(
                        "a bond of a worker without a lot",
                        "fa-1",
                        13,
                        1,
                        draft -> piece(draft, 1).set(13, 1L)),
                lie(
                        "a fine that is too large",
                        "aa-1",
                        13,
                        1,
                        draft -> piece(draft, 2).set(14, 100_001L)),
                lie(
                        "a fine without a lot",
                        "fa-1",
                        13,
                        1,
                        draft -> piece(draft, 1).set(14, 1L)),
                lie(
                        "more is held than the bill",
                        "wa-1",
                        13,
                        1,
                        draft -> entry(draft, "HELD", "r1.0")
                                .set(2, (Long) entry(draft, "HELD", "r1.0").get(2) + 1)),
                lie(
                        "the refund of an undone piece is kept",
                        "wa-1",
                        13,
                        1,
                        draft -> entries(draft).remove(entry(draft, "REFUND", "r1.3"))),
                lie("the penalty of an undone piece is kept", "wa-1", 13, 1, draft -> {
                    entries(draft).remove(entry(draft, "PENALTY", "r1.3"));
                    piece(draft, 3).set(12, 0L);
                }),
                lie(
                        "a refund goes to another buyer",
                        "wa-1",
                        13,
                        1,
                        draft -> entry(draft, "REFUND", "r1.3").set(1, "aa-1")),
                lie("a lot is held twice", "fa-1", 13, 1, draft -> pay(draft, "fa-1", "escrow", 60_000L, "HELD", "")),
                lie("work that nobody does is said to be done", "wa-1", 15, 1, draft -> {
                    piece(draft, 3).set(15, false);
                    piece(draft, 3).set(12, 0L);
                    entries(draft).remove(entry(draft, "REFUND", "r1.3"));
                    entries(draft).remove(entry(draft, "PENALTY", "r1.3"));
                }));
    }

    /** False statements about the draw and about commands. */
    static Stream<Lie> others() {
        return Stream.of(
                lie(
                        "a draw that is not signed",
                        "wa-1",
                        11,
                        1,
                        draft -> draft.record().put("draw", "ab".repeat(64))),
                lie(
                        "a draw that is no signature",
                        "wa-1",
                        11,
                        1,
                        draft -> draft.record().put("draw", "7")),
                lie(
                        "the draw of another round",
                        "wa-1",
                        11,
                        1,
                        draft -> draft.record()
                                .put(
                                        "draw",
                                        HexFormat.of()
                                                .formatHex(Keys.of("exchange")
                                                        .signer()
                                                        .apply("skybourse/draw-1\ncampus\n2\n".getBytes(UTF_8))))),
                lie(
                        "a promised task is dropped",
                        "wa-1",
                        5,
                        1,
                        draft -> command(draft, "wa-1", "PUT /v1/agents/wa-1/tasks/t1")),
                lie(
                        "a promised result is dropped",
                        "ma-1",
                        5,
                        1,
                        draft -> command(draft, "ma-1", "PUT /v1/pieces/r0.0/result")),
                lie("the house loses money", "wa-1", 9, 1, draft -> pay(draft, "house", "zz", 900_000, "BILL", "")));
    }

    static Stream<Lie> all() {
        return Stream.of(ofTerms(), ofPieces(), MadeUpMoneyLies.all(), others()).flatMap(lies -> lies);
    }
}
