package skybourse.receipt;

import java.util.List;

/**
 * What is public of a round ({@code record-1}), as far as it is checked without knowing markets.
 *
 * @param round which, of which market and which commands
 * @param rule name of the auction's rule
 * @param pieces of work that were sold: id, buyer, task, leader, worker, and what more is said of each
 * @param payments of all since the record before, in the ledger's order
 * @param all the whole record, for who knows markets
 */
public record RoundRecord(RoundSpan round, String rule, List<Field> pieces, List<Payment> payments, Field all) {

    /** How many columns of a piece name agents, with that of the task among them. */
    private static final int PARTIES = 4;

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException field, rule and value of what is wrong
     */
    public static RoundRecord read(byte[] bytes) {
        var record = new Field("", Json.read(bytes));
        record.form("record-1");
        return new RoundRecord(
                RoundSpan.of(record),
                record.at("rule").text(),
                record.at("pieces").items(),
                Payment.all(record.at("entries")),
                record);
    }

    /** Returns the ids of pieces that concern an agent. */
    List<Json> piecesOf(String agent) {
        return pieces.stream()
                .filter(piece -> piece.items().stream()
                        .skip(1)
                        .limit(PARTIES)
                        .anyMatch(party -> party.value().equals(new Json.Text(agent))))
                .map(piece -> piece.items().getFirst().value())
                .toList();
    }
}
