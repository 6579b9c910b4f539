package skybourse.receipt;

import static skybourse.receipt.FairMoney.isLot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import skybourse.receipt.DrawnRounds.Round;
import skybourse.receipt.FieldChanges.Change;
import skybourse.receipt.format.MerkleHash;
import skybourse.receipt.format.Trees;

/**
 * Changes of the outcomes of pieces, of their times by milliseconds, and of earlier commands. The entries are adapted,
 * so that only one rule can break.
 */
final class EndChanges {

    private static final List<String> ENDS = List.of(
            "PAID silence",
            "PAID ruling",
            "PAID no-ruling",
            "FAILED no-result",
            "FAILED ruling",
            "RETURNED confirmed",
            "RETURNED ruling",
            "RETURNED no-ruling",
            "FAILED silence");

    private final DrawnRounds base;
    private final List<Change<DrawnRounds>> all = new ArrayList<>();

    private EndChanges(DrawnRounds base) {
        this.base = base;
    }

    static List<Change<DrawnRounds>> of(DrawnRounds rounds) {
        var changes = new EndChanges(rounds);
        for (int round = 0; round < rounds.size(); round++) {
            changes.outcomes(round);
            changes.commands(round);
        }
        for (String named : List.of("FAILED no-result", "FAILED ruling")) {
            for (int variant = 0; variant < 4; variant++) {
                int fines = variant;
                changes.add("lots end " + named + " with fines " + variant, all -> lotsFail(all, named, fines));
            }
        }
        return changes.all;
    }

    private void add(String kind, Consumer<DrawnRounds> change) {
        all.add(new Change<>(kind, change));
    }

    /** Lets all lots fail. Fines: 0 none, 1 once for each worker and round, 2 once for each worker, 3 for each lot. */
    private static void lotsFail(DrawnRounds rounds, String named, int fines) {
        Set<Object> fined = new HashSet<>();
        for (int round = 0; round < rounds.size(); round++) {
            for (int at = 0; at < rounds.round(round).outcomes().size(); at++) {
                Object id = outcome(rounds, round, at).getFirst();
                List<Object> piece = piece(rounds, id);
                if (isLot(piece)) {
                    ended(rounds, round, at, named, 0);
                    List<Object> key = List.of(piece.get(4), fines == 1 ? soldIn(id) : fines == 2 ? 0 : id);
                    if (fines > 0 && fined.add(key)) {
                        FairMoney.fine(rounds.round(round), piece);
                    }
                }
            }
        }
    }

    /**
     * Gives pieces other outcomes, with and without stake and fine, and at the earliest time or one millisecond away.
     */
    private void outcomes(int round) {
        List<List<Object>> outcomes = base.seen(round).outcomes();
        for (int i = 0; i < outcomes.size(); i++) {
            int at = i;
            String was = outcomes.get(i).get(1) + " " + outcomes.get(i).get(2);
            for (String named : ENDS) {
                for (int variant = 0; variant < 8; variant++) {
                    int other = variant;
                    add("ends " + named + " " + variant, rounds -> ended(rounds, round, at, named, other));
                }
            }
            for (long more : new long[] {-1, 1}) {
                add(
                        "seq of an outcome " + more,
                        rounds -> outcome(rounds, round, at)
                                .set(3, (Long) outcome(rounds, round, at).get(3) + more));
            }
            for (String edge : List.of("firstSeq", "lastSeq")) {
                for (long more = -1; more <= 1; more++) {
                    long beside = more;
                    add(
                            "outcome at " + edge + " " + more,
                            rounds -> outcome(rounds, round, at)
                                    .set(3, rounds.round(round).number(edge) + beside));
                }
            }
            for (long late = -1; late <= 1; late++) {
                long more = late;
                for (int cell : new int[] {1, 3, 4}) {
                    add("time of " + was + " " + late + " for " + cell, rounds -> timed(rounds, round, at, cell, more));
                }
                add("due with the result, " + late, rounds -> dueWithResult(rounds, round, at, more));
                add("overdue " + late, rounds -> overdue(rounds, round, at, more));
            }
        }
    }

