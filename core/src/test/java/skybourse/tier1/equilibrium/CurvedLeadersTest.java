package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.CostCurve.Piece;
import skybourse.tier1.game.CurvedGames;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.GameSampler;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/** Prices of leaders with cost curves and fixed costs. */
class CurvedLeadersTest {

    private static final double TOLERANCE = 1e-6;

    private static PricingGame market(int index) {
        RandomGenerator random = new RandomStreams(9).stream("curved-leaders", index);
        return new GameSampler(20, 5, 5, true).draw(random);
    }

    /**
     * One follower, one leader with a clock that slows down, no cap: the price is {@code (xi s / (1 + s o) - H) / D} with {@code
     * xi s / (1 + s o)^2 = H + 3 g C^3 o^2} and cost {@code g L^3}.
     */
    @Test
    void bestPriceMatchesClosedForm() {
        RandomGenerator random = new RandomStreams(10).stream("one-clock", 0);
        int inside = 0;
        for (int i = 0; i < 400; i++) {
            double bits = random.nextDouble(1, 10);
            double work = random.nextDouble(1, 10);
            double weight = random.nextDouble(5, 60);
            double quality = random.nextDouble(0.1, 1);
            double sending = random.nextDouble(0, weight * quality);
            double cubic = random.nextDouble(0.001, 0.1);
            var curve = new CostCurve(List.of(new Piece(0, 0, cubic, 0))).orPassedOn(work, 1e6);
            double[] one = {1};
            var table = new LeaderTable(one, one, new double[] {work}, new double[] {1e3});
            PricingGame game = new PricingGameBuilder(table.withCurves(new CostCurve[] {curve}))
                    .agent(bits, work, weight)
                    .link(0, sending, quality, 1)
                    .build();
            double ratio = root(weight, quality, sending, 3 * cubic * work * work * work);
            double price = (weight * quality / (1 + quality * ratio) - sending) / bits;
            BestPriceSearch.Choice choice = new SlopePriceSearch(true).choose(game, one, 0);
            double earned = price * bits * ratio - cubic * Math.pow(work * ratio, 3);
            double proven = GlobalPriceSearch.standard().choose(game, one, 0).profit();
            assertThat(choice.price()).isCloseTo(price, within(1e-6 * price));
            assertThat(choice.profit()).isCloseTo(earned, within(1e-10 * weight));
            assertThat(proven).isCloseTo(earned, within(1e-8 * weight));
            inside += ratio < 1 ? 1 : 0;
        }
        assertThat(inside).isGreaterThan(300);
    }

    private static double root(double weight, double quality, double sending, double cube) {
        double low = 0;
        double high = 1;
        for (int step = 0; step < 100; step++) {
            double ratio = 0.5 * (low + high);
            double gain = weight * quality / Math.pow(1 + quality * ratio, 2) - sending - cube * ratio * ratio;
            low = gain > 0 ? ratio : low;
            high = gain > 0 ? high : ratio;
        }
        return high;
    }

    /** The local search finds what the global one proves, with kinks, passed-on work and fixed costs. */
    @Test
    void searchesAgree() {
        int closed = 0;
        int missed = 0;
        for (int i = 0; i < 60; i++) {
            RandomGenerator random = new RandomStreams(11).stream("curved-search", i);
            PricingGame game = CurvedGames.curved(market(i), random);
            double[] fixedCosts = random.doubles(5, 0, 60).toArray();
            game = i % 2 == 0 ? game : game.with(game.leaderTable().withFixedCosts(fixedCosts));
            double[] prices = random.doubles(5, 1.5e-6, 5e-6).toArray();
            for (int s = 0; s < 5; s++) {
                GlobalPriceSearch.SearchResult global =
                        GlobalPriceSearch.standard().search(game, prices, s);
                double near = new SlopePriceSearch(true).choose(game, prices, s).profit();
                double grid = GridPriceSearch.baseline().choose(game, prices, s).profit();
                double scale = game.moneyScale() + global.profit();
                assertThat(global.upperBound()).isBetween(global.profit(), global.profit() + 1e-6 * scale);
                assertThat(near).isLessThanOrEqualTo(global.profit() + 1e-6 * scale);
                missed += near < global.profit() - 1e-6 * scale ? 1 : 0;
                assertThat(grid).isBetween(global.profit() - 0.01 * scale, global.profit() + 1e-6 * scale);
                closed += global.price() == PricingGame.CLOSED ? 1 : 0;
            }
        }
        assertThat(closed).isBetween(20, 120);
        assertThat(missed).isLessThan(10);
    }

