package skybourse.receipt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import skybourse.receipt.format.Trees;

/** Commands of the agents of a {@link MadeUpMarket} about sold pieces, and outcomes of pieces at valid times. */
class MadeUpWork {

    /** A piece that has not ended. */
    record Open(int round, List<Object> row, long dueMillis) {

        String text(int cell) {
            return (String) row.get(cell);
        }

        long units(int cell) {
            return (Long) row.get(cell);
        }

        boolean isLot() {
            return !text(3).equals(text(4));
        }
    }

    final MadeUpMarket market;
    final List<Open> open = new ArrayList<>();
    private final Map<String, Long> said = new HashMap<>();
    private final Set<String> fined = new HashSet<>();

    // of the current round
    List<Object> entries = new ArrayList<>();
    List<Object> outcomes = new ArrayList<>();

    MadeUpWork(MadeUpMarket market) {
        this.market = market;
    }

    /** Sends a command about a piece. */
    private void say(Open piece, String agent, String path, Map<String, Object> body, boolean isPromised) {
        MadeUpMarket.Sent sent = market.send(agent, "PUT /v1/pieces/" + piece.text(0) + "/" + path, body, isPromised);
        said.put(agent + piece.text(0) + path, MadeUpMarket.at(sent.seq()));
    }

    Optional<Long> at(Open piece, int cell, String path) {
        return Optional.ofNullable(said.get(piece.text(cell) + piece.text(0) + path));
    }

    private Optional<Long> handedIn(Open piece) {
        return at(piece, 4, "result").or(() -> at(piece, 4, "undoable"));
    }

    private boolean isUndoable(Open piece) {
        return at(piece, 4, "undoable").isPresent();
    }

    private boolean isConfirmed(Open piece, int cell) {
        return at(piece, cell, "confirmation").isPresent();
    }

    private boolean isConfirmed(Open piece) {
        return isConfirmed(piece, 1) && (!piece.isLot() || isConfirmed(piece, 3));
    }

    private Optional<Long> rejected(Open piece) {
        return at(piece, 1, "rejection").or(() -> at(piece, 3, "rejection"));
    }

    /** In fixed rounds, a seller delivers its result of the previous round; aa-1 omits that of every second round. */
    boolean plain(String agent, List<Open> before) {
        Optional<Open> own = before.stream()
                .filter(piece -> piece.text(4).equals(agent))
                .filter(_ -> !agent.equals("aa-1") || market.round % 2 == 1)
                .findFirst();
        own.ifPresent(piece -> say(piece, agent, "result", Trees.of("text", "done"), true));
        return own.isPresent();
    }

    /** In random rounds, a worker delivers a result, reports the piece as undoable, or does nothing yet. */
    void worked(Open piece) {
        if (handedIn(piece).isEmpty() && MadeUpMarket.at(market.seq + 1) <= piece.dueMillis() && !market.chance(0.2)) {
            String path = market.chance(0.4) ? "undoable" : "result";
            say(piece, piece.text(4), path, Trees.of("text", "done"), market.chance(0.3));
        }
    }

    /**
     * In random rounds, a buyer rejects a result, or disputes or confirms that a piece is undoable. The leader of a lot
     * may confirm, too.
     *
     * @param cell cell of the agent
     */
    void answered(Open piece, int cell) {
        long now = MadeUpMarket.at(market.seq + 1);
        boolean isOpen = handedIn(piece)
                .filter(at -> now <= at + market.objectionMillis())
                .isPresent();
        if (!isOpen || rejected(piece).isPresent() || isConfirmed(piece, cell)) {
            return;
        }
        if (cell == 1 && market.chance(0.35)) {
            say(piece, piece.text(1), "rejection", Trees.of("reason", "no"), market.chance(0.3));
        } else if (isUndoable(piece) && market.chance(0.7)) {
            say(piece, piece.text(cell), "confirmation", Trees.of("isConfirmed", true), false);
        }
    }

