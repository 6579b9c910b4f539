package skybourse.tier1.certificate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.certificate.ProfitUpperBound.Cell;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/**
 * Branch and bound over the prices of one leader: a mesh around the examined price, then repeated splitting of the worst cells into four. Not
 * thread-safe.
 *
 * <p>It proves an upper bound on the profit at all prices. It does not find the best price accurately. If a better price was found, the
 * bound is refined only until it exceeds the profit at that price by at most a twentieth of the improvement.
 */
final class ProfitBoundSearch {

    private static final double FIRST_STEP = 1e-3;
    private static final double STEP_RATIO = 2.3;
    private static final int GRADED_POINTS = 24;
    private static final int PARTS = 4;
    /** Relative width of the narrowest cell that is split. */
    private static final double NARROWEST = 1e-12;
    /** Bounds are refined to this share of the allowed gap. */
    private static final double ENOUGH = 0.9;
    /** If a better price was found, bounds are refined to this share of the improvement. */
    private static final double FAR_BETTER = 0.05;

    private final int evaluationLimit;
    private final BooleanSupplier stop;
    private final ExpectedProfit profile;
    private final PricingGame game;
    private final MixedPrices mix;

    private double bestPrice;
    private double bestProfit;
    private double surelyBest;
    private int evaluations;
    private double gapMoney;

    ProfitBoundSearch(MixedPriceGame markets, int evaluationLimit, BooleanSupplier stop) {
        this.stop = stop;
        this.game = markets.game();
        this.mix = markets.mix();
        this.evaluationLimit = evaluationLimit;
        this.profile = new ExpectedProfit(markets);
    }

    /** Returns the leader's gap. The bound is refined until {@code tolerance} is met or the limit of evaluations is reached. */
    LeaderGap gap(int leader, double tolerance) {
        Mix own = mix.mixes().get(leader);
        double[] asked = own.points().stream().mapToDouble(Point::price).toArray();
        double breakEven = game.breakEvenPrice(leader);
        double low = Math.min(breakEven, game.leaderTable().priceCap(leader));
        for (double price : asked) {
            low = Math.min(low, price);
        }
        forget();
        profile.open(leader, low);
        boolean posts = game.leaderTable().posts(leader);
        double[] mesh = posts ? open(asked) : firstMesh(leader, asked, breakEven, low);
        List<Cell> cells = cells(mesh, everyCell(mesh.length));
        double profit = 0;
        double error = 0;
        for (Point point : own.points()) {
            int at = Arrays.binarySearch(mesh, point.price());
            boolean closed = point.price() == PricingGame.CLOSED;
            profit += closed ? 0 : point.weight() * profile.profit[at];
            error += closed ? 0 : point.weight() * (profile.profitError[at] + rounding(own, profile.profit[at]));
        }
        double price = own.likeliest();
        if (posts) {
            gapMoney = 0;
            return new LeaderGap(price, profit, profit, price, profit, evaluations, 0);
        }
        double scale = Math.max(Math.abs(profit) - error, game.moneyScale());
        refine(cells, profit - error, tolerance * scale);
        double ceiling = Math.max(0, profile.ceilingBelowCost(low));
        for (Cell cell : cells) {
            ceiling = Math.max(ceiling, cell.bound());
        }
        assert !(ceiling < surelyBest) : ceiling + " < " + surelyBest;
        double gap = Math.max(0, ceiling - (profit - error));
        gapMoney = proven(gap);
        return new LeaderGap(price, profit, proven(ceiling), bestPrice, bestProfit, evaluations, proven(gap / scale));
    }

    private static double rounding(Mix own, double profit) {
        return RoundingErrorBounds.expectation(own.points().size()) * Math.abs(profit);
    }

    private void forget() {
        bestPrice = PricingGame.CLOSED;
        bestProfit = 0;
        surelyBest = 0;
        evaluations = 0;
    }

    private static double[] open(double[] asked) {
        return distinct(Arrays.stream(asked)
                .filter(price -> price != PricingGame.CLOSED)
                .toArray());
    }

    /** Returns the initial mesh. At prices above the mesh nobody buys, so that the leader earns 0, like a closed leader. */
    private double[] firstMesh(int leader, double[] asked, double breakEven, double low) {
        double floor = Math.min(breakEven, game.leaderTable().priceCap(leader));
        double top = Math.max(
                Math.max(game.highestPrice(leader), floor),
                Arrays.stream(open(asked)).max().orElse(0));
        if (breakEven == PricingGame.CLOSED) {
            return distinct(DoubleStream.concat(Arrays.stream(open(asked)), DoubleStream.of(low, top))
                    .toArray());
        }
        return distinct(Arrays.stream(asked)
                .mapToObj(price -> price > breakEven && price != PricingGame.CLOSED
                        ? meshAround(price, low, top)
                        : gradedMesh(breakEven, top, price))
                .flatMapToDouble(Arrays::stream)
                .toArray());
    }

    /** Returns the gap, in money, of the leader that was examined last. */
    double gapMoney() {
        return gapMoney;
    }

    /** Returns the bound, or infinity if the bound is NaN. An overflow causes NaN, and then nothing is proved. */
    static double proven(double bound) {
        return Double.isNaN(bound) ? Double.POSITIVE_INFINITY : bound;
    }

