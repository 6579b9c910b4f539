package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static skybourse.server.service.RunningMarket.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.base.agent.Agent;
import skybourse.base.agent.WirelessAgent;
import skybourse.client.Reply;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.files.text.Sha256;
import skybourse.receipt.CheckResult;
import skybourse.receipt.Receipt;
import skybourse.receipt.ReceiptCheck;
import skybourse.receipt.ReceiptLeaf;
import skybourse.receipt.RoundRecord;
import skybourse.receipt.SentCommandCopy;
import skybourse.receipt.format.MerkleTree;
import skybourse.receipt.format.NoteKey;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.http.Routes;
import skybourse.server.journal.CompressedText;
import skybourse.server.journal.JournalException;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.venue.event.MarketRules;

/** Receipts of a running exchange, checked by the independent module {@code receipt}. */
class IssuedReceiptsTest {

    private static final MarketRules RULES = RunningMarket.RULES;

    /** Distance of flipped bytes; 1 for every byte. */
    private static final int EVERY = Integer.getInteger("flip.every", 397);

    @TempDir
    private Path folder;

    private final List<String> sent = new ArrayList<>();

    /** A running market that is stored in the folder. */
    private final class StoredMarket implements AutoCloseable {
        private final DurableStore store = DurableStore.open(folder, "drawn", "as drawn");
        private final RunningMarket running;

        StoredMarket() throws IOException {
            try {
                running = new RunningMarket(
                        RULES, store.start(RULES, 0, MarketSigningKey.of(folder, "drawn")), Routes.QUOTA);
            } catch (JournalException e) {
                store.close();
                throw e;
            }
        }

