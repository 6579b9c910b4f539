package skybourse.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.learning.network.Activation;
import skybourse.random.RandomStreams;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The smallest of the deterministic two-clock problems in {@code mdp_known_values.json}: its best return, 38, is known by
 * exhaustive search, and the best fixed step gets 35. Every learner must beat that step clearly.
 *
 * <p>The diffusion learner is asked for less. Its chain amplifies the network's output, so that it soon takes one action in
 * every state (here the largest step, 34.7 to 35), where the softmax is flat and the way out is slow; it ends linearly here
 * because tanh saturates besides ({@code docs/implementation-details.md}, 21).
 */
class KnownProblemsTest {

    private static final double SCALE = 20;

    private static JsonNode problem;

    @BeforeAll
    static void read() throws Exception {
        String folder = Optional.ofNullable(System.getenv("SKYBOURSE_DATA")).orElse("../shared/data/open");
        Path file = Path.of(folder, "mdp_known_values.json");
        assumeTrue(Files.exists(file), () -> "skipped: no " + file);
        problem = JsonMapper.shared()
                .readTree(Files.readString(file))
                .get("tiny_dda")
                .get(3);
        assertThat(problem.get("optimal_return").asDouble()).isEqualTo(38);
        assertThat(problem.at("/fixed_step_policies/6/return").asDouble()).isEqualTo(35);
    }

    private static int[] ints(String field) {
        return problem.get(field).valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    static Stream<Arguments> learners() {
        ActorCriticSettings slow =
                new ActorCriticSettings(32, 64, 1e-4, 3e-3, 3, 0.05, 0.05, 1, 0.1, 1, 0.02, 20_000, 500, 1);
        ActorCriticSettings fast =
                new ActorCriticSettings(32, 64, 1e-3, 3e-3, 3, 0.01, 0.01, 1, 0.1, 1, 0.02, 20_000, 500, 1);
        var chain = new DiffusionActorCritic.Settings(DiffusionSchedule.ofSteps(3), Activation.LINEAR, false, slow);
        var ppo = new Ppo.Settings(32, Activation.MISH, 32, 5, 128, 0.2, 0.95, 0.01, true, 3e-3, 300, 1, 1);
        var dqn = new DoubleDqn.Settings(32, Activation.MISH, true, 64, 2e-3, 3, 1, 0.02, 0.05, 2_000, 20_000, 500, 1);
        return Stream.of(
                Arguments.of("diffusion", new DiffusionActorCritic(3, 3, chain), 35.9),
                Arguments.of(
                        "soft", new SoftActorCritic(3, 3, new SoftActorCritic.Settings(Activation.MISH, fast)), 36.5),
                Arguments.of("ppo", new Ppo(3, 3, ppo), 36.5),
                Arguments.of("dqn", new DoubleDqn(3, 3, dqn), 36.5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void beatsTheBestFixedStep(String name, Learner learner, double least) {
        BatchEnvironment lanes = new EnvironmentLanes(TwoClocks::new, 16);
        TrainingResult result;
        try (learner) {
            Trainer.Settings settings = new Trainer.Settings(18, 1_000_000, 300, 1, name.equals("diffusion") ? 18 : 8);
            result = new Trainer(settings, learner, lanes, new RandomStreams(31))
                    .train(policy -> SCALE * SmallProblems.meanReturn(policy, TwoClocks::new, 30), epoch -> {});
        }
        double best = result.epochs().stream()
                .mapToDouble(TrainingResult.Epoch::score)
                .max()
                .orElseThrow();
        assertThat(best).as(name).isBetween(least, 38.0001);
    }

    @Test
    void theKnownSequenceGetsTheKnownReturn() {
        TwoClocks clocks = new TwoClocks();
        clocks.reset(0);
        int[] steps = ints("steps");
        double sum = 0;
        for (int step : ints("one_optimal_action_sequence")) {
            switch (clocks.step(Arrays.binarySearch(steps, step))) {
                case TimeStep.Mid mid -> sum += mid.reward();
                case TimeStep.Terminated end -> sum += end.reward();
                default -> throw new AssertionError();
            }
        }
        assertThat(sum * SCALE).isCloseTo(38, within(1e-4));
    }

    /** The rule in the file's words: clocks move in turns, each move costs kappa, the first crossing ends it. */
    private static final class TwoClocks implements Environment {

        private final int[] buyers = ints("buyers");
        private final int[] sellers = ints("sellers");
        private final int[] steps = ints("steps");
        private int buyersClock;
        private int sellersClock;
        private int turn;

        @Override
        public int stateSize() {
            return 3;
        }

        @Override
        public int actions() {
            return steps.length;
        }

        private float[] observation() {
            return new float[] {buyersClock / 36f, sellersClock / 36f, turn};
        }

        private boolean[] legal() {
            boolean[] all = new boolean[steps.length];
            Arrays.fill(all, true);
            return all;
        }

        @Override
        public TimeStep.First reset(long seed) {
            buyersClock = problem.get("Cb0").asInt();
            sellersClock = problem.get("Cs0").asInt();
            turn = 0;
            return new TimeStep.First(observation(), legal());
        }

        @Override
        public TimeStep step(int action) {
            if (turn == 0) {
                buyersClock -= steps[action];
            } else {
                sellersClock += steps[action];
            }
            turn = 1 - turn;
            double reward = -problem.get("kappa").asDouble();
            if (buyersClock > sellersClock) {
                return new TimeStep.Mid(reward / SCALE, observation(), legal());
            }
            return new TimeStep.Terminated((reward + welfare()) / SCALE, observation());
        }

        private int welfare() {
            int[] values = Arrays.stream(buyers)
                    .filter(v -> v >= buyersClock)
                    .map(v -> -v)
                    .sorted()
                    .toArray();
            int[] costs = Arrays.stream(sellers)
                    .filter(c -> c <= sellersClock)
                    .sorted()
                    .toArray();
            int welfare = 0;
            for (int i = 0; i < Math.min(values.length, costs.length); i++) {
                welfare -= values[i] + costs[i];
            }
            return welfare;
        }
    }
}
