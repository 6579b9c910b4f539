package skybourse.learning.headroom;

/**
 * An announcement of a visible state: what it earns, and how the unmatched entries of the longer queue go on.
 *
 * <p>Two vectors pass through it. <em>Histories</em> go forward: {@code [probability, gains so far, expected limit of each unmatched
 * entry]}, all but the first times the probability, in ticks, costs below zero. <em>Values</em> go backward: {@code [reward to come,
 * reward per tick of gains so far, reward per tick of each unmatched entry]}. Their product is an expected reward.
 *
 * @param reward of the announcement itself
 * @param limitTicks the expected limit of who accepts, below zero for a cost
 * @param unmatched entries before it
 * @param share double[waiting + 1], the probability of each number that accepts
 * @param met int[waiting + 1], how many of the accepted meet an unmatched entry of the other side, the first ones
 * @param next int[waiting + 1], the number of the turn that follows, below zero at the end
 */
record VisibleMove(double reward, double limitTicks, int unmatched, double[] share, int[] met, int[] next) {

    /** Adds a state's histories, times a weight, to those after some accepted; {@code from} and {@code to} are where they begin. */
    void carry(double[] histories, int from, int accepted, double weight, int to) {
        int pairs = met[accepted];
        double probability = weight * histories[from];
        histories[to] += probability;
        histories[to + 1] += weight * histories[from + 1] + probability * pairs * limitTicks;
        for (int i = 0; i < pairs; i++) {
            histories[to + 1] += weight * histories[from + 2 + i];
        }
        for (int i = pairs; i < unmatched; i++) {
            histories[to + 2 + i - pairs] += weight * histories[from + 2 + i];
        }
        for (int i = 0; i < accepted - pairs; i++) {
            histories[to + 2 + unmatched - pairs + i] += probability * limitTicks;
        }
    }

    /** Adds the values after some accepted, times a weight, to those before; {@code from} and {@code to} are where they begin. */
    void credit(double[] values, int from, int accepted, double weight, double[] before, int to) {
        int pairs = met[accepted];
        double perTick = weight * values[from + 1];
        before[to] += weight * values[from] + perTick * pairs * limitTicks;
        before[to + 1] += perTick;
        for (int i = 0; i < pairs; i++) {
            before[to + 2 + i] += perTick;
        }
        for (int i = pairs; i < unmatched; i++) {
            before[to + 2 + i] += weight * values[from + 2 + i - pairs];
        }
        for (int i = 0; i < accepted - pairs; i++) {
            before[to] += weight * values[from + 2 + unmatched - pairs + i] * limitTicks;
        }
    }
}