        /** Sells a task of the first buyer, delivers it and waits for its payment. */
        long sellTask(String name) throws IOException {
            String task = running.putTask(name);
            String body = ResultJsonEncoder.compact(
                    new TreeMap<>(running.task(10, Map.of("text", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj"))));
            sent.add(ResultJsonEncoder.compact(Map.of("for", "PUT /v1/" + task, "text", body)));
            long round = running.sell();
            running.deliver(task);
            running.market.await("", 20_000, engine -> engine.nextDueMillis(), due -> due == Long.MAX_VALUE);
            return round;
        }

        byte[] get(String agent, String path) throws IOException {
            Reply got = running.client(agent).get(path);
            assertThat(got.status()).as(RunningMarket.text(got)).isEqualTo(200);
            return got.body();
        }

        byte[] receipt(long round, String agent, String more) throws IOException {
            return get(agent, "rounds/" + round + "/receipt?agent=" + agent + more);
        }

        NoteKey key() throws IOException {
            return NoteKey.read(text(get("", "key")).strip());
        }

        @Override
        public void close() {
            running.close();
            store.close();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<Integer, CheckResult.Verdict> lines(ReceiptCheck.Result result) {
        return result.lines().stream().collect(Collectors.toMap(CheckResult::number, CheckResult::verdict));
    }

    @Tag("slow")
    @Test
    void receiptsHoldAndAreEqualAfterRestart() throws IOException {
        byte[] first;
        String older;
        List<byte[]> before = new ArrayList<>();
        try (var market = new StoredMarket()) {
            market.running.joined();
            assertThat(text(market.get("", "checkpoint"))).startsWith("skybourse/drawn\n0\n");
            market.sellTask("t0");
            older = text(market.get("", "checkpoint"));
            first = market.receipt(
                    0, RULES.scenario().wirelessAgents().getFirst().id(), "");
            for (int i = 1; i < 4; i++) {
                market.sellTask("t" + i);
            }
            requireSound(market, older);
            for (Agent agent : sellers()) {
                before.add(market.receipt(3, agent.id(), "&older=3"));
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("market-key"))))
                .isEqualTo("rw-------");
        try (var market = new StoredMarket()) {
            for (Agent agent : sellers()) {
                assertThat(market.receipt(3, agent.id(), "&older=3")).isEqualTo(before.removeFirst());
            }
            assertThat(text(market.receipt(
                            0, RULES.scenario().wirelessAgents().getFirst().id(), "")))
                    .isNotEqualTo(text(first));
            assertThat(market.sellTask("t4")).isEqualTo(4);
            requireSound(market, older);
        }
    }

    private static List<Agent> sellers() {
        return RULES.scenario()
                .agents()
                .filter(agent -> !(agent instanceof WirelessAgent))
                .toList();
    }

    private void requireSound(StoredMarket market, String older) throws IOException {
        NoteKey key = market.key();
        String buyer = market.running.buyer().id();
        long rounds = market.running.market.read(engine -> engine.round());
        for (Agent agent : market.running.agents()) {
            long after = 0;
            long lastSeq = 0;
            for (long round = 0; round < rounds; round++) {
                String path = "rounds/" + round + "/receipt?agent=" + agent.id();
                if (market.running.client(agent.id()).get(path).status() == 404) {
                    assertThat(market.running.rules.scenario().wirelessAgents()).contains((WirelessAgent) agent);
                    lastSeq = 0;
                    continue;
                }
                Receipt receipt = Receipt.read(market.receipt(round, agent.id(), ""));
                byte[] growth = market.get("", "consistency?from=" + size(older));
                ReceiptCheck.Result result = ReceiptCheck.of(
                        receipt,
                        new ReceiptCheck.CheckInputs(
                                key,
                                List.of(RoundRecord.read(market.get("", "rounds/" + round))),
                                Optional.of(older),
                                Optional.of(Receipt.LogConsistencyProof.read(growth)),
                                Optional.empty(),
                                Optional.empty()));
                assertThat(result.isBroken()).as("%s", result.lines()).isFalse();
                assertThat(lines(result)).containsEntry(3, CheckResult.Verdict.HOLDS);
                assertThat(lines(result)).containsEntry(10, CheckResult.Verdict.HOLDS);
                ReceiptLeaf leaf = result.leaf().orElseThrow();
                assertThat(leaf.before()).isEqualTo(after);
                after = leaf.after();
                if (lastSeq > 0 || round == 0) {
                    assertThat(leaf.round().firstSeq()).isEqualTo(lastSeq + 1);
                }
                lastSeq = leaf.round().lastSeq();
                if (agent.id().equals(buyer)) {
                    assertThat(leaf.commands()).hasSize(round == 0 ? 2 : 1);
                    SentCommandCopy kept = SentCommandCopy.read(
                                    sent.get((int) round).getBytes(StandardCharsets.UTF_8), key)
                            .getFirst();
                    assertThat(leaf.commands().getLast().sha256()).isEqualTo(kept.sha256());
                    assertThat(leaf.commands().getLast().route()).isEqualTo(kept.route());
                }
            }
        }
    }

    private static String size(String checkpoint) {
        return checkpoint.lines().skip(1).findFirst().orElseThrow();
    }

    @Test
    void rewrittenRoundIsDetected() throws Exception {
        String older;
        NoteKey key;
        try (var market = new StoredMarket()) {
            market.running.joined();
            market.sellTask("t0");
            older = text(market.get("", "checkpoint"));
            key = market.key();
        }
        try (var file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.sqlite"));
                var change = file.createStatement()) {
            for (String column : List.of("first", "round")) {
                change.execute("update leaf set " + column + " = " + column + " + 1");
                assertThatThrownBy(StoredMarket::new).hasMessage("leaves of the log differ from the published ones");
                change.execute("update leaf set " + column + " = " + column + " - 1");
            }
            byte[] packed = change.executeQuery("select texts from leaf").getBytes(1);
            String forged = CompressedText.read(packed).replace("\"epsilon\":", "\"epsilon\":1");
            try (var set = file.prepareStatement("update leaf set texts = ?")) {
                set.setBytes(1, CompressedText.compress(forged));
                set.execute();
            }
            assertThatThrownBy(StoredMarket::new).hasMessage("leaves of the log differ from the published ones");
            var tree = new MerkleTree();
            forged.lines().forEach(leaf -> tree.append(leaf.getBytes(StandardCharsets.UTF_8)));
            try (var set = file.prepareStatement("update tail set root = ?")) {
                set.setBytes(1, tree.root(tree.size()));
                set.execute();
            }
        }
        try (var market = new StoredMarket()) {
            market.sellTask("t1");
            String buyer = market.running.buyer().id();
            var given = new ReceiptCheck.CheckInputs(
                    key, List.of(), Optional.of(older), Optional.empty(), Optional.empty(), Optional.empty());
            ReceiptCheck.Result result =
                    ReceiptCheck.of(Receipt.read(market.receipt(1, buyer, "&older=" + size(older))), given);
            assertThat(result.lines().stream()
                            .filter(line -> line.verdict() == CheckResult.Verdict.BROKEN)
                            .map(CheckResult::number))
                    .containsExactly(3);
        }
    }

    /** For each flipped byte, the result is an equal log or an error. */
    @Tag("slow")
    @Test
    void flippedByteNeverGivesAnotherLog() throws IOException {
        String seller = sellers().getFirst().id();
        byte[] receipt;
        try (var market = new StoredMarket()) {
            market.running.joined();
            market.sellTask("t0");
            market.sellTask("t1");
            receipt = market.receipt(1, seller, "");
        }
        Path file = folder.resolve("journal.sqlite");
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int at = 0; at < whole.length; at += EVERY) {
            whole[at] ^= (byte) (1 << (at % 8));
            Files.write(file, whole);
            Files.deleteIfExists(folder.resolve("journal.sqlite-wal"));
            Files.deleteIfExists(folder.resolve("journal.sqlite-shm"));
            try (var store = DurableStore.open(folder, "drawn", "as drawn");
                    RunningExchange market = store.start(RULES, 0, MarketSigningKey.of(folder, "drawn"))) {
                assertThat(BodyJsonEncoder.write(
                                market.log().receipt(1, seller, 0, -1).orElseThrow()))
                        .isEqualTo(text(receipt));
            } catch (JournalException e) {
                refused++;
            }
            whole[at] ^= (byte) (1 << (at % 8));
        }
        assertThat(refused).isGreaterThan(whole.length / EVERY / 5);
    }

    /**
     * An agent with many commands has several consecutive small receipts. A text that does not fit is included by its
     * digest.
     */
    @Test
    void manyCommandsAreSplitIntoSmallReceipts() throws IOException {
        try (var market = new StoredMarket()) {
            RunningMarket running = market.running.joined();
            String buyer = running.buyer().id();
            for (int version = 2; version <= 30; version++) {
                assertThat(running.client(buyer)
                                .put("agents/" + buyer, Map.of("version", version))
                                .status())
                        .isEqualTo(200);
            }
            String body = ResultJsonEncoder.compact(running.task(150, Map.of("text", "\"\n".repeat(150))));
            String task = "agents/" + buyer + "/tasks/t0";
            running.client(buyer).put(task, "application/json", body.getBytes(StandardCharsets.UTF_8));
            running.sell();
            var given = new ReceiptCheck.CheckInputs(
                    market.key(),
                    List.of(RoundRecord.read(market.get("", "rounds/0"))),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            String path = "rounds/0/receipt?agent=" + buyer + "&from=";
            List<ReceiptLeaf.Command> commands = new ArrayList<>();
            List<ReceiptCheck.Result> results = new ArrayList<>();
            long from = 1;
            int receipts = 0;
            while (running.client(buyer).get(path + from).status() == 200) {
                byte[] receipt = market.get(buyer, path + from);
                assertThat(receipt.length).isLessThanOrEqualTo(4_096);
                ReceiptCheck.Result result = ReceiptCheck.of(Receipt.read(receipt), given);
                assertThat(lines(result)).containsEntry(6, CheckResult.Verdict.HOLDS);
                assertThat(lines(result)).containsEntry(10, CheckResult.Verdict.HOLDS);
                ReceiptLeaf leaf = result.leaf().orElseThrow();
                assertThat(leaf.fromSeq()).isEqualTo(from);
                for (long seq : new long[] {from, leaf.toSeq()}) {
                    assertThat(market.get(buyer, path + seq)).isEqualTo(receipt);
                }
                results.add(result);
                assertThat(leaf.commands()).isNotEmpty();
                commands.addAll(leaf.commands());
                from = leaf.toSeq() + 1;
                receipts++;
            }
            assertThat(receipts).isGreaterThan(2);
            ReceiptCheck.Result together = ReceiptCheck.checkAll(results, given);
            assertThat(together.isBroken()).as("%s", together.lines()).isFalse();
            assertThat(together.lines().get(1).text())
                    .startsWith("the receipts are leaves ")
                    .endsWith(" of the log");
            assertThat(commands).hasSize(31);
            assertThat(commands.get(4).text()).isEqualTo("{\"version\":5}");
            assertThat(commands.getLast().text()).isEmpty();
            assertThat(commands.getLast().sha256()).isEqualTo(Sha256.of(body.getBytes(StandardCharsets.UTF_8)));
            problem(running.client(buyer).get(path + from), 404, "receipt is not in this market");
            problem(running.client(buyer).get(path + "x"), 422, "from must be a whole number in [0, ");
        }
    }

    @Test
    void onlyAgentAndOperatorGetReceipts() throws IOException {
        try (var market = new StoredMarket()) {
            RunningMarket running = market.running.joined();
            String buyer = running.buyer().id();
            String path = "rounds/0/receipt?agent=" + buyer;
            problem(running.client(buyer).get(path), 404, "receipt is not in this market");
            market.sellTask("t0");
            assertThat(running.operator.get(path).body())
                    .isEqualTo(running.client(buyer).get(path).body());
            problem(running.client("stranger").get(path), 401, "belongs to another secret");
            problem(running.client(buyer).get("rounds/0/receipt"), 404, "agent is not in this market");
            problem(running.operator.get("rounds/0/receipt"), 404, "receipt is not in this market");
            problem(running.client(buyer).get(path + "&older=99"), 422, "older must be a whole number in [0, ");
            problem(running.client(buyer).get("consistency?from=3&to=2"), 422, "from must be a whole number in [0, 2]");
            problem(running.client(buyer).get("consistency?to=99"), 422, "to must be a whole number in [0, ");
        }
    }

    @Test
    void refusesInvalidKeyFile() throws IOException {
        Files.writeString(folder.resolve("market-key"), "ab".repeat(64) + "\n");
        assertThatThrownBy(() -> MarketSigningKey.of(folder, "drawn"))
                .hasMessageContaining("market-key: must contain ");
        Files.writeString(folder.resolve("market-key"), "short\n");
        assertThatThrownBy(() -> MarketSigningKey.of(folder, "drawn"))
                .hasMessageContaining("market-key: must contain ")
                .hasMessageContaining("Hint: copy market-key from a backup of this folder")
                .hasMessageNotContaining("short");
    }
}
