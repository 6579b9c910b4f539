package skybourse.receipt;

import java.util.List;

/**
 * What is public of a round ({@code record-1}), as far as it is checked without knowing markets.
 *
 * @param round which, of which market and which commands
 * @param rule name of the auction's rule
 * @param payments of all since the record before, in the ledger's order
 */
public record RoundRecord(RoundSpan round, String rule, List<Payment> payments) {

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException field, rule and value of what is wrong
     */
    public static RoundRecord read(byte[] bytes) {
        var record = new Field("", Json.read(bytes));
        record.form("record-1");
        return new RoundRecord(RoundSpan.of(record), record.at("rule").text(), Payment.all(record.at("entries")));
    }
}
