package skybourse.receipt;

import java.util.ArrayList;
import java.util.List;

/** What no receipt and no record can show, said beside the lines even where all of them hold. */
final class Limits {

    private Limits() {}

    /** Returns what cannot be checked of some rounds of an agent. */
    static List<String> of(String agent, List<RoundRecord> records) {
        List<String> limits = new ArrayList<>();
        limits.add("whether others see the same log: compare checkpoints with them");
        if (records.isEmpty()) {
            return limits;
        }
        limits.add(
                "whether agents and tasks that a round lacks were left out rightly: the reasons are not in the record");
        limits.add(
                "whether lots, bonds and fines had to be as small as they are: what others could pay is not in the record");
        boolean isOutside = records.stream()
                .flatMap(record -> record.payments().stream())
                .anyMatch(payment -> payment.isOf(agent) && payment.isOf("outside"));
        if (isOutside) {
            limits.add("whether payments in and out reached their accounts outside: they are not in the log");
        }
        long rulings = records.stream()
                .flatMap(record -> record.outcomes().stream())
                .filter(outcome -> outcome.cause().equals("ruling"))
                .count();
        if (rulings > 0) {
            limits.add("whether " + rulings + " rulings were right: payloads and results are not in the log");
        }
        boolean isReturned = records.stream()
                .flatMap(record -> record.outcomes().stream())
                .anyMatch(outcome -> outcome.cause().equals("confirmed"));
        if (isReturned) {
            limits.add("whether work that was handed back as undoable was: payloads are not in the log");
        }
        return limits;
    }
}
