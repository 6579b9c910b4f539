package skybourse.evidence.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.OneCell;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

class MisreportedWeightsTaskTest {

    private static final CellTask TASK = MisreportedWeightsTask.TASK;

    /** Seeds whose markets have certified prices before and after all misreports of this test. */
    private static final List<Long> SEEDS = List.of(4L, 5L, 11L);

    private static double value(CellTask task, long seed, String column, String... axes) {
        GridPoint settings = new GridPoint(new TreeMap<>(task.axes()));
        for (int i = 0; i < axes.length; i += 2) {
            settings = settings.with(axes[i], axes[i + 1]);
        }
        task.check().check(settings, ScenarioSource.none());
        double[] row = task.work().run(settings, seed, ScenarioSource.none()).getFirst();
        return row[task.values().indexOf(column)];
    }

    private static List<Double> values(CellTask task, String column, String... axes) {
        return SEEDS.stream().map(seed -> value(task, seed, column, axes)).toList();
    }

    @Test
    void distributionTakesGainOfMisreports() {
        assertThat(values(TASK, "misreportingChange", "defence", "none"))
                .as("control: no defence")
                .allMatch(change -> change > 0.08);
        assertThat(values(TASK, "leadersChange", "defence", "none")).allMatch(change -> change < -0.1);
        assertThat(values(TASK, "misreportingChange", "defence", "published"))
                .allMatch(change -> Math.abs(change) < 0.05);
        assertThat(values(TASK, "lawLeadersChange", "defence", "published"))
                .allMatch(change -> change != 0 && Math.abs(change) < 0.1);
    }

    /** If all agents report the same multiple, ranks stay the same. */
    @Test
    void commonFactorChangesNothingWithDistribution() {
        assertThat(value(TASK, 1, "leadersChange", "defence", "published", "reporting", "20"))
                .isZero();
        assertThat(value(TASK, 1, "leadersChange", "defence", "none", "reporting", "20"))
                .as("control: no defence")
                .isLessThan(-0.1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "published", "bound"})
    void factorOneChangesNothing(String defence) {
        assertThat(value(TASK, 1, "misreportingChange", "defence", defence, "factor", "1"))
                .isCloseTo(0, within(1e-6));
    }

    /** Agents buy by their weights without a defence, and by their reports if bound; the own weights decide the utility in both cases. */
    @ParameterizedTest
    @CsvSource({"none, 1", "bound, 0.6"})
    void utilityIsThatOfOwnWeights(String defence, double bought) {
        Scenario own = ScenarioSampler.standard(new ScenarioSampler.Counts(20, 2, 3, 3))
                .sample("20/2/3/3", 1);
        double[] truthful = prices(own, new double[own.leaders().size()]);
        double[] misreported = prices(multiplied(own, 0.6), truthful);
        double before = utility(TwoTierRound.of(own).sell(truthful).agents(), 1);
        double after = utility(
                TwoTierRound.of(multiplied(own, bought)).sell(misreported).agents(), bought);
        assertThat(value(TASK, 1, "misreportingChange", "defence", defence))
                .isCloseTo(after / before - 1, within(1e-9));
    }

    private static Scenario multiplied(Scenario scenario, double factor) {
        List<WirelessAgent> agents = scenario.wirelessAgents();
        return scenario.withWirelessAgents(IntStream.range(0, agents.size())
                .mapToObj(n -> agents.get(n)
                        .withSatisfactionWeight(
                                (n < 8 ? factor : 1) * agents.get(n).satisfactionWeight()))
                .toList());
    }

    private static double[] prices(Scenario scenario, double[] start) {
        PricingGame game = ScenarioGameFactory.of(scenario);
        return SolverCatalogue.defaultSolver(scenario.rules(), 1)
                .solve(game, start)
                .prices();
    }

    /** Returns the utility of the first eight agents, whose weights in the outcomes are multiplied by a factor. */
    private static double utility(List<AgentOutcome> agents, double factor) {
        return agents.stream()
                .limit(8)
                .mapToDouble(agent -> agent.utility() + agent.satisfaction() * (1 / factor - 1))
                .sum();
    }

    /** A single agent that must buy by its report loses by a low report. */
    @Test
    void singleBoundAgentLosesByLowReport() {
        assertThat(values(TASK, "misreportingChange", "defence", "bound", "reporting", "1", "factor", "0.3"))
                .allMatch(change -> change < -0.2);
    }

    @Test
    void changesAreEmptyUnlessCertified() {
        assertThat(value(TASK, 2, "certified")).isZero();
        assertThat(value(TASK, 2, "misreportingChange")).isNaN();
        assertThat(value(TASK, 1, "certified")).isOne();
    }

    /** Equal parts of a task buy what the task would. With a distribution, small names get large weights. */
    @Test
    void falseNamesGainNothing() {
        CellTask task = FalseNamesTask.TASK;
        assertThat(value(task, 1, "leadersChange", "names", "1", "defence", "published"))
                .isZero();
        assertThat(values(task, "splitterChange", "names", "4")).allMatch(change -> Math.abs(change) < 1e-3);
        assertThat(values(task, "othersChange", "names", "4", "defence", "published"))
                .allMatch(change -> change < -0.01);
    }

    /** The choice is the factor with the largest mean on the known markets, and its changes are those of other markets. */
    @Test
    void choiceIsJudgedOnOtherMarkets() {
        CellTask task = AdaptiveMisreportTask.TASK;
        String[] axes = {"defence", "bound", "chosenOn", "1", "judgedOn", "3"};
        double factor = value(task, 1, "chosenFactor", axes);
        double best = Stream.of("0.2", "0.5", "0.8", "0.95", "1.05", "1.25")
                .mapToDouble(tried ->
                        value(TASK, 1000, "misreportingChange", "defence", "bound", "reporting", "1", "factor", tried))
                .max()
                .orElseThrow();
        assertThat(value(task, 1, "chosenChange", axes)).isGreaterThanOrEqualTo(best);
        double[] judged = LongStream.range(1500, 1503)
                .mapToDouble(seed -> value(
                        TASK, seed, "misreportingChange", "defence", "bound", "reporting", "1", "factor", "" + factor))
                .filter(change -> !Double.isNaN(change))
                .toArray();
        assertThat(judged).isNotEmpty();
        assertThat(value(task, 1, "misreportingChange", axes))
                .isCloseTo(DoubleStream.of(judged).average().orElseThrow(), within(1e-12));
    }

    @Test
    void rejectsInvalidSettings() {
        OneCell.assertRefused(TASK, "reporting", "21", "reporting must be at most 20: 21");
        OneCell.assertRefused(TASK, "reporting", "0", "reporting must be a whole number from 1: 0");
        OneCell.assertRefused(TASK, "factor", "0", "factor must be a number above 0, at most 1000: 0");
        OneCell.assertRefused(TASK, "law", "30/20", "low must be at most high (20.0): 30.0");
        OneCell.assertRefused(FalseNamesTask.TASK, "names", "101", "names must be at most 100: 101");
        OneCell.assertRefused(AdaptiveMisreportTask.TASK, "chosenOn", "501", "chosenOn must be at most 500: 501");
    }
}
