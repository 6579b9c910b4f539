package skybourse.receipt;

import static skybourse.receipt.FairMoney.isLot;
import static skybourse.receipt.FairMoney.isUndone;
import static skybourse.receipt.FairMoney.units;

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

/**
 * Changes at the limit of a rule, one unit or millisecond within it and one beyond. Entries that depend on what was changed are written again, so that
 * one rule alone can break.
 */
final class RuleChanges {

    private static final List<String> ENDS = List.of(
            "PAID silence",
            "PAID ruling",
            "FAILED no-result",
            "FAILED ruling",
            "RETURNED confirmed",
            "RETURNED ruling",
            "RETURNED no-ruling",
            "FAILED silence");

    private final DrawnRounds base;
    private final List<Change<DrawnRounds>> all = new ArrayList<>();

    private RuleChanges(DrawnRounds base) {
        this.base = base;
    }

    static List<Change<DrawnRounds>> of(DrawnRounds rounds) {
        var changes = new RuleChanges(rounds);
        for (int round = 0; round < rounds.size(); round++) {
            changes.sale(round);
            changes.outcomes(round);
            changes.commands(round);
        }
        return changes.all;
    }

    private void add(String kind, Consumer<DrawnRounds> change) {
        all.add(new Change<>(kind, change));
    }

    /** Changes cells of pieces and pays accordingly, at the sale and at the end. */
    private void sale(int round) {
        List<List<Object>> pieces = base.seen(round).pieces();
        for (int i = 0; i < pieces.size(); i++) {
            int at = i;
            for (int cell = 9; cell <= 14; cell++) {
                int changed = cell;
                for (long more : new long[] {-3, -2, -1, 1, 2, 3}) {
                    String kind = (isLot(pieces.get(i)) ? "lot" : isUndone(pieces.get(i)) ? "undone" : "piece");
                    add(kind + " cell " + cell + " " + more, rounds -> {
                        List<Object> piece = rounds.round(round).pieces().get(at);
                        piece.set(changed, units(piece, changed) + more);
                        paid(rounds, round);
                    });
                }
            }
            for (String other : List.of("ma-1", "fa-1", "aa-1", "aa-2")) {
                for (int cell = 3; cell <= 4; cell++) {
                    int changed = cell;
                    add("agent " + cell + " of a piece", rounds -> {
                        rounds.round(round).pieces().get(at).set(changed, other);
                        FairMoney.divideLots(rounds.round(round));
                        paid(rounds, round);
                    });
                }
            }
            for (int cell = 5; cell <= 7; cell++) {
                int changed = cell;
                for (double more : new double[] {-2e-9, -0.9e-9, 0.9e-9, 2e-9}) {
                    double scale = cell == 7 ? 3.6e9 : 1;
                    add("cell " + cell + " by " + more, rounds -> {
                        List<Object> piece = rounds.round(round).pieces().get(at);
                        piece.set(changed, (Double) piece.get(changed) + more * scale);
                        FairMoney.divideLots(rounds.round(round));
                        paid(rounds, round);
                    });
                }
            }
            trades(round, at);
        }
        for (long more : new long[] {-6, -5, -4, -1, 0, 1, 4, 5, 6}) {
            for (long lacking : new long[] {0, 1, 7}) {
                add("penalties " + more + ", lacking " + lacking, rounds -> penalties(rounds, round, more, lacking));
            }
        }
    }

    private static void penalties(DrawnRounds rounds, int round, long more, long lacking) {
        Round own = rounds.round(round);
        long due = own.pieces().stream()
                .filter(FairMoney::isUndone)
                .mapToLong(piece -> units(piece, 12))
                .sum();
        own.record().put("shortUnits", lacking);
        FairMoney.penalize(own, Math.max(0, due + more - lacking));
        paid(rounds, round);
    }

    /** Sells a lot more or less, dearer or cheaper, to the same leader or to another, with fines at their limit. */
    private void trades(int round, int at) {
        List<Object> piece = base.seen(round).pieces().get(at);
        for (int buyer = 0; buyer <= 20; buyer += 5) {
            for (int seller = 0; seller <= 20; seller += 4) {
                int paid = buyer;
                int got = seller;
                for (String leader : List.of("ma-1", "fa-1")) {
                    for (long more = -1; more <= 1; more++) {
                        long beyond = more;
                        add(
                                (isLot(piece) ? "a lot" : "a piece") + " traded for " + Integer.signum(buyer - seller)
                                        + (buyer * seller == 0 ? ", free" : "") + ", fine " + more,
                                rounds -> traded(rounds, round, at, leader, paid, got, beyond));
                    }
                }
            }
        }
    }

    private static void traded(
            DrawnRounds rounds, int round, int at, String leader, int buyer, int seller, long beyond) {
        Round own = rounds.round(round);
        List<Object> piece = own.pieces().get(at);
        String worker = isLot(piece) ? (String) piece.get(4) : "aa-1";
        Trees.objects(own.record(), "trades")
                .add(Trees.of("buyer", leader, "seller", worker, "buyerHalfTicks", buyer, "sellerHalfTicks", seller));
        if (piece.get(3).equals(leader) && !isUndone(piece)) {
            piece.set(4, worker);
        }
        FairMoney.divideLots(own);
        if (isLot(piece)) {
            piece.set(14, mostFine(own, (String) piece.get(4)) + beyond);
        }
        paid(rounds, round);
    }

