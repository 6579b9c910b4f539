package skybourse.server.signedlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;
import skybourse.files.text.Sha256;
import skybourse.receipt.format.Jws;
import skybourse.receipt.format.LogCheckpoint;
import skybourse.receipt.format.MerkleProofs;
import skybourse.receipt.format.MerkleTree;
import skybourse.receipt.format.NoteKey;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.codec.ReceiptBody;
import skybourse.server.codec.SnapshotJson;
import skybourse.server.journal.JournalException;
import skybourse.server.journal.MerkleLeafTable.Leaves;
import skybourse.server.service.RunningMarket;
import skybourse.venue.FrozenRound;
import skybourse.venue.Journal;
import skybourse.venue.SingleWriter;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Log of a small market with two sold rounds, in one thread, without a server. */
class MarketLogTest {

    private static final MarketRules RULES = RunningMarket.RULES;
    private static final MarketSigningKey KEY = MarketSigningKey.generate("drawn");

    private final MemoryStore store = new MemoryStore();
    private final MarketLog log = new MarketLog(KEY, RULES, store);
    private final List<Journal.Entry> entries = new ArrayList<>();
    private final SingleWriter writer = new SingleWriter(log.venue(), log, 0, entries::add);
    private final String buyer = RULES.scenario().wirelessAgents().getFirst().id();
    private long now = 1_000;

    private static Caller.Agent caller(String agent) {
        return new Caller.Agent(Sha256.of(agent.getBytes(StandardCharsets.UTF_8)));
    }

    private CommandReply.Reply write(MarketCommand command, Caller caller, String text) throws IOException {
        List<CommandReply> answers = new ArrayList<>();
        writer.write(
                List.of(new SingleWriter.QueuedCommand(command, caller, text, got -> answers.add(got.answer()))),
                now++);
        return ((CommandReply.Done) answers.getFirst()).reply();
    }

    private CommandReply.Reply writeAsAgent(MarketCommand.OfAgent command, String text) throws IOException {
        return write(command, caller(command.agent()), text);
    }

    /** Returns the terms of an agent. One leader posts its price, one aerial agent declares asks. */
    private static AgentTerms terms(Agent agent) {
        boolean posts = agent.id().equals("MA1");
        boolean asks = agent.id().equals("AA2");
        return AgentTerms.ofScenario()
                .withPricePerBit(posts ? OptionalDouble.of(2e-6) : OptionalDouble.empty())
                .withAskTicks(asks ? Optional.of(List.of(3L, 5L)) : Optional.empty());
    }

    private MarketCommand.PutTask task(String name) {
        return new MarketCommand.PutTask(
                buyer, name, RULES.scenario().wirelessAgents().getFirst().task(), 0, "ab".repeat(32), 9);
    }

    private void sell() throws IOException {
        write(
                new MarketCommand.Freeze(log.venue().round(), new TreeSet<>(), RunningMarket.DRAW),
                new Caller.Market(),
                "");
        assertThat(log.state()).isEmpty();
        FrozenRound round = log.venue().frozenRound().orElseThrow();
        var solver = SolverCatalogue.defaultSolver(RULES.scenario().rules(), 1);
        write(new MarketCommand.SolveFinished(round.solve(solver, () -> false)), new Caller.Market(), "");
    }

    @BeforeEach
    void twoRounds() throws IOException {
        assertThat(log.size()).isZero();
        for (Agent agent : RULES.scenario().agents().toList()) {
            var in = new MarketCommand.Deposit(agent.id(), RunningMarket.MONEY, "first-" + agent.id());
            write(in, new Caller.Operator(), "PUT /v1/operator/deposit\n{}");
            writeAsAgent(
                    new MarketCommand.PutAgent(agent.id(), 1, terms(agent)),
                    "PUT /v1/agents/" + agent.id() + "\njoins");
        }
        writeAsAgent(task("t1"), "PUT /v1/agents/" + buyer + "/tasks/t1\n" + "y".repeat(900));
        sell();
        writeAsAgent(task("t2"), "PUT /v1/agents/" + buyer + "/tasks/t2\nsecond");
        sell();
    }

    private JsonNode leaf(long round, String agent, long command) throws IOException {
        ReceiptBody receipt = log.receipt(round, agent, command, -1).orElseThrow();
        return JsonMapper.shared().readTree(receipt.leaf());
    }

    private long seq(String text) {
        return entries.stream()
                .filter(entry -> entry.text().endsWith(text))
                .findFirst()
                .orElseThrow()
                .seq();
    }

