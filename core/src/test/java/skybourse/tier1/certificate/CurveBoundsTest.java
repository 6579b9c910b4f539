package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.certificate.PackedSalesPass.Marginal;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.CurvedGames;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/** Bounds of the profits of leaders with curves, against profits at the maxima of cells, with faults that must be found. */
class CurveBoundsTest {

    private static final int CELLS = 10;

    private enum Fault {
        NONE,
        UPPER_MARGIN_TOO_LOW,
        TANGENT_AT_WRONG_LOAD
    }

    private final Map<Fault, Integer> violations = new EnumMap<>(Fault.class);
    private int kinks;
    private int cells;

    /** A leader's cells, computed again from the sums over followers, without rounding terms. */
    private record Cells(PackedSalesPass pass, CostCurve curve, double[] prices) {

        double sold(int k, int sum) {
            return pass.points[k * PackedSalesPass.POINT_SUMS + sum];
        }

        double work(int k) {
            return sold(k, PackedSalesPass.SOLD_WORK);
        }

        double profit(int k) {
            return prices[k] * sold(k, PackedSalesPass.SOLD_BITS) - curve.cost(work(k));
        }

        double[] bounds(Fault fault) {
            Marginal[] marginals = new Marginal[prices.length];
            for (int k = 0; k + 1 < prices.length; k++) {
                double highest = curve.slopeAbove(work(k) * (1 + 1e-12));
                double lowest = curve.slopeBelow(work(k + 1) * (1 - 1e-12));
                marginals[k] = new Marginal(
                        lowest, fault == Fault.UPPER_MARGIN_TOO_LOW ? Math.max(lowest, 0.97 * highest) : highest);
            }
            pass.run(prices, allWanted(prices), marginals);
            double[] bounds = new double[prices.length - 1];
            Arrays.setAll(bounds, k -> bound(k, marginals[k], fault));
            return bounds;
        }

        private double bound(int k, Marginal marginal, Fault fault) {
            double load = work(fault == Fault.TANGENT_AT_WRONG_LOAD ? k : k + 1);
            double monotone = cell(k, PriceCellBoundTerms.MONOTONE) + marginal.lowest() * load - curve.cost(load);
            double up = cell(k, PriceCellBoundTerms.LOADED_HIGH) + sold(k, PackedSalesPass.SOLD_BITS);
            double down = cell(k, PriceCellBoundTerms.SLOPE_LOW) + sold(k + 1, PackedSalesPass.SOLD_BITS);
            double width = prices[k + 1] - prices[k];
            double meet = (profit(k + 1) - profit(k) - down * width) / (up - down);
            double between = profit(k) + up * Math.clamp(meet, 0, width);
            return Math.min(monotone, up <= 0 ? profit(k) : down >= 0 ? profit(k + 1) : between);
        }

        private double cell(int k, int sum) {
            return pass.cells[k * PriceCellBoundTerms.COUNT + sum];
        }
    }

    private static boolean[] allWanted(double[] prices) {
        boolean[] wanted = new boolean[prices.length];
        Arrays.fill(wanted, true);
        return wanted;
    }

    /** Slow clocks, also with a lowest speed above the critical one, and tables; cells between neighbouring prices and wide ones. */
    @Test
    void noPriceEarnsMoreThanBoundOfItsCell() {
        for (int i = 0; i < 150; i++) {
            RandomGenerator random = new RandomStreams(41).stream("curves", i);
            var games = new RandomGames(1 + i % 30, 3, 2, 0.4, 1);
            PricingGame game = CurvedGames.curved(games.draw(random), random);
            double[] posted = Arrays.copyOf(games.prices(random), 4);
            for (int leader = 0; leader < 3; leader++) {
                double centre = random.nextDouble(1e-6, 9e-6);
                double width = Math.pow(10, -random.nextInt(5)) * centre;
                double low = Math.min(centre, Math.max(1e-7, game.breakEvenPrice(leader)));
                check(
                        game,
                        posted,
                        leader,
                        random.doubles(CELLS + 1, low, centre + width).sorted().toArray());
            }
        }
        assertThat(violations).doesNotContainKey(Fault.NONE);
        assertThat(violations.get(Fault.UPPER_MARGIN_TOO_LOW)).isGreaterThan(10);
        assertThat(violations.get(Fault.TANGENT_AT_WRONG_LOAD)).isGreaterThan(10);
        assertThat(kinks).isGreaterThan(300);
        assertThat(cells).isGreaterThan(4_000);
    }

