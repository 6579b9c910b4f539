package skybourse.evidence.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;

/**
 * Wireless agents that know the defence and choose the factor of their reports by successive halving: the better half of 12 factors on a quarter of
 * the markets, of 6 on a half, of 3 on all. The choice is evaluated on other markets.
 */
final class AdaptiveMisreportTask {

    private static final String CHOSEN_ON = "chosenOn";
    private static final String JUDGED_ON = "judgedOn";
    private static final int MOST_MARKETS = 500;

    /** Factors to choose from. Truthful reports are not among them. */
    private static final List<Double> FACTORS = List.of(0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.05, 1.1, 1.25);

    private static final List<MeasuredColumn> COLUMNS = Stream.of(
                    List.of(
                            new MeasuredColumn("chosenFactor", "relative", "factor that the agents choose"),
                            new MeasuredColumn(
                                    "chosenChange",
                                    "relative",
                                    "change of their utility in the markets of the choice")),
                    WeightReports.columns("misreporting", "misreporting agents, mean over certified judged markets"))
            .flatMap(List::stream)
            .toList();

    static final CellTask TASK = CellTask.of(
                    "adaptive-misreport",
                    WeightReports.axes("reporting=1 chosenOn=32 judgedOn=40"),
                    COLUMNS,
                    AdaptiveMisreportTask::check,
                    AdaptiveMisreportTask::run)
            .withEffort(settings -> 8 * settings.count(CHOSEN_ON, 1) + 4 * settings.count(JUDGED_ON, 1));

    /** Factor and the changes of the misreporting agents' utility in the first markets. */
    private record Candidate(double factor, List<Double> changes) {

        Candidate(double factor) {
            this(factor, new ArrayList<>());
        }

        double mean(List<WeightReports> markets, int reporting) {
            markets.stream()
                    .skip(changes.size())
                    .map(market -> market.misreported(reporting, factor).changeFrom(market.truthful(reporting)))
                    .forEach(change -> changes.add(change[0]));
            return changes.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }
    }

    private AdaptiveMisreportTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        WeightReports.check(settings, scenarios);
        WeightReports.reporting(settings, scenarios);
        WeightReports.count(settings, CHOSEN_ON, MOST_MARKETS);
        WeightReports.count(settings, JUDGED_ON, MOST_MARKETS);
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        int reporting = settings.count(WeightReports.REPORTING, 1);
        long first = 2 * MOST_MARKETS * seed;
        List<WeightReports> known = markets(settings, scenarios, first, settings.count(CHOSEN_ON, 1));
        Candidate best = choose(known, reporting);
        List<double[]> changes =
                markets(settings, scenarios, first + MOST_MARKETS, settings.count(JUDGED_ON, 1)).stream()
                        .map(market ->
                                market.misreported(reporting, best.factor()).rowFrom(market.truthful(reporting)))
                        .toList();
        return List.of(DoubleStream.concat(
                        DoubleStream.of(best.factor(), best.mean(known, reporting)),
                        IntStream.range(0, changes.getFirst().length).mapToDouble(column -> mean(changes, column)))
                .toArray());
    }

    private static List<WeightReports> markets(
            GridPoint settings, ScenarioSource scenarios, long firstSeed, int markets) {
        return LongStream.range(firstSeed, firstSeed + markets)
                .mapToObj(seed -> new WeightReports(settings, seed, WeightReports.scenario(settings, seed, scenarios)))
                .toList();
    }

    private static Candidate choose(List<WeightReports> markets, int reporting) {
        List<Candidate> left = FACTORS.stream().map(Candidate::new).toList();
        for (int part = 4; part > 0; part /= 2) {
            List<WeightReports> known = markets.subList(0, Math.ceilDiv(markets.size(), part));
            left = left.stream()
                    .sorted(Comparator.comparingDouble(candidate -> -candidate.mean(known, reporting)))
                    .limit(left.size() / 2)
                    .toList();
        }
        return left.getFirst();
    }

    /** Returns the mean over markets in which the change exists; NaN if there are none. */
    private static double mean(List<double[]> changes, int column) {
        return changes.stream()
                .mapToDouble(row -> row[column])
                .filter(change -> !Double.isNaN(change))
                .average()
                .orElse(Double.NaN);
    }
}
