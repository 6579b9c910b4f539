package skybourse.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Statements that receipts and records cannot prove. They are printed even if all lines hold. {@code docs/reference/receipts.md} contains the list.
 */
final class UnprovableStatements {

    /** Causes of a piece's end that require that a waiting time has passed. */
    private static final Set<String> TIMED = Set.of("no-result", "silence", "no-ruling");

    private UnprovableStatements() {}

    /** Returns the statements that cannot be checked about an agent and its rounds. */
    static List<String> of(String agent, List<RoundRecord> records) {
        List<String> limits = new ArrayList<>();
        limits.add("whether others see the same log: compare checkpoints with them, or use a witness");
        limits.add("whether a command without a promise was dropped: request promises");
        if (records.isEmpty()) {
            return limits;
        }
        limits.add("whether agents and tasks were rightly excluded from a round: the reasons are not in the record");
        if (records.getFirst().inference().isPresent()) {
            limits.add(
                    "whether offers were rightly reduced: the open pieces and balances of sellers at the close are not in the record");
            limits.add("whether reserved and used volumes are right: payloads and results are not in the log");
        } else {
            limits.add(
                    "whether lots, bonds and fines were rightly reduced: the balances of others are not in the record");
            limits.add("whether the default values of terms are right: no agent signs the exchange's scenario");
        }
        if (records.stream()
                .flatMap(record -> record.payments().stream())
                .anyMatch(payment -> payment.isOf(agent) && payment.isOf("outside"))) {
            limits.add(
                    "whether deposits and withdrawals match payments outside the exchange: the log ends at the account outside");
        }
        if (isAny(records, TIMED::contains)) {
            limits.add("when a piece ended exactly: outcomes have no timestamp; the record and your commands bound it");
        }
        if (isAny(records, "ruling"::equals)) {
            limits.add("whether a ruling was right: payloads and results are not in the log");
        }
        if (isAny(records, "no-ruling"::equals)) {
            limits.add(
                    "whether a result that was paid or returned without a ruling was right: payloads and results are not in the log");
        }
        if (isAny(records, "confirmed"::equals)) {
            limits.add(
                    "whether others rightly confirmed a returned piece: their commands are in their own receipts, and payloads are not in the log");
        }
        return limits;
    }

    private static boolean isAny(List<RoundRecord> records, Predicate<String> cause) {
        return records.stream()
                .flatMap(record -> record.outcomes().stream())
                .map(EarlierPieceOutcome::cause)
                .anyMatch(cause);
    }
}
