package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/**
 * Bounds of cells from the sums of their followers, bit-identical to the formulas of {@code docs/explanation/certificate.md}: an
 * omitted rounding term would be detected.
 */
class CellBoundsTest {

    private static final double UNIT = 0x1p-53;
    private static final int CELLS = 12;

    private int monotone;
    private int slopes;
    private int kinks;

    /** Sums over a leader's prices and followers. */
    private record Sums(PackedSalesPass pass, LeaderTable table, int leader, double ofSums) {

        double sold(int k, int sum) {
            return pass.points[k * PackedSalesPass.POINT_SUMS + sum];
        }

        double cell(int k, int sum) {
            return pass.cells[k * PriceCellBoundTerms.COUNT + sum];
        }

        double bitsError(int k) {
            return 1.001 * sold(k, PackedSalesPass.BITS_ERROR) + ofSums * sold(k, PackedSalesPass.SOLD_BITS);
        }

        double workError(int k) {
            return 1.001 * sold(k, PackedSalesPass.WORK_ERROR) + ofSums * sold(k, PackedSalesPass.SOLD_WORK);
        }

        double profit(double price, int k) {
            double work = sold(k, PackedSalesPass.SOLD_WORK);
            double over = Math.max(0, work - table.capacity(leader));
            return price * sold(k, PackedSalesPass.SOLD_BITS)
                    - table.costPerWork(leader) * work
                    - table.overloadPrice(leader) * over;
        }

        double error(double price, int k) {
            double work = sold(k, PackedSalesPass.SOLD_WORK);
            double over = Math.max(0, work - table.capacity(leader));
            double cost = table.costPerWork(leader);
            double kappa = table.overloadPrice(leader);
            return price * bitsError(k)
                    + (cost + kappa) * workError(k)
                    + 8 * UNIT * (price * sold(k, PackedSalesPass.SOLD_BITS) + cost * work + kappa * over);
        }

        double monotone(double to, int k) {
            double capacity = table.capacity(leader);
            double surely = sold(k + 1, PackedSalesPass.SOLD_WORK) - workError(k + 1);
            double over = Math.max(0, (surely - capacity) - 8 * UNIT * capacity);
            double bits = sold(k, PackedSalesPass.SOLD_BITS) + bitsError(k);
            double work = sold(k, PackedSalesPass.SOLD_WORK) + workError(k);
            return cell(k, PriceCellBoundTerms.MONOTONE)
                    + 2 * ofSums * (to * bits + table.costPerWork(leader) * work)
                    - table.overloadPrice(leader) * over * (1 - 8 * UNIT);
        }

        /** Returns 1 if the load is certainly below capacity in the complete cell, -1 if it is certainly above, else 0. */
        int side(int k) {
            if (sold(k, PackedSalesPass.SOLD_WORK) + workError(k) <= table.capacity(leader)) {
                return 1;
            }
            return sold(k + 1, PackedSalesPass.SOLD_WORK) - workError(k + 1) >= table.capacity(leader) ? -1 : 0;
        }

        double slopes(double from, double to, int k) {
            double money = table.costPerWork(leader) + table.overloadPrice(leader);
            double rounding = 2
                    * ofSums
                    * (to * cell(k, PriceCellBoundTerms.BITS_FALL) + money * cell(k, PriceCellBoundTerms.WORK_FALL));
            double high = cell(k, side(k) < 0 ? PriceCellBoundTerms.LOADED_HIGH : PriceCellBoundTerms.SLOPE_HIGH);
            double low = cell(k, side(k) < 0 ? PriceCellBoundTerms.LOADED_LOW : PriceCellBoundTerms.SLOPE_LOW);
            if (side(k) == 0) {
                high = Math.max(high, cell(k, PriceCellBoundTerms.LOADED_HIGH));
                low = Math.min(low, cell(k, PriceCellBoundTerms.LOADED_LOW));
            }
            double up = high + sold(k, PackedSalesPass.SOLD_BITS) + bitsError(k) + rounding;
            double down = low + sold(k + 1, PackedSalesPass.SOLD_BITS) - bitsError(k + 1) - rounding;
            double left = profit(from, k) + error(from, k);
            double right = profit(to, k + 1) + error(to, k + 1);
            double size = Math.abs(left) + Math.abs(right) + (Math.abs(up) + Math.abs(down)) * (to - from);
            return meeting(left, right, up, down, to - from) + 32 * UNIT * size;
        }

        private static double meeting(double left, double right, double up, double down, double width) {
            if (up <= 0) {
                return left;
            }
            return down >= 0
                    ? right
                    : left + up * Math.min(Math.max((right - left - down * width) / (up - down), 0), width);
        }
    }

