package skybourse.learning.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.base.random.RandomStreams;
import skybourse.learning.environment.EnvironmentLanes;
import skybourse.learning.environment.SmallProcess;
import skybourse.learning.networks.Activation;
import skybourse.learning.policy.DiffusionSchedule;
import skybourse.learning.policy.TrainedPolicy;
import tools.jackson.databind.JsonNode;

/**
 * The three decision processes of {@code mdp_known_values.json}. {@code BayesOptimalPolicy} supports only auctions, so
 * the values are computed by value iteration and compared with the file. Then every learner has to find the best
 * policy. Its policy is evaluated exactly, by the mean value over all states, relative to the random (0) and the best
 * policy (1).
 */
class KnownProcessesTest {

    private static final String TREASURES = "sutton_barto_gridworld_5x5";
    private static final String CORNERS = "sutton_barto_gridworld_4x4_random_policy";
    private static final String LAKE = "frozenlake_4x4_slippery";

    private static final Map<String, Function<JsonNode, SmallProcess>> PROCESSES = Map.of(
            TREASURES, SmallProcess::twoTreasures, CORNERS, SmallProcess::corners, LAKE, SmallProcess::frozenLake);

    private static SmallProcess process(String name) {
        return PROCESSES.get(name).apply(KnownValues.process(name));
    }

    @ParameterizedTest
    @CsvSource({TREASURES, LAKE})
    void valueIterationFindsTheKnownValues(String name) {
        assertThat(process(name).best())
                .containsExactly(KnownValues.doubles(KnownValues.process(name).get("v_star")), within(1e-6));
    }

    @Test
    void randomPolicyHasKnownValues() {
        assertThat(process(CORNERS).random())
                .containsExactly(
                        KnownValues.doubles(KnownValues.process(CORNERS).get("v_pi")), within(1e-6));
    }

    private static Learner learner(String name, SmallProcess process) {
        ActorCriticSettings shared = ActorCriticSettingsBuilder.builder()
                .hidden(32)
                .rows(64)
                .actorRate(1e-3)
                .criticRate(3e-3)
                .steps(1)
                .temperature(0.05)
                .lastTemperature(0.005)
                .coolingUpdates(3_000)
                .exploration(0.4)
                .discount(process.discount())
                .targetShare(0.02)
                .capacity(20_000)
                .warmUp(500)
                .threads(1)
                .build();
        int states = process.states();
        return switch (name) {
            case "diffusion" ->
                new DiffusionActorCritic.Settings(new DiffusionSchedule(3, 0.1, 2), Activation.LINEAR, false, shared)
                        .learner(states, 4);
            case "sac" -> new SoftActorCritic.Settings(Activation.MISH, shared).learner(states, 4);
            case "ppo-tuned" ->
                new Ppo(
                        states,
                        4,
                        PpoSettingsBuilder.builder()
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
                                .decayUpdates(0)
                                .weightMean(0)
                                .discount(process.discount())
                                .threads(1)
                                .build());
            case "dqn" ->
                new DoubleDqn(
                        states,
                        4,
                        DoubleDqnSettingsBuilder.builder()
                                .hidden(32)
                                .activation(Activation.MISH)
                                .duelling(false)
                                .rows(64)
                                .rate(2e-3)
                                .steps(1)
                                .discount(process.discount())
                                .targetShare(0.02)
                                .lowestExploration(0.2)
                                .explorationUpdates(2_000)
                                .capacity(20_000)
                                .warmUp(500)
                                .threads(1)
                                .build());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /**
     * The minimum shares are just below the shares of this seed. On the lake PPO reaches 0.338 with a policy that
     * avoids holes and seldom arrives, and diffusion 0.939 ({@code docs/reference/learners.md}, known processes).
     */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        TREASURES + ",6,diffusion,0.995",
        TREASURES + ",6,sac,0.995",
        TREASURES + ",6,ppo-tuned,0.995",
        TREASURES + ",6,dqn,0.995",
        CORNERS + ",2,diffusion,0.9999",
        CORNERS + ",2,sac,0.9999",
        CORNERS + ",2,ppo-tuned,0.9999",
        CORNERS + ",2,dqn,0.9999",
        LAKE + ",13,diffusion,0.93",
        LAKE + ",13,sac,0.99",
        LAKE + ",13,ppo-tuned,0.33",
        LAKE + ",13,dqn,0.99"
    })
    void learnersFindTheBestPolicy(String name, int epochs, String learnerName, double least) {
        SmallProcess process = process(name);
        double chance = mean(process.random());
        double best = mean(process.best());
        try (Learner learner = learner(learnerName, process)) {
            Trainer.Settings settings = new Trainer.Settings(epochs, 1_000_000, 256, 1, epochs);
            TrainingResult.Finished result = (TrainingResult.Finished) new Trainer(
                            settings, learner, new EnvironmentLanes(process::environment, 16), new RandomStreams(31))
                    .train(
                            policy -> (mean(process.of(((TrainedPolicy) policy).steady())) - chance) / (best - chance),
                            e -> {});
            double reached = result.best().score();
            assertThat(reached).isBetween(least, 1 + 1e-9);
        }
    }
}
