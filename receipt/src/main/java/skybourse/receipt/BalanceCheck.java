package skybourse.receipt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.JsonField;

/**
 * Line 15: each entry that changes the agent's balance follows from a piece that ended, or is a payment from or to outside. No piece ended contrary
 * to the agent's own commands. Payments at a sale are checked together with its pieces (line 13). In an inference market, all payments of each piece are
 * checked, also those of other agents.
 */
final class BalanceCheck {

    private static final String OUTSIDE = "outside";

    /** Causes of the end of a piece that has no result. */
    private static final List<String> WITHOUT_RESULT = List.of("no-result", "confirmed");

    /** Ends of a disputed result that is paid. */
    private static final List<String> DISPUTED_PAID = List.of("PAID ruling", EarlierPieceOutcome.UNRULED_PAID);

    /** Statements about a piece with which the time for an objection or a ruling may start. */
    private static final List<String> STATEMENTS = List.of("result", "undoable", "rejection");

    private final String agent;
    private final SentCommands sent;
    private final List<RoundRecord> records;
    private final List<JsonField> withdrawals;
    private final CheckFindings found = new CheckFindings(15);

    /** Pieces of the records that have been checked so far, with their records, by piece id. */
    private final Map<String, Sale> sales = new LinkedHashMap<>();

    private final Set<String> ended = new HashSet<>();
    private final Set<Long> rounds = new HashSet<>();
    private final Set<Long> missing = new TreeSet<>();

    /** Pairs of a worker and a round, as text, whose fine for lots has been found. At most one fine is due for each pair. */
    private final Set<String> fined = new HashSet<>();

    private int entries;

    /** Piece with the record of its sale. */
    private record Sale(SoldPiece piece, RoundRecord record) {}

    /**
     * Creates a check.
     *
     * @param parts receipts of the agent
     * @param records records of the rounds of these receipts, by number
     * @param sent commands of the agent
     */
    BalanceCheck(ReceiptSet parts, List<RoundRecord> records, SentCommands sent) {
        this.sent = sent;
        this.records = records;
        agent = parts.leaves().getFirst().agent();
        withdrawals = new ArrayList<>(sent.withdrawals());
    }

    CheckResult line() {
        for (RoundRecord record : records) {
            look(record);
            rounds.add(record.round().number());
            record.pieces().forEach(piece -> sales.put(piece.id(), new Sale(piece, record)));
        }
        sales.values().forEach(this::overdue);
        if (!missing.isEmpty()) {
            found.need("receipts and records of rounds " + missing + ", which sold pieces that ended here");
        }
        return found.line("all " + entries + " entries of " + agent + " follow from the pieces and commands");
    }

    private void look(RoundRecord record) {
        Map<String, List<Payment>> own = new LinkedHashMap<>();
        for (Payment payment : record.payments()) {
            if (payment.isOf(agent)) {
                entries++;
                if (payment.from().equals(OUTSIDE) || payment.to().equals(OUTSIDE)) {
                    outside(payment);
                } else if (!record.isOfSale(payment)) {
                    own.computeIfAbsent(payment.of(), _ -> new ArrayList<>()).add(payment);
                }
            }
        }
        for (EarlierPieceOutcome outcome : record.outcomes()) {
            List<Payment> made = own.remove(outcome.piece());
            ended(record, outcome, made == null ? List.of() : made);
        }
        own.values().forEach(made -> found.require(false, made.getFirst() + " belongs to no piece that ended"));
    }

    /**
     * Checks a payment from or to outside. Each payment to outside must match a withdrawal that the agent agreed to. Each withdrawal can match only
     * one payment.
     */
    private void outside(Payment payment) {
        boolean isIn = payment.reason().equals("ISSUED") && payment.to().equals(agent);
        found.require(
                isIn || (payment.reason().equals("REDEEMED") && payment.from().equals(agent)), payment + " is not due");
        if (!isIn && !sent.isComplete()) {
            found.need("the withdrawals that you agreed to (--sent-commands): " + payment);
        } else if (!isIn) {
            Optional<JsonField> agreed = withdrawals.stream()
                    .filter(field -> field.has("agent", agent)
                            && field.has("units", units(payment))
                            && field.has("reference", payment.of()))
                    .findFirst();
            found.require(agreed.isPresent(), payment + " is not a withdrawal that you agreed to");
            agreed.ifPresent(withdrawals::remove);
        }
    }

