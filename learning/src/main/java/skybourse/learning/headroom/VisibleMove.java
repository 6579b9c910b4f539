package skybourse.learning.headroom;

/**
 * Announcement in a visible state: its reward, and its effect on the unmatched entries of the longer queue.
 *
 * <p>It transforms two kinds of vectors. <em>Histories</em> go forward: {@code [probability, gains so far, expected limit of each unmatched
 * entry]}. All but the first are multiplied by the probability, in ticks, with negative costs. <em>Values</em> go backward: {@code [reward to
 * come, reward per tick of gains so far, reward per tick of each unmatched entry]}. The scalar product of both is an expected reward.
 *
 * @param reward reward of the announcement itself
 * @param limitTicks expected limit price of a trader that accepts; negative for a cost
 * @param unmatched number of unmatched entries before it
 * @param share {@code double[waiting + 1]}, probability of each number of acceptances
 * @param met {@code int[waiting + 1]}, number of the accepting traders that are paired with an unmatched entry of the other side; these are the
 *     first ones
 * @param next {@code int[waiting + 1]}, number of the next turn; negative at the end
 */
record VisibleMove(double reward, double limitTicks, int unmatched, double[] share, int[] met, int[] next) {

    /**
     * Adds the histories of a state, times a weight, to those of the next state after {@code accepted} acceptances.
     *
     * @param histories array of all histories
     * @param from index of the state's histories
     * @param accepted number of acceptances
     * @param weight the weight
     * @param to index of the next state's histories
     */
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

    /**
     * Adds the values of the next state after {@code accepted} acceptances, times a weight, to those before the move.
     *
     * @param values array of all values
     * @param from index of the next state's values
     * @param accepted number of acceptances
     * @param weight the weight
     * @param before array of the values before the move
     * @param to index of these values in {@code before}
     */
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