    private static double[] solved(PricingGame game, EquilibriumSolver solver) {
        SolveResult result = new CertifiedSolver(solver, new Certifier(1, 4_000), TOLERANCE, 15)
                .solve(game, new double[game.leaders()]);
        return result.certificate().holds() ? result.prices() : new double[0];
    }

    /**
     * A curve of two slopes, and a fixed cost of 0, leave prices unchanged. Rounding may still lead some runs to another equilibrium. Best
     * responses compare profits, whose last digits determine half of the digits of a price.
     */
    @Test
    void twoSlopesGiveSamePrices() {
        int[] same = new int[2];
        int[] rested = new int[2];
        for (int i = 0; i < 40; i++) {
            PricingGame game = market(i);
            LeaderTable curves = CurvedGames.twoSlopes(game.leaderTable()).withFixedCosts(new double[game.leaders()]);
            for (int k = 0; k < 2; k++) {
                EquilibriumSolver solver = k == 0 ? PriceNewton.standard(1) : BestResponseIteration.gaussSeidel();
                SolverRun one = walked(solver, game);
                double[] other = walked(solver, game.with(curves)).prices();
                double worst = 0;
                for (int s = 0; s < 5; s++) {
                    worst = Math.max(worst, Math.abs(other[s] / one.prices()[s] - 1));
                }
                boolean rests = one.ending() == SolverRun.Ending.RESTED;
                rested[k] += rests ? 1 : 0;
                same[k] += rests && worst < (k == 0 ? 1e-12 : 1e-6) ? 1 : 0;
            }
        }
        assertThat(rested[0]).isGreaterThan(30);
        assertThat(same[0]).isGreaterThanOrEqualTo(rested[0] - 4);
        assertThat(rested[1]).isGreaterThan(30);
        assertThat(same[1]).isEqualTo(rested[1]);
    }

    private static SolverRun walked(EquilibriumSolver solver, PricingGame game) {
        SolverRun run = solver.start(game, new double[game.leaders()]);
        boolean walking = true;
        while (walking) {
            walking = run.advance();
        }
        return run;
    }

    /** Both methods find equilibria with curves, at prices that differ from those of linear costs. */
    @Test
    void curvesHaveEquilibria() {
        int byNewton = 0;
        int byResponses = 0;
        int dearer = 0;
        int steps = 0;
        int rested = 0;
        for (int i = 0; i < 20; i++) {
            PricingGame linear = market(i);
            PricingGame game = CurvedGames.with(linear, CurvedGames.clocks(linear.leaderTable()));
            double[] newton = solved(game, PriceNewton.standard(1));
            double[] responses = solved(game, BestResponseIteration.gaussSeidel());
            double[] plain = solved(linear, PriceNewton.standard(1));
            byNewton += newton.length > 0 ? 1 : 0;
            byResponses += responses.length > 0 ? 1 : 0;
            if (newton.length > 0 && plain.length > 0) {
                double change =
                        Arrays.stream(newton).sum() / Arrays.stream(plain).sum() - 1;
                assertThat(Math.abs(change)).isGreaterThan(1e-3);
                dearer += change > 0 ? 1 : 0;
            }
            SolverRun run = walked(PriceNewton.standard(1), game);
            rested += run.ending() == SolverRun.Ending.RESTED ? 1 : 0;
            steps += run.ending() == SolverRun.Ending.RESTED ? run.iterations() : 0;
        }
        assertThat(byNewton).isGreaterThan(16);
        assertThat(byResponses).isGreaterThan(16);
        assertThat(dearer).isGreaterThan(12);
        assertThat(rested).isGreaterThan(14);
        assertThat(steps).as("K'' in the Jacobian saves steps").isLessThan(15 * rested);
    }

