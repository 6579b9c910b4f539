package skybourse.evidence.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.LocalSweepEngine;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.equilibrium.BestResponseIteration;
import skybourse.tier1.game.PricingGame;

class RingTaskTest {

    private static final List<Long> SEEDS = List.of(1L, 3L, 4L);

    private static List<Double> column(String task, String column, String... axes) {
        SweepGrid grid = SweepGrid.standard().axis("scenario", "20/2/3/3");
        for (int i = 0; i < axes.length; i += 2) {
            grid = grid.axis(axes[i], axes[i + 1]);
        }
        var sweep = new Sweep(task, CellTasks.named(task).orElseThrow(), grid.byAxis(), SEEDS, ScenarioSource.none());
        List<CellResult> results = new ArrayList<>();
        new LocalSweepEngine(1).run(sweep, sweep.cells(), results::add);
        var table = new ResultTable(sweep, results);
        return Arrays.stream(table.column(column, table.rows())).boxed().toList();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Known answer: mobile agents price at their capacity, so that two of them cannot gain together. */
    @Test
    void twoMobileAgentsGainNothing() {
        assertThat(median(column("ring", "ringProfitChange", "ring", "2/0"))).isCloseTo(0, within(0.002));
    }

    /** Control: if prices move one at a time, a ring of all leaders stays at the equilibrium, although it could gain. */
    @Test
    void singleMovesOfAllLeadersStall() {
        assertThat(median(column("ring", "ringProfitChange", "moves", "single")))
                .isCloseTo(0, within(0.002));
        List<Double> gains = column("ring", "ringProfitChange", "moves", "together");
        assertThat(gains).allMatch(gain -> gain > 0.05);
        assertThat(column("ring", "wirelessUtilityChange", "moves", "together")).allMatch(change -> change < -0.1);
    }

    /** A limited ring keeps each member's gain below the limit and harms buyers less. */
    @Test
    void limitedRingHarmsBuyersLess() {
        List<Double> gaps = column("ring", "largestMemberGain", "ring", "0/3", "mostPostedGain", "0.002");
        assertThat(gaps).allMatch(gap -> gap <= 0.00201);
        List<Double> free = column("ring", "wirelessUtilityChange", "ring", "0/3");
        List<Double> limited = column("ring", "wirelessUtilityChange", "ring", "0/3", "mostPostedGain", "0.002");
        List<Double> alone =
                column("ring", "wirelessUtilityChange", "ring", "0/3", "mostPostedGain", "0.002", "judged", "alone");
        for (int i = 0; i < free.size(); i++) {
            assertThat(limited.get(i)).isGreaterThan(free.get(i) + 0.05);
            assertThat(alone.get(i)).isGreaterThan(-0.05);
        }
    }

    /** No prices on a grid earn a ring of two fixed agents more than the prices found. */
    @Test
    void gridFindsNoBetterPrices() {
        Scenario scenario = ScenarioSampler.standard(new ScenarioSampler.Counts(20, 2, 3, 3))
                .sample("drawn", 1);
        PricingGame game = TwoTierRound.of(scenario).game();
        var solver = SolverCatalogue.defaultSolver(scenario.rules(), 1);
        double[] equilibrium = solver.solve(game, new double[game.leaders()]).prices();
        List<Integer> fixed = new ArrayList<>();
        for (int s = 0; s < game.leaders() && fixed.size() < 2; s++) {
            if (!scenario.leaders().get(s).moves()) {
                fixed.add(s);
            }
        }
        var ring = new RingSearch.Ring(List.of(), fixed, true, Double.POSITIVE_INFINITY, false);
        var search = new RingSearch(game, BestResponseIteration.gaussSeidel(), equilibrium, ring);
        double found = search.best(1, new RandomStreams(1).stream("test", 0)).profit();
        for (int i = 0; i < 21; i++) {
            for (int j = 0; j < 21; j++) {
                double[] direction = new double[game.leaders()];
                direction[fixed.get(0)] = 0.02 * (i - 5);
                direction[fixed.get(1)] = 0.02 * (j - 5);
                assertThat(search.moved(equilibrium, 1, direction).profit()).isLessThan(found * 1.0005);
            }
        }
    }

    @Test
    void refusedLeaderIsAskedEquilibriumPrice() {
        List<Double> refused = column("stale-posted-price", "refusedShare", "presence", "0.8");
        assertThat(refused).allMatch(share -> share >= 0 && share <= 1).anyMatch(share -> share > 0.5);
        assertThat(column("stale-posted-price", "refusedShare", "presence", "1"))
                .as("the same tasks in both slots")
                .containsOnly(0.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/0", "3/0", "0/4", "2", "a/b"})
    void ringMustConsistOfSeveralLeaders(String ring) {
        assertThatThrownBy(() -> column("ring", "ringProfitChange", "ring", ring))
                .hasMessageContaining("ring must be");
    }
}
