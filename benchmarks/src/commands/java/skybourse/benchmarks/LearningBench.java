package skybourse.benchmarks;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.learners.TransitionBatch;
import skybourse.learning.learners.ActorCritic;
import skybourse.learning.environment.Policy;
import skybourse.learning.learners.Ppo;
import skybourse.learning.networks.FloatSpeed;

/** Measures updates of the diffusion learner, decisions and environment steps on one thread, and compares them with the speed of the processor core. */
public final class LearningBench {

    private static final int[] CHAINS = {5, 10, 50};
    private static final int[][] SIZES = {{5, 3}, {20, 10}, {50, 50}};
    private static final String[] STEP_GOALS = {"5e7", "-", "1e7"};
    private static final int PRODUCTS = 40;
    private static final int DECISIONS = 100;
    private static final int STEPS = 500;

    private final FloatSpeed core = new FloatSpeed();
    private final double seconds;

    @SuppressWarnings("UnusedVariable") // the field is written so that the compiler cannot remove the computation
    private double sink;

    /**
     * Creates the measurement.
     *
     * @param seconds duration of the warm-up for each number, s; the measurement takes as long again
     */
    public LearningBench(double seconds) {
        this.seconds = seconds;
    }

    /** Runs the measurements. Prints each row as soon as its numbers are known. */
    public void print(PrintWriter out) {
        out.println("| chain | update, ms | own sgemm, GF/s | share of it (goal 55 %) | FMA loop, GF/s | share of it "
                + "| decision, us (goal at 5: 60) |");
        out.println("|---|---|---|---|---|---|---|");
        double peak = multiplyAddSpeed();
        for (int steps : CHAINS) {
            update(out, steps, peak);
        }
        out.println();
        out.println(
                "| whole episodes | update, ms | gradient step, us | own sgemm, GF/s | share of it | FMA loop, GF/s | share of it |");
        out.println("|---|---|---|---|---|---|---|");
        episodes(out, peak);
        out.println();
        out.println("| auctions | steps per second | goal | one by one | ratio | own sgemm, GF/s |");
        out.println("|---|---|---|---|---|---|");
        for (int i = 0; i < SIZES.length; i++) {
            environment(out, SIZES[i][0], SIZES[i][1], STEP_GOALS[i]);
        }
        out.println();
        new DecisionBench(seconds).print(out);
        out.flush();
    }

    private void update(PrintWriter out, int steps, double peak) {
        try (ActorCritic learner = DiffusionWorkload.learner(steps)) {
            TransitionBatch batch = DiffusionWorkload.batch(0);
            RandomGenerator random = new RandomStreams(4).stream("update", 0);
            double product = productSpeed();
            double update = ThreadTime.medianNanos(
                    seconds, () -> sink += learner.update(random, batch).critic());
            double speed = DiffusionWorkload.operations(steps) / update;
            out.printf(
                    Locale.ROOT,
                    "| %d | %.2f | %.0f | %.0f %% | %.0f | %.0f %% | %.1f |%n",
                    steps,
                    update / 1e6,
                    product,
                    100 * speed / product,
                    peak,
                    100 * speed / peak,
                    decision(learner.explorationPolicy(), batch, random) / 1e3);
            out.flush();
        }
    }

    private void episodes(PrintWriter out, double peak) {
        try (Ppo learner = DiffusionWorkload.episodesLearner()) {
            TransitionBatch batch = DiffusionWorkload.episodes(learner);
            RandomGenerator random = new RandomStreams(4).stream("update", 0);
            Ppo.Settings settings = Ppo.Settings.wholeEpisodes(0);
            int gradientSteps = settings.epochs() * batch.rows() / settings.rows();
            double product = productSpeed();
            double update = ThreadTime.medianNanos(
                    seconds, () -> sink += learner.update(random, batch).critic());
            double speed = DiffusionWorkload.episodesOperations(batch.rows()) / update;
            out.printf(
                    Locale.ROOT,
                    "| chain of 3, width 64 | %.1f | %.0f | %.0f | %.0f %% | %.0f | %.0f %% |%n",
                    update / 1e6,
                    update / 1e3 / gradientSteps,
                    product,
                    100 * speed / product,
                    peak,
                    100 * speed / peak);
            out.flush();
        }
    }

    private double decision(Policy policy, TransitionBatch batch, RandomGenerator random) {
        float[] state = Arrays.copyOf(batch.states(), DiffusionWorkload.STATE_SIZE);
        boolean[] legal = Arrays.copyOf(batch.legal(), DiffusionWorkload.ACTIONS);
        int[] chosen = new int[1];
        return ThreadTime.medianNanos(seconds, () -> {
                    for (int i = 0; i < DECISIONS; i++) {
                        policy.choose(random, 1, state, legal, chosen);
                    }
                })
                / DECISIONS;
    }

    /** Returns the speed of the engine's matrix product, floating-point operations per ns. */
    private double productSpeed() {
        double nanos = ThreadTime.medianNanos(seconds, () -> {
            for (int i = 0; i < PRODUCTS; i++) {
                core.product();
            }
            sink += core.result();
        });
        return core.product() * PRODUCTS / nanos;
    }

    private double multiplyAddSpeed() {
        double nanos = ThreadTime.medianNanos(seconds, () -> {
            core.multiplyAdds();
            sink += core.result();
        });
        return core.multiplyAdds() / nanos;
    }

    private void environment(PrintWriter out, int buyers, int sellers, String goal) {
        double product = productSpeed();
        double fast = stepsASecond(new EnvironmentWorkload(buyers, sellers, false), STEPS);
        double plain = stepsASecond(new EnvironmentWorkload(buyers, sellers, true), STEPS / 50);
        out.printf(
                Locale.ROOT,
                "| %d x %d | %.2e | %s | %.2e | %.0f | %.0f |%n",
                buyers,
                sellers,
                fast,
                goal,
                plain,
                fast / plain,
                product);
        out.flush();
    }

    private double stepsASecond(EnvironmentWorkload load, int steps) {
        double nanos = ThreadTime.medianNanos(seconds, () -> {
            for (int i = 0; i < steps; i++) {
                sink += load.step();
            }
        });
        return 1e9 * steps * EnvironmentWorkload.LANES / nanos;
    }
}
