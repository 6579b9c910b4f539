package skybourse.learning.headroom;

import java.util.List;

/**
 * What learning comes to on the states that an auctioneer sees, without network and without sampling noise; exact.
 *
 * @param market name
 * @param fixed the expected reward of the best fixed step
 * @param optimum the expected reward of the Bayes-optimal auctioneer
 * @param rows one for each share of random steps and each kind of targets
 */
public record Aliasing(String market, double fixed, double optimum, List<Row> rows) {

    public Aliasing {
        rows = List.copyOf(rows);
    }

    /**
     * One way of learning.
     *
     * @param targets what values are learned from
     * @param randomShare of the steps tried while learning, in [0, 1]
     * @param rewards the expected reward of the greedy policy after each round
     */
    public record Row(Targets targets, double randomShare, List<Double> rewards) {

        public Row {
            rewards = List.copyOf(rewards);
        }
    }

    /** Returns the share of the headroom that a reward captures: 0 for the best fixed step, 1 for Bayes-optimal. */
    public double share(double reward) {
        return (reward - fixed) / (optimum - fixed);
    }
}
