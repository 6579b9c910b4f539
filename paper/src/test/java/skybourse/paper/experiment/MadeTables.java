package skybourse.paper.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.GreedyStep;

/** Tables of an experiment with artificial numbers, whose findings are known. */
public final class MadeTables {

    /**
     * The position of a number.
     *
     * @param sweep name of the table
     * @param settings of the cell
     * @param seed of the cell
     * @param key the first key of the row, 0 if the task has none
     * @param column name of the column
     */
    public record Place(String sweep, GridPoint settings, long seed, double key, String column) {

        public boolean has(String axis, String value) {
            return settings.byAxis().getOrDefault(axis, "").equals(value);
        }
    }

    /** Returns the number at each position. */
    @FunctionalInterface
    public interface Numbers {

        double at(Place place);

        /** Returns the numbers of columns by their names, 0 for others. */
        static Numbers of(Map<String, Double> byColumn) {
            return place -> byColumn.getOrDefault(place.column(), 0.0);
        }

        /** Returns these numbers, but {@code number} in a column of the cells with a setting. */
        default Numbers but(String axis, String value, String column, double number) {
            return place -> place.column().equals(column) && place.has(axis, value) ? number : at(place);
        }

        /** Returns these numbers, but {@code number} in a column of one sweep. */
        default Numbers butIn(String sweep, String column, double number) {
            return place -> place.column().equals(column) && place.sweep().equals(sweep) ? number : at(place);
        }
    }

    private MadeTables() {}

    /** Returns the means in a row of a finding's table. */
    public static List<Double> row(Finding finding, String name) {
        return finding.table().rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values()
                .stream()
                .map(value -> value.mean())
                .toList();
    }

    /** Returns the same rounded to 1e-6, so that sums can be compared by equality. */
    public static List<Double> rounded(Finding finding, String name) {
        return row(finding, name).stream()
                .map(mean -> Math.round(1e6 * mean) / 1e6)
                .toList();
    }

    /** Returns substitutes for trained models. */
    public static SortedMap<String, ClockPolicy> models() {
        return new TreeMap<>(
                Map.of(AuctionCatalogue.LEARNED, new GreedyStep(), AuctionCatalogue.UNFENCED, new GreedyStep()));
    }

    /** Returns a plan of three seeds. */
    public static ReproductionPlan plan(boolean full) {
        SortedMap<String, Scenario> scenarios = new TreeMap<>();
        Stream.concat(
                        Stream.of("reference.yaml"),
                        IntStream.rangeClosed(1, 8).mapToObj(i -> "melbourne-" + i + ".yaml"))
                .forEach(name -> scenarios.put(
                        name, ScenarioSampler.standard(new Counts(4, 1, 1, 1)).sample("reference.yaml", 1)));
        return new ReproductionPlan(full, 3, scenarios, models());
    }

    /** Returns the tables of a quick plan, with one row for each of the first keys. */
    public static Map<String, ResultTable> quick(Experiment experiment, Numbers numbers, double... keys) {
        return of(experiment, false, numbers, keys);
    }

    /** Returns the tables of a full plan. */
    public static Map<String, ResultTable> full(Experiment experiment, Numbers numbers, double... keys) {
        return of(experiment, true, numbers, keys);
    }

    private static Map<String, ResultTable> of(Experiment experiment, boolean full, Numbers numbers, double... keys) {
        double[] first = keys.length == 0 ? new double[1] : keys;
        Map<String, ResultTable> tables = new LinkedHashMap<>();
        for (Sweep sweep : experiment.sweeps(plan(full))) {
            List<GridPoint> points = sweep.points();
            List<CellResult> results = new ArrayList<>();
            for (Sweep.Cell cell : sweep.cells()) {
                GridPoint settings = points.get(cell.point());
                results.add(new CellResult.Done(
                        cell,
                        DoubleStream.of(first)
                                .mapToObj(key -> row(sweep, settings, cell.seed(), key, numbers))
                                .toList()));
            }
            tables.put(sweep.name(), new ResultTable(sweep, results));
        }
        return tables;
    }

    private static double[] row(Sweep sweep, GridPoint settings, long seed, double key, Numbers numbers) {
        List<String> keys = sweep.task().keys();
        return Stream.concat(keys.stream(), sweep.task().values().stream())
                .mapToDouble(column -> keys.contains(column)
                        ? keys.indexOf(column) == 0 ? key : 0
                        : numbers.at(new Place(sweep.name(), settings, seed, key, column)))
                .toArray();
    }

    /** Returns the finding of an experiment about a subject. */
    public static Finding finding(Experiment experiment, Map<String, ResultTable> tables, String subject) {
        return experiment.outcome(tables).findings().stream()
                .filter(finding -> finding.claim().subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