    /** More agents than the sample of a Jacobian. */
    @Test
    void largeMarketIsCertified() {
        PricingGame linear = new GameSampler(9_000, 8, 6, true).draw(new RandomStreams(4).stream("curved-newton", 0));
        PricingGame game = CurvedGames.with(linear, CurvedGames.clocks(linear.leaderTable()));
        double[] prices = solved(game, PriceNewton.standard(1));
        assertThat(prices).hasSize(8);
    }

    /** A leader with a fixed cost may have to close, and a closed leader has no price. */
    @Test
    void leaderWithFixedCostCannotPostPrice() {
        PricingGame free = market(0);
        PricingGame game = free.with(free.leaderTable().withFixedCosts(new double[] {0, 1, 0, 0, 0}));
        var first = new BitSet();
        first.set(0);
        var second = new BitSet();
        second.set(1);
        assertThat(game.withPostedPrices(first).leaderTable().posts(0)).isTrue();
        assertThatThrownBy(() -> game.withPostedPrices(second)).hasMessageContaining("fixedCost of leader 1");
    }

    /**
     * A leader with two maxima that closes in the meantime: its profit is then 0, and rivals favour that over its other maximum. If nobody
     * buys at the other price either, they stay at their best prices.
     */
    @Test
    void closedLeaderWithTwoMaximaEarnsNothing() {
        PricingGame free = market(0);
        double[] costs = {1e6, 0, 0, 0, 0};
        PricingGame game = free.with(free.leaderTable().withFixedCosts(costs));
        double[] prices = solved(free, PriceNewton.standard(1));
        prices[0] = PricingGame.CLOSED;
        double[] best = balanced(game, prices, 1e-3);
        double[] lowered = balanced(game, prices, 3e-6);
        assertThat(best[0]).isEqualTo(PricingGame.CLOSED);
        assertThat(balanced(game, prices, 2e-3)).isEqualTo(best);
        for (int s = 1; s < 5; s++) {
            assertThat(best[s])
                    .isCloseTo(new SlopePriceSearch(false).choose(game, best, s).price(), within(1e-12));
            assertThat(lowered[s]).isLessThan(best[s] * (1 - 1e-4));
        }
    }

    /** Returns prices at which rivals favour the closed leader 0 over its price {@code other}. */
    private static double[] balanced(PricingGame game, double[] prices, double other) {
        var search = new EpsilonEquilibriumSearch(game, prices, 1e-3, () -> false);
        List<LeaderGap> gaps = new ArrayList<>();
        gaps.add(new LeaderGap(1e-6, 0, 1, other, 1, 1, 1));
        for (int s = 1; s < 5; s++) {
            gaps.add(new LeaderGap(prices[s], 0, 0, prices[s], 0, 1, 0));
        }
        assertThat(search.add(new EquilibriumCertificate(1, TOLERANCE, gaps, 0, 0)))
                .isTrue();
        return search.prices();
    }

    private static double leastProfit(PricingGame game, double[] prices) {
        return Arrays.stream(
                        Allocation.at(game, prices, new ExactFollowerResponse()).profits())
                .min()
                .orElseThrow();
    }

    /** Leaders whose fixed cost exceeds what they earn close. */
    @Test
    void fixedCostsCloseLeaders() {
        int closed = 0;
        for (int i = 0; i < 10; i++) {
            PricingGame game = market(i);
            double[] free = solved(game, PriceNewton.standard(1));
            double[] costs = new double[5];
            Arrays.fill(costs, free.length > 0 ? 1.2 * leastProfit(game, free) : 0);
            double[] prices = solved(game.with(game.leaderTable().withFixedCosts(costs)), PriceNewton.standard(1));
            if (prices.length > 0 && free.length > 0) {
                assertThat(prices).isNotEqualTo(free);
                closed += (int) Arrays.stream(prices)
                        .filter(price -> price == PricingGame.CLOSED)
                        .count();
            }
        }
        assertThat(closed).isPositive();
    }
}
