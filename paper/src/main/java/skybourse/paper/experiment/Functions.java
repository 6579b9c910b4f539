package skybourse.paper.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import skybourse.evidence.sweep.Growth;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ResultTable.Row;

/** The functions that a formula may call. */
final class Functions {

    private Functions() {}

    /**
     * Returns a function of what it was given; empty where there is none of that name and number.
     *
     * @param along the axis over whose values it goes; empty for the rows of the finding
     * @param column the first word of what it was given, for a function that takes a column
     */
    static Optional<Formula> named(String name, String along, String column, List<Formula> given) {
        Formula first = given.getFirst();
        Formula last = given.getLast();
        boolean two = given.size() == 2;
        return Optional.ofNullable(
                switch (name) {
                    case "low" -> told(first, interval -> Measured.only(interval.low()));
                    case "high" -> told(first, interval -> Measured.only(interval.high()));
                    case "abs" -> told(first, interval -> Measured.only(Math.abs(interval.mean())));
                    case "apart" ->
                        told(first, interval -> Measured.only(interval.low() > 0 || interval.high() < 0 ? 1 : 0));
                    case "share" -> told(first, Measured::share);
                    case "percent" -> told(first, Measured::percent);
                    case "permille" -> told(first, interval -> interval.times(1000));
                    case "max" -> two ? numbers(first, last, Math::max) : null;
                    case "if" -> given.size() == 3 ? chosen(first, given.get(1), last) : null;
                    case "cut" -> told(first, interval -> interval.cut(0, 1));
                    case "cap" -> told(first, interval -> interval.cut(Double.NEGATIVE_INFINITY, 1));
                    case "largest" -> ofRows(first, values -> values.max().orElse(Double.NaN));
                    case "smallest" -> ofRows(first, values -> values.min().orElse(Double.NaN));
                    case "part" -> ofRows(first, Functions::part);
                    case "quantile" -> two ? quantile(first, last) : null;
                    case "seeds" -> scope -> ResultTable.overSeeds(scope.rows(), row -> first.number(scope.of(row)));
                    case "gain" -> scope -> scope.table().difference(along, column, scope.rows());
                    case "change" -> paired(first, last, (ours, theirs) -> ours / theirs - 1);
                    case "less" -> paired(first, last, (ours, theirs) -> ours - theirs);
                    case "level" -> two ? level(along, first, last) : null;
                    case "power" -> two ? scope -> power(scope.along(along), first, last) : null;
                    case "peak" -> two ? scope -> last.in(most(scope.along(along), first)) : null;
                    case "least" -> scope -> first.in(least(scope.along(along), first));
                    case "most" -> scope -> first.in(most(scope.along(along), first));
                    case "first" -> scope -> first.in(scope.along(along).getFirst());
                    case "last" -> scope -> first.in(scope.along(along).getLast());
                    case "count" -> scope -> Measured.only((double) count(scope.along(along), first));
                    case "any" -> scope -> Measured.only(count(scope.along(along), first) > 0 ? 1 : 0);
                    case "all" ->
                        scope -> Measured.only(
                                count(scope.along(along), first)
                                                == scope.along(along).size()
                                        ? 1
                                        : 0);
                    case "spread" -> scope -> Interval.of(numbers(scope.along(along), first));
                    case "average" ->
                        scope -> Measured.only(average(along.isEmpty() ? inSeed(scope) : scope.along(along), first));
                    case "median" -> scope -> Measured.only(median(numbers(scope.along(along), first)));
                    case "upTo" -> two ? upTo(along, first, last) : null;
                    case "stays" -> stays(along, first);
                    case "from" -> from(along, first);
                    case "falling" -> scope -> Measured.only(isFalling(scope.along(along), first) ? 1 : 0);
                    default -> null;
                });
    }

    private static Formula told(Formula formula, Function<Interval, Interval> how) {
        return scope -> how.apply(formula.in(scope));
    }

    private static Formula numbers(Formula left, Formula right, DoubleBinaryOperator operator) {
        return scope -> Measured.only(operator.applyAsDouble(left.number(scope), right.number(scope)));
    }

    private static Formula chosen(Formula condition, Formula yes, Formula no) {
        return scope -> condition.holds(scope) ? yes.in(scope) : no.in(scope);
    }

    private static Formula ofRows(Formula formula, ToDoubleFunction<DoubleStream> all) {
        return scope -> Measured.only(all.applyAsDouble(values(formula, scope)));
    }

    private static DoubleStream values(Formula formula, Scope scope) {
        return scope.rows().stream().mapToDouble(row -> formula.number(scope.of(row)));
    }

    private static double part(DoubleStream conditions) {
        double[] told = conditions.toArray();
        return Arrays.stream(told).filter(value -> value == 1).count() / (double) told.length;
    }

    /** Returns how much this share of the rows is not above. */
    private static Formula quantile(Formula formula, Formula share) {
        return scope -> {
            double[] sorted = values(formula, scope).sorted().toArray();
            return Measured.only(sorted[Math.min(sorted.length - 1, (int) (share.number(scope) * sorted.length))]);
        };
    }

