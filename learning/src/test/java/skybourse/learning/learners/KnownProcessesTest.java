package skybourse.learning.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.base.random.RandomStreams;
import skybourse.learning.networks.Activation;
import tools.jackson.databind.JsonNode;

/**
 * The three decision processes of {@code mdp_known_values.json}. The auction's program {@code BayesOptimal} knows auctions only, so the
 * values are first worked out by value iteration and held against the file; then every learner has to find the best policy. What
 * it chooses is judged exactly, by the mean over all states of its value, between that of chance (0) and the best (1).
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
    void chanceHasTheKnownValues() {
        assertThat(process(CORNERS).random())
                .containsExactly(
                        KnownValues.doubles(KnownValues.process(CORNERS).get("v_pi")), within(1e-6));
    }

    private static Learner learner(String name, SmallProcess process) {
        ActorCriticSettings shared = new ActorCriticSettings(
                32, 64, 1e-3, 3e-3, 1, 0.05, 0.005, 3_000, 0.4, process.discount(), 0.02, 20_000, 500, 1);
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
                        new Ppo.Settings(
                                32,
                                Activation.MISH,
                                32,
                                5,
                                128,
                                0.2,
                                0.95,
                                0.01,
                                true,
                                3e-3,
                                0,
                                0,
                                process.discount(),
                                1));
            case "dqn" ->
                new DoubleDqn(
                        states,
                        4,
                        new DoubleDqn.Settings(
                                32,
                                Activation.MISH,
                                false,
                                64,
                                2e-3,
                                1,
                                process.discount(),
                                0.02,
                                0.2,
                                2_000,
                                20_000,
                                500,
                                1));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /**
     * Least shares lie just below what was reached with this seed. On the lake PPO stays with .338, a policy that keeps clear of holes and
     * seldom arrives, and diffusion with .939 ({@code docs/reference/learners.md}, known processes).
     */
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
    void everyLearnerFindsThePolicy(String name, int epochs, String learnerName, double least) {
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
