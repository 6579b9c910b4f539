package skybourse.learning.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.base.random.RandomStreams;
import skybourse.learning.networks.Activation;
import tools.jackson.databind.JsonNode;

/**
 * The smallest of the deterministic two-clock problems in {@code mdp_known_values.json}: its best return, 38, is known by
 * exhaustive search, and the best fixed step gets 35. Every learner must beat that step clearly.
 *
 * <p>The diffusion learner is asked for less. Its chain amplifies the network's output, so that it soon takes one action in
 * every state (here the largest step, 34.7 to 35), where the softmax is flat and the way out is slow; it ends linearly here
 * because tanh saturates besides ({@code docs/reference/learners.md}, known collapse).
 */
class KnownProblemsTest {

    static Stream<Arguments> learners() {
        ActorCriticSettings slow =
                new ActorCriticSettings(32, 64, 1e-4, 3e-3, 3, 0.05, 0.05, 1, 0.1, 1, 0.02, 20_000, 500, 1);
        ActorCriticSettings fast =
                new ActorCriticSettings(32, 64, 1e-3, 3e-3, 3, 0.01, 0.01, 1, 0.1, 1, 0.02, 20_000, 500, 1);
        var chain = new DiffusionActorCritic.Settings(DiffusionSchedule.ofSteps(3), Activation.LINEAR, false, slow);
        var ppo = new Ppo.Settings(32, Activation.MISH, 32, 5, 128, 0.2, 0.95, 0.01, true, 3e-3, 300, 0, 1, 1);
        var dqn = new DoubleDqn.Settings(32, Activation.MISH, true, 64, 2e-3, 3, 1, 0.02, 0.05, 2_000, 20_000, 500, 1);
        return Stream.of(
                Arguments.of("diffusion", chain.learner(3, 3), 35.9),
                Arguments.of("soft", new SoftActorCritic.Settings(Activation.MISH, fast).learner(3, 3), 36.5),
                Arguments.of("ppo", new Ppo(3, 3, ppo), 36.5),
                Arguments.of("dqn", new DoubleDqn(3, 3, dqn), 36.5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void beatsTheBestFixedStep(String name, Learner learner, double least) {
        JsonNode problem = KnownValues.clocks(3);
        double known = problem.get("optimal_return").asDouble();
        BatchEnvironment lanes = new EnvironmentLanes(() -> new TwoClocks(problem), 16);
        TrainingResult result;
        try (learner) {
            Trainer.Settings settings = new Trainer.Settings(18, 1_000_000, 300, 1, name.equals("diffusion") ? 18 : 8);
            result = new Trainer(settings, learner, lanes, new RandomStreams(31))
                    .train(
                            policy -> TwoClocks.SCALE
                                    * SmallProblems.meanReturn(policy, () -> new TwoClocks(problem), 30),
                            epoch -> {});
        }
        double best = result.epochs().stream()
                .mapToDouble(TrainingResult.Epoch::score)
                .max()
                .orElseThrow();
        assertThat(best).as(name).isBetween(least, known + 1e-4);
    }
}
