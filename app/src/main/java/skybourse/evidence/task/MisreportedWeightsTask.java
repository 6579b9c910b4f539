package skybourse.evidence.task;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;

/** Wireless agents that report a multiple of their weights, with and without a defence. Changes are empty unless all prices are certified. */
final class MisreportedWeightsTask {

    private static final List<MeasuredColumn> COLUMNS = Stream.of(
                    WeightReports.columns("misreporting", "misreporting agents"),
                    List.of(
                            new MeasuredColumn(
                                    "lawWirelessChange",
                                    "relative",
                                    "change of the utility of wireless agents by the distribution, if all are truthful"),
                            new MeasuredColumn(
                                    "lawLeadersChange", "relative", "the same of the settled profit of leaders"),
                            new MeasuredColumn("lawWelfareChange", "relative", "the same of the welfare after tier 2"),
                            new MeasuredColumn(
                                    "ownEps",
                                    "relative",
                                    "certified bound on a leader's gain in the market of the agents' own weights")))
            .flatMap(List::stream)
            .toList();

    static final CellTask TASK = CellTask.of(
                    "misreported-weights",
                    WeightReports.axes("reporting=8 factor=0.6"),
                    COLUMNS,
                    MisreportedWeightsTask::check,
                    MisreportedWeightsTask::run)
            .withEffort(_ -> 4);

    private MisreportedWeightsTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        WeightReports.check(settings, scenarios);
        WeightReports.reporting(settings, scenarios);
        WeightReports.factor(settings);
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        WeightReports reports = new WeightReports(settings, seed, WeightReports.scenario(settings, seed, scenarios));
        int reporting = settings.count(WeightReports.REPORTING, 1);
        WeightReports.Outcome before = reports.truthful(reporting);
        WeightReports.Outcome after = reports.misreported(reporting, WeightReports.factor(settings));
        double[] cost = reports.truthful(reports.agents()).rowFrom(reports.open(reports.agents()));
        double[] law = reports.isPublished()
                ? new double[] {cost[0], cost[2], cost[5], reports.ownEps()}
                : new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        return List.of(DoubleStream.concat(DoubleStream.of(after.rowFrom(before)), DoubleStream.of(law))
                .toArray());
    }
}
