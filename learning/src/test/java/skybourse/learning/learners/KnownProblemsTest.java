package skybourse.learning.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.base.random.RandomStreams;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.environment.EnvironmentLanes;
import skybourse.learning.environment.SmallProblems;
import skybourse.learning.environment.TwoClocks;
import skybourse.learning.networks.Activation;
import skybourse.learning.policy.DiffusionSchedule;
import tools.jackson.databind.JsonNode;

/**
 * The smallest of the deterministic two-clock problems in {@code mdp_known_values.json}. Its best return, 38, is known
 * by exhaustive search, and the best fixed step gets 35. Every learner must clearly beat that step.
 *
 * <p>The limit of the diffusion learner is lower. Its chain amplifies the network's output, so that it soon takes one
 * action in every state (here the largest step, 34.7 to 35), where the softmax is flat and learning is slow. Its output
 * is linear here because tanh saturates as well ({@code docs/reference/learners.md}, known collapse).
 */
class KnownProblemsTest {

    static Stream<Arguments> learners() {
        ActorCriticSettings slow = ActorCriticSettingsBuilder.builder()
                .hidden(32)
                .rows(64)
                .actorRate(1e-4)
                .criticRate(3e-3)
                .steps(3)
                .temperature(0.05)
                .lastTemperature(0.05)
                .coolingUpdates(1)
                .exploration(0.1)
                .discount(1)
                .targetShare(0.02)
                .capacity(20_000)
                .warmUp(500)
                .threads(1)
                .build();
        ActorCriticSettings fast =
                SmallNetworks.settings(1).withCapacity(20_000).withWarmUp(500);
        var chain = new DiffusionActorCritic.Settings(DiffusionSchedule.ofSteps(3), Activation.LINEAR, false, slow);
        var ppo = PpoSettingsBuilder.builder()
                .hidden(32)
                .activation(Activation.MISH)
                .rolloutSteps(32)
                .epochs(5)
                .rows(128)
                .clip(0.2)
                .advantageDecay(0.95)
                .entropyWeight(0.01)
                .normalises(true)
                .rate(3e-3)
                .decayUpdates(300)
                .weightMean(0)
                .discount(1)
                .threads(1)
                .build();
        var dqn = DoubleDqnSettingsBuilder.builder()
                .hidden(32)
                .activation(Activation.MISH)
                .duelling(true)
                .rows(64)
                .rate(2e-3)
                .steps(3)
                .discount(1)
                .targetShare(0.02)
                .lowestExploration(0.05)
                .explorationUpdates(2_000)
                .capacity(20_000)
                .warmUp(500)
                .threads(1)
                .build();
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