    private static Object units(Payment payment) {
        return new JsonField("", new Json.JsonNumber(Long.toString(payment.units()))).canonical();
    }

    private void ended(RoundRecord record, EarlierPieceOutcome outcome, List<Payment> made) {
        String id = outcome.piece();
        found.require(ended.add(id), id + " ended twice");
        found.require(outcome.isKnown(), id + " cannot end as " + outcome.text());
        found.require(
                outcome.seq() >= record.round().firstSeq()
                        && outcome.seq() <= record.round().lastSeq(),
                id + " ended by command " + outcome.seq() + ", which is not in this round");
        Sale sale = sales.get(id);
        if (sale != null) {
            ended(sale, outcome, record.inference().isPresent() ? record.endPaymentsMade(id) : made);
            inTime(sale, outcome, record.at());
        } else {
            long round = outcome.round();
            found.require(
                    round >= 0 && round < record.round().number() && !rounds.contains(round), id + " was never sold");
            missing.add(round);
        }
    }

    private void ended(Sale sale, EarlierPieceOutcome outcome, List<Payment> made) {
        SoldPiece piece = sale.piece();
        found.require(!piece.isUndone(), piece.id() + " was refunded at the sale, but has an outcome");
        found.require(
                !outcome.cause().equals(EarlierPieceOutcome.CHECK)
                        || sale.record().inference().stream().anyMatch(InferenceSale::isChecked),
                piece.id() + " ended by a check, but this market has no checks");
        found.require(
                !outcome.text().equals(EarlierPieceOutcome.UNRULED_PAID)
                        || sale.record().paysUnruled(),
                piece.id() + " was paid without a ruling, but this market then returns all money");
        double mostUsed =
                WITHOUT_RESULT.contains(outcome.cause()) || isReturnedAsUndoable(sale, outcome) ? 0 : piece.work();
        found.require(
                outcome.usedVolume() + (double) outcome.unservedVolume() <= mostUsed,
                piece.id() + " used a volume of " + outcome.usedVolume() + " and left " + outcome.unservedVolume()
                        + " unserved, but together at most " + mostUsed + " is possible");
        List<Payment> due = new ArrayList<>(sale.record().endPayments(piece, outcome));
        fine(sale, outcome, made).ifPresent(due::add);
        stake(sale, outcome, made).ifPresent(due::add);
        if (sale.record().inference().isEmpty()) {
            due.removeIf(payment -> !payment.isOf(agent));
        }
        Payment.difference(due, made).ifPresent(wrong -> found.require(false, wrong));
        if (piece.worker().equals(agent)) {
            worker(sale, outcome);
        } else if (piece.leader().equals(agent) && outcome.cause().equals("confirmed")) {
            sentBy(sale, outcome, "confirmation");
        }
        if (piece.buyer().equals(agent)) {
            buyer(sale, outcome);
        }
    }

    /** Returns whether a piece ended without a ruling in a way that is only possible if its worker reported it undoable. */
    private static boolean isReturnedAsUndoable(Sale sale, EarlierPieceOutcome outcome) {
        return sale.record().paysUnruled() && outcome.text().equals(EarlierPieceOutcome.UNRULED_RETURNED);
    }

