package skybourse.benchmarks;

import skybourse.learning.learners.TransitionBatch;
import skybourse.learning.policy.DiffusionActor;
import skybourse.learning.learners.ActorCritic;
import skybourse.learning.learners.UpdateLosses;
import skybourse.learning.environment.Policy;
import skybourse.learning.learners.TwinCritics;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import skybourse.learning.networks.FloatSpeed;
import skybourse.base.random.RandomStreams;

/**
 * Compares a complete update of the diffusion actor-critic with an implementation in PyTorch. The losses of each update and the times are compared.
 * The speed is also compared with that of the fastest matrix product in the same run. State size 10, 20 actions, 2 x 256 hidden units, batches of
 * 256, one thread for both.
 *
 * <p>Times are medians of CPU time of the thread, which other work on the machine disturbs less than wall time. Arguments are {@code trajectory}, or
 * {@code speed} and lengths of chains. Without arguments, both comparisons are run.
 */
public final class DiffusionUpdateBenchmark {

    private static final int STATE = DiffusionWorkload.STATE_SIZE;
    private static final int ACTIONS = DiffusionWorkload.ACTIONS;
    private static final int ROWS = DiffusionWorkload.ROWS;
    private static final double SECONDS = 1;

    private DiffusionUpdateBenchmark() {}

    public static void main(String[] arguments) {
        // Without these settings, JavaCPP triggers a garbage collection at every other allocation in a large process.
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
        System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        torch.set_num_threads(1);
        String what = arguments.length > 0 ? arguments[0] : "both";
        if (!what.equals("speed")) {
            trajectory(200);
        }
        if (!what.equals("trajectory")) {
            System.out.println("| T | own, ms | PyTorch, ms | sgemm, GF/s | its sgemm | share of it | decision, own us | PyTorch us |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            int[] lengths = arguments.length > 1
                    ? Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray()
                    : new int[] {5, 10, 50};
            for (int steps : lengths) {
                speed(steps);
            }
        }
    }

    /**
     * Creates the PyTorch implementation with the learner's initial parameters. These are sampled from the same stream as in the learner, the actor's
     * parameters first.
     */
    private static TorchReference twin(ActorCritic learner) {
        RandomGenerator random = new RandomStreams(1).stream("first", 0);
        DiffusionActor actor = (DiffusionActor) learner.actor();
        new DiffusionActor(actor.shape()).initialise(random);
        TwinCritics critics = new TwinCritics(STATE, ACTIONS, DiffusionWorkload.HIDDEN);
        critics.initialise(random);
        return new TorchReference(actor, critics, DiffusionWorkload.settings());
    }

    /** Returns the noise that the learner samples. Each chunk of the batch has its own random stream. */
    private static float[][] noise(String purpose, long seed, int steps) {
        float[][] noise = new float[steps][ROWS * ACTIONS];
        int chunk = 128;
        for (int c = 0; c < ROWS / chunk; c++) {
            RandomGenerator random = new RandomStreams(seed).stream(purpose, c);
            for (int t = steps - 1; t >= 0; t--) {
                for (int i = 0; i < chunk * ACTIONS; i++) {
                    noise[t][c * chunk * ACTIONS + i] = (float) random.nextGaussian();
                }
            }
        }
        return noise;
    }

    private static void trajectory(int updates) {
        int steps = 5;
        double worstCritic = 0;
        double worstActor = 0;
        double[] last = {};
        try (ActorCritic learner = DiffusionWorkload.learner(steps)) {
            TorchReference twin = twin(learner);
            for (int i = 0; i < updates; i++) {
                long seed = 1_000 + i;
                TransitionBatch batch = DiffusionWorkload.batch(i);
                UpdateLosses own = learner.update(() -> seed, batch);
                last = twin.update(batch, noise("target-noise", seed, steps), noise("actor-noise", seed, steps));
                double critic = Math.abs(own.critic() - last[0]);
                double actor = Math.abs(own.actor() - last[1]);
                worstCritic = Math.max(worstCritic, critic);
                worstActor = Math.max(worstActor, actor);
                if (i % 40 == 0 || i == updates - 1) {
                    System.out.printf(Locale.ROOT, "update %3d: critic %.6f, PyTorch %.6f; actor %.6f, PyTorch %.6f%n",
                            i, own.critic(), last[0], own.actor(), last[1]);
                }
            }
        }
        System.out.printf(Locale.ROOT, "largest difference over %d updates: critic %.2e, actor %.2e%n", updates, worstCritic, worstActor);
        if (!(worstCritic < 1e-4 && worstActor < 1e-4)) {
            System.out.println("that is NOT within 1e-4");
            System.exit(1);
        }
    }

    /** Returns the speed of the engine's largest matrix product, floating-point operations per ns. */
    private static double peak() {
        FloatSpeed core = new FloatSpeed();
        int repeats = 40;
        double nanos = ThreadTime.medianNanos(SECONDS, () -> {
            for (int i = 0; i < repeats; i++) {
                core.product();
            }
        });
        return core.product() * repeats / nanos;
    }

    /** Returns the speed of the same product in PyTorch, floating-point operations per ns. */
    private static double torchPeak() {
        Tensor a = torch.ones(128, 256);
        Tensor b = torch.ones(256, 256);
        Tensor c = torch.ones(128, 256);
        int repeats = 20;
        double nanos = ThreadTime.medianNanos(SECONDS, () -> {
            for (int i = 0; i < repeats; i++) {
                torch.mm_out(c, a, b);
            }
        });
        return 2.0 * 128 * 256 * 256 * repeats / nanos;
    }

    private static void speed(int steps) {
        try (ActorCritic learner = DiffusionWorkload.learner(steps)) {
            TorchReference twin = twin(learner);
            TransitionBatch batch = DiffusionWorkload.batch(0);
            RandomGenerator random = new RandomStreams(4).stream("update", 0);
            double own = ThreadTime.medianNanos(SECONDS, () -> learner.update(random, batch));
            float[][] targetNoise = noise("target-noise", 5, steps);
            float[][] actorNoise = noise("actor-noise", 5, steps);
            // Probabilities near 0 or 1 cause subnormal numbers, which slow PyTorch down many times. PyTorch therefore
            // replaces them with 0.
            torch.globalContext().setFlushDenormal(true);
            double other = ThreadTime.medianNanos(SECONDS, () -> twin.update(batch, targetNoise, actorNoise));
            torch.globalContext().setFlushDenormal(false);
            double peak = peak();
            Policy policy = learner.explorationPolicy();
            float[] state = Arrays.copyOf(batch.states(), STATE);
            boolean[] legal = Arrays.copyOf(batch.legal(), ACTIONS);
            int[] chosen = new int[1];
            int decisions = 100;
            double decision = ThreadTime.medianNanos(SECONDS, () -> {
                for (int i = 0; i < decisions; i++) {
                    policy.choose(random, 1, state, legal, chosen);
                }
            });
            float[][] oneNoise = new float[steps][ACTIONS];
            double otherDecision = ThreadTime.medianNanos(SECONDS, () -> {
                for (int i = 0; i < 10; i++) {
                    twin.decide(state, oneNoise);
                }
            });
            System.out.printf(Locale.ROOT, "| %d | %.2f | %.2f | %.0f | %.0f | %.0f %% | %.1f | %.0f |%n",
                    steps,
                    own / 1e6,
                    other / 1e6,
                    peak,
                    torchPeak(),
                    100 * DiffusionWorkload.operations(steps) / own / peak,
                    decision / 1e3 / decisions,
                    otherDecision / 1e3 / 10);
        }
    }
}