    private static DoubleStream numbers(DoubleStream values) {
        return values.filter(value -> !Double.isNaN(value));
    }

    private static double[] numbers(List<Scope> points, Formula formula) {
        return points.stream().mapToDouble(formula::number).toArray();
    }

    /** Returns what comes of a formula and of the same at another place, paired by seed; null where the other is no place. */
    private static @Nullable Formula paired(Formula formula, Formula other, DoubleBinaryOperator how) {
        if (!(other instanceof FormulaReader.Placed base)) {
            return null;
        }
        return scope -> {
            Map<Long, Double> theirs = bySeed(base.place(scope), base.formula());
            return Interval.of(bySeed(scope, formula).entrySet().stream()
                    .mapToDouble(
                            ours -> how.applyAsDouble(ours.getValue(), theirs.getOrDefault(ours.getKey(), Double.NaN)))
                    .toArray());
        };
    }

    /** Returns the mean of a formula over the rows of each seed that have it. */
    private static SortedMap<Long, Double> bySeed(Scope scope, Formula formula) {
        Map<Long, List<Double>> all = new TreeMap<>();
        for (Row row : scope.rows()) {
            double value = formula.number(scope.of(row));
            if (!Double.isNaN(value)) {
                all.computeIfAbsent(row.seed(), _ -> new ArrayList<>()).add(value);
            }
        }
        SortedMap<Long, Double> means = new TreeMap<>();
        all.forEach((seed, values) ->
                means.put(seed, values.stream().mapToDouble(Double::doubleValue).sum() / values.size()));
        return means;
    }

    /** Returns the points, each at the seed of the place that asks where it has one. */
    private static List<Scope> inSeed(Scope scope) {
        String seed = scope.where().getOrDefault(Scope.SEED, "");
        return seed.isEmpty()
                ? scope.points()
                : scope.points().stream()
                        .map(point -> point.at("", Map.of(Scope.SEED, seed)))
                        .toList();
    }

    private static double average(List<Scope> points, Formula formula) {
        return Arrays.stream(numbers(points, formula)).sum() / points.size();
    }

    private static double median(double[] all) {
        double[] sorted = numbers(Arrays.stream(all)).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    /** Returns a formula at the last value of an axis that is not above a limit; none where there is none. */
    private static Formula upTo(String axis, Formula limit, Formula formula) {
        return scope -> scope.along(axis).stream()
                .filter(point -> point.number(axis) <= limit.number(scope))
                .reduce((_, later) -> later)
                .map(formula::in)
                .orElse(Interval.of(new double[0]));
    }

    /** Returns the first value of an axis from which on something holds, the last one where it does not hold there either. */
    private static Formula stays(String axis, Formula condition) {
        return scope -> {
            List<Scope> points = scope.along(axis);
            int first = points.size() - 1;
            for (int i = first; i >= 0 && condition.holds(points.get(i)); i--) {
                first = i;
            }
            return first < 0
                    ? Interval.of(new double[0])
                    : Measured.only(points.get(first).number(axis));
        };
    }

    /** Returns {@code up} where {@code right} is what it is at the place that asks, straight between two values of the axis. */
    private static Formula level(String axis, Formula right, Formula up) {
        return scope -> {
            double at = right.number(scope.asker());
            List<Scope> points = scope.along(axis);
            for (int i = points.size() - 1; i > 0; i--) {
                double many = right.number(points.get(i - 1));
                double few = right.number(points.get(i));
                if (at <= many && at >= few) {
                    double share = many == few ? 0 : (at - few) / (many - few);
                    return Measured.only(between(up.number(points.get(i)), up.number(points.get(i - 1)), share));
                }
            }
            return Interval.of(new double[0]);
        };
    }

    private static double between(double coarse, double fine, double share) {
        return coarse + share * (fine - coarse);
    }

    /** Returns the power with which a formula grows with another, over the points that have both. */
    private static Interval power(List<Scope> points, Formula right, Formula up) {
        List<Scope> both =
                points.stream().filter(point -> !Double.isNaN(up.number(point))).toList();
        return Growth.power(numbers(both, right), numbers(both, up));
    }

    private static Scope least(List<Scope> points, Formula formula) {
        return points.stream()
                .min((a, b) -> Double.compare(formula.number(a), formula.number(b)))
                .orElseThrow();
    }

    private static Scope most(List<Scope> points, Formula formula) {
        return points.stream()
                .max((a, b) -> Double.compare(formula.number(a), formula.number(b)))
                .orElseThrow();
    }

    private static long count(List<Scope> points, Formula condition) {
        return points.stream().filter(condition::holds).count();
    }

    /** Returns the first value of an axis at which something holds; none where it never does. */
    private static Formula from(String axis, Formula condition) {
        return scope -> scope.along(axis).stream()
                .filter(condition::holds)
                .findFirst()
                .map(point -> Measured.only(point.number(axis)))
                .orElse(Interval.of(new double[0]));
    }

    private static boolean isFalling(List<Scope> points, Formula formula) {
        double[] means = numbers(points, formula);
        for (int i = 1; i < means.length; i++) {
            if (means[i] > means[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
