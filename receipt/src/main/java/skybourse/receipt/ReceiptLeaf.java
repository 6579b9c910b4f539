package skybourse.receipt;

import java.util.ArrayList;
import java.util.List;

/**
 * What a receipt's leaf says of one agent in one round ({@code receipt-1}).
 *
 * @param round which, of which market and which commands
 * @param agent whose receipt it is
 * @param record index of the round's record in the log
 * @param commands of the agent that the exchange took for this round, in its order
 * @param pieces ids of the work that it buys, does or sells on
 * @param payments of the agent since its receipt before, in the ledger's order
 * @param before its balance before the payments, in units
 * @param after its balance after them
 */
public record ReceiptLeaf(
        RoundSpan round,
        String agent,
        long record,
        List<Command> commands,
        List<Field> pieces,
        List<Payment> payments,
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
        return new ReceiptLeaf(
                round,
                leaf.at("agent").text(),
                leaf.at("record").natural(),
                commands(leaf.at("commands"), round),
                leaf.at("pieces").items(),
                Payment.all(leaf.at("entries")),
                leaf.at("before").whole(),
                leaf.at("after").whole());
    }

    private static List<Command> commands(Field field, RoundSpan round) {
        List<Command> commands = new ArrayList<>();
        long least = round.firstSeq();
        for (Field row : field.items()) {
            Field seq = row.at("seq");
            if (seq.whole() < least || seq.whole() > round.lastSeq()) {
                throw seq.wrong("in [" + least + ", " + round.lastSeq() + "]");
            }
            least = seq.whole() + 1;
            commands.add(new Command(
                    seq.whole(),
                    row.at("at").natural(),
                    row.at("for").text(),
                    row.maybe("text").map(Field::text).orElse(""),
                    row.digestOfText()));
        }
        return commands;
    }
}
