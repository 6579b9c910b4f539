package skybourse.receipt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.format.LogCheckpoint;
import skybourse.receipt.format.MerkleProofs;
import skybourse.receipt.format.NoteKey;

/**
 * Offline verification of a receipt by a participant. The result has numbered lines, defined in {@code docs/reference/receipts.md}. Data is checked
 * only if a signed root hash covers it.
 */
public final class ReceiptCheck {

    /** Lines that are checked only if the receipt's leaf is in the log. */
    private static final List<Integer> UNDER_THE_ROOT = List.of(4, 5, 6, 9, 10, 11, 13, 14, 15);

    /** Lines that check the record of one round. */
    private static final List<Integer> OF_THE_RECORD = List.of(6, 9, 10, 11, 13);

    /** Lines that need the text of a record, except those of {@code OF_COMMANDS}. */
    private static final List<Integer> OF_ITS_TEXT = List.of(9, 10, 11, 13);

    /** Lines that compare a record with the agent's commands. */
    private static final List<Integer> OF_COMMANDS = List.of(14, 15);

    private static final String RECORD = "the record (line 6)";

    /**
     * Inputs of the verification besides the receipt.
     *
     * @param key key of the exchange
     * @param records available records of rounds
     * @param older an older checkpoint that the agent stored, as text
     * @param growth consistency proof from the older checkpoint to the receipt's checkpoint; replaces the proof in the receipt
     * @param kept the agent's own copies of its commands
     * @param ownKey the agent's public key, 32 bytes
     */
    public record CheckInputs(
            NoteKey key,
            List<RoundRecord> records,
            Optional<String> older,
            Optional<Receipt.LogConsistencyProof> growth,
            Optional<List<SentCommandCopy>> kept,
            Optional<byte[]> ownKey) {

        /** Returns inputs with only a key. */
        public static CheckInputs ofKey(NoteKey key) {
            return new CheckInputs(
                    key, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * Result of the verification.
     *
     * @param lines the checks, by number
     * @param index index of the leaf in the log, as stated by the receipt; for several receipts, that of the first one
     * @param leaf the agent's leaf; empty if no signed root covers it; for several receipts, that of the first one
     * @param records records of its rounds that a signed root covers, by number of the round
     */
    public record Result(List<CheckResult> lines, long index, Optional<ReceiptLeaf> leaf, List<RoundRecord> records) {

        private CheckResult line(int number) {
            return lines.stream()
                    .filter(line -> line.number() == number)
                    .findFirst()
                    .orElseThrow();
        }

        /**
         * Returns whether a line counts. If the leaf is proved, a line that checks a record counts only if the record of the receipt's round is
         * given.
         */
        private boolean hasOwn(int line, CheckInputs given) {
            return leaf.isEmpty()
                    || !OF_THE_RECORD.contains(line)
                    || given.records().stream()
                            .anyMatch(record -> record.round().number()
                                    == leaf.get().round().number());
        }

        /** Returns the statements about these rounds that cannot be proved from files, each with the reason; empty without a proved leaf. */
        public List<String> limits() {
            return leaf.map(own -> UnprovableStatements.of(own.agent(), records))
                    .orElse(List.of());
        }

        /** Returns whether a line is broken. */
        public boolean isBroken() {
            return lines.stream().anyMatch(line -> line.verdict() == Verdict.BROKEN);
        }
    }

    private final Receipt receipt;
    private final CheckInputs given;
    private @Nullable LogCheckpoint head;
    private @Nullable ReceiptLeaf leaf;
    private @Nullable RoundRecord record;

    private ReceiptCheck(Receipt receipt, CheckInputs given) {
        this.receipt = receipt;
        this.given = given;
    }

    /**
     * Verifies one receipt.
     *
     * @throws IllegalArgumentException if a leaf or record has another form, or the older checkpoint has more leaves than the receipt's
     */
    public static Result of(Receipt receipt, CheckInputs given) {
        return new ReceiptCheck(receipt, given).result();
    }

    /**
     * Verifies several receipts of one agent together. Checks whether they belong together, and whether each promised command is in one of them.
     * Each record is compared with the receipts of its round.
     *
     * @param each result of {@link #of} for each receipt, at least one, all with the same inputs
     * @param given the inputs
     * @throws IllegalArgumentException if a record has another form
     */
    public static Result checkAll(List<Result> each, CheckInputs given) {
        Result first = each.getFirst();
        List<RoundRecord> records = each.stream()
                .flatMap(result -> result.records().stream())
                .distinct()
                .sorted(Comparator.comparingLong(record -> record.round().number()))
                .toList();
        Map<Integer, CheckResult> lines = new TreeMap<>();
        first.lines().forEach(line -> lines.put(line.number(), worst(line.number(), each, given)));
        if (each.stream().allMatch(result -> result.leaf().isPresent())) {
            var parts = new ReceiptSet(each.stream()
                    .map(result ->
                            new ReceiptSet.Part(result.index(), result.leaf().orElseThrow()))
                    .toList());
            Optional<String> wrong = parts.mismatch();
            if (wrong.isPresent()) {
                UNDER_THE_ROOT.forEach(
                        line -> lines.put(line, CheckResult.needs(line, "receipts of one agent in sequence (line 2)")));
                lines.put(2, CheckResult.broken(2, wrong.get()));
                records = List.of();
            } else {
                lines.put(2, CheckResult.holds(2, parts.toString()));
                own(parts, records, given).forEach(line -> lines.put(line.number(), line));
                alien(records, given).ifPresent(line -> lines.merge(6, line, CheckResult::worse));
            }
        }
        return new Result(List.copyOf(lines.values()), first.index(), first.leaf(), records);
    }

    /** Returns the lines that check the agent's own data. These are its commands and, if records are given, its terms and its money. */
    private static List<CheckResult> own(ReceiptSet parts, List<RoundRecord> records, CheckInputs given) {
        var commands = new SentCommandCheck(parts, given);
        var sent = new SentCommands(parts, given.kept());
        String agent = parts.leaves().getFirst().agent();
        CheckResult yours = commands.commands();
        List<CheckResult> lines = new ArrayList<>(List.of(yours, commands.promises()));
        if (yours.verdict() == Verdict.BROKEN) {
            OF_COMMANDS.forEach(line -> lines.add(CheckResult.needs(line, "commands that are yours (line 4)")));
        } else if (!records.isEmpty()) {
            records.stream()
                    .map(record -> OwnTermsCheck.line(record, agent, sent))
                    .reduce(CheckResult::worse)
                    .ifPresent(lines::add);
            lines.add(new BalanceCheck(parts, records, sent).line());
        } else {
            OF_COMMANDS.forEach(line -> lines.add(CheckResult.needs(line, RECORD)));
        }
        return lines;
    }

    /** Returns a broken line 6 if some of the given records, but not all, belong to the receipts; empty otherwise. */
    private static Optional<CheckResult> alien(List<RoundRecord> records, CheckInputs given) {
        return given.records().stream()
                .filter(record -> !records.isEmpty() && !records.contains(record))
                .findFirst()
                .map(record -> CheckResult.broken(
                        6, "no receipt proves that the record of " + record.round() + " is in the log"));
    }

    /** Returns the worst result of a line among the receipts for which it counts. If the line is broken, its text names the receipt. */
    private static CheckResult worst(int number, List<Result> each, CheckInputs given) {
        CheckResult worst = each.getFirst().line(number);
        boolean isOwn = each.getFirst().hasOwn(number, given);
        for (int i = 0; i < each.size(); i++) {
            CheckResult line = each.get(i).line(number);
            if (each.get(i).hasOwn(number, given)) {
                CheckResult named = line.verdict() == Verdict.BROKEN && each.size() > 1
                        ? CheckResult.broken(number, "receipt " + (i + 1) + ": " + line.text())
                        : line;
                worst = isOwn ? worst.worse(named) : named;
                isOwn = true;
            }
        }
        return worst;
    }

    private Result result() {
        List<CheckResult> lines = new ArrayList<>(List.of(signature()));
        LogCheckpoint signed = head;
        if (signed == null) {
            lines.add(CheckResult.needs(2, "a signed checkpoint (line 1)"));
            lines.add(CheckResult.needs(3, "a signed checkpoint (line 1)"));
        } else {
            lines.add(inclusion(signed));
            lines.add(growth(signed));
        }
        ReceiptLeaf own = leaf;
        if (signed == null || own == null) {
            UNDER_THE_ROOT.forEach(line -> lines.add(CheckResult.needs(line, "a receipt that is in the log (line 2)")));
        } else {
            CheckResult in = record(signed, own);
            List<RoundRecord> records = Optional.ofNullable(record).stream().toList();
            lines.addAll(of("record", () -> own(part(own), records, given)));
            lines.add(in);
            records.forEach(found -> lines.addAll(of("record", () -> lines(own, found))));
            if (records.isEmpty()) {
                OF_ITS_TEXT.forEach(line -> lines.add(CheckResult.needs(line, RECORD)));
            }
        }
        lines.sort(Comparator.comparingInt(CheckResult::number));
        return new Result(
                List.copyOf(lines),
                receipt.place().index(),
                Optional.ofNullable(leaf),
                Optional.ofNullable(record).stream().toList());
    }

    private List<CheckResult> lines(ReceiptLeaf own, RoundRecord found) {
        return List.of(HouseCheck.line(found), balance(own, found), found.draw(given.key()), PieceCheck.line(found));
    }

    private CheckResult signature() {
        try {
            head = LogCheckpoint.signed(receipt.checkpoint(), given.key());
            return CheckResult.holds(
                    1, given.key().name() + " signed the checkpoint of its log, which has " + head.size() + " leaves");
        } catch (IllegalArgumentException e) {
            return CheckResult.broken(1, String.valueOf(e.getMessage()));
        }
    }

    private CheckResult inclusion(LogCheckpoint signed) {
        byte[] bytes = receipt.leafBytes();
        long index = receipt.place().index();
        if (!receipt.place().holds(bytes, signed)) {
            return CheckResult.broken(2, "this text is not leaf " + index + " of the log");
        }
        ReceiptLeaf read = of("leaf", () -> ReceiptLeaf.read(bytes));
        String origin = "skybourse/" + read.round().market();
        if (!origin.equals(signed.origin())) {
            return CheckResult.broken(2, "the log belongs to " + signed.origin() + ", but the receipt to " + origin);
        }
        leaf = read;
        return CheckResult.holds(2, part(read).toString());
    }

    private ReceiptSet part(ReceiptLeaf read) {
        return new ReceiptSet(List.of(new ReceiptSet.Part(receipt.place().index(), read)));
    }

    private CheckResult growth(LogCheckpoint signed) {
        if (given.older().isEmpty()) {
            return CheckResult.needs(3, "an older checkpoint that you stored (--earlier-checkpoint)");
        }
        LogCheckpoint older;
        try {
            older = LogCheckpoint.signed(given.older().get(), given.key());
        } catch (IllegalArgumentException e) {
            return CheckResult.broken(3, "the older " + e.getMessage());
        }
        if (older.size() > signed.size()) {
            throw new IllegalArgumentException(
                    "older checkpoint must have at most " + signed.size() + " leaves: " + older.size());
        }
        boolean isPlain = older.size() == 0 || older.size() == signed.size();
        Optional<Receipt.LogConsistencyProof> proof = isPlain
                ? Optional.of(new Receipt.LogConsistencyProof(older.size(), signed.size(), List.of()))
                : given.growth().or(receipt::since);
        String both = older.size() + " to " + signed.size() + " leaves";
        if (proof.isEmpty() || proof.get().from() != older.size() || proof.get().to() != signed.size()) {
            return CheckResult.needs(3, "a consistency proof from " + both + " (--proof)");
        }
        return MerkleProofs.begins(
                        older.size(),
                        older.root(),
                        signed.size(),
                        signed.root(),
                        proof.get().path())
                ? CheckResult.holds(3, "leaves were only appended to the log, from " + both)
                : CheckResult.broken(
                        3,
                        "the consistency proof from " + both
                                + " fails: an older leaf was changed, or the proof is wrong");
    }

    private CheckResult record(LogCheckpoint signed, ReceiptLeaf own) {
        Optional<RoundRecord> said = said(signed, own);
        if (said.isEmpty()) {
            return CheckResult.needs(6, "the record of " + own.round() + " (--record)");
        }
        RoundRecord read = said.get();
        long index = receipt.record().index();
        if (index != own.record()) {
            return CheckResult.broken(6, "the record is leaf " + own.record() + ", but the proof is for leaf " + index);
        }
        if (!receipt.record().holds(read.bytes(), signed)) {
            return CheckResult.broken(6, "this record is not leaf " + index + " of the log");
        }
        if (!read.round().equals(own.round())) {
            return CheckResult.broken(6, "the record is of " + read.round() + ", but the receipt is of " + own.round());
        }
        record = read;
        return CheckResult.holds(
                6, "the record of round " + own.round().number() + " is leaf " + index + " of the log");
    }

    /**
     * Returns the given record that the receipt proves to be in the log. If there is none, returns a given record of the same round. If there is
     * none either, returns the only given record.
     */
    private Optional<RoundRecord> said(LogCheckpoint signed, ReceiptLeaf own) {
        List<RoundRecord> all = given.records();
        return all.stream()
                .filter(any -> receipt.record().holds(any.bytes(), signed))
                .findFirst()
                .or(() -> all.stream()
                        .filter(any -> any.round().number() == own.round().number())
                        .findFirst())
                .or(() -> all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty());
    }

    private static CheckResult balance(ReceiptLeaf leaf, RoundRecord record) {
        List<Payment> own = record.payments().stream()
                .filter(payment -> payment.isOf(leaf.agent()))
                .toList();
        BigInteger after = BigInteger.valueOf(leaf.before()).add(Payment.sum(own, leaf.agent()));
        String sums = leaf.before() + " before plus " + own.size() + " entries of the record gives " + after;
        return after.equals(BigInteger.valueOf(leaf.after()))
                ? CheckResult.holds(10, sums)
                : CheckResult.broken(10, sums + ", but the receipt states " + leaf.after());
    }

    /** Returns the result of a reader. If the reader throws {@link IllegalArgumentException}, prefixes its message with the name of the part. */
    private static <T> T of(String part, java.util.function.Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(part + ": " + e.getMessage(), e);
        }
    }
}
