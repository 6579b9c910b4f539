package skybourse.learning.learners;

import java.util.random.RandomGenerator;

/** Reads masks of legal actions, {@code boolean[rows * actions]}. */
final class LegalActions {

    private LegalActions() {}

    /** Draws one legal action of a row, each with the same probability. */
    static int draw(RandomGenerator random, boolean[] legal, int row, int actions) {
        int first = row * actions;
        int count = 0;
        for (int a = 0; a < actions; a++) {
            count += legal[first + a] ? 1 : 0;
        }
        int left = random.nextInt(count);
        int action = 0;
        while (!legal[first + action] || left-- > 0) {
            action++;
        }
        return action;
    }
}