    private void check(PricingGame game, double[] posted, int leader, double[] prices) {
        var market = new FixedPriceGame(game, posted);
        market.examine(0, new FollowerGaps(game, posted));
        var bounds = new LeaderProfitBounds(market);
        bounds.open(leader, prices[0]);
        bounds.evaluate(prices, allWanted(prices));
        var column = new PackedFollowers(market);
        column.gather(leader, prices[0]);
        var pass = new PackedSalesPass(column);
        pass.run(prices, new boolean[prices.length]);
        CostCurve curve = game.leaderTable().curve(leader);
        assertThat(curve).isNotNull();
        var again = new Cells(pass, curve, prices);
        double[][] byFault = new double[Fault.values().length][];
        Arrays.setAll(byFault, fault -> again.bounds(Fault.values()[fault]));
        for (int k = 0; k < CELLS; k++) {
            double bound = bounds.cell(prices, k).bound();
            double size = 1 + Math.abs(bound);
            assertThat(bound).isCloseTo(byFault[0][k], within(1e-7 * size));
            byFault[0][k] = bound;
            double highest = highest(game, posted, leader, prices[k], prices[k + 1]);
            for (Fault fault : Fault.values()) {
                if (highest > byFault[fault.ordinal()][k] + 1e-11 * size) {
                    violations.merge(fault, 1, Integer::sum);
                }
            }
            double kink = curve.nearestKink(again.work(k)).orElse(0);
            kinks += again.work(k) > kink && again.work(k + 1) < kink ? 1 : 0;
            cells++;
        }
    }

