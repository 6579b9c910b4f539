package skybourse.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.receipt.CheckedLine;
import skybourse.receipt.CheckedLine.Verdict;
import skybourse.receipt.Ed25519;
import skybourse.receipt.Kept;
import skybourse.receipt.Keys;
import skybourse.receipt.LogCheckpoint;
import skybourse.receipt.MerkleTree;
import skybourse.receipt.NoteKey;
import skybourse.receipt.Receipt;
import skybourse.receipt.ReceiptCheck;
import skybourse.receipt.ReceiptLeaf;
import skybourse.receipt.RoundRecord;
import skybourse.server.service.MarketKey;
import skybourse.server.service.MarketLog;
import skybourse.server.service.MemoryStore;
import skybourse.venue.BadCompanyTest;
import skybourse.venue.MarketRules;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rounds of a market, with lies about one of its agents, signed again so that sums and balances hold: each lie breaks its line. */
class LyingMarketTest {

    private static final int ROUNDS = 8;
    private static final int SEED = 1;
    private static final Keys EXCHANGE = Keys.of("exchange");
    private static final UnaryOperator<byte[]> SIGNER = Ed25519.signer(EXCHANGE.seed());
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private static Path folder;

    private static MarketLog log;
    private static NoteKey key;

    /** A lie about an agent in the record of a round; the change tells whether it applies to that round. */
    private record Lie(String name, int line, BiPredicate<Forged, ObjectNode> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What an agent has of all rounds, as an exchange could have forged it. */
    private static final class Forged {
        private final String agent;
        private final List<ObjectNode> records = new ArrayList<>();
        private final List<List<ObjectNode>> leaves = new ArrayList<>();
        private final List<Kept> kept = new ArrayList<>();

        Forged(String agent) throws IOException {
            this.agent = agent;
            for (long round = 0; round < log.venue().round(); round++) {
                Optional<String> record = log.record(round);
                var receipt = log.receipt(round, agent, 0, -1);
                if (record.isPresent() && receipt.isPresent()) {
                    records.add((ObjectNode) JSON.readTree(record.get()));
                    List<ObjectNode> own = new ArrayList<>();
                    while (receipt.isPresent()) {
                        ObjectNode leaf = (ObjectNode)
                                JSON.readTree((String) receipt.get().get("leaf"));
                        own.add(leaf);
                        receipt = log.receipt(round, agent, leaf.path("toSeq").longValue() + 1, -1);
                    }
                    leaves.add(own);
                }
            }
            leaves.stream().flatMap(List::stream).forEach(this::keep);
        }

        private void keep(ObjectNode leaf) {
            for (ReceiptLeaf.Command command : ReceiptLeaf.read(bytes(leaf)).commands()) {
                Optional<String> text = Optional.of(command.text()).filter(any -> !any.isEmpty());
                kept.add(new Kept(command.route(), command.sha256(), text, Optional.empty()));
            }
        }

        /** Makes balances follow from entries again, signs it all, and checks it. */
        List<CheckedLine> checked() {
            var tree = new MerkleTree();
            List<Integer> places = new ArrayList<>();
            long balance = leaves.getFirst().getFirst().path("before").longValue();
            for (int i = 0; i < records.size(); i++) {
                places.add((int) tree.size());
                tree.append(bytes(records.get(i)));
                long after = balance + sum(records.get(i));
                for (ObjectNode leaf : leaves.get(i)) {
                    leaf.put("record", places.getLast()).put("before", balance).put("after", after);
                    tree.append(bytes(leaf));
                }
                balance = after;
            }
            String note = new LogCheckpoint(key.name(), tree.size(), tree.root(tree.size())).note(key, SIGNER);
            List<Receipt> receipts = new ArrayList<>();
            for (int i = 0; i < records.size(); i++) {
                for (int k = 0; k < leaves.get(i).size(); k++) {
                    receipts.add(new Receipt(
                            note,
                            leaves.get(i).get(k).toString(),
                            place(tree, places.get(i) + 1 + k),
                            place(tree, places.get(i)),
                            Optional.empty()));
                }
            }
            var given = new ReceiptCheck.Given(
                    key,
                    records.stream()
                            .map(record -> RoundRecord.read(bytes(record)))
                            .toList(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(kept),
                    Optional.empty());
            List<ReceiptCheck.Result> each = receipts.stream()
                    .map(receipt -> ReceiptCheck.of(receipt, given))
                    .toList();
            return ReceiptCheck.together(each, given).lines();
        }

        private long sum(ObjectNode record) {
            long sum = 0;
            for (JsonNode entry : record.path("entries")) {
                long units = entry.path(2).longValue();
                sum += entry.path(1).stringValue().equals(agent) ? units : 0;
                sum -= entry.path(0).stringValue().equals(agent) ? units : 0;
            }
            return sum;
        }

        private static Receipt.Place place(MerkleTree tree, int index) {
            return new Receipt.Place(index, tree.inclusion(index, tree.size()));
        }

        private static byte[] bytes(ObjectNode node) {
            return node.toString().getBytes(UTF_8);
        }

        /** Returns rows of a list in which a cell has a text. */
        private static Stream<ArrayNode> rows(ObjectNode record, String list, int cell, String text) {
            return record.path(list)
                    .valueStream()
                    .map(ArrayNode.class::cast)
                    .filter(row -> row.path(cell).asString().equals(text));
        }

        /** Returns a piece that this agent does in some place, of those that somebody does. */
        private Optional<ArrayNode> piece(ObjectNode record, int cell) {
            return rows(record, "pieces", cell, agent)
                    .filter(row -> !row.path(15).booleanValue())
                    .findFirst();
        }

        private Optional<ArrayNode> entry(ObjectNode record, String reason, int cell) {
            return rows(record, "entries", 3, reason)
                    .filter(row -> row.path(cell).stringValue().equals(agent))
                    .findFirst();
        }

        private static boolean is(Optional<ArrayNode> row, java.util.function.Consumer<ArrayNode> change) {
            row.ifPresent(change);
            return row.isPresent();
        }

        private void pay(ObjectNode record, String to, long units, String reason, String of) {
            ((ArrayNode) record.path("entries"))
                    .addArray()
                    .add(agent)
                    .add(to)
                    .add(units)
                    .add(reason)
                    .add(of);
        }

        private ObjectNode terms(ObjectNode record) {
            return (ObjectNode) record.path("terms").path(agent);
        }
    }

    private static void add(ArrayNode row, int cell, long more) {
        row.set(cell, row.numberNode(row.path(cell).longValue() + more));
    }

    private static boolean remove(ObjectNode record, String list, int cell, String text) {
        boolean isThere = false;
        ArrayNode rows = (ArrayNode) record.path(list);
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (rows.path(i).path(cell).asString().equals(text)) {
                rows.remove(i);
                isThere = true;
            }
        }
        return isThere;
    }

    private static Stream<Lie> lies() {
        return Stream.of(
                new Lie("due later", 13, (of, record) -> Forged.is(of.piece(record, 1), row -> add(row, 8, 1_000))),
                new Lie(
                        "wages are kept",
                        13,
                        (of, record) -> Forged.is(
                                of.piece(record, 4).filter(row -> row.path(11).longValue() > 0),
                                row -> row.set(11, row.numberNode(0)))),
                new Lie("a bill is larger", 13, (of, record) -> Forged.is(of.piece(record, 1), row -> add(row, 9, 10))),
                new Lie(
                        "a bond is larger",
                        13,
                        (of, record) -> Forged.is(of.piece(record, 3), row -> add(row, 12, 1_000_000))),
                new Lie(
                        "a fine is larger",
                        13,
                        (of, record) -> Forged.is(
                                of.piece(record, 4).filter(row -> row.path(14).longValue() > 0),
                                row -> add(row, 14, 1_000_000_000))),
                new Lie(
                        "a piece is another leader's",
                        13,
                        (of, record) -> Forged.is(of.piece(record, 3), row -> row.set(3, row.stringNode("XX")))),
                new Lie(
                        "pieces are dropped",
                        13,
                        (of, record) -> of.piece(record, 3).isPresent() && remove(record, "pieces", 3, of.agent)),
                new Lie(
                        "a refund is kept",
                        13,
                        (of, record) -> of.entry(record, "REFUND", 1)
                                .map(row ->
                                        remove(record, "entries", 4, row.path(4).stringValue()))
                                .orElse(false)),
                new Lie(
                        "more is held",
                        13,
                        (of, record) -> Forged.is(of.entry(record, "HELD", 0), row -> add(row, 2, 1))),
                new Lie("terms of another version", 14, (of, record) -> {
                    boolean isThere = record.path("terms").has(of.agent);
                    if (isThere) {
                        of.terms(record)
                                .put("version", of.terms(record).path("version").longValue() + 7);
                    }
                    return isThere;
                }),
                new Lie(
                        "an ask is dropped",
                        14,
                        (of, record) -> record.path("asks").has(of.agent)
                                && !((ObjectNode) record.path("asks"))
                                        .remove(of.agent)
                                        .isMissingNode()),
                new Lie("another payload", 14, (of, record) -> {
                    boolean isThere = record.path("tasks").has(of.agent);
                    if (isThere) {
                        ((ObjectNode) record.path("tasks").path(of.agent)).put("sha256", "cd".repeat(32));
                    }
                    return isThere;
                }),
                new Lie("another task", 14, (of, record) -> {
                    for (JsonNode buyer : record.path("frozen").path("wirelessAgents")) {
                        if (buyer.path("id").stringValue().equals(of.agent)
                                && record.path("tasks").has(of.agent)) {
                            ObjectNode task = (ObjectNode) buyer.path("task");
                            task.put("inputBits", task.path("inputBits").doubleValue() * (1 + 1e-10));
                            return true;
                        }
                    }
                    return false;
                }),
                new Lie(
                        "a bill goes to another",
                        15,
                        (of, record) ->
                                Forged.is(of.entry(record, "BILL", 1), row -> row.set(1, row.stringNode("XX")))),
                new Lie("a penalty without cause", 15, (of, record) -> {
                    of.pay(record, "XX", 50, "PENALTY", "");
                    return true;
                }),
                new Lie("a withdrawal that nobody asked for", 15, (of, record) -> {
                    of.pay(record, "outside", 50, "REDEEMED", "mine");
                    return true;
                }),
                new Lie(
                        "a wage is smaller",
                        15,
                        (of, record) -> Forged.is(of.entry(record, "LOT_SOLD", 1), row -> add(row, 2, -1))),
                new Lie(
                        "an outcome is missing",
                        15,
                        (of, record) -> of.entry(record, "BILL", 1)
                                .map(row -> remove(
                                        record, "outcomes", 0, row.path(4).stringValue()))
                                .orElse(false)),
                new Lie(
                        "paid twice",
                        15,
                        (of, record) -> of.entry(record, "BILL", 1)
                                .flatMap(row -> Forged.rows(
                                                record,
                                                "outcomes",
                                                0,
                                                row.path(4).stringValue())
                                        .findFirst())
                                .map(row -> ((ArrayNode) record.path("outcomes")).add(row.deepCopy()))
                                .isPresent()),
                new Lie(
                        "a stake without a dispute",
                        15,
                        (of, record) -> of.entry(record, "BILL", 1)
                                .map(row -> {
                                    of.pay(record, "XX", 5, "STAKE", row.path(4).stringValue());
                                    return true;
                                })
                                .orElse(false)),
                new Lie("a draw that is not signed", 11, (of, record) -> {
                    record.put("draw", "ab".repeat(64));
                    return true;
                }));
    }

    private static String draw(long round) {
        return HexFormat.of().formatHex(SIGNER.apply(("skybourse/draw-1\ndrawn\n" + round + "\n").getBytes(UTF_8)));
    }

    @BeforeAll
    static void play() throws IOException {
        MarketRules rules = BadCompanyTest.rules(SEED);
        key = new NoteKey("skybourse/drawn", EXCHANGE.publicKey());
        log = new MarketLog(MarketKey.of(folder, "drawn"), rules, new MemoryStore());
        BadCompanyTest.play(
                SEED,
                log.venue(),
                entry -> {
                    try {
                        log.append(entry);
                        log.sync();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                LyingMarketTest::draw,
                ROUNDS);
    }

    private static List<Integer> broken(List<CheckedLine> lines) {
        return lines.stream()
                .filter(line -> line.verdict() == Verdict.BROKEN)
                .map(CheckedLine::number)
                .toList();
    }

    @Test
    void withoutLiesNothingIsBroken() throws IOException {
        for (String agent : log.venue().ids()) {
            List<CheckedLine> lines = new Forged(agent).checked();
            assertThat(broken(lines)).as("%s: %s", agent, lines).isEmpty();
        }
    }

    /** Each lie is told about every agent that it can be told about, in the middle round in which it can. */
    @ParameterizedTest
    @MethodSource("lies")
    void eachLieIsNamed(Lie lie) throws IOException {
        int told = 0;
        for (String agent : log.venue().ids()) {
            int rounds = new Forged(agent).records.size();
            for (int round : IntStream.range(2, rounds).toArray()) {
                var forged = new Forged(agent);
                if (lie.change().test(forged, forged.records.get(round))) {
                    List<CheckedLine> lines = forged.checked();
                    assertThat(broken(lines))
                            .as("%s in %d: %s", agent, round, lines)
                            .contains(lie.line());
                    told++;
                    break;
                }
            }
        }
        assertThat(told).as("agents").isPositive();
    }
}
