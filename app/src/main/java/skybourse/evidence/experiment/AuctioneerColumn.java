package skybourse.evidence.experiment;

import java.util.Arrays;
import skybourse.evidence.sweep.Column;

/** What task {@code auctioneer} measures. */
enum AuctioneerColumn {
    EPISODES("episodes | auctions | training auctions ended so far"),
    SCORE(
            "score | reward | mean over held-out auctions, which choose the best epoch; what exploration earns is not recorded"),
    REWARD("reward | reward | mean over judged markets of the steady choice"),
    DRAWN_REWARD("drawnReward | reward | mean over judged markets where actions are drawn"),
    WELFARE("welfareShare | share | gains from trade over the expected best possible, steady choice"),
    MESSAGES("messages | messages | of an auction, steady choice"),
    EPISODES_TO_95("episodesTo95 | auctions | until the score first reached 95 % of its best"),
    EPOCHS_TO_REST("epochsToRest | epochs | from which on the score stayed within 1 % of its best"),
    BEST_EPOCH("bestEpoch | epoch | with the highest score"),
    PARAMETERS_READ(
            "parametersRead | parameters | read for one drawn decision, those of a chain once a step: its cost on any machine"),
    STUCK("stuck | share | never better than the best fixed step, or in the end 5 % below its own best score"),
    LAST_REWARD("lastReward | reward | mean over judged markets after the last epoch, whatever its score"),
    CLONE_REWARD("cloneReward | reward | mean over judged markets of the clone with which a training began");

    private final String words;

    AuctioneerColumn(String words) {
        this.words = words;
    }

    /** Returns the column with its words. */
    Column column() {
        return Column.of(words);
    }

    /** Returns the column's name. */
    String text() {
        return words.substring(0, words.indexOf(' '));
    }

    /** Returns a row with its key and no value yet. */
    static double[] row(double epoch) {
        double[] row = new double[1 + values().length];
        Arrays.fill(row, Double.NaN);
        row[0] = epoch;
        return row;
    }

    /** Writes the value into a row. */
    void put(double[] row, double value) {
        row[1 + Arrays.asList(values()).indexOf(this)] = value;
    }
}