    /** Ends the due pieces, one after the other. */
    void end(List<Open> before) {
        boolean isMore = true;
        while (isMore) {
            isMore = false;
            for (Open piece : before) {
                Optional<String> how = open.contains(piece) ? ending(piece) : Optional.empty();
                how.ifPresent(named -> end(piece, named.split(" ")));
                isMore |= how.isPresent();
            }
        }
    }

    /** Returns the outcome of a piece with the next command; empty if it does not end yet. */
    private Optional<String> ending(Open piece) {
        long now = MadeUpMarket.at(market.isPlain ? market.seq : market.seq + 1);
        if (handedIn(piece).isEmpty()) {
            return Optional.of("FAILED no-result").filter(_ -> now >= piece.dueMillis());
        }
        long objected = handedIn(piece).get() + market.objectionMillis();
        boolean isUndoable = isUndoable(piece);
        if (isUndoable && rejected(piece).isEmpty() && isConfirmed(piece)) {
            return Optional.of("RETURNED confirmed");
        }
        if (rejected(piece).isEmpty() && (!isUndoable || now < objected)) {
            return Optional.of("PAID silence").filter(_ -> now >= objected);
        }
        if (now >= rejected(piece).orElse(objected) + market.rulingMillis()) {
            return Optional.of(market.paysUnruled && !isUndoable ? "PAID no-ruling" : "RETURNED no-ruling");
        }
        String right = isUndoable ? "RETURNED ruling" : "PAID ruling";
        return market.chance(0.3) ? Optional.of(market.chance(0.5) ? right : "FAILED ruling") : Optional.empty();
    }

    private void end(Open piece, String[] named) {
        open.remove(piece);
        long by = market.isPlain ? market.seq : ++market.seq;
        List<Object> outcome = Trees.list(piece.text(0), named[0], named[1], by);
        outcomes.add(outcome);
        pay(piece, outcome);
        if (named[0].equals("PAID")
                ? !named[1].equals("silence")
                : named[0].equals("RETURNED") && named[1].equals("ruling")) {
            double rate = MadeUpMarket.ERRORS / (1 - MadeUpMarket.ERRORS);
            long stake = (long) Math.ceil(rate * (piece.units(9) + piece.units(12) + piece.units(13)));
            entry(piece.text(isConfirmed(piece, 1) ? 3 : 1), piece.text(4), stake, "STAKE", piece);
        }
    }

    /** Pays for a piece that ended, without the stake of a dispute. */
    void pay(Open piece, List<Object> outcome) {
        long lot = piece.units(10);
        switch ((String) outcome.get(1)) {
            case "PAID" -> {
                entry("escrow", piece.text(3), piece.units(9), "BILL", piece);
                entry("escrow", "house", lot, "LOT_BOUGHT", piece);
                entry("house", piece.text(4), piece.units(11), "LOT_SOLD", piece);
            }
            case "FAILED" -> {
                fine(piece);
                entry("escrow", piece.text(1), piece.units(9), "RETURNED", piece);
                entry("escrow", piece.text(3), lot, "RETURNED", piece);
                entry(piece.text(3), piece.text(1), piece.units(12), "PENALTY", piece);
                entry(piece.text(4), piece.text(3), piece.units(13), "PENALTY", piece);
            }
            default -> {
                if (outcome.get(2).equals("no-ruling")
                        && piece.isLot()
                        && isUndoable(piece)
                        && !isConfirmed(piece, 3)) {
                    fine(piece);
                }
                long fee =
                        outcome.get(2).equals("confirmed") ? (long) Math.floor(MadeUpMarket.FEE * piece.units(9)) : 0;
                entry("escrow", piece.text(1), piece.units(9) - fee, "RETURNED", piece);
                entry("escrow", "house", fee, "FEE", piece);
                entry("escrow", piece.text(3), lot, "RETURNED", piece);
            }
        }
    }

    private void fine(Open piece) {
        if (piece.units(14) > 0 && fined.add(piece.text(4) + piece.round())) {
            entry(piece.text(4), "house", piece.units(14), "PENALTY", piece);
        }
    }

    void entry(String from, String to, long units, String reason, Open piece) {
        if (units != 0) {
            entries.add(Trees.list(from, to, units, reason, piece.text(0)));
        }
    }
}
