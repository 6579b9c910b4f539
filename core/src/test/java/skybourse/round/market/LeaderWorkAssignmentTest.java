package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.round.market.Resale.Portion;
import skybourse.testing.Cases;

/** Lots are filled with the leader's overload, buyer by buyer. */
class LeaderWorkAssignmentTest {

    private static final double CAPACITY = 10;

    private static LeaderLoad load(double sent, double... lots) {
        List<Portion> portions = IntStream.range(0, lots.length)
                .mapToObj(j -> new Portion("AA" + j, 1, lots[j], 1, 1))
                .toList();
        return new LeaderLoad(sent, CAPACITY, 1, new Resale(portions));
    }

    private static double[][] assignments(LeaderLoad load, double... sent) {
        var lots = new LeaderWorkAssignment(load);
        DoubleStream.of(sent).forEach(lots::add);
        return DoubleStream.of(sent).mapToObj(lots::assign).toArray(double[][]::new);
    }

    /** The leader computes 10 of 16, two wait, four are resold. Of each buyer's work, the leader computes 5/8, lots 1/4. */
    @Test
    void lotsAreFilledBuyerByBuyer() {
        assertThat(assignments(load(16, 3, 1), 8, 4, 4))
                .isDeepEqualTo(new double[][] {{5, 2, 0}, {2.5, 1, 0}, {2.5, 0, 1}});
        assertThat(assignments(load(16, 1, 3), 8, 8)).isDeepEqualTo(new double[][] {{5, 1, 1}, {5, 0, 2}});
    }

    @Test
    void leaderWithoutLotsComputesAllButBacklog() {
        assertThat(assignments(load(8), 6, 2)).isDeepEqualTo(new double[][] {{6}, {2}});
        assertThat(assignments(load(20), 12, 8)).isDeepEqualTo(new double[][] {{6}, {4}});
    }

    /** The payment of its seller depends on the result of a piece. */
    @Test
    void tinyLotBelongsToOneBuyer() {
        assertThat(assignments(load(16, 3, 1e-17), 8, 8)).isDeepEqualTo(new double[][] {{5, 1.5, 0}, {5, 1.5, 1e-17}});
        double[][] first = assignments(load(16, 1e-17, 1e-300, 3), 8, 8);
        assertThat(first[0]).containsExactly(5, 1e-17, 1e-300, 1.5);
        double[][] inside = assignments(load(18, 2, 1e-17, 2), 9, 9);
        assertThat(inside[0][2] + inside[1][2]).isEqualTo(1e-17);
    }

    private record Market(double[] lots, double[] sent) {
        static Market sampled(RandomGenerator random, int size) {
            double[] sent = random.doubles(1 + size, .1, 30).toArray();
            double beyond = Math.max(0, DoubleStream.of(sent).sum() - CAPACITY);
            int count = beyond > .1 ? random.nextInt(1 + size) : 0;
            double most = beyond / Math.max(1, count);
            return new Market(
                    DoubleStream.generate(() -> random.nextDouble(.2, 1) * most)
                            .limit(count)
                            .toArray(),
                    sent);
        }
    }

    @Test
    void allWorkIsAssignedInEqualShares() {
        Cases.forAll(Market::sampled, market -> {
            LeaderLoad load = load(DoubleStream.of(market.sent).sum(), market.lots);
            double[][] assignments = assignments(load, market.sent);
            double resold = DoubleStream.of(market.lots).sum() / load.work();
            for (int i = 0; i < assignments.length; i++) {
                assertThat(assignments[i][0])
                        .isCloseTo(market.sent[i] * (load.kept() - load.leftOver()) / load.work(), within(1e-9));
                assertThat(Arrays.stream(assignments[i]).skip(1).sum())
                        .isCloseTo(market.sent[i] * resold, within(1e-9));
            }
            int parts = 0;
            for (int j = 0; j < market.lots.length; j++) {
                int lot = 1 + j;
                assertThat(Arrays.stream(assignments).mapToDouble(of -> of[lot]).sum())
                        .isCloseTo(market.lots[j], within(1e-9));
                parts += (int)
                        Arrays.stream(assignments).filter(of -> of[lot] > 0).count();
            }
            assertThat(parts).isLessThan(Math.max(1, market.lots.length + market.sent.length));
        });
    }
}
