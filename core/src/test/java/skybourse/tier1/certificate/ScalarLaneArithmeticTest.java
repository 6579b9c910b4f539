package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;

/** Scalar and vector code give bit-identical sums and bounds, whether or not the followers fill their last block. */
class ScalarLaneArithmeticTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 40, 1000})
    void scalarAndVectorSumsAreEqual(int agents) {
        RandomGenerator random = new RandomStreams(37).stream("plain lanes", agents);
        for (int i = 0; i < 1 + 300 / agents; i++) {
            PricingGame game = new RandomGames(agents, 5, 1 + i % 5, 0.5, 1).draw(random);
            double[] posted = Arrays.copyOf(new RandomGames(agents, 5, 1).prices(random), 6);
            var market = new FixedPriceGame(game, posted);
            market.examine(0, new FollowerGaps(game, posted));
            for (int leader = 0; leader < game.leaders(); leader++) {
                check(market, leader, random.nextDouble(1e-7, 4e-6), 1 + random.nextDouble(1e-6, 0.2));
            }
        }
    }

    private static void check(FixedPriceGame market, int leader, double lowest, double ratio) {
        double[] prices = new double[12];
        boolean[] wanted = new boolean[prices.length];
        for (int k = 0; k < prices.length; k++) {
            prices[k] = lowest * Math.pow(ratio, k);
            wanted[k] = k % 5 != 3;
        }
        PackedSalesPass plain = run(new ScalarLaneArithmetic(), market, leader, prices, wanted);
        PackedSalesPass vector = run(new VectorLaneArithmetic(), market, leader, prices, wanted);
        assertThat(plain.points).isEqualTo(vector.points);
        assertThat(plain.cells).isEqualTo(vector.cells);
    }

    private static PackedSalesPass run(
            LaneArithmetic lanes, FixedPriceGame market, int leader, double[] prices, boolean[] wanted) {
        LeaderTable table = market.game().leaderTable();
        var column = new PackedFollowers(market);
        column.gather(leader, prices[0]);
        var pass = new PackedSalesPass(column, lanes);
        pass.use(table.costPerWork(leader), table.overloadPrice(leader));
        pass.run(prices, wanted);
        return pass;
    }
}