    /** Returns the highest profit found in a range of prices, by a grid and by ternary search around its best point. */
    private static double highest(PricingGame game, double[] posted, int leader, double low, double high) {
        double best = low;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= 6; i++) {
            double price = low + (high - low) * i / 6;
            double profit = profit(game, posted, leader, price);
            best = profit > most ? price : best;
            most = Math.max(most, profit);
        }
        double left = Math.max(low, best - (high - low) / 6);
        double right = Math.min(high, best + (high - low) / 6);
        for (int i = 0; i < 20; i++) {
            double third = (right - left) / 3;
            double one = profit(game, posted, leader, left + third);
            double other = profit(game, posted, leader, right - third);
            most = Math.max(most, Math.max(one, other));
            left = one < other ? left + third : left;
            right = one < other ? right : right - third;
        }
        return most;
    }

    private static double profit(PricingGame game, double[] posted, int leader, double price) {
        double[] prices = Arrays.copyOf(posted, game.leaders());
        prices[leader] = price;
        return Allocation.of(game, prices, new ExactFollowerResponse(), leader).profit();
    }

    /** The cost of the first unit decides: with the cost of linear energy, the range of prices without a positive margin is too large. */
    @Test
    void breakEvenPriceIsThatOfLowestSlope() {
        int found = 0;
        for (int i = 0; i < 200; i++) {
            RandomGenerator random = new RandomStreams(42).stream("break-even", i);
            var games = new RandomGames(5, 2, 2, 1, 1);
            PricingGame linear = games.draw(random);
            PricingGame game = CurvedGames.curved(linear, random);
            LeaderTable table = game.leaderTable();
            double[] prices = games.prices(random);
            PricingGame wrong = CurvedGames.with(
                    game,
                    new LeaderTable(
                            linear.leaderTable().costsPerWork(),
                            table.overloadPrices(),
                            table.capacities(),
                            table.priceCaps(),
                            table.posting(),
                            table.curves(),
                            table.fixedCosts()));
            double price = random.nextDouble(0.3, 1) * wrong.breakEvenPrice(0);
            double profit = profit(game, prices, 0, price);
            double[] mesh = random.doubles(30, 0, 9e-6).toArray();
            Certifier certifier = new Certifier(1, 1);
            double bound = certifier.profitBound(game, prices, 0, mesh).at(price);
            assertThat(profit).isLessThanOrEqualTo(bound + 1e-9);
            found += profit > certifier.profitBound(wrong, prices, 0, mesh).at(price) + 1e-9 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(10);
    }

    /** At prices that earn less than the fixed cost a leader should close. A certificate that forgets the cost holds there. */
    @Test
    void fixedCostMakesLeaderClose() {
        for (int i = 0; i < 20; i++) {
            RandomGenerator random = new RandomStreams(43).stream("fixed-costs", i);
            PricingGame free = new RandomGames(6, 1, 1, 0.4, 1).draw(random);
            var certifier = new Certifier(1, 2_000);
            double price = 5e-6;
            for (int round = 0; round < 12; round++) {
                price = certifier
                        .certify(free, new double[] {price}, 1e-9)
                        .leaders()
                        .getFirst()
                        .bestPrice();
            }
            double earned = profit(free, new double[1], 0, price);
            for (double share : new double[] {0, 0.5, 1.5}) {
                PricingGame game = free.with(free.leaderTable().withFixedCosts(new double[] {share * earned}));
                double[] prices = {price};
                EquilibriumCertificate.LeaderGap gap =
                        certifier.certify(game, prices, 1e-6).leaders().getFirst();
                double best = Math.max(0, (1 - share) * earned);
                assertThat(gap.profit()).isCloseTo((1 - share) * earned, within(1e-9 * earned));
                assertThat(gap.upperBound()).isBetween(best * (1 - 1e-9), best + 1e-3 * earned);
                assertThat(gap.bestPrice() == PricingGame.CLOSED).isEqualTo(share > 1);
                double closed = certifier
                        .certify(game, new double[] {PricingGame.CLOSED}, 1e-6)
                        .epsilon();
                assertThat(closed < 1e-3).isEqualTo(share > 1);
            }
        }
    }

    /** Bounds that contain the fixed cost, with and without curves, and rivals that randomize. */
    @Test
    void noPriceEarnsMoreThanBoundWithFixedCost() {
        int tight = 0;
        for (int i = 0; i < 100; i++) {
            RandomGenerator random = new RandomStreams(46).stream("fixed-bounds", i);
            var games = new RandomGames(1 + i % 20, 3, 2, 0.4, 1);
            PricingGame linear = games.draw(random);
            PricingGame any = i % 2 == 0 ? linear : CurvedGames.curved(linear, random);
            PricingGame game = any.with(
                    any.leaderTable().withFixedCosts(random.doubles(3, 0, 40).toArray()));
            double[] prices = games.prices(random);
            double other = random.nextDouble(1e-6, 8e-6);
            double weight = i % 3 == 0 ? 1 : random.nextDouble(0.1, 0.9);
            var mix = new MixedPrices(List.of(
                    Mix.of(prices[0]),
                    weight == 1
                            ? Mix.of(prices[1])
                            : new Mix(List.of(new Point(prices[1], weight), new Point(other, 1 - weight))),
                    Mix.of(prices[2])));
            double[] mesh = random.doubles(60, 0, 20e-6).toArray();
            ProfitUpperBound bound = new Certifier(1, 1).profitBound(game, mix, 0, mesh);
            double[] moved = {prices[0], other, prices[2]};
            for (int k = 0; k < 60; k++) {
                double price = k % 2 == 0 ? mesh[k] : random.nextDouble(0, 20e-6);
                double profit = weight * profit(game, prices, 0, price)
                        + (weight == 1 ? 0 : (1 - weight) * profit(game, moved, 0, price));
                double size = 1e-10 * (1 + Math.abs(profit));
                assertThat(profit).isLessThanOrEqualTo(bound.at(price) + size);
                tight += profit > 0.1 && profit > bound.at(price) - 0.1 ? 1 : 0;
            }
        }
        assertThat(tight).isGreaterThan(50);
    }

    /** A curve of two slopes has the bounds of cost and overload price, or smaller ones. */
    @Test
    void curveOfTwoSlopesGivesSameVerdicts() {
        int same = 0;
        int holds = 0;
        for (int i = 0; i < 100; i++) {
            RandomGenerator random = new RandomStreams(44).stream("two-slopes", i);
            var games = new RandomGames(10 + i % 20, 3, 2, 0.4, 1);
            PricingGame game = games.draw(random);
            PricingGame curved = game.with(CurvedGames.twoSlopes(game.leaderTable()));
            double[] prices = games.prices(random);
            for (int round = 0; round < 6; round++) {
                for (int s = 0; s < prices.length; s++) {
                    prices[s] = new Certifier(1, 4_000)
                            .certify(game, prices, 1e-6)
                            .leaders()
                            .get(s)
                            .bestPrice();
                }
            }
            EquilibriumCertificate one = new Certifier(1, 4_000).certify(game, prices, 1e-2);
            EquilibriumCertificate other = new Certifier(1, 4_000).certify(curved, prices, 1e-2);
            assertThat(other.holds()).isEqualTo(one.holds());
            assertThat(other.epsilon()).isLessThanOrEqualTo(one.epsilon() * (1 + 1e-9) + 1e-9);
            for (int s = 0; s < 3; s++) {
                int evaluations = one.leaders().get(s).evaluations();
                assertThat(other.leaders().get(s).evaluations()).isLessThanOrEqualTo(evaluations);
                same += other.leaders().get(s).evaluations() == evaluations ? 1 : 0;
            }
            holds += one.holds() ? 1 : 0;
        }
        assertThat(same).isGreaterThan(290);
        assertThat(holds).isBetween(10, 95);
    }

    /** The planner's bound is above the welfare of any prices, and close to that of the best. */
    @Test
    void plannerBoundKnowsCurves() {
        double closest = 0;
        for (int i = 0; i < 40; i++) {
            RandomGenerator random = new RandomStreams(45).stream("planner", i);
            var games = new RandomGames(10, 3, 2, 0.4, 1);
            PricingGame game = CurvedGames.curved(games.draw(random), random);
            for (int k = 0; k < 10; k++) {
                PlannerBound bound =
                        PlannerBound.of(game, random.doubles(3, 1e-6, 4e-6).toArray(), TaskRunner.CALLER);
                assertThat(bound.welfare()).isLessThanOrEqualTo(bound.optimum());
                closest = Math.max(closest, bound.share());
            }
        }
        assertThat(closest).isBetween(0.97, 1.0);
    }
}
