package skybourse.tier1.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

class FiniteGameSolverTest {

    @Test
    void matchingPenniesHaveEqualWeights() {
        var game = new FiniteGameSolver(new int[] {2, 2}, new double[][] {{1, -1, -1, 1}, {-1, 1, 1, -1}}, () -> false);
        assertThat(game.solve(new double[] {1, 0, 0, 1}))
                .containsExactly(new double[] {0.5, 0.5, 0.5, 0.5}, within(1e-12));
    }

    /**
     * Each of three players wants to differ from the next, and has a bonus of 1/2 for its first choice if all agree on it: each
     * takes that with p where {@code 1 - p + p^2 / 2 = p}.
     */
    @Test
    void threePlayersInARingHaveEqualMixes() {
        double[][] payoffs = new double[3][8];
        for (int profile = 0; profile < 8; profile++) {
            for (int i = 0; i < 3; i++) {
                int own = profile >> i & 1;
                int next = profile >> (i + 1) % 3 & 1;
                payoffs[i][profile] = (own == next ? 0 : 1) + (profile == 0 ? 0.5 : 0);
            }
        }
        var game = new FiniteGameSolver(new int[] {2, 2, 2}, payoffs, () -> false);
        double[] third = {1 / 3.0, 2 / 3.0, 1 / 3.0, 2 / 3.0, 1 / 3.0, 2 / 3.0};
        double p = 2 - Math.sqrt(2);
        assertThat(game.solve(third)).containsExactly(new double[] {p, 1 - p, p, 1 - p, p, 1 - p}, within(1e-9));
    }

    @Test
    void anEquilibriumIsReturnedUnchanged() {
        var game = new FiniteGameSolver(
                new int[] {2, 2}, new double[][] {{2, 0, 0, 1}, {1, 0, 0, 2}}, () -> false); // battle of the sexes
        for (double[] start : new double[][] {{1, 0, 1, 0}, {0, 1, 0, 1}, {2 / 3.0, 1 / 3.0, 1 / 3.0, 2 / 3.0}}) {
            assertThat(game.solve(start)).containsExactly(start, within(1e-12));
        }
    }

    /** NaN payoffs end the search without an error. The certificate judges the result. */
    @Test
    void nanPayoffsReturnTheStart() {
        double[] nothing = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        var game = new FiniteGameSolver(new int[] {2, 2}, new double[][] {nothing, nothing}, () -> false);
        assertThat(game.solve(new double[] {1, 0, 1, 0})).containsExactly(1, 0, 1, 0);
    }

    /** Solves all games of two players, and nearly all of more players. */
    @Test
    void randomGamesAreSolved() {
        assertThat(solved(2, 6, 300)).isEqualTo(300);
        assertThat(solved(3, 5, 300)).isGreaterThanOrEqualTo(291);
        assertThat(solved(5, 3, 100)).isGreaterThanOrEqualTo(90);
    }

    private static int solved(int players, int most, int games) {
        int solved = 0;
        for (int i = 0; i < games; i++) {
            RandomGenerator random = new RandomStreams(5).stream("finite-game-" + players, i);
            int[] choices = random.ints(players, 1, most + 1).toArray();
            int profiles = Arrays.stream(choices).reduce(1, (a, b) -> a * b);
            double[][] payoffs = new double[players][];
            Arrays.setAll(payoffs, _ -> random.doubles(profiles, -3, 7).toArray());
            double[] weights = Arrays.stream(choices)
                    .flatMap(count -> IntStream.range(0, count).map(c -> c == 0 ? 1 : 0))
                    .asDoubleStream()
                    .toArray();
            var game = new FiniteGameSolver(choices, payoffs, () -> false);
            solved += gain(choices, payoffs, game.solve(weights)) < 1e-9 ? 1 : 0;
        }
        return solved;
    }

    /** The largest gain of a player by a choice, profile by profile. */
    private static double gain(int[] choices, double[][] payoffs, double[] weights) {
        double gain = 0;
        for (int i = 0; i < choices.length; i++) {
            double[] earned = new double[choices[i]];
            double mean = 0;
            for (int profile = 0; profile < payoffs[i].length; profile++) {
                int left = profile;
                int first = 0;
                double others = 1;
                int own = 0;
                double ownWeight = 0;
                for (int j = 0; j < choices.length; j++) {
                    int chosen = left % choices[j];
                    left /= choices[j];
                    own = j == i ? chosen : own;
                    ownWeight = j == i ? weights[first + chosen] : ownWeight;
                    others *= j == i ? 1 : weights[first + chosen];
                    first += choices[j];
                }
                earned[own] += others * payoffs[i][profile];
                mean += ownWeight * others * payoffs[i][profile];
            }
            gain = Math.max(gain, Arrays.stream(earned).max().orElseThrow() - mean);
        }
        return gain;
    }
}
