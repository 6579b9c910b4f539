package skybourse.learning.environment;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Checks and random choice of legal actions, given by masks {@code boolean[rows * actions]}. */
public final class ActionMaskOperations {

    private ActionMaskOperations() {}

    /**
     * Checks one action per lane, before any lane moves.
     *
     * @param chosen {@code int[lanes]}
     * @throws IllegalArgumentException if the length is not the number of lanes, or an action is not legal; names the first such lane and its legal
     *     actions
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
     * Throws the exception for an illegal action.
     *
     * @param environment the environment
     * @param lane lane of the action
     * @param action the illegal action, of any size
     * @throws IllegalArgumentException always after the first reset; names the lane and its legal actions
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

    /**
     * Samples one legal action of a row, uniformly.
     *
     * @param random source of randomness
     * @param legal {@code boolean[rows * actions]}, at least one true in the row
     * @param row the row
     * @param actions number of actions
     */
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
