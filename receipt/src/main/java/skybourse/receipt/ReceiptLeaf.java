package skybourse.receipt;

import java.util.ArrayList;
import java.util.List;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.JsonField;

/**
 * Leaf of a receipt ({@code receipt-1}): the data of one agent in one round that the round's record does not contain. An agent with many commands has
 * several leaves, each with a part of them. Balances are in ledger units.
 *
 * @param round the round with its market and commands
 * @param agent id of the agent
 * @param record index of the round's record in the log
 * @param fromSeq number of the first command of the round that the leaf covers
 * @param toSeq number of the last command of the round that the leaf covers
 * @param commands the agent's accepted commands among these, in the exchange's order
 * @param before the agent's balance before the record's payments
 * @param after the agent's balance after these payments
 */
public record ReceiptLeaf(
        RoundCommandRange round,
        String agent,
        long record,
        long fromSeq,
        long toSeq,
        List<Command> commands,
        long before,
        long after) {

    /**
     * Command as the exchange received it.
     *
     * @param seq number of the command in the exchange's journal
     * @param at time of arrival, milliseconds since 1970
     * @param route method and path, such as {@code PUT /v1/agents/WA1/tasks/t1}
     * @param text text as sent: a compact JWS if it is signed, plain JSON if it was sent with a secret; empty if it is too long
     * @param sha256 SHA-256 of the command as sent, 64 hexadecimal digits
     */
    public record Command(long seq, long at, String route, String text, String sha256) {

        /** Returns whether the command is signed; false if its text is not included. */
        public boolean isSigned() {
            return !text.isBlank() && !text.strip().startsWith("{");
        }
    }

    /**
     * Reads a leaf.
     *
     * @throws IllegalArgumentException if it has another form; names field, rule and value
     */
    public static ReceiptLeaf read(byte[] bytes) {
        var leaf = new JsonField("", Json.read(bytes));
        leaf.form("receipt-1");
        RoundCommandRange round = RoundCommandRange.of(leaf);
        long from = seq(leaf.at("fromSeq"), round.firstSeq(), round.lastSeq());
        long to = seq(leaf.at("toSeq"), from, round.lastSeq());
        return new ReceiptLeaf(
                round,
                leaf.at("agent").text(),
                leaf.at("record").natural(),
                from,
                to,
                commands(leaf.at("commands"), from, to),
                leaf.at("before").whole(),
                leaf.at("after").whole());
    }

    private static long seq(JsonField field, long least, long most) {
        long seq = field.whole();
        if (seq < least || seq > most) {
            throw field.error("in [" + least + ", " + most + "]");
        }
        return seq;
    }

    private static List<Command> commands(JsonField field, long from, long to) {
        List<Command> commands = new ArrayList<>();
        long least = from;
        for (JsonField row : field.items()) {
            long seq = seq(row.at("seq"), least, to);
            least = seq + 1;
            commands.add(new Command(
                    seq,
                    row.at("at").natural(),
                    row.at("for").text(),
                    row.optional("text").map(JsonField::text).orElse(""),
                    row.digestOfText()));
        }
        return commands;
    }
}
