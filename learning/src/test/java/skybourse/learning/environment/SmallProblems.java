package skybourse.learning.environment;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;

/** Problems with a known best return. */
public final class SmallProblems {

    private SmallProblems() {}

    public interface Problem {
        Environment environment();
    }

    public static final Problem BANDIT = () -> new Bandit(false);
    public static final Problem BROKEN = () -> new Bandit(true);
    public static final Problem CORRIDOR = Corridor::new;

    /** Returns the mean undiscounted return over episodes with fixed seeds. */
    public static double meanReturn(Policy policy, Problem problem, int episodes) {
        RandomGenerator random = new RandomStreams(12).stream("evaluation", 0);
        Environment environment = problem.environment();
        int[] chosen = new int[1];
        double sum = 0;
        for (int i = 0; i < episodes; i++) {
            EnvironmentStepResult.First first = environment.reset(1_000_000L + i);
            float[] state = first.observation();
            boolean[] legal = first.legal();
            boolean running = true;
            while (running) {
                policy.choose(random, 1, state, legal, chosen);
                switch (environment.step(chosen[0])) {
                    case EnvironmentStepResult.First again -> throw new AssertionError();
                    case EnvironmentStepResult.Mid mid -> {
                        sum += mid.reward();
                        state = mid.observation();
                        legal = mid.legal();
                    }
                    case EnvironmentStepResult.Terminated end -> {
                        sum += end.reward();
                        running = false;
                    }
                    case EnvironmentStepResult.Truncated end -> {
                        sum += end.reward();
                        running = false;
                    }
                }
            }
        }
        return sum / episodes;
    }

    /**
     * Bandit of one step. The context is (1, 0) or (0, 1), and the arm of the same index pays 1. A third arm is never
     * legal.
     */
    private static final class Bandit implements Environment {

        private final boolean broken;
        private int context;

        Bandit(boolean broken) {
            this.broken = broken;
        }

        @Override
        public int stateSize() {
            return 2;
        }

        @Override
        public int actions() {
            return 3;
        }

        @Override
        public EnvironmentStepResult.First reset(long seed) {
            context = new RandomStreams(seed).stream("context", 0).nextInt(2);
            return new EnvironmentStepResult.First(
                    new float[] {1 - context, context}, new boolean[] {true, true, false});
        }

        @Override
        public EnvironmentStepResult step(int action) {
            if (action == 2) {
                throw new AssertionError("an illegal action was taken");
            }
            double reward = action == context ? 1 : 0;
            return new EnvironmentStepResult.Terminated(broken ? Double.NaN : reward, new float[2]);
        }
    }

    /**
     * Corridor of five cells, with start at the second one. Leaving to the left pays 1, to the right 3; each step costs
     * 0.2.
     */
    private static final class Corridor implements Environment {

        private static final int CELLS = 5;
        private int cell;
        private int steps;

        @Override
        public int stateSize() {
            return CELLS;
        }

        @Override
        public int actions() {
            return 2;
        }

        private float[] observation() {
            float[] seen = new float[CELLS];
            if (cell >= 0 && cell < CELLS) {
                seen[cell] = 1;
            }
            return seen;
        }

        @Override
        public EnvironmentStepResult.First reset(long seed) {
            cell = 1;
            steps = 0;
            return new EnvironmentStepResult.First(observation(), new boolean[] {true, true});
        }

        @Override
        public EnvironmentStepResult step(int action) {
            cell += action == 0 ? -1 : 1;
            steps++;
            double reward = -0.2 + (cell < 0 ? 1 : cell == CELLS ? 3 : 0);
            if (cell < 0 || cell == CELLS) {
                return new EnvironmentStepResult.Terminated(reward, observation());
            }
            if (steps == 40) {
                return new EnvironmentStepResult.Truncated(reward, observation(), new boolean[] {true, true});
            }
            return new EnvironmentStepResult.Mid(reward, observation(), new boolean[] {true, true});
        }
    }
}
