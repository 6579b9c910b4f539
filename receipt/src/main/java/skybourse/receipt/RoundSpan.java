package skybourse.receipt;

import skybourse.receipt.format.Field;

/**
 * A round of a market and the commands that it is of: those of the journal from the first to the last, both of them with it.
 *
 * @param market its id
 * @param number of the round, from 0
 * @param firstSeq number of the first command, one more than the last of the round before
 * @param lastSeq number of the last
 */
public record RoundSpan(String market, long number, long firstSeq, long lastSeq) {

    static RoundSpan of(Field leaf) {
        return new RoundSpan(
                leaf.at("market").text(),
                leaf.at("round").natural(),
                leaf.at("firstSeq").natural(),
                leaf.at("lastSeq").natural());
    }

    @Override
    public String toString() {
        return "round " + number + " of " + market + " (commands " + firstSeq + " to " + lastSeq + ")";
    }
}