    /**
     * Requires that a piece did not end too early. The latest possible time of the end is the sale of the round whose record lists the outcome, or
     * the arrival of the agent's next command, whichever is earlier. The waiting time starts with the sale of the piece or with the agent's own
     * statement about it.
     */
    private void inTime(Sale sale, EarlierPieceOutcome outcome, long soldAt) {
        long earliest = switch (outcome.cause()) {
            case "no-result" -> sale.piece().dueMillis();
            case "silence" -> after(sale, outcome, "objectionSeconds");
            case "no-ruling" -> after(sale, outcome, "rulingSeconds");
            default -> sale.record().at();
        };
        long latest = Math.min(soldAt, sent.firstAtAfter(outcome.seq()));
        found.require(
                latest >= earliest,
                outcome.piece() + " ended as " + outcome.text() + " by " + latest
                        + ", before the earliest possible time " + earliest);
    }

    /**
     * Returns the earliest end of a waiting time, milliseconds since 1970. It started with the sale of the piece or the agent's last statement about
     * it, whichever is later.
     */
    private long after(Sale sale, EarlierPieceOutcome outcome, String seconds) {
        String start = "PUT /v1/pieces/" + outcome.piece() + "/";
        long begun = sent.before(
                        outcome.seq(), route -> STATEMENTS.stream().anyMatch(path -> route.equals(start + path)))
                .mapToLong(SentCommands.AgentCommand::at)
                .reduce(sale.record().at(), Math::max);
        return begun + (long) Math.ceil(1_000 * sale.record().number(seconds));
    }

    /**
     * Returns the fine that is due with the first failed lot of a worker in a round; empty if none is due. If records are missing, the fine may
     * have been paid earlier. A fine may also be due for a lot that the worker reported undoable and that ended without a ruling. The record does
     * not show whether the leader of the lot confirmed the report.
     */
    private Optional<Payment> fine(Sale sale, EarlierPieceOutcome outcome, List<Payment> made) {
        SoldPiece piece = sale.piece();
        boolean isFailed = outcome.result().equals("FAILED");
        boolean isPaid = made.contains(piece.finePayment());
        if (!piece.isLot()
                || piece.fineUnits() == 0
                || !(isFailed || (isPaid && outcome.text().equals(EarlierPieceOutcome.UNRULED_RETURNED)))) {
            return Optional.empty();
        }
        if (!isFailed && piece.worker().equals(agent)) {
            sentBy(sale, outcome, "undoable");
        }
        boolean isSure = isUnbroken(sale.record(), outcome.seq());
        boolean isDue = (isSure || isPaid) && fined.add(piece.worker() + " " + outcome.round());
        return isDue ? Optional.of(piece.finePayment()) : Optional.empty();
    }

    /** Returns whether all records are given from a given record up to the round that contains a journal entry. */
    private boolean isUnbroken(RoundRecord from, long seq) {
        long next = from.round().firstSeq();
        for (RoundRecord record : records) {
            next = record.round().firstSeq() == next ? record.round().lastSeq() + 1 : next;
        }
        return next > seq;
    }

    /**
     * Returns the stake that is due. An agent whose dispute is ruled unjustified loses its stake to the worker, and so does an agent whose disputed
     * result is paid without a ruling. Only the buyer can dispute a result. The leader too can dispute the statement that a piece cannot be computed. If the agent does not respond to this statement, that
     * counts as a dispute, with at most the stake that the agent has.
     */
    private Optional<Payment> stake(Sale sale, EarlierPieceOutcome outcome, List<Payment> made) {
        SoldPiece piece = sale.piece();
        double rate = sale.record().number("errorRate");
        long stake = (long)
                Math.ceil(rate / (1 - rate) * ((double) piece.billUnits() + piece.bondUnits() + piece.lotBondUnits()));
        boolean isPaid = DISPUTED_PAID.contains(outcome.text());
        if (isPaid || !outcome.text().equals("RETURNED ruling")) {
            return Optional.of(new Payment(piece.buyer(), piece.worker(), stake, "STAKE", piece.id()))
                    .filter(_ -> isPaid && stake > 0);
        }
        Optional<Payment> paid = made.stream()
                .filter(payment -> payment.reason().equals("STAKE")
                        && List.of(piece.buyer(), piece.leader()).contains(payment.from())
                        && payment.to().equals(piece.worker())
                        && payment.units() <= stake)
                .findFirst();
        if (paid.isPresent() && paid.get().from().equals(agent)) {
            disputed(outcome);
        }
        return paid;
    }