    /** Returns the bounds over a given mesh, without refinement. */
    ProfitUpperBound ceiling(int leader, double[] mesh) {
        double cap = game.leaderTable().priceCap(leader);
        double low = Math.min(game.breakEvenPrice(leader), cap);
        profile.open(leader, low);
        double[] inside = Arrays.copyOf(mesh, mesh.length + 2);
        inside[mesh.length] = low;
        inside[mesh.length + 1] = cap;
        Arrays.setAll(inside, i -> Math.clamp(inside[i], low, cap));
        double[] points = distinct(inside);
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell(0, low, profile.ceilingBelowCost(low)));
        cells.addAll(cells(points, everyCell(points.length)));
        return new ProfitUpperBound(leader, cells);
    }

    private void refine(List<Cell> cells, double profit, double allowance) {
        List<Cell> failing = failing(cells, profit, allowance);
        while (!failing.isEmpty()) {
            // A set is used, because each lookup in a list takes linear time.
            cells.removeAll(Set.copyOf(failing));
            cells.addAll(split(failing));
            assert areWhole(cells) : "a price between two cells";
            failing = failing(cells, profit, allowance);
        }
    }

    /**
     * Returns the cells whose bound is above the target and that can be split, in ascending order of price. If the evaluations do not
     * suffice for all, only those with the highest bounds are returned.
     */
    private List<Cell> failing(List<Cell> cells, double profit, double allowance) {
        double better = Math.max(surelyBest, profit);
        double target = better + Math.max(ENOUGH * allowance, FAR_BETTER * (better - profit));
        List<Cell> failing = new ArrayList<>();
        for (Cell cell : cells) {
            if (cell.bound() > target && cell.highestPrice() - cell.lowestPrice() > NARROWEST * cell.highestPrice()) {
                failing.add(cell);
            }
        }
        int most = stop.getAsBoolean() ? 0 : Math.max(0, (evaluationLimit - evaluations) / (PARTS + 1));
        if (failing.size() > most) {
            failing.sort(Comparator.comparingDouble(Cell::bound).reversed());
            failing.subList(most, failing.size()).clear();
        }
        failing.sort(Comparator.comparingDouble(Cell::lowestPrice));
        return failing;
    }

    /** Returns whether the cells cover an interval without gaps or overlaps. */
    private static boolean areWhole(List<Cell> cells) {
        List<Cell> sorted = cells.stream()
                .sorted(Comparator.comparingDouble(Cell::lowestPrice))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i - 1).highestPrice() != sorted.get(i).lowestPrice()) {
                return false;
            }
        }
        return true;
    }

    /** Splits ascending cells into four parts each, and bounds all parts in one pass. */
    private List<Cell> split(List<Cell> failing) {
        double[] points = new double[failing.size() * (PARTS + 1)];
        boolean[] wanted = new boolean[points.length];
        int count = 0;
        for (Cell cell : failing) {
            if (count == 0 || points[count - 1] != cell.lowestPrice()) {
                points[count++] = cell.lowestPrice();
            }
            for (int part = 1; part <= PARTS; part++) {
                wanted[count - 1] = true;
                points[count++] = part == PARTS
                        ? cell.highestPrice()
                        : cell.lowestPrice() + (cell.highestPrice() - cell.lowestPrice()) * part / PARTS;
            }
        }
        return cells(Arrays.copyOf(points, count), wanted);
    }

    private List<Cell> cells(double[] points, boolean[] wanted) {
        profile.evaluate(points, wanted);
        evaluations += points.length;
        List<Cell> cells = new ArrayList<>();
        for (int k = 0; k < points.length; k++) {
            if (profile.profit[k] > bestProfit) {
                bestProfit = profile.profit[k];
                bestPrice = points[k];
            }
            surelyBest = Math.max(surelyBest, profile.profit[k] - profile.profitError[k]);
            if (k + 1 < points.length && wanted[k]) {
                cells.add(profile.cell(points, k));
            }
        }
        return cells;
    }

    private static boolean[] everyCell(int points) {
        boolean[] wanted = new boolean[points];
        Arrays.fill(wanted, true);
        return wanted;
    }

    /**
     * Returns the price, both ends of the range, and points on both sides of the price. Their distances from the price grow by the factor
     * {@link #STEP_RATIO}.
     */
    private static double[] meshAround(double price, double low, double cap) {
        double farthest = Math.max(price - low, cap - price);
        double[] points = new double[16];
        int count = 0;
        for (double step = 0; step < farthest; step = step == 0 ? FIRST_STEP * price : STEP_RATIO * step) {
            points = count + 2 > points.length ? Arrays.copyOf(points, 2 * points.length) : points;
            points[count++] = Math.max(low, price - step);
            points[count++] = Math.min(cap, price + step);
        }
        points = Arrays.copyOf(points, count + 3);
        points[count] = price;
        points[count + 1] = low;
        points[count + 2] = cap;
        return distinct(points);
    }

    private static double[] gradedMesh(double low, double cap, double price) {
        double[] points = new double[GRADED_POINTS + 2];
        for (int k = 0; k < GRADED_POINTS; k++) {
            points[k] = low + (cap - low) * k * k / (GRADED_POINTS * GRADED_POINTS);
        }
        points[GRADED_POINTS] = cap;
        points[GRADED_POINTS + 1] = price == PricingGame.CLOSED ? cap : price;
        return distinct(points);
    }

    /** Returns the distinct points, ascending. */
    private static double[] distinct(double... points) {
        Arrays.sort(points);
        int kept = 0;
        for (double point : points) {
            if (kept == 0 || point != points[kept - 1]) {
                points[kept++] = point;
            }
        }
        return Arrays.copyOf(points, kept);
    }
}
