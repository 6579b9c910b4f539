package skybourse.app.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import skybourse.base.random.RandomStreams;
import skybourse.evidence.bench.ThreadTime;
import skybourse.learning.learners.Batch;
import skybourse.learning.learners.DiffusionActorCritic;
import skybourse.learning.learners.DiffusionWork;
import skybourse.learning.learners.Policy;
import skybourse.learning.networks.FloatSpeed;
import skybourse.learning.training.EnvironmentLoad;

/** {@code bench learning}: updates, decisions and environment steps beside what the core can do. */
@Command(
        name = "learning",
        mixinStandardHelpOptions = true,
        description = {
            "Times updates of the diffusion learner, decisions and auction steps, one thread.",
            "State 10, 20 actions, 2 x 256 units, batch 256. Median processor time of the thread; goals in brackets. The speed of the core is measured before each row."
        },
        footer = "  ./skybourse bench learning --seconds 5")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class BenchLearningCommand implements Callable<Integer> {

    private static final int[] CHAINS = {5, 10, 50};
    private static final int[][] SIZES = {{5, 3}, {20, 10}, {50, 50}};
    private static final String[] STEP_GOALS = {"5e7", "-", "1e7"};
    private static final int PRODUCTS = 40;
    private static final int DECISIONS = 100;
    private static final int STEPS = 500;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "T",
            defaultValue = "1",
            description = "How long each number is warmed up, then measured. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    private final FloatSpeed core = new FloatSpeed();
    private double sink;

    @Override
    public Integer call() {
        OptionRange.positive(seconds, "--seconds");
        PrintWriter out = spec.commandLine().getOut();
        out.println("| chain | update, ms | own sgemm, GF/s | share of it (goal 55 %) | FMA loop, GF/s | share of it "
                + "| decision, us (goal at 5: 60) |");
        out.println("|---|---|---|---|---|---|---|");
        double peak = multiplyAddSpeed();
        for (int steps : CHAINS) {
            update(out, steps, peak);
        }
        out.println();
        out.println("| auctions | steps a second | goal | one by one | ratio | own sgemm, GF/s |");
        out.println("|---|---|---|---|---|---|");
        for (int i = 0; i < SIZES.length; i++) {
            environment(out, SIZES[i][0], SIZES[i][1], STEP_GOALS[i]);
        }
        out.flush();
        return sink == 0 ? 1 : 0;
    }

    private void update(PrintWriter out, int steps, double peak) {
        try (DiffusionActorCritic learner = DiffusionWork.learner(steps)) {
            Batch batch = DiffusionWork.batch(0);
            RandomGenerator random = new RandomStreams(4).stream("update", 0);
            double product = productSpeed();
            double update = ThreadTime.medianNanos(
                    seconds, () -> sink += learner.update(random, batch).critic());
            double speed = DiffusionWork.operations(steps) / update;
            out.printf(
                    Locale.ROOT,
                    "| %d | %.2f | %.0f | %.0f %% | %.0f | %.0f %% | %.1f |%n",
                    steps,
                    update / 1e6,
                    product,
                    100 * speed / product,
                    peak,
                    100 * speed / peak,
                    decision(learner.exploring(), batch, random) / 1e3);
            out.flush();
        }
    }

    private double decision(Policy policy, Batch batch, RandomGenerator random) {
        float[] state = Arrays.copyOf(batch.states(), DiffusionWork.STATE_SIZE);
        boolean[] legal = Arrays.copyOf(batch.legal(), DiffusionWork.ACTIONS);
        int[] chosen = new int[1];
        return ThreadTime.medianNanos(seconds, () -> {
                    for (int i = 0; i < DECISIONS; i++) {
                        policy.choose(random, 1, state, legal, chosen);
                    }
                })
                / DECISIONS;
    }

    /** Returns floating point operations in a nanosecond. */
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
        double fast = stepsASecond(new EnvironmentLoad(buyers, sellers, false), STEPS);
        double plain = stepsASecond(new EnvironmentLoad(buyers, sellers, true), STEPS / 50);
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

    private double stepsASecond(EnvironmentLoad load, int steps) {
        double nanos = ThreadTime.medianNanos(seconds, () -> {
            for (int i = 0; i < steps; i++) {
                sink += load.step();
            }
        });
        return 1e9 * steps * EnvironmentLoad.LANES / nanos;
    }
}
