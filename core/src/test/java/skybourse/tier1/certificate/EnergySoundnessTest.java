package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.certificate.PackedSalesPass.Marginal;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.CurvedGames;
import skybourse.tier1.game.EnergyLeaders;
import skybourse.tier1.game.EnergyLeaders.Model;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;

/**
 * No price earns more than the bound of its cell, and no gain is above the certified gap, for each energy model of leaders. Profits follow from
 * the definitions of the models ({@link EnergyLeaders}). Prices are random, or those with the highest profit in a cell. Planted faults must be
 * found. Test output contains the counts. {@code -Dcertificate.dose=50} makes 1,000,000 checks of each model.
 */
class EnergySoundnessTest {

    private static final int GAMES = 134 * Integer.getInteger("certificate.dose", 1);
    private static final int LEADERS = 3;
    private static final int CELLS = 10;
    private static final int PRICES_IN_CELL = 3;
    private static final int PRICES_OF_LEADER = 10;

    private enum Fault {
        NONE,
        UPPER_MARGIN_TOO_LOW,
        TANGENT_AT_WRONG_LOAD,
        BREAK_EVEN_BY_LINEAR_COST,
        FIXED_COST_FORGOTTEN
    }

    private final Map<Fault, Integer> violations = new EnumMap<>(Fault.class);
    private long checks;
    private long cells;
    private long cellsWithKinks;

    @ParameterizedTest
    @EnumSource(Model.class)
    void noPriceEarnsMoreThanItsBound(Model model) {
        for (int i = 0; i < GAMES; i++) {
            RandomGenerator random = new RandomStreams(47).stream("energy-soundness/" + model, i);
            var games = new RandomGames(1 + i % 30, LEADERS, 2, 0.4, 1);
            EnergyLeaders energy = EnergyLeaders.draw(games.draw(random), model, random);
            double[] posted = games.prices(random);
            for (int leader = 0; leader < LEADERS; leader++) {
                checkCells(energy, posted, leader, random);
            }
            checkCertificate(energy, posted, random);
        }
        System.out.printf(
                "%s: %,d checks, %,d cells at their maxima, %,d of them with kinks, violations %s%n",
                model, checks, cells, cellsWithKinks, violations);
        boolean isCurve = model != Model.IDLE;
        assertThat(violations.getOrDefault(Fault.NONE, 0)).isZero();
        assertThat(checks).isGreaterThanOrEqualTo(20_000L * GAMES / 134);
        assertThat(cellsWithKinks).isGreaterThan(cells / 40);
        for (Fault fault : Fault.values()) {
            boolean applies = fault != Fault.NONE && isCurve == (fault != Fault.FIXED_COST_FORGOTTEN);
            assertThat(violations.getOrDefault(fault, 0) > 2).as(fault.name()).isEqualTo(applies);
        }
    }

    private void count(Fault fault, boolean isViolated) {
        if (isViolated) {
            violations.merge(fault, 1, Integer::sum);
        }
    }

