package skybourse.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What no receipt and no record can show, said beside the lines even where all of them hold. {@code docs/receipts.md} begins with this list. */
final class Limits {

    /** Causes that need a time to have passed. */
    private static final Set<String> TIMED = Set.of("no-result", "silence", "no-ruling");

    private Limits() {}

    /** Returns what cannot be checked of some rounds of an agent. */
    static List<String> of(String agent, List<RoundRecord> records) {
        List<String> limits = new ArrayList<>();
        limits.add("whether others see the same log: compare checkpoints with them, or use a witness");
        limits.add("whether a command without a promise arrived: ask for promises");
        if (records.isEmpty()) {
            return limits;
        }
        limits.add("whether agents and tasks were left out of a round rightly: the reasons are not in the record");
        limits.add("whether lots, bonds and fines had to be so small: what others could pay is not in the record");
        limits.add("whether what terms leave out is right: the exchange's scenario has it, and no agent signs that");
        if (records.stream()
                .flatMap(record -> record.payments().stream())
                .anyMatch(payment -> payment.isOf(agent) && payment.isOf("outside"))) {
            limits.add("whether payments in and out arrived outside: the log ends there");
        }
        if (isAny(records, TIMED::contains)) {
            limits.add(
                    "when a piece ended, beyond the times of its record and of your commands: outcomes have no time");
        }
        if (isAny(records, "ruling"::equals)) {
            limits.add("whether a ruling was right: payloads and results are not in the log");
        }
        if (isAny(records, "confirmed"::equals)) {
            limits.add(
                    "whether others confirmed a returned piece, and rightly: their receipts and payloads are not here");
        }
        return limits;
    }

    private static boolean isAny(List<RoundRecord> records, Predicate<String> cause) {
        return records.stream()
                .flatMap(record -> record.outcomes().stream())
                .map(Outcome::cause)
                .anyMatch(cause);
    }
}
