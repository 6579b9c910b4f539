package skybourse.app.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Utf8InputDecoder;
import skybourse.receipt.CheckResult;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.Receipt;
import skybourse.receipt.ReceiptCheck;
import skybourse.receipt.RoundRecord;
import skybourse.receipt.SentCommandCopy;
import skybourse.receipt.format.Ed25519;
import skybourse.receipt.format.LogCheckpoint;
import skybourse.receipt.format.NoteKey;

/** The {@code check-receipt} command: checks receipts of a running exchange line by line, without access to the exchange. */
@Command(
        name = "check-receipt",
        description = {
            "Checks offline whether a running exchange handled an agent's orders and money correctly.",
            "`docs/reference/receipts.md` explains each line."
        },
        footer = {
            "  ./skybourse check-receipt receipt-17.json --key exchange.pub",
            "  ./skybourse check-receipt receipt-17a.json receipt-17b.json --key exchange.pub --record round-17.json \\",
            "      --earlier-checkpoint receipt-16.json --sent-commands sent.jsonl --agent-key me.pub"
        },
        exitCodeList = "1:A check failed, or a file could not be read.")
final class CheckReceiptCommand extends CommandBase {

    @Parameters(
            paramLabel = "RECEIPT",
            arity = "1..*",
            description =
                    "Receipt file, JSON as returned by the exchange. Give all receipts of a round; several rounds are possible.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> receipts;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "Public key of the exchange, one line: name+hash+base64. Must be given.")
    @SuppressWarnings("NullAway.Init")
    private Path key;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Record of the receipt's round, as returned by the exchange. Repeatable.")
    private List<Path> records = List.of();

    @Option(
            names = "--earlier-checkpoint",
            paramLabel = "FILE",
            description = "An earlier checkpoint that you stored, or a receipt that contains one.")
    private @Nullable Path earlierCheckpoint;

    @Option(
            names = "--proof",
            paramLabel = "FILE",
            description =
                    "Consistency proof from the earlier checkpoint to the receipt's. Needed if the receipt has none.")
    private @Nullable Path proof;

    @Option(names = "--sent-commands", paramLabel = "FILE", description = "The commands that you sent, one per line.")
    private @Nullable Path sentCommands;

    @Option(
            names = "--agent-key",
            paramLabel = "FILE",
            description = "Your public key: 32 bytes in hexadecimal digits.")
    private @Nullable Path agentKey;

    @Override
    public Integer call() {
        NoteKey exchange = read(
                key,
                bytes -> NoteKey.read(line(key, bytes)),
                "give the public key of the exchange, one line: name+hash+base64.");
        ReceiptCheck.CheckInputs against = against(exchange);
        ReceiptCheck.Result result = ReceiptCheck.checkAll(
                receipts.stream().map(file -> checked(file, against)).toList(), against);
        String title = result.leaf()
                .map(leaf -> "Receipt of " + leaf.agent() + ", " + leaf.round())
                .orElse("Unverified receipt: not in a signed log");
        out().println(LabelSyntax.printable(title));
        Map<Integer, CheckResult> lines = new TreeMap<>();
        result.lines().forEach(line -> lines.put(line.number(), line));
        Map<Integer, CheckResult> repeated = new TreeMap<>();
        (result.records().isEmpty()
                        ? RoundRecomputationCheck.notChecked("the record (line 6)").stream()
                        : result.records().stream().flatMap(record -> RoundRecomputationCheck.lines(record).stream()))
                .forEach(line -> repeated.merge(line.number(), line, CheckResult::worse));
        repeated.forEach((number, line) -> lines.merge(number, line, CheckReceiptCommand::both));
        lines.values().forEach(line -> out().println(inWords(line)));
        result.limits().forEach(limit -> out().println("not checked: " + LabelSyntax.printable(limit)));
        out().println(summary(lines.values()));
        return count(lines.values(), Verdict.BROKEN) > 0 ? ExitCode.FAILED : 0;
    }

    /** Returns the worse of two parts of a line. If both hold, the text is that of both. */
    private static CheckResult both(CheckResult one, CheckResult other) {
        return one.verdict() == Verdict.HOLDS && other.verdict() == Verdict.HOLDS
                ? new CheckResult(one.number(), Verdict.HOLDS, one.text() + "; " + other.text())
                : one.worse(other);
    }

    private static ReceiptCheck.Result checked(Path file, ReceiptCheck.CheckInputs against) {
        Receipt receipt = read(file, Receipt::read, "give the receipt as returned by the exchange.");
        return told(
                file,
                () -> ReceiptCheck.of(receipt, against),
                "check that no files are interchanged; check receipts of a later version with that version.");
    }

    private ReceiptCheck.CheckInputs against(NoteKey exchange) {
        return new ReceiptCheck.CheckInputs(
                exchange,
                records.stream()
                        .map(file ->
                                read(file, RoundRecord::read, "give the record of the receipt's round, not a receipt."))
                        .toList(),
                given(
                        earlierCheckpoint,
                        bytes -> checkpoint(earlierCheckpoint, bytes),
                        "give a checkpoint or a receipt."),
                given(
                        proof,
                        Receipt.LogConsistencyProof::read,
                        "give the consistency proof as returned by the exchange."),
                given(
                        sentCommands,
                        bytes -> SentCommandCopy.read(bytes, exchange),
                        "see docs/reference/receipts.md for the format of a line."),
                given(
                        agentKey,
                        bytes -> Ed25519.publicKey(line(agentKey, bytes)),
                        "give your public key, 64 hexadecimal digits; not the secret key."));
    }

    private static String checkpoint(@Nullable Path file, byte[] bytes) {
        String note = bytes.length > 0 && bytes[0] == '{'
                ? Receipt.read(bytes).checkpoint()
                : Utf8InputDecoder.decode(String.valueOf(file), bytes);
        LogCheckpoint.read(note);
        return note;
    }

    private static String line(@Nullable Path file, byte[] bytes) {
        return Utf8InputDecoder.decode(String.valueOf(file), bytes).strip();
    }

    private static <T> Optional<T> given(@Nullable Path file, Function<byte[], T> reader, String advice) {
        return file == null ? Optional.empty() : Optional.of(read(file, reader, advice));
    }

    private static <T> T read(Path file, Function<byte[], T> reader, String advice) {
        byte[] bytes = TextFiles.read(file);
        return told(file, () -> reader.apply(bytes), advice);
    }

    /** Runs {@code work}. An {@link IllegalArgumentException} is rethrown as an {@link InvalidInputException} that names the file. */
    private static <T> T told(Path file, Supplier<T> work, String advice) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(file.toString(), "", e, advice);
        }
    }

    private static String inWords(CheckResult line) {
        String verdict = switch (line.verdict()) {
            case HOLDS -> "holds";
            case BROKEN -> "BROKEN";
            case NOT_CHECKED -> "not checked";
        };
        return String.format(Locale.ROOT, "%3d  %-11s  %s", line.number(), verdict, LabelSyntax.printable(line.text()));
    }

    private static String summary(Collection<CheckResult> lines) {
        long open = count(lines, Verdict.NOT_CHECKED);
        String broken = lines.stream()
                .filter(line -> line.verdict() == Verdict.BROKEN)
                .map(line -> "line " + line.number())
                .collect(Collectors.joining(", "));
        return broken.isEmpty()
                ? count(lines, Verdict.HOLDS) + " lines hold, " + open + " were not checked."
                : "Broken: " + broken + ".";
    }

    private static long count(Collection<CheckResult> lines, Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }
}
