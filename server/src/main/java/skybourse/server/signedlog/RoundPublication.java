package skybourse.server.signedlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.codec.ReceiptBody;
import skybourse.server.codec.RoundRecordBody;
import skybourse.venue.event.MarketPayment;

/**
 * Round that was just sold, with the texts that it adds to the market's log. They are the record of the round and the receipts of agents. {@code
 * docs/reference/receipts.md} describes their format.
 *
 * @param head round and its journal entries, which the record covers
 * @param record the public record as JSON
 * @param participants agents in the round
 * @param payments all payments since the previous record
 */
record RoundPublication(
        RoundRecordBody.Head head, String record, Set<String> participants, List<MarketPayment> payments) {

    /** Largest size of a receipt in a log of up to 2^30 leaves, bytes. Long names with the digest of a single command may exceed it. */
    static final int MOST_RECEIPT = 4_096;

    /** Largest size of the commands in a receipt, bytes. It applies even if names and proofs leave more space. */
    private static final int MOST_BYTES = 1_600;

    /**
     * Size of a receipt without the leaf, the hashes and the market name, bytes. It includes names of fields, numbers of ten digits, the root and the
     * signature.
     */
    private static final int FRAME = 300;

    /** Number of hashes of a path in a log of 2^30 leaves. */
    static final int DEPTH = 30;

    /** Size of a hash in a path, bytes: base64 in quotation marks, and a comma. */
    static final int HASH = 47;

    /** Number of additional bytes of a row in the JSON string of a receipt. */
    private static final int QUOTED = 7;

    long round() {
        return head.round();
    }

    /** Returns the accounts that have a receipt of this round even if they sent no command. They are the participants, payers and payees. */
    Set<String> recipients() {
        Set<String> concerned = new HashSet<>(participants);
        for (MarketPayment entry : payments) {
            concerned.add(entry.from());
            concerned.add(entry.to());
        }
        return concerned;
    }

    /**
     * Returns the texts of an agent's receipts. The agent's commands are divided between them in order, so that each receipt is small. Receipts do not repeat
     * the data about the agent that the record contains.
     *
     * @param index index in the log of the first receipt
     */
    List<String> receipts(AgentShare own, long index) {
        List<String> texts = new ArrayList<>();
        List<ReceiptBody.SentCommand> rows = new ArrayList<>();
        long from = head.firstSeq();
        int leaf = bytes(receipt(own, head.lastSeq(), head.lastSeq(), List.of()));
        int bytes = 0;
        for (MarketLog.LoggedCommand sent : own.commands()) {
            int room = availableBytes(head.market(), leaf, index + texts.size(), own.record());
            ReceiptBody.SentCommand row = sent.row();
            int more = bytes(row);
            if (more > room) {
                row = sent.digested().row();
                more = bytes(row);
            }
            if (!rows.isEmpty() && bytes + more > room) {
                texts.add(BodyJsonEncoder.write(receipt(own, from, sent.seq() - 1, rows)));
                rows.clear();
                from = sent.seq();
                bytes = 0;
            }
            rows.add(row);
            bytes += more;
        }
        texts.add(BodyJsonEncoder.write(receipt(own, from, head.lastSeq(), rows)));
        return texts;
    }

    /**
     * Returns the number of bytes that are available for commands in the file of a receipt. The paths of the leaf and the record differ below their lowest
     * common ancestor. If a multiple of a large power of two lies between their indices, this ancestor is high in the tree.
     *
     * @param leaf size of the leaf without commands, bytes
     */
    static int availableBytes(String market, int leaf, long index, long record) {
        int hashes = DEPTH + Long.SIZE - Long.numberOfLeadingZeros(index ^ record);
        int names = 2 * market.getBytes(StandardCharsets.UTF_8).length;
        return Math.min(MOST_BYTES, MOST_RECEIPT - FRAME - names - leaf - HASH * hashes);
    }

    /** Returns the number of bytes of a row in the file of a receipt, in which the row is part of a JSON string. */
    static int bytes(Record row) {
        String text = BodyJsonEncoder.write(row);
        long escaped = text.chars().filter(c -> c == '"' || c == '\\').count();
        return text.getBytes(StandardCharsets.UTF_8).length + (int) escaped + QUOTED;
    }

    private ReceiptBody.Leaf receipt(AgentShare own, long from, long to, List<ReceiptBody.SentCommand> commands) {
        return new ReceiptBody.Leaf(
                "receipt-1", head, from, to, own.agent(), own.record(), commands, own.before(), own.after());
    }

    /**
     * Data of a receipt that concern only its agent.
     *
     * @param agent the agent
     * @param record index of the round's record in the log
     * @param commands commands that the agent sent
     * @param before balance of the agent when the previous round was sold, ledger units
     * @param after present balance of the agent, ledger units
     */
    record AgentShare(String agent, long record, List<MarketLog.LoggedCommand> commands, long before, long after) {}
}
