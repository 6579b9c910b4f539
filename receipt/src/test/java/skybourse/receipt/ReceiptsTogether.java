package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Checks several receipts together with a record and an agent's stored commands. */
final class ReceiptsTogether {

    private ReceiptsTogether() {}

    /** Checks receipts together with a record, if it is given. */
    static ReceiptCheck.Result checked(List<String> receipts, Optional<String> record, String kept) {
        var against = new ReceiptCheck.CheckInputs(
                KEY,
                record.map(text -> RoundRecord.read(text.getBytes(UTF_8))).stream()
                        .toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(SentCommandCopy.read(kept.getBytes(UTF_8), KEY)),
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

    /** Returns the texts of some lines. */
    static List<String> said(ReceiptCheck.Result result, int... lines) {
        return result.lines().stream()
                .filter(line -> IntStream.of(lines).anyMatch(number -> number == line.number()))
                .map(line -> line.number() + " " + line.verdict() + " " + line.text())
                .toList();
    }
}
