package skybourse.learning.environment;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Reads masks of legal actions, {@code boolean[rows * actions]}. */
public final class LegalActions {

    private LegalActions() {}

    /**
     * Checks an action for every lane, before any lane moves.
     *
     * @param chosen {@code int[lanes]}
     * @throws IllegalArgumentException naming the first lane whose action is not legal, and those that are
     * @throws IllegalStateException before the first reset
     */
    public static void check(BatchEnvironment environment, int[] chosen) {
        int lanes = environment.lanes();
        if (chosen.length != lanes) {
            throw new IllegalArgumentException("actions must have one value per lane, " + lanes + ": " + chosen.length);
        }
        boolean[] legal = environment.legal();
        int actions = environment.actions();
        for (int lane = 0; lane < lanes; lane++) {
            if (chosen[lane] < 0 || chosen[lane] >= actions || !legal[lane * actions + chosen[lane]]) {
                refuse(environment, lane, chosen[lane]);
            }
        }
    }

    /**
     * Refuses the action of a lane, however large.
     *
     * @throws IllegalArgumentException naming the lane, and the actions that are legal there
     * @throws IllegalStateException before the first reset
     */
    public static void refuse(BatchEnvironment environment, int lane, long action) {
        boolean[] legal = environment.legal();
        int actions = environment.actions();
        List<Integer> allowed = IntStream.range(0, actions)
                .filter(a -> legal[lane * actions + a])
                .boxed()
                .toList();
        if (allowed.isEmpty()) {
            throw new IllegalStateException("reset must come before the first step");
        }
        throw new IllegalArgumentException("actions[" + lane + "] must be legal, one of " + allowed + ": " + action);
    }

    /** Draws one legal action of a row, each with the same probability. */
    public static int draw(RandomGenerator random, boolean[] legal, int row, int actions) {
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
