package skybourse.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import skybourse.receipt.CheckResult;
import skybourse.receipt.Receipt;
import skybourse.receipt.ReceiptCheck;
import skybourse.receipt.ReceiptLeaf;
import skybourse.receipt.RoundRecord;
import skybourse.receipt.SentCommandCopy;
import skybourse.receipt.format.Ed25519;
import skybourse.receipt.format.Keys;
import skybourse.receipt.format.LogCheckpoint;
import skybourse.receipt.format.MerkleTree;
import skybourse.receipt.format.NoteKey;
import skybourse.server.signedlog.MarketLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Receipts and records of all rounds of one agent, as an exchange could forge them. */
final class ForgedRounds {

    static final Keys EXCHANGE = Keys.of("exchange");
    static final UnaryOperator<byte[]> SIGNER = Ed25519.signer(EXCHANGE.seed());
    private static final JsonMapper JSON = JsonMapper.shared();

    final String agent;
    final List<ObjectNode> records = new ArrayList<>();
    private final List<List<ObjectNode>> leaves = new ArrayList<>();
    private final List<SentCommandCopy> ownCommands = new ArrayList<>();

    ForgedRounds(MarketLog log, String agent) throws IOException {
        this.agent = agent;
        for (long round = 0; round < log.venue().round(); round++) {
            Optional<String> record = log.record(round);
            var receipt = log.receipt(round, agent, 0, -1);
            if (record.isPresent() && receipt.isPresent()) {
                records.add((ObjectNode) JSON.readTree(record.get()));
                List<ObjectNode> own = new ArrayList<>();
                while (receipt.isPresent()) {
                    ObjectNode leaf = (ObjectNode) JSON.readTree(receipt.get().leaf());
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
            ownCommands.add(new SentCommandCopy(command.route(), command.sha256(), text, Optional.empty()));
        }
    }

    /** Recomputes the balances from the entries, signs everything, and checks it. */
    List<CheckResult> checked(NoteKey key) {
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
        var given = new ReceiptCheck.CheckInputs(
                key,
                records.stream().map(record -> RoundRecord.read(bytes(record))).toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ownCommands),
                Optional.empty());
        List<ReceiptCheck.Result> each = receipts.stream()
                .map(receipt -> ReceiptCheck.of(receipt, given))
                .toList();
        return ReceiptCheck.checkAll(each, given).lines();
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

    private static Receipt.LeafInclusionProof place(MerkleTree tree, int index) {
        return new Receipt.LeafInclusionProof(index, tree.inclusion(index, tree.size()));
    }

    private static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(UTF_8);
    }

    /** Returns rows of a list in which a cell has a text. */
    static Stream<ArrayNode> rows(ObjectNode record, String list, int cell, String text) {
        return record.path(list)
                .valueStream()
                .map(ArrayNode.class::cast)
                .filter(row -> row.path(cell).asString().equals(text));
    }

    /** Returns the first piece with this agent in a cell, of those whose cell 15 is false. */
    Optional<ArrayNode> piece(ObjectNode record, int cell) {
        return rows(record, "pieces", cell, agent)
                .filter(row -> !row.path(15).booleanValue())
                .findFirst();
    }

    Optional<ArrayNode> entry(ObjectNode record, String reason, int cell) {
        return rows(record, "entries", 3, reason)
                .filter(row -> row.path(cell).stringValue().equals(agent))
                .findFirst();
    }

    static boolean is(Optional<ArrayNode> row, Consumer<ArrayNode> change) {
        row.ifPresent(change);
        return row.isPresent();
    }

    void pay(ObjectNode record, String to, long units, String reason, String of) {
        ((ArrayNode) record.path("entries"))
                .addArray()
                .add(agent)
                .add(to)
                .add(units)
                .add(reason)
                .add(of);
    }

    ObjectNode terms(ObjectNode record) {
        return (ObjectNode) record.path("terms").path(agent);
    }
}
