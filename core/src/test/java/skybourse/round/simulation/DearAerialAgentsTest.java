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
import skybourse.round.dynamics.Pricing.Overload;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.simulation.OverTimeAudit.SimulationOutcome;
import skybourse.tier2.rule.SellerVickrey;

/** Aerial agents whose lots cost four times the usual: more than fixed agents lose by a lot that waits, and far more than is published. */
class DearAerialAgentsTest {

    private static final int MARKETS = Integer.getInteger("dear.markets", 8);
    private static final int SLOTS = 40;
    private static final double TIMES = 4;

    private static Scenario market(int seed) {
        Scenario drawn = ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("dear", seed);
        return drawn.withAerialAgents(drawn.aerialAgents().stream()
                .map(agent -> agent.withCosts(TIMES))
                .toList());
    }

    private static SimulationOutcome played(Scenario scenario, Overload overload) {
        Dynamics standing = Dynamics.stationary();
        Dynamics dynamics = Setups.with(standing, standing.pricing().withOverload(overload), standing.escrow());
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

    /** Returns what tier 2 adds to a number in each market. */
    private static double[] added(Overload overload, ToDoubleFunction<SimulationOutcome> number) {
        double[] added = new double[MARKETS];
        TaskRunner.of(2).run(MARKETS, 1, i -> {
            Scenario dear = market(i + 1);
            SimulationOutcome without = played(dear.withAerialAgents(List.of()), Overload.EXPECTED_SHARE);
            added[i] = number.applyAsDouble(played(dear, overload)) - number.applyAsDouble(without);
        });
        return added;
    }

    /** Returns the upper end of the 95 % interval of the mean. */
    private static double most(double[] added) {
        double mean = Arrays.stream(added).average().orElseThrow();
        double squares = IntStream.range(0, added.length)
                .mapToDouble(i -> (added[i] - mean) * (added[i] - mean))
                .sum();
        double most = mean + 1.96 * Math.sqrt(squares / (added.length - 1) / added.length);
        System.getLogger("dear").log(System.Logger.Level.INFO, mean + ", at most " + most);
        return most;
    }

    @Test
    void deadlinesAndWelfareAreNotBelowThoseWithoutThem() {
        assertThat(most(added(Overload.EXPECTED_SHARE, SimulationOutcome::deadlines)))
                .isNotNegative();
        assertThat(most(added(Overload.EXPECTED_SHARE, SimulationOutcome::welfarePerSlot)))
                .isNotNegative();
    }

    /** The control: leaders that expect the published price sell overload that nobody takes over. */
    @Test
    void atTheExpectedCostAloneFewerDeadlinesAreMet() {
        assertThat(most(added(Overload.EXPECTED_COST, SimulationOutcome::deadlines)))
                .isNegative();
    }
}