    @Test
    void cellBoundIsSmallerOfBothBounds() {
        for (int i = 0; i < 60; i++) {
            RandomGenerator random = new RandomStreams(31).stream("cells", i);
            var games = new RandomGames(1 + 2 * i, 3, 2, 0.5, 1);
            PricingGame game = games.draw(random);
            check(game, Arrays.copyOf(games.prices(random), 4), random);
        }
        assertThat(monotone).isGreaterThan(20);
        assertThat(slopes).isGreaterThan(20);
        assertThat(kinks).isGreaterThan(20);
    }

    private void check(PricingGame game, double[] posted, RandomGenerator random) {
        for (int leader = 0; leader < game.leaders(); leader++) {
            double low = Math.min(game.breakEvenPrice(leader), 1e-6);
            check(
                    game,
                    posted,
                    leader,
                    random.doubles(CELLS + 1, low, 12e-6).sorted().toArray());
        }
    }

    private static FixedPriceGame market(PricingGame game, double[] posted) {
        var market = new FixedPriceGame(game, posted);
        market.examine(0, new FollowerGaps(game, posted));
        return market;
    }

    private void check(PricingGame game, double[] posted, int leader, double[] prices) {
        FixedPriceGame market = market(game, posted);
        boolean[] wanted = new boolean[prices.length];
        Arrays.fill(wanted, true);
        var profile = new LeaderProfitBounds(market);
        profile.open(leader, prices[0]);
        profile.evaluate(prices, wanted);
        Sums sums = sums(market, leader, prices);
        for (int k = 0; k < prices.length; k++) {
            assertThat(profile.profit[k]).isEqualTo(sums.profit(prices[k], k));
            assertThat(profile.profitError[k]).isEqualTo(sums.error(prices[k], k));
            if (k + 1 < prices.length) {
                ProfitUpperBound.Cell cell = profile.cell(prices, k);
                double one = sums.monotone(prices[k + 1], k);
                double other = sums.slopes(prices[k], prices[k + 1], k);
                assertThat(cell).isEqualTo(new ProfitUpperBound.Cell(prices[k], prices[k + 1], Math.min(one, other)));
                monotone += one < other ? 1 : 0;
                slopes += other < one ? 1 : 0;
                kinks += sums.side(k) == 0 ? 1 : 0;
            }
        }
    }

    private static Sums sums(FixedPriceGame market, int leader, double[] prices) {
        LeaderTable table = market.game().leaderTable();
        boolean[] wanted = new boolean[prices.length];
        Arrays.fill(wanted, true);
        var column = new PackedFollowers(market);
        column.gather(leader, prices[0]);
        var pass = new PackedSalesPass(column);
        pass.use(table.costPerWork(leader), table.overloadPrice(leader));
        pass.run(prices, wanted);
        return new Sums(pass, table, leader, 4 * UNIT * (column.blocks + 64));
    }

    /** Ten followers of two leaders. The capacity is that of the first leader. */
    private static PricingGame game(long seed, double capacity) {
        RandomGenerator random = new RandomStreams(32).stream("capacity", seed);
        var builder = new PricingGameBuilder(new LeaderTable(
                new double[] {1e-9, 1e-9}, new double[] {2e-9, 2e-9}, new double[] {capacity, 1e12}, new double[] {
                    20e-6, 20e-6
                }));
        for (int n = 0; n < 10; n++) {
            builder.agent(random.nextDouble(4e6, 6e6), random.nextDouble(4e9, 6e9), random.nextDouble(20, 30))
                    .link(0, random.nextDouble(-2, 2), 0.8, 1)
                    .link(1, random.nextDouble(-2, 2), 0.6, 1);
        }
        return builder.build();
    }

    /** Sales do not depend on the capacity, so the capacity can exactly equal the sales at one of the prices. */
    @Test
    void loadEqualToCapacityMayBeOnEitherSide() {
        double[] posted = {2e-6, 2e-6, 0};
        double[] prices = {3e-6, 3.002e-6, 3.004e-6, 3.006e-6}; // falling below capacity, rising above it
        for (int i = 0; i < 10; i++) {
            Sums sums = sums(market(game(i, 1e12), posted), 0, prices);
            for (int k = 0; k < prices.length; k++) {
                check(game(i, sums.sold(k, PackedSalesPass.SOLD_WORK)), posted, 0, prices);
            }
        }
        // both cells beside a price in the middle, one beside the first and the last
        assertThat(kinks).isEqualTo(10 * 6);
        assertThat(slopes).isGreaterThan(100);
    }
}
