package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.receipt.ReceiptCheck.CheckInputs;
import skybourse.receipt.format.Ed25519;
import skybourse.receipt.format.Trees;

/**
 * {@code examples/exchange/check_receipt.py}, which was written from docs/reference/receipts.md, has the same verdict
 * for each line as this module. {@code -Dreceipts.markets=200} compares that many random markets.
 */
class PythonCheckerTest {

    private static final int MARKETS = MadeUpExchange.markets(4);
    private static final int ROUNDS = 6;

    private static final String DRIVER = """
            import json, sys
            sys.path.insert(0, sys.argv[1])
            import check_receipt
            for line in open(sys.argv[2], encoding="utf-8"):
                case = json.loads(line)
                lines = check_receipt.check(
                    [text.encode() for text in case["receipts"]], case["key"], [text.encode() for text in case["records"]],
                    case.get("older"), case["proof"], case["mine"].encode() if "mine" in case else None, case.get("my_key"))
                print(" ".join(f"{number}={verdict}" for number, (verdict, _) in sorted(lines.items())))
            """;

    @TempDir
    private Path folder;

    private final List<String> cases = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** Adds a case: receipts of some rounds, with the records of some. */
    private void add(
            String name,
            MadeUpExchange exchange,
            String agent,
            List<Integer> receipts,
            List<Integer> records,
            boolean hasKept) {
        int last = exchange.rounds.size() - 1;
        List<String> files = receipts.stream()
                .map(round -> exchange.receipt(round, agent, last))
                .toList();
        List<String> texts = records.stream().map(exchange::record).toList();
        Optional<String> kept = Optional.of(exchange.kept(agent)).filter(text -> hasKept && !text.isEmpty());
        Optional<String> key =
                Optional.of(agent).filter(id -> !id.startsWith("aa-")).map(MadeUpExchange::ownKey);
        String growth = exchange.growth(0, last);
        var given = new CheckInputs(
                KEY,
                texts.stream()
                        .map(text -> RoundRecord.read(text.getBytes(UTF_8)))
                        .toList(),
                Optional.of(exchange.checkpoint(0)),
                Optional.of(Receipt.LogConsistencyProof.read(growth.getBytes(UTF_8))),
                kept.map(text -> SentCommandCopy.read(text.getBytes(UTF_8), KEY)),
                key.map(Ed25519::publicKey));
        verdicts.add(ReceiptsTogether.checked(files, given).lines().stream()
                .collect(Collectors.toMap(CheckResult::number, line -> word(line), (one, _) -> one, TreeMap::new))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" ")));
        Map<String, Object> row = Trees.of("receipts", files, "records", texts, "key", KEY.text(), "proof", growth);
        row.putAll(Trees.of("older", exchange.checkpoint(0), "mine", kept.orElse(null), "my_key", key.orElse(null)));
        cases.add(Trees.json(row));
        names.add(name + ", " + agent + " " + receipts + " " + records);
    }

    private static String word(CheckResult line) {
        return switch (line.verdict()) {
            case HOLDS -> "holds";
            case BROKEN -> "BROKEN";
            case NOT_CHECKED -> "not checked";
        };
    }

    /** Runs the Python checker on all cases and compares the verdicts. */
    private void compare() throws IOException, InterruptedException {
        Path file = folder.resolve("cases.jsonl");
        Path out = folder.resolve("verdicts");
        Files.write(file, cases);
        Process python = new ProcessBuilder("python3", "-c", DRIVER, "examples/exchange", file.toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(python.waitFor()).isZero();
        List<String> said = Files.readAllLines(out);
        assertThat(said).hasSameSizeAs(verdicts);
        for (int i = 0; i < said.size(); i++) {
            assertThat(said.get(i)).as(names.get(i)).isEqualTo(verdicts.get(i));
        }
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    /** The program reads the files of all its options. */
    @Test
    void programChecksWithEachOption() throws Exception {
        assumeTrue(hasPython(), "no python3");
        String shown = "examples/exchange/";
        Path key = Files.writeString(folder.resolve("me.pub"), "00".repeat(32));
        Path sent = Files.writeString(folder.resolve("sent.jsonl"), "");
        for (List<String> options : List.of(
                List.<String>of(),
                List.of("--earlier-checkpoint", shown + "receipt.json"),
                List.of("--sent-commands", sent.toString()),
                List.of("--agent-key", key.toString()))) {
            List<String> line = new ArrayList<>(List.of(
                    "python3", shown + "check_receipt.py", shown + "receipt.json", "--key", shown + "exchange.pub"));
            line.addAll(options);
            Path out = folder.resolve("lines");
            Process python = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            python.waitFor();
            assertThat(Files.readString(out))
                    .as(line.toString())
                    .startsWith("  1  holds ")
                    .contains("\n 15  ");
        }
    }

    @Tag("slow")
    @Test
    void checkersAgreeOnFalseStatements() throws Exception {
        assumeTrue(hasPython(), "no python3");
        MadeUpLies.all().forEach(lie -> {
            MadeUpExchange exchange = lie.exchange();
            List<Integer> all =
                    IntStream.range(0, exchange.rounds.size()).boxed().toList();
            add(lie.name(), exchange, lie.victim(), all, all, true);
            add(lie.name(), exchange, lie.victim(), List.of(lie.round()), List.of(lie.round()), false);
        });
        compare();
    }

    @Tag("slow")
    @Test
    void checkersAgreeOnDisputedAndDividedPieces() throws Exception {
        assumeTrue(hasPython(), "no python3");
        List<Integer> all = IntStream.range(0, ROUNDS).boxed().toList();
        for (int seed = 1; seed <= MARKETS; seed++) {
            for (MadeUpDisputes.Lie lie : MadeUpDisputes.lies().toList()) {
                var liar = new MadeUpDisputes.Liar(lie);
                var exchange = new MadeUpExchange(seed, ROUNDS, liar);
                if (!liar.victim().isEmpty()) {
                    add(lie.name(), exchange, liar.victim(), all, all, true);
                }
            }
            for (DividedPiecesTest.Lie lie : DividedPiecesTest.lies().toList()) {
                add(lie.name(), new MadeUpExchange(seed, ROUNDS, lie), "fa-1", all, all, true);
            }
        }
        compare();
    }

    @Test
    void checkersAgreeOnHonestReceipts() throws Exception {
        assumeTrue(hasPython(), "no python3");
        List<Integer> all = IntStream.range(0, ROUNDS).boxed().toList();
        for (int seed = 1; seed <= MARKETS; seed++) {
            var random = new SplittableRandom(seed);
            var exchange = new MadeUpExchange(seed, ROUNDS, new MadeUpExchange.Plant() {});
            for (String agent : exchange.agents()) {
                add("market " + seed, exchange, agent, all, all, true);
                List<Integer> some =
                        all.stream().filter(_ -> random.nextBoolean()).toList();
                if (!some.isEmpty()) {
                    List<Integer> records =
                            some.stream().filter(_ -> random.nextInt(4) > 0).toList();
                    add("market " + seed, exchange, agent, some, records, random.nextBoolean());
                }
            }
        }
        compare();
    }
}
