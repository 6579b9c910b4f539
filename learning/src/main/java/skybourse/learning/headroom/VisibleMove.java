package skybourse.learning.headroom;

/**
 * Announcement in a visible state, with its reward and its effect on the unmatched entries of the longer queue.
 *
 * <p>A move transforms two kinds of vectors. <em>Histories</em> are computed forward in time: {@code [probability, gains so far, expected limit of
 * each unmatched entry]}. All elements after the first are in ticks and multiplied by the probability; costs are negative. <em>Values</em> are
 * computed backward in time: {@code [reward to come, reward per tick of gains so far, reward per tick of each unmatched entry]}. The scalar product
 * of a history and a value is an expected reward.
 *
 * @param reward reward of the announcement itself
 * @param limitTicks expected limit price of a trader that accepts; negative for a cost
 * @param unmatched number of unmatched entries before the move
 * @param share {@code double[waiting + 1]}, probability by number of acceptances
 * @param met {@code int[waiting + 1]}, number of accepting traders that are paired with unmatched entries of the other side, by number of
 *     acceptances; the first entries are paired
 * @param next {@code int[waiting + 1]}, number of the next turn, by number of acceptances; negative at the end of the auction
 */
record VisibleMove(double reward, double limitTicks, int unmatched, double[] share, int[] met, int[] next) {

    /**
     * Multiplies the histories of a state by a weight and adds them to those of the next state after {@code accepted} acceptances.
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
     * Multiplies the values of the next state after {@code accepted} acceptances by a weight and adds them to the values before the move.
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
