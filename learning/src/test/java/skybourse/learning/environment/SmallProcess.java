package skybourse.learning.environment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import tools.jackson.databind.JsonNode;

/**
 * Small decision process with known transitions, so that the value of any policy can be computed: the three grids of
 * {@code mdp_known_values.json}, with the actions up, right, down, left.
 *
 * @param discount per step
 * @param rewardScale divisor of the learner's rewards
 * @param outcomes possible outcomes for each state and action
 * @param ends whether each state ends an episode
 */
public record SmallProcess(double discount, double rewardScale, List<List<List<Outcome>>> outcomes, boolean[] ends) {

    /** A possible outcome. */
    record Outcome(double probability, int next, double reward) {}

    private static final int ACTIONS = 4;
    private static final int[] DOWN = {-1, 0, 1, 0};
    private static final int[] RIGHT = {0, 1, 0, -1};
    private static final int LONGEST = 40;

    private static int moved(int state, int action, int side) {
        int row = state / side + DOWN[action];
        int column = state % side + RIGHT[action];
        return row < 0 || column < 0 || row == side || column == side ? state : row * side + column;
    }

    /** Sutton and Barto, example 3.5: two cells pay 10 and 5 and move the agent elsewhere. Leaving the grid costs 1. */
    public static SmallProcess twoTreasures(JsonNode known) {
        return of(known, 5, 10, state -> false, (state, action) -> switch (state) {
            case 1 -> List.of(new Outcome(1, 21, 10));
            case 3 -> List.of(new Outcome(1, 13, 5));
            default -> {
                int next = moved(state, action, 5);
                yield List.of(new Outcome(1, next, next == state ? -1 : 0));
            }
        });
    }

    /** Sutton and Barto, example 4.1: every step costs 1 until one of two corners is reached. */
    public static SmallProcess corners(JsonNode known) {
        return of(
                known,
                4,
                4,
                state -> state == 0 || state == 15,
                (state, action) -> List.of(new Outcome(1, moved(state, action, 4), -1)));
    }

    /**
     * Frozen lake: each move goes in its direction or to either side, with probability 1/3 each. The goal pays 1, and
     * holes end the episode.
     */
    public static SmallProcess frozenLake(JsonNode known) {
        String map = String.join(
                "", known.get("map").valueStream().map(JsonNode::asString).toList());
        return of(known, 4, 1, state -> "HG".indexOf(map.charAt(state)) >= 0, (state, action) -> {
            List<Outcome> follow = new ArrayList<>();
            for (int turn = ACTIONS - 1; turn <= ACTIONS + 1; turn++) {
                int next = moved(state, (action + turn) % ACTIONS, 4);
                follow.add(new Outcome(1 / 3.0, next, map.charAt(next) == 'G' ? 1 : 0));
            }
            return follow;
        });
    }

    private interface Law {
        List<Outcome> follow(int state, int action);
    }

    private static SmallProcess of(JsonNode known, int side, double rewardScale, IntPredicate ends, Law law) {
        List<List<List<Outcome>>> outcomes = new ArrayList<>();
        boolean[] last = new boolean[side * side];
        for (int state = 0; state < last.length; state++) {
            last[state] = ends.test(state);
            List<List<Outcome>> byAction = new ArrayList<>();
            for (int action = 0; action < ACTIONS; action++) {
                byAction.add(law.follow(state, action));
            }
            outcomes.add(byAction);
        }
        return new SmallProcess(known.get("gamma").asDouble(), rewardScale, outcomes, last);
    }

    public int states() {
        return ends.length;
    }

    /** Returns the value of every state under the best policy, by value iteration. */
    public double[] best() {
        return settle((values, state) -> {
            double best = Double.NEGATIVE_INFINITY;
            for (int action = 0; action < ACTIONS; action++) {
                best = Math.max(best, value(values, state, action));
            }
            return best;
        });
    }

    /** Returns the value of every state under uniformly random actions. */
    public double[] random() {
        return settle((values, state) -> {
            double sum = 0;
            for (int action = 0; action < ACTIONS; action++) {
                sum += value(values, state, action) / ACTIONS;
            }
            return sum;
        });
    }

    /** Returns the value of every state under a deterministic policy, by at most 10,000 iterations. */
    public double[] of(Policy policy) {
        float[] seen = new float[states() * states()];
        for (int state = 0; state < states(); state++) {
            seen[state * states() + state] = 1;
        }
        boolean[] legal = new boolean[states() * ACTIONS];
        Arrays.fill(legal, true);
        int[] chosen = new int[states()];
        policy.choose(new RandomStreams(13).stream("chosen", 0), states(), seen, legal, chosen);
        return settle((values, state) -> value(values, state, chosen[state]));
    }

    private interface Backup {
        double of(double[] values, int state);
    }

    private double[] settle(Backup backup) {
        double[] values = new double[states()];
        double change = 1;
        for (int sweep = 0; sweep < 10_000 && change > 1e-12; sweep++) {
            change = 0;
            for (int state = 0; state < states(); state++) {
                double next = ends[state] ? 0 : backup.of(values, state);
                change = Math.max(change, Math.abs(next - values[state]));
                values[state] = next;
            }
        }
        return values;
    }

    private double value(double[] values, int state, int action) {
        double sum = 0;
        for (Outcome outcome : outcomes.get(state).get(action)) {
            sum += outcome.probability * (outcome.reward + discount * values[outcome.next]);
        }
        return sum;
    }

    /** Returns the process as an environment. It starts in a random state and is truncated after 40 steps. */
    public Environment environment() {
        return new Walk();
    }

    private final class Walk implements Environment {

        private RandomGenerator random = new RandomStreams(0).stream("walk", 0);
        private int state;
        private int steps = LONGEST;

        @Override
        public int stateSize() {
            return states();
        }

        @Override
        public int actions() {
            return ACTIONS;
        }

        private float[] observation() {
            float[] seen = new float[states()];
            seen[state] = 1;
            return seen;
        }

        private static boolean[] legal() {
            return new boolean[] {true, true, true, true};
        }

        @Override
        public EnvironmentStepResult.First reset(long seed) {
            random = new RandomStreams(seed).stream("walk", 0);
            steps = 0;
            do {
                state = random.nextInt(states());
            } while (ends[state]);
            return new EnvironmentStepResult.First(observation(), legal());
        }

        @Override
        public EnvironmentStepResult step(int action) {
            if (steps == LONGEST || ends[state]) {
                throw new IllegalStateException("an episode must be running");
            }
            double left = random.nextDouble();
            List<Outcome> follow = outcomes.get(state).get(action);
            int drawn = 0;
            while (drawn < follow.size() - 1 && left >= follow.get(drawn).probability()) {
                left -= follow.get(drawn++).probability();
            }
            state = follow.get(drawn).next();
            steps++;
            double reward = follow.get(drawn).reward() / rewardScale;
            if (ends[state]) {
                return new EnvironmentStepResult.Terminated(reward, observation());
            }
            return steps == LONGEST
                    ? new EnvironmentStepResult.Truncated(reward, observation(), legal())
                    : new EnvironmentStepResult.Mid(reward, observation(), legal());
        }
    }
}
