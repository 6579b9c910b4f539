package skybourse.evidence.auctioneer;

import java.util.Arrays;
import skybourse.evidence.sweep.MeasuredColumn;

/** Measured columns of the task {@code auctioneer}. */
enum AuctioneerColumn {
    EPISODES("episodes", "auctions", "completed training auctions"),
    SCORE("score", "reward", "mean over held-out auctions, which select the best epoch; exploration is not included"),
    REWARD("reward", "reward", "mean over test markets, deterministic policy"),
    DRAWN_REWARD("drawnReward", "reward", "mean over test markets, sampled actions"),
    WELFARE("welfareShare", "share", "gains from trade relative to the expected optimum, deterministic policy"),
    MESSAGES("messages", "messages", "per auction, deterministic policy"),
    EPISODES_TO_95("episodesTo95", "auctions", "until the score first reaches 95 % of its best"),
    EPOCHS_TO_REST("epochsToRest", "epochs", "until the score stays within 1 % of its best"),
    BEST_EPOCH("bestEpoch", "epoch", "with the highest score"),
    PARAMETERS_READ(
            "parametersRead",
            "parameters",
            "read for one sampled decision, with one pass per chain step: a cost that does not depend on the machine"),
    STUCK("stuck", "share", "never better than the best fixed step, or 5 % below the own best score at the end"),
    LAST_REWARD("lastReward", "reward", "mean over test markets after the last epoch"),
    CLONE_REWARD("cloneReward", "reward", "mean over test markets of the cloned policy before training");

    private final String text;
    private final String unit;
    private final String meaning;

    AuctioneerColumn(String text, String unit, String meaning) {
        this.text = text;
        this.unit = unit;
        this.meaning = meaning;
    }

    /** Returns the column. */
    MeasuredColumn column() {
        return new MeasuredColumn(text, unit, meaning);
    }

    /** Returns the column's name. */
    String text() {
        return text;
    }

    /** Returns a row with the epoch as its key and NaN for all values. */
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