    /** The log contains the record and a receipt for each agent that took part or joined, under one signed root. */
    @Test
    void logConsistsOfRecordsAndReceipts() throws IOException {
        Leaves first = store.leaves(0).orElseThrow();
        Leaves second = store.leaves(1).orElseThrow();
        assertThat(first.first()).isZero();
        assertThat(second.first()).isEqualTo(first.texts().size());
        assertThat(log.size()).isEqualTo(first.texts().size() + second.texts().size());
        assertThat(log.record(1)).contains(second.texts().getFirst());
        assertThat(log.record(2)).isEmpty();
        var tree = new MerkleTree();
        for (Leaves leaves : List.of(first, second)) {
            leaves.texts().forEach(text -> tree.append(text.getBytes(StandardCharsets.UTF_8)));
        }
        LogCheckpoint head = LogCheckpoint.signed(log.checkpoint(), NoteKey.read(KEY.text()));
        assertThat(head.size()).isEqualTo(tree.size());
        assertThat(head.root()).isEqualTo(tree.root(tree.size()));
        assertThat(log.checkpoint()).isSameAs(log.checkpoint());
        assertThat(log.receipt(1, buyer, 0, 3).orElseThrow().consistency()).contains(log.consistency(3, log.size()));
        assertThat(log.receipt(1, buyer, 0, 0).orElseThrow().consistency()).isPresent();
        ReceiptBody receipt = log.receipt(1, buyer, 0, -1).orElseThrow();
        assertThat(receipt.consistency()).isEmpty();
        assertThat(receipt.leaf())
                .isEqualTo(second.texts().get((int) (receipt.inclusion().index() - second.first())));
        assertThat(log.receipt(1, "nobody", 0, -1)).isEmpty();
        String other = RULES.scenario().wirelessAgents().getLast().id();
        assertThat(log.receipt(0, other, 0, -1)).as("it joined").isPresent();
        assertThat(log.receipt(1, other, 0, -1)).as("it had no part in it").isEmpty();
        assertThat(log.receipt(1, "FA1", 0, -1)).as("it took part").isPresent();
        assertThat(log.receipt(1, "AA2", 0, -1)).as("it took part").isPresent();
        assertThat(store.entries(0, 1_000)).isEqualTo(entries);
        assertThat(log.receipt(2, buyer, 0, -1)).isEmpty();
    }

    @Test
    void recordListsAgentsPricesRatiosAndPieces() throws IOException {
        JsonNode record = JsonMapper.shared().readTree(log.record(1).orElseThrow());
        assertThat(record.path("skybourse").stringValue()).isEqualTo("record-3");
        assertThat(record.path("buyers")).extracting(JsonNode::stringValue).containsExactly(buyer);
        assertThat(record.path("sellers"))
                .extracting(JsonNode::stringValue)
                .containsExactly("MA1", "FA1", "FA2", "AA1", "AA2");
        assertThat(record.path("posting")).extracting(JsonNode::stringValue).containsExactly("MA1");
        assertThat(record.path("asks")).hasToString("{\"AA2\":[3,5]}");
        assertThat(record.path("pricePerBit").path("MA1").doubleValue()).isEqualTo(2e-6);
        assertThat(record.path("pricePerBit")).hasSize(3);
        assertThat(record.path("isCertified").isBoolean()).isTrue();
        JsonNode sent = record.path("ratios").path(buyer);
        assertThat(sent).isNotEmpty().allMatch(ratio -> ratio.doubleValue() > 0);
        assertThat(record.path("pieces")).isNotEmpty();
        for (JsonNode piece : record.path("pieces")) {
            double width = piece.get(6).doubleValue() - piece.get(5).doubleValue();
            assertThat(piece.get(1).stringValue()).isEqualTo(buyer);
            assertThat(width)
                    .isPositive()
                    .isLessThanOrEqualTo(sent.path(piece.get(3).stringValue()).doubleValue() + 1e-12);
        }
        assertThat(record.path("entries")).isNotEmpty().allMatch(entry -> entry.size() == 5);
    }

