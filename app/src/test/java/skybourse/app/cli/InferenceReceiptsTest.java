package skybourse.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.receipt.CheckResult;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.FieldChanges;
import skybourse.receipt.FieldChanges.Change;
import skybourse.receipt.MadeUpExchange;
import skybourse.receipt.MadeUpInference;
import skybourse.receipt.MadeUpInferenceLies;
import skybourse.receipt.RoundRecord;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.Trees;

/**
 * Receipts of inference markets. Honest ones hold in every line, and false records are found. {@code examples/exchange/check_receipt.py} has the same
 * verdicts.
 */
class InferenceReceiptsTest {

    private static final int ROUNDS = 5;
    private static final MadeUpInference.Lie HONEST = new MadeUpInference.Lie() {};

    /** Fields and kinds of changes that receipts cannot always find, and why. */
    private static final Map<String, String> UNCHECKED = Map.ofEntries(
            Map.entry("record.state", "stated only"),
            Map.entry("record.feeShare", "setting; matters for confirmed pieces"),
            Map.entry("record.errorRate", "setting; matters for disputes"),
            Map.entry("record.objectionSeconds", "setting; bounds times"),
            Map.entry("record.rulingSeconds", "setting; bounds times"),
            Map.entry("record.paysUnruled", "setting; matters for disputes without a ruling"),
            Map.entry("record.product.model", "setting"),
            Map.entry("record.product.quantization", "setting"),
            Map.entry("record.product.contextTokens", "setting"),
            Map.entry("record.product.promptWeight", "volumes are not checked"),
            Map.entry("record.product.answerWeight", "volumes are not checked"),
            Map.entry("record.product.bytesPerToken", "volumes are not checked"),
            Map.entry("record.product.defaultMaxTokens", "volumes are not checked"),
            Map.entry("record.product.leastShare", "volumes are not checked, except in pieces with the cause check"),
            Map.entry("record.product.checkShare", "matters for checked pieces, if it is 0"),
            Map.entry("record.batches.*.lots", "volumes and unsold ranges are not checked"),
            Map.entry("record.batches.*.lots[0]", "unsold ranges are not checked"),
            Map.entry("record.batches.*.lots[1]", "unsold ranges are not checked"),
            Map.entry("record.batches.*.lots[2]", "volumes of unsold lots are not checked"),
            Map.entry("record.batches.*.requests", "a batch of which nothing is sold"),
            Map.entry("record.offers[1]", "offers may be reduced"),
            Map.entry("record.outcomes", "the order has no meaning"),
            Map.entry("record.outcomes[2]", "another cause with the same payments"),
            Map.entry("record.outcomes[3]", "any command of the round"),
            Map.entry("record.outcomes[4]", "pieces that are not paid"),
            Map.entry("record.outcomes[5]", "pieces that are not paid, and changes within rounding"),
            Map.entry("record.entries", "the order has no meaning"));

    @TempDir
    private Path folder;

    /** Checks honest receipts. Returns what occurs in their records. */
    private Set<String> holds(int seeds) throws IOException, InterruptedException {
        var python = new InferencePython();
        Set<String> ends = new TreeSet<>();
        for (int seed = 1; seed <= seeds; seed++) {
            InferenceRounds rounds = InferenceRounds.of(seed, ROUNDS, HONEST);
            assertThat(python.add("seed " + seed, rounds)).isEmpty();
            for (String agent : InferenceRounds.AGENTS) {
                Map<Integer, CheckResult> lines = rounds.lines(agent);
                assertThat(lines).hasSize(15).doesNotContainKey(16);
                assertThat(lines.values())
                        .as("seed %d, %s", seed, agent)
                        .allMatch(line -> line.verdict() == Verdict.HOLDS || line.number() == 5);
            }
            rounds.records().forEach(record -> ends.addAll(ends(record)));
        }
        assertThat(python.differences(folder)).isEmpty();
        return ends;
    }