    private static List<Object> outcome(DrawnRounds rounds, int round, int at) {
        return rounds.round(round).outcomes().get(at);
    }

    private static int soldIn(Object id) {
        String text = (String) id;
        return Integer.parseInt(text.substring(1, text.indexOf('.')));
    }

    private static Round sale(DrawnRounds rounds, Object id) {
        return rounds.round(soldIn(id));
    }

    private static List<Object> piece(DrawnRounds rounds, Object id) {
        return sale(rounds, id).pieces().stream()
                .filter(row -> row.getFirst().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void ended(DrawnRounds rounds, int round, int at, String named, int variant) {
        Object id = outcome(rounds, round, at).getFirst();
        List<Object> piece = piece(rounds, id);
        Round tierOneRound = sale(rounds, id);
        Round now = rounds.round(round);
        FairMoney.end(tierOneRound, now, piece, named.split(" ")[0], named.split(" ")[1]);
        switch (variant) {
            case 1, 2, 3 -> FairMoney.stake(tierOneRound, now, piece, 1, variant - 2);
            case 4, 5 -> FairMoney.stake(tierOneRound, now, piece, 3, 4 - variant);
            case 6 -> FairMoney.fine(now, piece);
            case 7 -> {
                FairMoney.fine(now, piece);
                FairMoney.stake(tierOneRound, now, piece, 1, 0);
            }
            default -> {}
        }
    }

    /** Moves the earliest time of an outcome before its latest time for an agent, or beyond by some milliseconds. */
    private static void timed(DrawnRounds rounds, int round, int at, int cell, long late) {
        List<Object> outcome = outcome(rounds, round, at);
        List<Object> piece = piece(rounds, outcome.getFirst());
        Round tierOneRound = sale(rounds, outcome.getFirst());
        String agent = (String) piece.get(cell);
        long seq = (Long) outcome.get(3);
        long latest = Math.min(
                rounds.round(round).number("at"),
                sent(rounds, agent, "")
                        .filter(command -> command[0] > seq)
                        .map(command -> command[1])
                        .min(Long::compare)
                        .orElse(Long.MAX_VALUE));
        long begun = Stream.of("result", "undoable", "rejection")
                .flatMap(path -> sent(rounds, agent, "PUT /v1/pieces/" + piece.getFirst() + "/" + path))
                .filter(command -> command[0] < seq)
                .map(command -> command[1])
                .reduce(tierOneRound.number("at"), Math::max);
        switch ((String) outcome.get(2)) {
            case "no-result" -> piece.set(8, latest + late);
            case "silence" -> tierOneRound.record().put("objectionSeconds", (latest + late - begun) / 1e3);
            case "no-ruling" -> tierOneRound.record().put("rulingSeconds", (latest + late - begun) / 1e3);
            default -> tierOneRound.record().put("at", latest + late);
        }
    }

    /** Returns seq and time of the commands of an agent by a route, or of all. */
    private static Stream<long[]> sent(DrawnRounds rounds, String agent, String route) {
        return IntStream.range(0, rounds.size())
                .mapToObj(rounds::seen)
                .flatMap(round -> round.commands(agent).stream())
                .filter(command -> route.isEmpty() || route.equals(command.get("for")))
                .map(command -> LongStream.of((Long) command.get("seq"), (Long) command.get("at"))
                        .toArray());
    }

    private static void dueWithResult(DrawnRounds rounds, int round, int at, long late) {
        Object id = outcome(rounds, round, at).getFirst();
        List<Object> piece = piece(rounds, id);
        ended(rounds, round, at, "FAILED no-result", isLot(piece) ? 6 : 0);
        Stream.of("result", "undoable")
                .flatMap(path -> sent(rounds, (String) piece.get(4), "PUT /v1/pieces/" + id + "/" + path))
                .findFirst()
                .ifPresent(command -> piece.set(8, command[1] + late));
    }

    /** Drops an outcome and its entries. All waiting times end at the last record, or one millisecond away. */
    private static void overdue(DrawnRounds rounds, int round, int at, long late) {
        Object id = outcome(rounds, round, at).getFirst();
        Round tierOneRound = sale(rounds, id);
        rounds.round(round).outcomes().remove(at);
        rounds.round(round).entries().removeIf(row -> row.get(4).equals(id));
        double seconds = (Double) Objects.requireNonNull(tierOneRound.record().get("objectionSeconds"))
                + (Double) Objects.requireNonNull(tierOneRound.record().get("rulingSeconds"));
        piece(rounds, id).set(8, rounds.seen(rounds.size() - 1).number("at") - (long) Math.ceil(1e3 * seconds) + late);
    }

    /** Lets the round use a command that the agent sent and no receipt contains: other terms, or another payload. */
    private void refused(int round, String agent) {
        Map<String, Object> record = base.seen(round).record();
        for (String other : List.of("same", "another")) {
            add("terms of a command without receipt, " + other, rounds -> {
                Map<String, Object> terms = Trees.at(rounds.round(round).record(), "terms", agent);
                Map<String, Object> body = Trees.copy(terms);
                terms.put("publicKey", "another");
                body.put("publicKey", other.equals("same") ? "another" : "no other");
                rounds.addRefused(agent, "PUT /v1/agents/" + agent, body);
            });
            if (Trees.at(record, "tasks").containsKey(agent)) {
                add("payload of a command without receipt, " + other, rounds -> {
                    Map<String, Object> task = Trees.at(rounds.round(round).record(), "tasks", agent);
                    task.put("sha256", MerkleHash.hex("x"));
                    Map<String, Object> body =
                            Trees.copy(Trees.objects(Trees.at(record, "frozen"), "wirelessAgents").stream()
                                    .filter(row -> agent.equals(row.get("id")))
                                    .map(row -> Trees.at(row, "task"))
                                    .findFirst()
                                    .orElseThrow());
                    body.put("payload", Trees.of("text", other.equals("same") ? "x" : "y"));
                    if (task.containsKey("units")) {
                        body.put("units", task.get("units"));
                    }
                    rounds.addRefused(agent, "PUT /v1/agents/" + agent + "/tasks/" + task.get("task"), body);
                });
            }
        }
    }

    /** Changes the times of commands and of closing. */
    private void commands(int round) {
        for (String agent : base.agents()) {
            refused(round, agent);
            int many = base.seen(round).commands(agent).size();
            for (int i = 0; i < many; i++) {
                int at = i;
                Map<String, Object> own = base.seen(round).commands(agent).get(i);
                String route = ((String) own.get("for")).replaceAll("[a-z]{2}-[0-9]|r[0-9.]+|t[0-9]+", "*");
                for (long more = -1; more <= 1; more++) {
                    long beside = more;
                    add(
                            "closed " + more + " after " + route,
                            rounds -> rounds.round(round).record().put("frozenSeq", (Long) own.get("seq") + beside));
                }
                add("only the digest of " + route, rounds -> {
                    Map<String, Object> command =
                            rounds.round(round).commands(agent).get(at);
                    command.put("sha256", MerkleHash.hex((String) command.remove("text")));
                });
                for (String other : List.of(
                        "PUT /v1/agents/" + agent + "/leaving",
                        "PUT /v1/agents/" + agent + "/tasks/t" + round + "/withdrawal")) {
                    add(
                            route + " is sent as " + other.replaceAll("[a-z]{2}-[0-9]|t[0-9]+", "*"),
                            rounds ->
                                    rounds.round(round).commands(agent).get(at).put("for", other));
                }
            }
        }
    }
}