    /**
     * Seven commands, of which six have 900 characters and one of these fits only by its digest, are split into
     * consecutive receipts.
     */
    @Test
    void manyCommandsAreSplitIntoReceipts() throws IOException {
        String before = log.checkpoint();
        long size = log.size();
        String route = "PUT /v1/agents/" + buyer + "\n";
        for (int i = 2; i <= 7; i++) {
            writeAsAgent(
                    new MarketCommand.PutAgent(buyer, i, AgentTerms.ofScenario()),
                    route + (i == 4 ? "\"" : "z").repeat(900));
        }
        writeAsAgent(task("t3"), "PUT /v1/agents/" + buyer + "/tasks/t3\nlast");
        sell();
        LogCheckpoint head = LogCheckpoint.signed(log.checkpoint(), NoteKey.read(KEY.text()));
        assertThat(head.size()).isEqualTo(log.size());
        byte[] old = LogCheckpoint.signed(before, NoteKey.read(KEY.text())).root();
        List<byte[]> path = log.consistency(size, log.size()).path().stream()
                .map(hash -> Base64.getDecoder().decode(hash))
                .toList();
        assertThat(MerkleProofs.begins(size, old, log.size(), head.root(), path))
                .isTrue();
        JsonNode leaf = leaf(2, buyer, 0);
        long next = leaf.path("firstSeq").longValue();
        List<Integer> sizes = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        while (true) {
            assertThat(leaf.path("fromSeq").longValue()).isEqualTo(next);
            sizes.add(leaf.path("commands").size());
            for (JsonNode command : leaf.path("commands")) {
                long seq = command.path("seq").longValue();
                assertThat(seq).isBetween(next, leaf.path("toSeq").longValue());
                assertThat(leaf(2, buyer, seq)).isEqualTo(leaf);
                texts.add(command.has("text") ? command.path("text").stringValue() : "digest");
            }
            next = leaf.path("toSeq").longValue() + 1;
            if (next > leaf.path("lastSeq").longValue()) {
                break;
            }
            leaf = leaf(2, buyer, next);
        }
        assertThat(next - 1).isEqualTo(entries.getLast().seq());
        String z = "z".repeat(900);
        assertThat(texts).containsExactly(z, z, "digest", z, z, z, "last");
        assertThat(sizes).containsExactly(1, 2, 1, 1, 2);
    }

    /** The balance of an agent after a round is the earlier one plus the record's entries. */
    @Test
    void consecutiveReceiptsHaveMatchingBalances() throws IOException {
        long sold = entries.getLast().seq();
        JsonNode one = leaf(0, buyer, 0);
        JsonNode two = leaf(1, buyer, 0);
        assertThat(one.path("firstSeq").longValue()).isEqualTo(1);
        assertThat(two.path("firstSeq").longValue())
                .isEqualTo(one.path("lastSeq").longValue() + 1);
        assertThat(two.path("lastSeq").longValue()).isEqualTo(sold);
        assertThat(one.path("before").longValue()).isZero();
        assertThat(two.path("before")).isEqualTo(one.path("after"));
        Map<String, Long> moved = new HashMap<>();
        for (int round = 0; round < 2; round++) {
            JsonNode record = JsonMapper.shared().readTree(log.record(round).orElseThrow());
            for (JsonNode entry : record.path("entries")) {
                moved.merge(entry.get(0).stringValue(), -entry.get(2).longValue(), Long::sum);
                moved.merge(entry.get(1).stringValue(), entry.get(2).longValue(), Long::sum);
            }
            for (Agent agent : RULES.scenario().agents().toList()) {
                if (log.receipt(round, agent.id(), 0, -1).isPresent()) {
                    assertThat(leaf(round, agent.id(), 0).path("after").longValue())
                            .isEqualTo(moved.get(agent.id()));
                }
            }
        }
        assertThat(moved.get(buyer))
                .isEqualTo(log.venue().agent(buyer).orElseThrow().balanceUnits());
    }

    /** Receipts contain the agents' commands as sent, and no commands of the operator. */
    @Test
    void receiptContainsCommandsOfItsRound() throws IOException {
        JsonNode commands = leaf(0, buyer, 0).path("commands");
        assertThat(commands).hasSize(2);
        assertThat(commands.get(0).path("for").stringValue()).isEqualTo("PUT /v1/agents/" + buyer);
        assertThat(commands.get(0).path("text").stringValue()).isEqualTo("joins");
        assertThat(commands.get(1).path("text").stringValue()).isEqualTo("y".repeat(900));
        JsonNode second = leaf(1, buyer, 0).path("commands");
        assertThat(second).hasSize(1);
        assertThat(second.get(0).path("seq").longValue()).isEqualTo(seq("second"));
        assertThat(leaf(1, buyer, seq("second")).path("commands")).isEqualTo(second);
        assertThat(log.receipt(1, buyer, entries.getLast().seq(), -1)).isPresent();
        assertThat(log.receipt(1, buyer, entries.getLast().seq() + 1, -1)).isEmpty();
    }

