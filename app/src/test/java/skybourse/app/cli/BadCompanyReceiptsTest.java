package skybourse.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.base.random.RandomStreams;
import skybourse.receipt.CheckResult;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.Receipt;
import skybourse.receipt.ReceiptCheck;
import skybourse.receipt.ReceiptLeaf;
import skybourse.receipt.RoundRecord;
import skybourse.receipt.SentCommandCopy;
import skybourse.receipt.format.NoteKey;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.server.signedlog.MemoryStore;
import skybourse.testing.Cases;
import skybourse.venue.BadCompanyTest;
import skybourse.venue.event.MarketRules;

/**
 * Receipts and records of rounds in which two of five agents are malicious. All hold, and each alteration breaks its line. {@code
 * -Dreceipts.markets=333} runs that many markets of 15 rounds and prints sizes and times.
 */
class BadCompanyReceiptsTest {

    private static final int MARKETS = Integer.getInteger("receipts.markets", Cases.share(2));
    private static final int ROUNDS = 15;
    private static final int TAMPERINGS = Cases.share(2_000);

    /** Four kibibytes. */
    private static final int SMALL = 4_096;

    @TempDir
    private static Path folder;

    private static final SentCommandCopy UNSENT =
            new SentCommandCopy("PUT /v1/never", "00", Optional.empty(), Optional.empty());

    private static final List<Evidence> EVIDENCE = new ArrayList<>();
    private static final List<String> RECORDS = new ArrayList<>();

    private static long largest;
    private static long bytes;
    private static long nanos;
    private static long recordNanos;

    /** The files of an agent about one round. */
    private record Evidence(
            NoteKey key, String receipt, String record, String older, String proof, List<SentCommandCopy> commands) {

        List<CheckResult> check() {
            var given = new ReceiptCheck.CheckInputs(
                    key,
                    List.of(RoundRecord.read(record.getBytes(UTF_8))),
                    Optional.of(older),
                    Optional.of(Receipt.LogConsistencyProof.read(proof.getBytes(UTF_8))),
                    Optional.of(commands),
                    Optional.empty());
            return ReceiptCheck.of(Receipt.read(receipt.getBytes(UTF_8)), given).lines();
        }
    }

    @BeforeAll
    static void play() throws IOException {
        for (int seed = 1; seed <= MARKETS; seed++) {
            play(seed);
        }
    }