    /** Checks the cells between random prices, which are close to each other or far apart. */
    private void checkCells(EnergyLeaders energy, double[] posted, int leader, RandomGenerator random) {
        double centre = random.nextDouble(1e-6, 9e-6);
        double width = Math.pow(10, -random.nextInt(5)) * centre;
        double low = Math.min(centre, Math.max(1e-7, energy.game().breakEvenPrice(leader)));
        double[] prices =
                random.doubles(CELLS + 1, low, centre + width).sorted().toArray();
        var market = new FixedPriceGame(energy.game(), Arrays.copyOf(posted, LEADERS + 1));
        market.examine(0, new FollowerGaps(energy.game(), Arrays.copyOf(posted, LEADERS + 1)));
        var bounds = new LeaderProfitBounds(market);
        bounds.open(leader, prices[0]);
        bounds.evaluate(prices, allWanted(prices));
        Cells again = Cells.of(market, energy.game().leaderTable().curve(leader), leader, prices);
        double[] kinks = energy.kinks(leader);
        double[] margin = again.bounds(Fault.UPPER_MARGIN_TOO_LOW);
        double[] tangent = again.bounds(Fault.TANGENT_AT_WRONG_LOAD);
        double[] right = again.bounds(Fault.NONE);
        for (int k = 0; k < CELLS; k++) {
            double bound = bounds.cell(prices, k).bound();
            double allowed = 1e-11 * (1 + Math.abs(bound));
            if (again.curve != null) {
                assertThat(bound).isCloseTo(right[k], within(1e-7 * (1 + Math.abs(bound))));
            }
            double highest = highest(energy, posted, leader, prices[k], prices[k + 1]);
            for (int i = 0; i < PRICES_IN_CELL; i++) {
                double price = prices[k] + random.nextDouble() * (prices[k + 1] - prices[k]);
                count(Fault.NONE, energy.profit(posted, leader, price) > bound + allowed);
            }
            count(Fault.NONE, highest > bound + allowed);
            count(Fault.UPPER_MARGIN_TOO_LOW, highest > margin[k] + allowed);
            count(Fault.TANGENT_AT_WRONG_LOAD, highest > tangent[k] + allowed);
            checks += PRICES_IN_CELL + 1;
            cells++;
            double most = again.work(k);
            double least = again.work(k + 1);
            cellsWithKinks += Arrays.stream(kinks).anyMatch(load -> least <= load && load < most) ? 1 : 0;
        }
    }

    /** Checks the refined bound and the gap of each leader, with random effort. */
    private void checkCertificate(EnergyLeaders energy, double[] posted, RandomGenerator random) {
        PricingGame game = energy.game();
        var certifier = new Certifier(1, 1 + random.nextInt(300));
        EquilibriumCertificate right = certifier.certify(game, posted, 1e-6);
        EquilibriumCertificate byLinearCost = certifier.certify(withLinearBreakEven(energy), posted, 1e-6);
        PricingGame free = game.with(game.leaderTable().withFixedCosts(new double[LEADERS]));
        EquilibriumCertificate withoutFixedCost = certifier.certify(free, posted, 1e-6);
        for (int leader = 0; leader < LEADERS; leader++) {
            double profit = energy.profit(posted, leader, posted[leader]);
            for (int i = 0; i < PRICES_OF_LEADER; i++) {
                double price = price(energy, right.leaders().get(leader), leader, i, random);
                double reached = energy.profit(posted, leader, price);
                count(Fault.NONE, isViolated(right.leaders().get(leader), game, reached, profit));
                count(
                        Fault.BREAK_EVEN_BY_LINEAR_COST,
                        isViolated(byLinearCost.leaders().get(leader), game, reached, profit));
                count(
                        Fault.FIXED_COST_FORGOTTEN,
                        isViolated(withoutFixedCost.leaders().get(leader), game, reached, profit));
                checks++;
            }
        }
    }

    /** Returns a price to which a leader may change: closed, the best known, below the break-even price of linear energy, or any. */
    private static double price(EnergyLeaders energy, LeaderGap gap, int leader, int index, RandomGenerator random) {
        return switch (index) {
            case 0 -> PricingGame.CLOSED;
            case 1 -> gap.bestPrice();
            case 2, 3, 4, 5 ->
                random.nextDouble() * Math.min(20e-6, energy.linear().breakEvenPrice(leader));
            default -> random.nextDouble(0, 9e-6);
        };
    }

    /** Returns whether a leader may reach more than its upper bound, or gain more than its certified gap. */
    private static boolean isViolated(LeaderGap gap, PricingGame game, double reached, double profit) {
        double allowed = 1e-11 * (1 + Math.abs(reached) + Math.abs(profit));
        double gain = gap.relativeGap() * Math.max(Math.abs(profit), game.moneyScale());
        return reached > gap.upperBound() + allowed || reached - profit > gain + allowed;
    }

    private static PricingGame withLinearBreakEven(EnergyLeaders energy) {
        LeaderTable table = energy.game().leaderTable();
        return CurvedGames.with(
                energy.game(),
                new LeaderTable(
                        energy.linear().leaderTable().costsPerWork(),
                        table.overloadPrices(),
                        table.capacities(),
                        table.priceCaps(),
                        table.posting(),
                        table.curves(),
                        table.fixedCosts()));
    }

