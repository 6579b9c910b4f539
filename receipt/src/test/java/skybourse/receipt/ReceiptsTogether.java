package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Receipts that are held together against a record and what an agent kept, and what is said of them. */
final class ReceiptsTogether {

    private ReceiptsTogether() {}

    /** Holds them against a record, where it is given. */
    static ReceiptCheck.Result checked(List<String> receipts, Optional<String> record, String kept) {
        var against = new ReceiptCheck.CheckInputs(
                KEY,
                record.map(text -> RoundRecord.read(text.getBytes(UTF_8))).stream()
                        .toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ClientCommand.read(kept.getBytes(UTF_8), KEY)),
                Optional.empty());
        return checked(receipts, against);
    }

    static ReceiptCheck.Result checked(List<String> receipts, ReceiptCheck.CheckInputs against) {
        return ReceiptCheck.checkAll(
                receipts.stream()
                        .map(file -> ReceiptCheck.of(Receipt.read(file.getBytes(UTF_8)), against))
                        .toList(),
                against);
    }

    /** Returns what some lines say. */
    static List<String> said(ReceiptCheck.Result result, int... lines) {
        return result.lines().stream()
                .filter(line -> IntStream.of(lines).anyMatch(number -> number == line.number()))
                .map(line -> line.number() + " " + line.verdict() + " " + line.text())
                .toList();
    }
}
