package skybourse.receipt;

import java.util.ArrayList;
import java.util.List;
import skybourse.receipt.format.Field;
import skybourse.receipt.format.Json;

/**
 * What a receipt's leaf says of one agent in one round ({@code receipt-1}): what the round's record does not. An agent of many commands has
 * several, each of some of them.
 *
 * @param round which, of which market and which commands
 * @param agent whose receipt it is
 * @param record index of the round's record in the log
 * @param fromSeq the first of the round's commands that it is of
 * @param toSeq the last of them
 * @param commands of the agent that the exchange took for this round, of those from the first to the last, in its order
 * @param before its balance before the record's payments, in units
 * @param after its balance after them
 */
public record ReceiptLeaf(
        RoundSpan round,
        String agent,
        long record,
        long fromSeq,
        long toSeq,
        List<Command> commands,
        long before,
        long after) {

    /**
     * A command as the exchange got it.
     *
     * @param seq its number in the exchange's journal
     * @param at when it came, milliseconds since 1970
     * @param route method and path, such as {@code PUT /v1/tasks/t1}
     * @param text as it was sent: a compact JWS where it is signed, plain JSON where it came with a secret; empty where it is too long
     * @param sha256 digest of what was sent, 64 hexadecimal digits
     */
    public record Command(long seq, long at, String route, String text, String sha256) {

        /** Tells whether it is signed, as far as its text is there. */
        public boolean isSigned() {
            return !text.isBlank() && !text.strip().startsWith("{");
        }
    }

    /**
     * Reads a leaf.
     *
     * @throws IllegalArgumentException field, rule and value of what is wrong
     */
    public static ReceiptLeaf read(byte[] bytes) {
        var leaf = new Field("", Json.read(bytes));
        leaf.form("receipt-1");
        RoundSpan round = RoundSpan.of(leaf);
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

    private static long seq(Field field, long least, long most) {
        long seq = field.whole();
        if (seq < least || seq > most) {
            throw field.wrong("in [" + least + ", " + most + "]");
        }
        return seq;
    }

    private static List<Command> commands(Field field, long from, long to) {
        List<Command> commands = new ArrayList<>();
        long least = from;
        for (Field row : field.items()) {
            long seq = seq(row.at("seq"), least, to);
            least = seq + 1;
            commands.add(new Command(
                    seq,
                    row.at("at").natural(),
                    row.at("for").text(),
                    row.maybe("text").map(Field::text).orElse(""),
                    row.digestOfText()));
        }
        return commands;
    }
}
