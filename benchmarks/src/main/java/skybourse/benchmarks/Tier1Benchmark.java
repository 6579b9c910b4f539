package skybourse.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import skybourse.evidence.choice.NaiveSolver;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.GridPriceSearch;
import skybourse.tier1.equilibrium.BestPriceSearch.Choice;
import skybourse.tier1.equilibrium.PriceNewton;
import skybourse.tier1.equilibrium.SlopePriceSearch;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.CostCurve.Piece;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.GameSampler;
import skybourse.base.random.RandomStreams;

/**
 * Measures parts of tier 1: the choice of a leader's best price in three ways, the evaluation of one price by the naive solver, a certificate, and a
 * certified solve.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class Tier1Benchmark {

    @Param({"20x5x5", "200x10x10", "1000x20x10"})
    public String size;

    @Param({"false", "true"})
    public boolean overloadPriced;

    /** Costs of leaders: without curves; the same costs as curves of two slopes; slopes that rise with the load, as those of dvfs. */
    @Param({"linear", "two-slopes", "rising"})
    public String cost;

    private PricingGame game;
    private double[] prices;
    private final Certifier certifier = new Certifier(1, 2_000);

    @Setup
    public void draw() {
        String[] numbers = size.split("x");
        int agents = Integer.parseInt(numbers[0]);
        var market = new GameSampler(
                agents, Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]), overloadPriced);
        game = market.draw(new RandomStreams(1).stream("bench-market", agents));
        game = cost.equals("linear") ? game : game.with(curved(game.leaderTable()));
        prices = solve().prices();
    }

    @Benchmark
    public Choice nearChoice() {
        return new SlopePriceSearch(false).choose(game, prices, 0);
    }

    @Benchmark
    public Choice scanningChoice() {
        return new SlopePriceSearch(true).choose(game, prices, 0);
    }

    @Benchmark
    public Choice gridChoice() {
        return GridPriceSearch.baseline().choose(game, prices, 0);
    }

    @Benchmark
    public double naivePrice() {
        return NaiveSolver.profit(game, prices, 0);
    }

    @Benchmark
    public EquilibriumCertificate certificate() {
        return certifier.certify(game, prices, 1e-6);
    }

    @Benchmark
    public SolveResult certifiedSolve() {
        return solve();
    }

    private LeaderTable curved(LeaderTable table) {
        CostCurve[] curves = new CostCurve[table.count()];
        for (int s = 0; s < curves.length; s++) {
            double capacity = table.capacity(s);
            double slope = table.costPerWork(s);
            double lastSlope = slope + table.overloadPrice(s);
            curves[s] = new CostCurve(
                    cost.equals("two-slopes")
                            ? List.of(new Piece(0, slope), new Piece(capacity, lastSlope))
                            : List.of(
                                    new Piece(0, 0.75 * slope),
                                    new Piece(0.5 * capacity, 0, slope / (capacity * capacity), 0.5 * capacity),
                                    new Piece(capacity, 3 * slope + lastSlope)));
        }
        return table.withCurves(curves);
    }

    private SolveResult solve() {
        return new CertifiedSolver(
                        PriceNewton.standard(1), certifier, 1e-6, CertifiedSolver.STANDARD_REPAIRS)
                .solve(game, new double[game.leaders()]);
    }
}
