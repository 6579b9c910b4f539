package skybourse.receipt;

import skybourse.receipt.format.JsonField;

/**
 * Round of a market with the range of its commands in the journal, both ends included.
 *
 * @param market id of the market
 * @param number number of the round, from 0
 * @param firstSeq number of the first command, which is that of the previous round's last command plus 1
 * @param lastSeq number of the last command
 */
public record RoundCommandRange(String market, long number, long firstSeq, long lastSeq) {

    static RoundCommandRange of(JsonField leaf) {
        return new RoundCommandRange(
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
