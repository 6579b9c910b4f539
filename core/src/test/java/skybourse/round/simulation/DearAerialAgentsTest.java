package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.PricingSettings.Overload;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.simulation.OverTimeAudit.SimulationOutcome;
import skybourse.tier2.rule.SellerVickrey;

/** Lots of aerial agents cost four times the usual: more than a waiting lot costs fixed agents, and more than the published price. */
class DearAerialAgentsTest {

    private static final int MARKETS = Integer.getInteger("dear.markets", 8);
    private static final int SLOTS = 40;
    private static final double TIMES = 4;

    private static Scenario market(int seed) {
        Scenario sampled = ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("dear", seed);
        return sampled.withAerialAgents(sampled.aerialAgents().stream()
                .map(agent -> agent.withCosts(TIMES))
                .toList());
    }

    private static SimulationOutcome simulate(Scenario scenario, Overload overload) {
        Dynamics stationary = Dynamics.stationary();
        Dynamics dynamics = Setups.with(stationary, stationary.pricing().withOverload(overload), stationary.escrow());
        var setup = SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(dynamics)
                .seed(1)
                .frozen(false)
                .solver(Setups.solver().withoutRepairs())
                .certifyEvery(0)
                .mechanism(_ -> new SellerVickrey())
                .tasks(TaskRunner.CALLER)
                .build();
        return OverTimeAudit.truthful(setup, SLOTS);
    }

    /** Returns the change of a number due to tier 2 in each market. */
    private static double[] differences(Overload overload, ToDoubleFunction<SimulationOutcome> number) {
        double[] differences = new double[MARKETS];
        TaskRunner.of(2).run(MARKETS, 1, i -> {
            Scenario expensive = market(i + 1);
            SimulationOutcome without = simulate(expensive.withAerialAgents(List.of()), Overload.EXPECTED_SHARE);
            differences[i] = number.applyAsDouble(simulate(expensive, overload)) - number.applyAsDouble(without);
        });
        return differences;
    }

    /** Returns the upper end of the 95 % interval of the mean. */
    private static double upperBound(double[] differences) {
        double mean = Arrays.stream(differences).average().orElseThrow();
        double squares = IntStream.range(0, differences.length)
                .mapToDouble(i -> (differences[i] - mean) * (differences[i] - mean))
                .sum();
        double upperBound = mean + 1.96 * Math.sqrt(squares / (differences.length - 1) / differences.length);
        System.getLogger("dear").log(System.Logger.Level.INFO, mean + ", at most " + upperBound);
        return upperBound;
    }

    @Test
    void expensiveAerialAgentsDoNotReduceDeadlinesOrWelfare() {
        assertThat(upperBound(differences(Overload.EXPECTED_SHARE, SimulationOutcome::deadlines)))
                .isNotNegative();
        assertThat(upperBound(differences(Overload.EXPECTED_SHARE, SimulationOutcome::welfarePerSlot)))
                .isNotNegative();
    }

    /** The control: leaders that expect the published price sell overload that is not resold. */
    @Test
    void expectedCostPricingReducesMetDeadlines() {
        assertThat(upperBound(differences(Overload.EXPECTED_COST, SimulationOutcome::deadlines)))
                .isNegative();
    }
}