    /** Requires that the agent did not send a confirmation. An agent without a confirmation counts as disputing if it does not respond. */
    private void disputed(EarlierPieceOutcome outcome) {
        String route = "PUT /v1/pieces/" + outcome.piece() + "/confirmation";
        found.require(
                sent.before(outcome.seq(), route::equals).findAny().isEmpty(),
                outcome.piece() + " took a stake, although you confirmed that it cannot be done");
    }

    private void worker(Sale sale, EarlierPieceOutcome outcome) {
        SoldPiece piece = sale.piece();
        String start = "PUT /v1/pieces/" + piece.id() + "/";
        boolean inTime = sent.ofRoutes(route -> route.equals(start + "result") || route.equals(start + "undoable"))
                .anyMatch(sending -> sending.at() >= 0 && sending.at() <= piece.dueMillis());
        found.require(
                !inTime || !outcome.cause().equals("no-result"),
                piece.id() + " failed for lack of a result, although you sent one in time");
        if (outcome.text().equals("RETURNED confirmed")
                || outcome.text().equals("RETURNED ruling")
                || isReturnedAsUndoable(sale, outcome)) {
            sentBy(sale, outcome, "undoable");
        }
        if (outcome.cause().equals(EarlierPieceOutcome.CHECK)) {
            boolean isPossible = Stream.of("result", "undoable")
                    .map(path ->
                            sent.has(piece.id(), path, sale.record().round().lastSeq() + 1, outcome.seq()))
                    .anyMatch(isSent -> isSent.orElse(true));
            found.require(isPossible, piece.id() + " ended by a check, but you sent neither a result nor a report");
        }
    }

    private void buyer(Sale sale, EarlierPieceOutcome outcome) {
        switch (outcome.text()) {
            case "PAID silence", "PAID check", "FAILED check" -> {
                String route = "PUT /v1/pieces/" + outcome.piece() + "/rejection";
                found.require(
                        sent.before(outcome.seq(), route::equals).findAny().isEmpty(),
                        outcome.piece() + " ended as " + outcome.text() + ", although you rejected its result");
            }
            case "PAID ruling", EarlierPieceOutcome.UNRULED_PAID -> sentBy(sale, outcome, "rejection");
            case "RETURNED confirmed" -> sentBy(sale, outcome, "confirmation");
            default -> {}
        }
    }

    /** Requires that the agent sent a command about a piece without which the outcome is impossible. */
    private void sentBy(Sale sale, EarlierPieceOutcome outcome, String path) {
        Optional<Boolean> isSent =
                sent.has(outcome.piece(), path, sale.record().round().lastSeq() + 1, outcome.seq());
        found.require(
                isSent.orElse(true), outcome.piece() + " ended as " + outcome.text() + ", but you sent no " + path);
        if (isSent.isEmpty()) {
            found.need("your stored commands (--sent-commands), or all receipts up to command " + outcome.seq());
        }
    }

    /** Requires that a piece has ended if the times for objection and ruling have passed and no record is missing in between. */
    private void overdue(Sale sale) {
        SoldPiece piece = sale.piece();
        RoundRecord last = records.getLast();
        boolean isOwn = List.of(piece.buyer(), piece.leader(), piece.worker()).contains(agent);
        double seconds =
                sale.record().number("objectionSeconds") + sale.record().number("rulingSeconds");
        boolean isOver = last.at() > piece.dueMillis() + Math.ceil(1_000 * seconds);
        found.require(
                !isOwn
                        || piece.isUndone()
                        || !isOver
                        || ended.contains(piece.id())
                        || !isUnbroken(sale.record(), last.round().lastSeq()),
                piece.id() + " was due at " + piece.dueMillis() + " but has not ended");
    }
}