    /** Returns the highest profit found in a range of prices, by a grid and by ternary search around its best point. */
    private static double highest(EnergyLeaders energy, double[] posted, int leader, double low, double high) {
        double best = low;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= 6; i++) {
            double price = low + (high - low) * i / 6;
            double profit = energy.profit(posted, leader, price);
            best = profit > most ? price : best;
            most = Math.max(most, profit);
        }
        double left = Math.max(low, best - (high - low) / 6);
        double right = Math.min(high, best + (high - low) / 6);
        for (int i = 0; i < 12; i++) {
            double third = (right - left) / 3;
            double one = energy.profit(posted, leader, left + third);
            double other = energy.profit(posted, leader, right - third);
            most = Math.max(most, Math.max(one, other));
            left = one < other ? left + third : left;
            right = one < other ? right : right - third;
        }
        return most;
    }

    private static boolean[] allWanted(double[] prices) {
        boolean[] wanted = new boolean[prices.length];
        Arrays.fill(wanted, true);
        return wanted;
    }

    /** A leader's cells, computed again from the sums over followers, without rounding terms; without bounds if the leader has no curve. */
    private record Cells(PackedSalesPass pass, @Nullable CostCurve curve, double[] prices) {

        static Cells of(FixedPriceGame market, @Nullable CostCurve curve, int leader, double[] prices) {
            var column = new PackedFollowers(market);
            column.gather(leader, prices[0]);
            var pass = new PackedSalesPass(column);
            pass.run(prices, new boolean[prices.length]);
            return new Cells(pass, curve, prices);
        }

        double sold(int k, int sum) {
            return pass.points[k * PackedSalesPass.POINT_SUMS + sum];
        }

        double work(int k) {
            return sold(k, PackedSalesPass.SOLD_WORK);
        }

        double[] bounds(Fault fault) {
            double[] bounds = new double[prices.length - 1];
            if (curve == null) {
                Arrays.fill(bounds, Double.POSITIVE_INFINITY);
                return bounds;
            }
            Marginal[] marginals = new Marginal[prices.length];
            for (int k = 0; k + 1 < prices.length; k++) {
                double highest = curve.slopeAbove(work(k) * (1 + 1e-12));
                double lowest = curve.slopeBelow(work(k + 1) * (1 - 1e-12));
                marginals[k] = new Marginal(
                        lowest, fault == Fault.UPPER_MARGIN_TOO_LOW ? Math.max(lowest, 0.97 * highest) : highest);
            }
            pass.run(prices, allWanted(prices), marginals);
            Arrays.setAll(bounds, k -> bound(k, marginals[k], curve, fault));
            return bounds;
        }

        private double bound(int k, Marginal marginal, CostCurve cost, Fault fault) {
            double load = work(fault == Fault.TANGENT_AT_WRONG_LOAD ? k : k + 1);
            double left = prices[k] * sold(k, PackedSalesPass.SOLD_BITS) - cost.cost(work(k));
            double right = prices[k + 1] * sold(k + 1, PackedSalesPass.SOLD_BITS) - cost.cost(work(k + 1));
            double monotone = cell(k, PriceCellBoundTerms.MONOTONE) + marginal.lowest() * load - cost.cost(load);
            double up = cell(k, PriceCellBoundTerms.LOADED_HIGH) + sold(k, PackedSalesPass.SOLD_BITS);
            double down = cell(k, PriceCellBoundTerms.SLOPE_LOW) + sold(k + 1, PackedSalesPass.SOLD_BITS);
            double width = prices[k + 1] - prices[k];
            double meet = (right - left - down * width) / (up - down);
            double between = left + up * Math.clamp(meet, 0, width);
            return Math.min(monotone, up <= 0 ? left : down >= 0 ? right : between);
        }

        private double cell(int k, int sum) {
            return pass.cells[k * PriceCellBoundTerms.COUNT + sum];
        }
    }
}
