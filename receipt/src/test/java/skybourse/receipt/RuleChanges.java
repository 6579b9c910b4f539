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
import skybourse.receipt.DrawnRounds.Round;
import skybourse.receipt.FieldChanges.Change;
import skybourse.receipt.format.Trees;

/**
 * Changes of a sale at the limit of a rule: one unit or millisecond within it and one beyond. Dependent entries are
 * written again, so that only one rule can break.
 */
final class RuleChanges {

    private final DrawnRounds base;
    private final List<Change<DrawnRounds>> all = new ArrayList<>();

    private RuleChanges(DrawnRounds base) {
        this.base = base;
    }

    static List<Change<DrawnRounds>> of(DrawnRounds rounds) {
        var changes = new RuleChanges(rounds);
        for (int round = 0; round < rounds.size(); round++) {
            changes.sale(round);
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
            boundaries(round, at);
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

    /** Moves the boundary between two pieces of a buyer, with work, bills and bonds in proportion. */
    private void boundaries(int round, int at) {
        List<List<Object>> pieces = base.seen(round).pieces();
        boolean isFollowed = at + 1 < pieces.size()
                && pieces.get(at).get(1).equals(pieces.get(at + 1).get(1));
        for (double more : isFollowed ? new double[] {-2e-9, 0.5e-9, 2e-9, 0.03, 0.1} : new double[0]) {
            boolean isSame = pieces.get(at).get(3).equals(pieces.get(at + 1).get(3));
            add("boundary " + (isSame ? "within a leader" : "between leaders") + " moved by " + more, rounds -> {
                Round own = rounds.round(round);
                double end = (Double) own.pieces().get(at).get(6) + more;
                resize(own.pieces().get(at), 6, end);
                resize(own.pieces().get(at + 1), 5, end);
                FairMoney.divideLots(own);
                paid(rounds, round);
            });
        }
    }

    private static void resize(List<Object> piece, int cell, double to) {
        double before = (Double) piece.get(6) - (Double) piece.get(5);
        piece.set(cell, to);
        double ratio = ((Double) piece.get(6) - (Double) piece.get(5)) / before;
        piece.set(7, (Double) piece.get(7) * ratio);
        piece.set(9, Math.round(units(piece, 9) * ratio));
        for (int bond = 12; bond <= 13; bond++) {
            piece.set(bond, Math.round(units(piece, bond) * ratio));
        }
    }

    /** Trades one or two more lots at other prices, for the same leader or another one, with fines at their limit. */
    private void trades(int round, int at) {
        boolean isLot = isLot(base.seen(round).pieces().get(at));
        for (int buyer = 0; buyer <= 20; buyer += 5) {
            for (int seller = 0; seller <= 20; seller += 4) {
                for (String leader : List.of("ma-1", "fa-1")) {
                    var trade = new Trade(leader, buyer, seller);
                    for (double lotWork : new double[] {2e9, 3.6e8, 1.2e8}) {
                        for (long more = -1; more <= 1; more++) {
                            long beyond = more;
                            add(
                                    (isLot ? "a lot" : "a piece") + trade + ", lots of " + lotWork + ", fine " + more,
                                    rounds -> {
                                        traded(rounds.round(round), at, trade, lotWork, beyond);
                                        paid(rounds, round);
                                    });
                        }
                    }
                }
            }
        }
    }

    /** A trade, prices in half ticks. */
    private record Trade(String leader, int buyer, int seller) {

        @Override
        public String toString() {
            return " traded for " + Integer.signum(buyer - seller) + (buyer * seller == 0 ? ", free" : "");
        }
    }

    /** Trades once, or twice if lots are small. The fine of the piece is at its limit, or one unit away. */
    private static void traded(Round own, int at, Trade trade, double lotWork, long beyond) {
        List<Object> piece = own.pieces().get(at);
        String worker = isLot(piece) ? (String) piece.get(4) : "aa-1";
        for (int i = 0; i < (lotWork < 1e9 ? 2 : 1); i++) {
            Trees.objects(own.record(), "trades")
                    .add(Trees.of(
                            "buyer",
                            trade.leader(),
                            "seller",
                            worker,
                            "buyerHalfTicks",
                            trade.buyer(),
                            "sellerHalfTicks",
                            trade.seller()));
        }
        Trees.at(own.record(), "frozen", "rules").put("lotWork", lotWork);
        if (piece.get(3).equals(trade.leader()) && !isUndone(piece)) {
            piece.set(4, worker);
        }
        FairMoney.divideLots(own);
        if (isLot(piece)) {
            piece.set(14, mostFine(own, (String) piece.get(4), lotWork) + beyond);
        }
    }

    private static long mostFine(Round round, String worker, double lotWork) {
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
        return dearest
                * MadeUpMarket.HALF_TICK
                * (1 + Math.max(leaders, (long) Math.ceil(own.size() - work / lotWork)));
    }

    /** Writes the entries of a round's sale again, and those of the pieces that end later. */
    private static void paid(DrawnRounds rounds, int round) {
        Round tierOneRound = rounds.round(round);
        FairMoney.sell(tierOneRound);
        Set<Object> fined = new HashSet<>();
        for (int i = round; i < rounds.size(); i++) {
            Round now = rounds.round(i);
            for (List<Object> outcome : List.copyOf(now.outcomes())) {
                tierOneRound.pieces().stream()
                        .filter(piece -> piece.getFirst().equals(outcome.getFirst()))
                        .forEach(piece -> end(tierOneRound, now, piece, outcome, fined));
            }
        }
    }

    private static void end(
            Round tierOneRound, Round now, List<Object> piece, List<Object> outcome, Set<Object> fined) {
        List<Object> stakes = now.entries().stream()
                .filter(row -> row.get(3).equals("STAKE") && row.get(4).equals(piece.getFirst()))
                .map(row -> row.getFirst())
                .toList();
        boolean isFined = now.entries().stream()
                .anyMatch(row -> row.get(4).equals(piece.getFirst())
                        && row.get(1).equals("house")
                        && row.get(3).equals("PENALTY"));
        FairMoney.end(tierOneRound, now, piece, (String) outcome.get(1), (String) outcome.get(2));
        if (isLot(piece) && (outcome.get(1).equals("FAILED") || isFined) && fined.add(piece.get(4))) {
            FairMoney.fine(now, piece);
        }
        stakes.forEach(payer -> FairMoney.stake(tierOneRound, now, piece, payer.equals(piece.get(1)) ? 1 : 3, 0));
    }
}