    @Test
    void honestReceiptsHoldInEveryLine() throws Exception {
        assumeTrue(InferencePython.isInstalled(), "no python3");
        assertThat(holds(2)).contains("PAID silence", "FAILED no-result", "partial use");
    }

    @Tag("slow")
    @Test
    void honestReceiptsOfFurtherMarketsHoldInEveryLine() throws Exception {
        assumeTrue(InferencePython.isInstalled(), "no python3");
        assertThat(holds(10))
                .contains("PAID silence", "PAID ruling", "FAILED no-result", "FAILED ruling")
                .contains("PAID check", "FAILED check")
                .contains("RETURNED confirmed", "RETURNED ruling", "RETURNED no-ruling", "PAID no-ruling")
                .contains("partial use", "unsold lots", "equal asks");
    }

    @Test
    void commandChecksRecordOfInferenceMarket() throws IOException {
        InferenceRounds rounds = InferenceRounds.of(1, 2, HONEST);
        List<Object> line = new ArrayList<>(List.of("check-receipt"));
        for (int round = 0; round < 2; round++) {
            line.add(Files.writeString(
                    folder.resolve("receipt-" + round), rounds.receipts("se-1").get(round)));
            line.add("--record");
            line.add(Files.writeString(
                    folder.resolve("record-" + round), rounds.records().get(round)));
        }
        line.addAll(List.of("--key", Files.writeString(folder.resolve("key"), MadeUpExchange.key())));
        line.addAll(List.of(
                "--sent-commands",
                Files.writeString(folder.resolve("sent"), rounds.exchange().kept("se-1"))));
        Ran ran = Ran.of(line.toArray());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains(
                        "\n 11  holds        the draw is the signature of the round by skybourse/campus; largest gain of a seller from a"
                                + " misreport: 0.000 ledger units; searched: asks times 0.5 to 2 and lots times 0.5 to 2, 20 combinations\n")
                .contains("\n 14  holds        the round used the terms that se-1 sent\n 15  holds ")
                .contains(
                        "\nnot checked: whether reserved and used volumes are right: payloads and results are not in the log\n")
                .doesNotContain("\n 16  ");
    }

    /** Returns what occurs in a record. */
    private static Set<String> ends(String text) {
        Map<String, Object> record = tree(text);
        Set<String> ends = new TreeSet<>();
        Trees.rows(record, "outcomes").forEach(row -> {
            ends.add(row.get(1) + " " + row.get(2));
            boolean isPartial = Trees.rows(record, "entries").stream()
                    .anyMatch(entry ->
                            entry.get(3).equals("RETURNED") && entry.get(4).equals(row.get(0)));
            ends.add(row.get(1).equals("PAID") && isPartial ? "partial use" : "");
        });
        int lots = RoundRecord.read(text.getBytes(UTF_8))
                .inference()
                .orElseThrow()
                .lots()
                .size();
        ends.add(lots > Trees.rows(record, "pieces").size() ? "unsold lots" : "");
        List<List<Object>> offers = Trees.rows(record, "offers");
        long asks = offers.stream().map(row -> row.get(2)).distinct().count();
        ends.add(asks < offers.size() ? "equal asks" : "");
        return ends;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(String text) {
        return (Map<String, Object>) Trees.read(Json.read(text.getBytes(UTF_8)));
    }

    /** A change of one field of the record of a round. */
    private record Drawn(long seed, int round, Change<Object> change) {

        InferenceRounds rounds() {
            return InferenceRounds.of(seed, ROUNDS, HONEST, new MadeUpExchange.Plant() {
                @Override
                public void round(MadeUpExchange.Draft draft) {
                    if (draft.round() == round) {
                        change.change().accept(draft.record());
                    }
                }
            });
        }

        /** Returns whether the change leaves the record as it is. */
        boolean isNone(Map<String, Object> record) {
            Map<String, Object> changed = Trees.copy(record);
            change.change().accept(changed);
            return changed.equals(record);
        }

        /** Returns whether receipts need not find the change: a listed field, a withdrawal, or a position of 0 that is changed by rounding. */
        boolean isUnchecked(Map<String, Object> record) {
            String kind = change.kind();
            String field = FieldChanges.field(kind);
            boolean isPart =
                    field.matches("record.(outcomes|entries)") && !kind.matches(".* swapped|record.entries dropped");
            boolean isWithdrawal =
                    field.startsWith("record.entries") && Trees.json(record).contains("\"outside\"");
            return (UNCHECKED.containsKey(field) && !isPart)
                    || isWithdrawal
                    || kind.equals("record.pieces[5] a little more");
        }
    }

    private static List<Drawn> drawn(int count) {
        List<Drawn> all = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            List<String> records = InferenceRounds.of(seed, ROUNDS, HONEST).records();
            for (int round = 1; round < ROUNDS - 1; round++) {
                Map<String, Object> record = tree(records.get(round));
                if (Trees.rows(record, "pieces").isEmpty()) {
                    continue; // amounts and times have no effect
                }
                for (Change<Object> change : FieldChanges.of("record", record)) {
                    Drawn one = new Drawn(seed, round, change);
                    if (!one.isNone(record) && !one.isUnchecked(record)) {
                        all.add(one);
                    }
                }
            }
        }
        Collections.shuffle(all, new Random(1));
        return all.subList(0, count);
    }

