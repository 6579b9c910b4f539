package skybourse.evidence.experiment;

import java.util.Arrays;

/** What task {@code auctioneer} measures. */
enum AuctioneerColumn {
    /** Training auctions ended so far. */
    EPISODES("episodes"),
    /** Mean reward of the held-out auctions that choose the best epoch; the mean return of exploration is not recorded. */
    SCORE("score"),
    /** Mean reward of the steady choice on the judged markets. */
    REWARD("reward"),
    /** Mean reward where actions are drawn. */
    DRAWN_REWARD("drawnReward"),
    /** Welfare over the expected best possible, steady choice. */
    WELFARE("welfareShare"),
    /** Messages of an auction, steady choice. */
    MESSAGES("messages"),
    /** Training auctions until the score first reached 95 % of its best. */
    EPISODES_TO_95("episodesTo95"),
    /** Epoch from which on the score stayed within 1 % of its best. */
    EPOCHS_TO_REST("epochsToRest"),
    /** The epoch with the highest score. */
    BEST_EPOCH("bestEpoch"),
    /** Parameters that one drawn decision reads, those of a chain once a step: what a decision costs on any machine. */
    PARAMETERS_READ("parametersRead"),
    /** 1 where the learner never did better than the best fixed step, or lost more than 5 % of its best score in the end. */
    STUCK("stuck"),
    /** Mean reward of the steady choice after the last epoch, whatever its score. */
    LAST_REWARD("lastReward"),
    /** Mean reward of the steady choice of the clone with which a training began. */
    CLONE_REWARD("cloneReward");

    private final String text;

    AuctioneerColumn(String text) {
        this.text = text;
    }

    /** Returns the column's name. */
    String text() {
        return text;
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