    @AfterAll
    static void printMeasurements() {
        if (Integer.getInteger("receipts.markets") != null) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "%d records, %d receipts: %.0f bytes each, none above %d; checked in %.2f ms of CPU each; a"
                            + " record's lines 7, 8, 11, 12 in %.2f ms",
                    RECORDS.size(),
                    EVIDENCE.size(),
                    bytes / (double) EVIDENCE.size(),
                    largest,
                    nanos / 1e6 / EVIDENCE.size(),
                    recordNanos / 1e6 / RECORDS.size()));
        }
    }

    private static void play(int seed) throws IOException {
        MarketRules rules = BadCompanyTest.rules(seed);
        var log = new MarketLog(
                MarketSigningKey.of(folder.resolve("" + seed), rules.scenario().name()), rules, new MemoryStore());
        List<String> older = new ArrayList<>();
        BadCompanyTest.play(
                seed,
                log.venue(),
                entry -> {
                    try {
                        log.append(entry);
                        log.sync();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    if (older.isEmpty() && !log.checkpoint().startsWith("skybourse/drawn\n0\n")) {
                        older.add(log.checkpoint());
                    }
                },
                log.key()::draw,
                ROUNDS);
        String proof = BodyJsonEncoder.write(log.consistency(
                Long.parseLong(older.getFirst().lines().skip(1).findFirst().orElseThrow()), log.size()));
        NoteKey key = NoteKey.read(log.key().text());
        Map<String, List<SentCommandCopy>> sent = new HashMap<>();
        for (long round = 0; round < log.venue().round(); round++) {
            Optional<String> record = log.record(round);
            if (record.isPresent()) {
                RECORDS.add(record.get());
                for (String agent : log.venue().ids()) {
                    var receipt = log.receipt(round, agent, 0, -1);
                    while (receipt.isPresent()) {
                        ReceiptLeaf leaf = ReceiptLeaf.read(receipt.get().leaf().getBytes(UTF_8));
                        add(new Evidence(
                                key,
                                BodyJsonEncoder.write(receipt.get()),
                                record.get(),
                                older.getFirst(),
                                proof,
                                commands(sent, leaf)));
                        receipt = log.receipt(round, agent, leaf.toSeq() + 1, -1);
                    }
                }
            }
        }
    }

    /** Returns the command log of an honest agent: the commands in its receipts and one that it never sent. */
    private static List<SentCommandCopy> commands(Map<String, List<SentCommandCopy>> sent, ReceiptLeaf leaf) {
        List<SentCommandCopy> commands = sent.computeIfAbsent(leaf.agent(), _ -> new ArrayList<>(List.of(UNSENT)));
        for (ReceiptLeaf.Command command : leaf.commands()) {
            Optional<String> text = Optional.of(command.text()).filter(any -> !any.isEmpty());
            commands.add(new SentCommandCopy(command.route(), command.sha256(), text, Optional.empty()));
        }
        return commands;
    }

    private static void add(Evidence own) {
        EVIDENCE.add(own);
        bytes += own.receipt.length();
        largest = Math.max(largest, own.receipt.length());
        long before = cpu();
        own.check();
        nanos += cpu() - before;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<Integer> numbers(List<CheckResult> lines, Verdict verdict) {
        return lines.stream()
                .filter(line -> line.verdict() == verdict)
                .map(CheckResult::number)
                .toList();
    }

    @Test
    void allReceiptsHoldAndAreAtMost4Kibibytes() {
        for (Evidence own : EVIDENCE) {
            List<CheckResult> lines = own.check();
            assertThat(numbers(lines, Verdict.HOLDS)).as("%s", lines).contains(1, 2, 3, 4, 6, 9, 10, 11, 13, 14);
            assertThat(numbers(lines, Verdict.BROKEN)).as("%s", lines).isEmpty();
        }
        assertThat(EVIDENCE.size()).isGreaterThan(18 * MARKETS * ROUNDS * 9 / 10);
        assertThat(largest).isLessThanOrEqualTo(SMALL);
    }

    /** Clears and certifies the rounds again from their records. */
    @Test
    void recomputedRoundsMatchTheirRecords() {
        int traded = 0;
        int otherAsks = 0;
        for (String record : RECORDS) {
            long before = cpu();
            List<CheckResult> lines = RoundRecomputationCheck.lines(RoundRecord.read(record.getBytes(UTF_8)));
            recordNanos += cpu() - before;
            assertThat(numbers(lines, Verdict.HOLDS)).as("%s", lines).containsExactly(7, 8, 11, 12, 16);
            traded += record.contains("\"trades\":[]") ? 0 : 1;
            String older = record.replace("\"record-3\"", "\"record-2\"");
            List<CheckResult> marked = RoundRecomputationCheck.lines(RoundRecord.read(older.getBytes(UTF_8)));
            otherAsks += numbers(marked, Verdict.BROKEN).isEmpty() ? 0 : 1;
        }
        assertThat(traded).as("rounds with lots").isPositive();
        assertThat(otherAsks)
                .as("rounds whose asks had a markup in the older form")
                .isBetween(1, traded);
    }

    /** The record of a market in the format {@code record-2}; the control changes a price. */
    @Test
    void checksRecordOfOlderFormatByItsRules() throws IOException {
        String record = Files.readString(Path.of("app/src/test/resources/golden/record-2/record.json"));
        assertThat(numbers(RoundRecomputationCheck.lines(RoundRecord.read(record.getBytes(UTF_8))), Verdict.HOLDS))
                .containsExactly(7, 8, 11, 12, 16);
        String other = record.replace("\"sellerHalfTicks\":1944", "\"sellerHalfTicks\":1946");
        assertThat(numbers(RoundRecomputationCheck.lines(RoundRecord.read(other.getBytes(UTF_8))), Verdict.BROKEN))
                .contains(7);
    }

    /** Includes rounds that were not sold and rounds without the agent. */
    @Tag("slow")
    @Test
    void receiptsOfAllRoundsHoldTogether() {
        Map<String, List<Evidence>> all = EVIDENCE.stream()
                .collect(Collectors.groupingBy(own -> own.key.text()
                        + ReceiptLeaf.read(Receipt.read(own.receipt.getBytes(UTF_8))
                                        .leaf()
                                        .getBytes(UTF_8))
                                .agent()));
        assertThat(all).hasSizeGreaterThan(18 * MARKETS);
        all.forEach((_, receipts) -> {
            var given = new ReceiptCheck.CheckInputs(
                    receipts.getFirst().key,
                    receipts.stream()
                            .map(own -> own.record)
                            .distinct()
                            .map(record -> RoundRecord.read(record.getBytes(UTF_8)))
                            .toList(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(receipts.getFirst().commands),
                    Optional.empty());
            ReceiptCheck.Result result = ReceiptCheck.checkAll(
                    receipts.stream()
                            .map(own -> ReceiptCheck.of(Receipt.read(own.receipt.getBytes(UTF_8)), given))
                            .toList(),
                    given);
            assertThat(numbers(result.lines(), Verdict.HOLDS))
                    .as("%s", result.lines())
                    .contains(1, 2, 4, 6, 9, 10, 11, 13, 14);
            assertThat(numbers(result.lines(), Verdict.BROKEN))
                    .as("%s", result.lines())
                    .isEmpty();
            CheckResult money = result.lines().getLast();
            assertThat(money.verdict() == Verdict.HOLDS || money.text().contains("rounds ["))
                    .as("%s", money)
                    .isTrue();
        });
    }

    @Tag("slow")
    @Test
    void eachTamperingBreaksExactlyItsLine() {
        RandomGenerator random = new RandomStreams(1).stream("tampering", 0);
        int named = 0;
        for (int i = 0; i < TAMPERINGS; i++) {
            Evidence own = EVIDENCE.get(random.nextInt(EVIDENCE.size()));
            int line = List.of(1, 2, 3, 4, 6).get(random.nextInt(5));
            if (line == 4 && own.receipt.contains("\\\"commands\\\":[]")) {
                line = 2;
            }
            List<CheckResult> lines = tampered(own, line, random).check();
            assertThat(numbers(lines, Verdict.BROKEN)).as("%s", lines).containsExactly(line);
            named++;
        }
        assertThat(named).isEqualTo(TAMPERINGS);
    }

    private static Evidence tampered(Evidence own, int line, RandomGenerator random) {
        String receipt = own.receipt;
        int leaf = receipt.indexOf("\"leaf\":\"") + 8;
        int place = receipt.indexOf("\",\"index\":", leaf);
        return switch (line) {
            case 1 -> with(own, flipped(receipt, receipt.indexOf("\\n\\n") - 40, random.nextInt(40)));
            case 2 ->
                with(
                        own,
                        random.nextBoolean()
                                ? digit(receipt, leaf, place, random)
                                : flipped(receipt, receipt.indexOf("[\"", place) + 2, random.nextInt(40)));
            case 3 ->
                new Evidence(
                        own.key,
                        receipt,
                        own.record,
                        own.older,
                        flipped(own.proof, own.proof.indexOf("[\"") + 2, random.nextInt(40)),
                        own.commands);
            case 4 -> new Evidence(own.key, receipt, own.record, own.older, own.proof, own.commands.subList(0, 1));
            default ->
                new Evidence(
                        own.key,
                        receipt,
                        digit(own.record, own.record.indexOf("\"at\":"), own.record.length(), random),
                        own.older,
                        own.proof,
                        own.commands);
        };
    }

    private static Evidence with(Evidence own, String receipt) {
        return new Evidence(own.key, receipt, own.record, own.older, own.proof, own.commands);
    }

    /** Changes a character of base64 into another. */
    private static String flipped(String text, int from, int at) {
        char old = text.charAt(from + at);
        return text.substring(0, from + at) + (old == 'A' ? 'B' : 'A') + text.substring(from + at + 1);
    }

    /** Changes a digit that is not the first of a number, and does not end a name: no two names may become equal. */
    private static String digit(String text, int from, int to, RandomGenerator random) {
        Matcher digits = Pattern.compile("(?<=[1-9])[0-9](?![0-9]*[\\\\\"])")
                .matcher(text)
                .region(from, to);
        List<Integer> places = new ArrayList<>();
        while (digits.find()) {
            places.add(digits.start());
        }
        int at = places.get(random.nextInt(places.size()));
        char other = (char) ('0' + (text.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    /** False statements that an exchange could sign in its record: each breaks its lines. */
    @Test
    void eachFalseRecordBreaksItsLines() {
        int count = 0;
        for (String record : RECORDS) {
            count += forge(record, "\"epsilon\":[^,]*", "\"epsilon\":0.0", 11);
            count += forge(record, "\"ratios\":[{](?<a>\"[^\"]*\":[{]\"[^\"]*\":)[^,}]*", "\"ratios\":{${a}0.0", 12);
            count += forge(record, "\"buyerHalfTicks\":", "\"buyerHalfTicks\":1", 7, 8);
            count += forge(record, "\"sellerHalfTicks\":[0-9]+", "\"sellerHalfTicks\":0", 7, 8);
            count += forge(
                    record, "(\"buyerHalfTicks\":[0-9]+),\"sellerHalfTicks\":([0-9])", "$1,\"sellerHalfTicks\":9$2", 7);
            count += forge(record, "\"trades\":\\[[{][^}]*[}],?", "\"trades\":[", 7);
            count += forge(record, "\"pricePerBit\":[{](\"[^\"]*\":)[^,}]*", "\"pricePerBit\":{$1" + "1.0", 7);
            count += forge(
                    record, "(?<a>\"pieces\":\\[\\[\"[^\"]*\",\"[^\"]*\",\"[^\"]*\",)\"[^\"]*\"", "${a}\"XX\"", 16);
            count += forge(record, "\"postedGain\":[^,]*[1-9][^,]*", "\"postedGain\":0.0", 11);
            count += forge(record, "\"posting\":\\[[^]]*]", posting(record), 11);
        }
        assertThat(count).isGreaterThan(3 * RECORDS.size());
    }

    /** Returns that all leaders of a record post their prices. */
    private static String posting(String record) {
        Matcher prices = Pattern.compile("\"pricePerBit\":[{]([^}]*)[}]").matcher(record);
        assertThat(prices.find()).isTrue();
        return "\"posting\":[" + prices.group(1).replaceAll(":[^,]*", "") + "]";
    }

    private static int forge(String record, String part, String other, Integer... numbers) {
        String forged = record.replaceFirst(part, other);
        if (forged.equals(record)) {
            return 0;
        }
        List<CheckResult> lines = RoundRecomputationCheck.lines(RoundRecord.read(forged.getBytes(UTF_8)));
        assertThat(numbers(lines, Verdict.BROKEN)).as("%s: %s", part, lines).containsExactly(numbers);
        return 1;
    }

    @Test
    void leavesRecordOfUnknownFormatUnchecked() {
        String text = RECORDS.getFirst().replace("\"frozen\"", "\"thawed\"");
        assertThat(RoundRecomputationCheck.lines(RoundRecord.read(text.getBytes(UTF_8))))
                .hasSize(5)
                .allMatch(line -> line.verdict() == Verdict.NOT_CHECKED
                        && line.text().contains("needs a record of a sold round in a known format"));
        String rule = RECORDS.getFirst().replace("\"rule\":\"seller-vcg\"", "\"rule\":\"mine\"");
        assertThat(RoundRecomputationCheck.lines(RoundRecord.read(rule.getBytes(UTF_8)))
                        .getFirst()
                        .text())
                .isEqualTo("needs the rule mine");
    }
}