    private void findsChanges(int count) throws IOException, InterruptedException {
        var python = new InferencePython();
        Map<String, Integer> missed = new TreeMap<>();
        for (Drawn one : drawn(count)) {
            InferenceRounds rounds = one.rounds();
            if (python.addUntilBroken(one.change().kind(), rounds, _ -> true).isEmpty()) {
                missed.merge(one.change().kind() + " " + one.seed() + " " + one.round(), 1, Integer::sum);
            }
        }
        assertThat(missed).isEmpty();
        assertThat(python.differences(folder)).isEmpty();
    }

    @Test
    void findsDrawnChanges() throws Exception {
        assumeTrue(InferencePython.isInstalled(), "no python3");
        findsChanges(10);
    }

    @Tag("slow")
    @Test
    void findsThousandDrawnChanges() throws Exception {
        assumeTrue(InferencePython.isInstalled(), "no python3");
        findsChanges(1_000);
    }

    /** Each lie is found in one of the markets, by the expected line. In the markets in which it changes nothing, all lines hold. */
    private void findsLies(int seeds) throws IOException, InterruptedException {
        var python = new InferencePython();
        Map<String, Set<Integer>> found = new TreeMap<>();
        for (int seed = 1; seed <= seeds; seed++) {
            List<String> honest = InferenceRounds.of(seed, ROUNDS, HONEST).records();
            for (Map.Entry<String, MadeUpInference.Lie> lie :
                    MadeUpInferenceLies.all().entrySet()) {
                int expected = expected(lie.getKey());
                InferenceRounds rounds = InferenceRounds.of(seed, ROUNDS, lie.getValue());
                Set<Integer> broken = python.addUntilBroken(lie.getKey(), rounds, line -> line == expected);
                assertThat(broken.isEmpty())
                        .as("seed %d, %s", seed, lie.getKey())
                        .isEqualTo(rounds.records().equals(honest));
                found.computeIfAbsent(lie.getKey(), _ -> new TreeSet<>()).addAll(broken);
            }
        }
        found.forEach((name, broken) -> assertThat(broken).as(name).contains(expected(name)));
        assertThat(python.differences(folder)).isEmpty();
    }

    private static int expected(String lie) {
        return Integer.parseInt(lie.substring(0, lie.indexOf(':')));
    }

    @Tag("slow")
    @Test
    void findsFalseSteps() throws Exception {
        assumeTrue(InferencePython.isInstalled(), "no python3");
        findsLies(3);
    }
}