    /** A promise follows from the entry of its command, so it is always the same. */
    @Test
    void promiseIsSignedFromItsEntry() throws IOException {
        String route = "PUT /v1/agents/" + buyer + "/tasks/t";
        CommandReply.Reply reply = write(task("t3"), caller(buyer), route + "3\nthird");
        Jws promise = Jws.read(log.promise(entries.getLast(), reply));
        assertThat(promise.isSignedBy(NoteKey.read(KEY.text()).publicKey())).isTrue();
        long seq = seq("third");
        assertThat(promise.payload())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"skybourse\":\"promise-1\",\"market\":\"drawn\",\"agent\":\"" + buyer + "\",\"seq\":"
                        + seq
                        + ",\"at\":" + (now - 1) + ",\"for\":\"" + route + "3\",\"sha256\":\""
                        + Sha256.of("third".getBytes(StandardCharsets.UTF_8))
                        + "\",\"answer\":{\"name\":\"t3\",\"version\":0,\"round\":" + reply.round() + ",\"units\":"
                        + reply.units() + ",\"seq\":" + seq + "}}");
    }

    @Test
    void longTextIsStoredByDigest() {
        assertThat(MarketLog.storedText("r", "x".repeat(1_000))).isEqualTo("r\n" + "x".repeat(1_000));
        byte[] longer = "x".repeat(1_001).getBytes(StandardCharsets.UTF_8);
        assertThat(MarketLog.storedText("r", "x".repeat(1_001))).isEqualTo("r\nsha256:" + Sha256.of(longer));
        var sent = new MarketLog.LoggedCommand(1, 2, "r", "abc");
        String digest = Sha256.of("abc".getBytes(StandardCharsets.UTF_8));
        assertThat(BodyJsonEncoder.write(sent.row())).isEqualTo("{\"seq\":1,\"at\":2,\"for\":\"r\",\"text\":\"abc\"}");
        assertThat(sent.digested().row())
                .isEqualTo(new ReceiptBody.SentCommand(1, 2, "r", Optional.empty(), Optional.of(digest)));
        assertThat(sent.digested().digested()).isEqualTo(sent.digested());
    }

    /** Entries and leaves, or a state and its leaves, give the same log. */
    @Test
    void restoredLogIsEqual() throws IOException {
        var read = new MarketLog(KEY, RULES, store);
        for (Journal.Entry entry : entries) {
            read.venue().apply(entry.seq(), entry.at(), entry.events());
            read.replay(entry);
        }
        assertThat(read.size()).isZero();
        read.loadLeaves();
        var restored = new MarketLog(KEY, RULES, store);
        restored.restore(log.state().orElseThrow());
        assertThat(restored.state().orElseThrow().leaves())
                .isEqualTo(log.state().orElseThrow().leaves());
        restored.loadLeaves();
        for (MarketLog other : List.of(read, restored)) {
            assertThat(other.checkpoint()).isEqualTo(log.checkpoint());
            assertThat(SnapshotJson.write(other.state().orElseThrow()))
                    .isEqualTo(SnapshotJson.write(log.state().orElseThrow()));
            assertThat(other.state().orElseThrow().leaves()).hasSize(32 * (int) log.size());
        }
    }

    /** A round that is written but not synchronized has no visible record or receipt. */
    @Test
    void roundIsVisibleAfterSync() throws IOException {
        var copy = new MarketLog(KEY, RULES, new MemoryStore());
        for (Journal.Entry entry : entries) {
            copy.venue().apply(entry.seq(), entry.at(), entry.events());
            copy.append(entry);
        }
        assertThat(copy.record(1)).isEmpty();
        assertThat(copy.receipt(1, buyer, 0, -1)).isEmpty();
        assertThat(copy.size()).isZero();
        copy.sync();
        assertThat(copy.record(1)).isEqualTo(log.record(1));
        assertThat(copy.receipt(1, buyer, 0, -1)).isEqualTo(log.receipt(1, buyer, 0, -1));
    }

    @Test
    void refusesLeavesThatWereNotPublished() throws IOException {
        Leaves second = store.leaves(1).orElseThrow();
        List<String> other = new ArrayList<>(second.texts());
        other.set(1, other.get(1).replace("receipt-1", "receipt-2"));
        byte[] root = store.leaves(0, _ -> {});
        for (Leaves wrong : List.of(
                new Leaves(1, second.first(), other),
                new Leaves(1, second.first() + 1, second.texts()),
                new Leaves(7, second.first(), second.texts()))) {
            var changed = new MemoryStore();
            changed.publish(store.leaves(0).orElseThrow(), root);
            changed.publish(wrong, root);
            assertThatThrownBy(() -> new MarketLog(KEY, RULES, changed).loadLeaves())
                    .isInstanceOf(JournalException.class)
                    .hasMessage("leaves of the log differ from the published ones");
        }
    }
}