    private static long mostFine(Round round, String worker) {
        List<Map<String, Object>> own = Trees.objects(round.record(), "trades").stream()
                .filter(trade -> worker.equals(trade.get("seller")))
                .toList();
        long dearest = own.stream()
                .mapToLong(trade -> ((Number) Objects.requireNonNull(trade.get("sellerHalfTicks"))).longValue())
                .max()
                .orElse(0);
        long leaders = own.stream().map(trade -> trade.get("buyer")).distinct().count();
        double work = round.pieces().stream()
                .filter(piece -> isLot(piece) && piece.get(4).equals(worker))
                .mapToDouble(piece -> (Double) piece.get(7))
                .sum();
        return dearest * MadeUpMarket.HALF_TICK * (1 + Math.max(leaders, (long) Math.ceil(own.size() - work / 2e9)));
    }

    /** Writes the entries of a round's sale again, and those of the pieces that end later. */
    private static void paid(DrawnRounds rounds, int round) {
        Round sold = rounds.round(round);
        FairMoney.sell(sold);
        Set<Object> fined = new HashSet<>();
        for (int i = round; i < rounds.size(); i++) {
            Round now = rounds.round(i);
            for (List<Object> outcome : List.copyOf(now.outcomes())) {
                sold.pieces().stream()
                        .filter(piece -> piece.getFirst().equals(outcome.getFirst()))
                        .forEach(piece -> end(sold, now, piece, outcome, fined));
            }
        }
    }

    private static void end(Round sold, Round now, List<Object> piece, List<Object> outcome, Set<Object> fined) {
        List<Object> stakes = now.entries().stream()
                .filter(row -> row.get(3).equals("STAKE") && row.get(4).equals(piece.getFirst()))
                .map(row -> row.getFirst())
                .toList();
        boolean isFined = now.entries().stream()
                .anyMatch(row -> row.get(4).equals(piece.getFirst())
                        && row.get(1).equals("house")
                        && row.get(3).equals("PENALTY"));
        FairMoney.end(sold, now, piece, (String) outcome.get(1), (String) outcome.get(2));
        if (isLot(piece) && (outcome.get(1).equals("FAILED") || isFined) && fined.add(piece.get(4))) {
            FairMoney.fine(now, piece);
        }
        stakes.forEach(payer -> FairMoney.stake(sold, now, piece, payer.equals(piece.get(1)) ? 1 : 3, 0));
    }

    /** Ends pieces otherwise, with and without stake and fine, and at the earliest time or a millisecond away. */
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
        Round sold = sale(rounds, id);
        Round now = rounds.round(round);
        FairMoney.end(sold, now, piece, named.split(" ")[0], named.split(" ")[1]);
        switch (variant) {
            case 1, 2, 3 -> FairMoney.stake(sold, now, piece, 1, variant - 2);
            case 4, 5 -> FairMoney.stake(sold, now, piece, 3, 4 - variant);
            case 6 -> FairMoney.fine(now, piece);
            case 7 -> {
                FairMoney.fine(now, piece);
                FairMoney.stake(sold, now, piece, 1, 0);
            }
            default -> {}
        }
    }

    /** Sets the earliest time of an end so far before its latest time for an agent. */
    private static void timed(DrawnRounds rounds, int round, int at, int cell, long late) {
        List<Object> outcome = outcome(rounds, round, at);
        List<Object> piece = piece(rounds, outcome.getFirst());
        Round sold = sale(rounds, outcome.getFirst());
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
                .reduce(sold.number("at"), Math::max);
        switch ((String) outcome.get(2)) {
            case "no-result" -> piece.set(8, latest + late);
            case "silence" -> sold.record().put("objectionSeconds", (latest + late - begun) / 1e3);
            case "no-ruling" -> sold.record().put("rulingSeconds", (latest + late - begun) / 1e3);
            default -> sold.record().put("at", latest + late);
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

    /** Drops an outcome and its entries; all waiting times end by the last record, or a millisecond beside. */
    private static void overdue(DrawnRounds rounds, int round, int at, long late) {
        Object id = outcome(rounds, round, at).getFirst();
        Round sold = sale(rounds, id);
        rounds.round(round).outcomes().remove(at);
        rounds.round(round).entries().removeIf(row -> row.get(4).equals(id));
        double seconds = (Double) Objects.requireNonNull(sold.record().get("objectionSeconds"))
                + (Double) Objects.requireNonNull(sold.record().get("rulingSeconds"));
        piece(rounds, id).set(8, rounds.seen(rounds.size() - 1).number("at") - (long) Math.ceil(1e3 * seconds) + late);
    }

    /** Changes when commands came and when orders closed. */
    private void commands(int round) {
        for (String agent : base.agents()) {
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
