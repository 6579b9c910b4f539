package skybourse.tier1.bestresponse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.GameSampler;
import skybourse.tier1.game.PricingGame;

/** Scalar and vector code give bit-identical numbers, whether or not the agents fill their last block. */
class ScalarWaterFillingTest {

    private static final int LANES = PricingGame.LANES;

    private final RandomGenerator random = new RandomStreams(8).stream("plain level", 0);

    private double[] prices(PricingGame game, int count) {
        double[] prices = new double[count];
        for (int s = 0; s < game.leaders(); s++) {
            prices[s] = random.nextInt(8) == 0 ? PricingGame.CLOSED : random.nextDouble(0, 8e-6);
        }
        return prices;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 40, 1000})
    void scalarAndVectorLevelsAreEqualForMarket(int agents) {
        for (int i = 0; i < 1 + 300 / agents; i++) {
            PricingGame game = new GameSampler(agents, 6, 1 + i % 6, i % 2 == 0).draw(random);
            double[] prices = prices(game, game.leaders() + 1);
            var vector = new VectorWaterFilling(game.linkInverseQuality(), game.linkCap(), game.weight());
            var plain = new ScalarWaterFilling(game.linkInverseQuality(), game.linkCap(), game.weight());
            for (int block = 0; block < game.blocks(); block++) {
                assertThat(links(plain, game, block, prices)).isEqualTo(links(vector, game, block, prices));
                assertSame(plain, vector);
            }
        }
    }

    private static double[][] links(WaterFilling level, PricingGame game, int block, double[] prices) {
        int start = game.blockStart(block);
        int length = game.blockStart(block + 1) - start;
        double[][] links = new double[3][length];
        level.costs(game, block, prices, links[0]);
        Arrays.fill(level.nu, block % 3);
        level.solve(new WaterFilling.Group(block * LANES, start, length / LANES), links[0], start);
        level.ratios(game, block, links[0], links[1], links[2]);
        return links;
    }

    private static void assertSame(WaterFilling plain, WaterFilling vector) {
        assertThat(plain.nu).isEqualTo(vector.nu);
        assertThat(plain.squares).isEqualTo(vector.squares);
        assertThat(plain.cubes).isEqualTo(vector.cubes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 40})
    void scalarAndVectorLevelsAreEqualForColumn(int agents) {
        for (int i = 0; i < 1 + 300 / agents; i++) {
            PricingGame game = new GameSampler(agents, 6, 6, i % 2 == 0).draw(random);
            var column = new LeaderDemandCurve(game, prices(game, game.leaders()), 2);
            column.evaluate(random.nextDouble(0, 8e-6), new PriceDemand(game.leaderTable(), 2)); // writes the costs
            var vector = new VectorWaterFilling(column.inverse, column.cap, column.weight);
            var plain = new ScalarWaterFilling(column.inverse, column.cap, column.weight);
            double[] ofVector = new double[6 * LANES];
            double[] ofPlain = new double[6 * LANES];
            for (int g = 0; g < column.groups; g++) {
                var group = new WaterFilling.Group(g * LANES, column.entry(g * LANES, 0), column.slots(g * LANES));
                vector.solve(group, column.cost, 0);
                plain.solve(group, column.cost, 0);
                vector.addOwn(column, g, ofVector);
                plain.addOwn(column, g, ofPlain);
                assertSame(plain, vector);
            }
            assertThat(ofPlain).isEqualTo(ofVector);
        }
    }
}
