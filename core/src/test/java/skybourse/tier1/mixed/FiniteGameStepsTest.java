package skybourse.tier1.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

/** Single steps of {@link FiniteGameSolver}, and textbook games with one equilibrium. Steps are counted by stop checks. */
class FiniteGameStepsTest {

    /** Returns the payoffs of one of two players in the game's layout: by the first player's choice, then the second's. */
    private static double[] table(double[]... rows) {
        double[] payoffs = new double[rows.length * rows[0].length];
        Arrays.setAll(payoffs, k -> rows[k % rows.length][k / rows.length]);
        return payoffs;
    }

    private static void assertSolved(int[] choices, double[][] payoffs, int mostSteps, double... expected) {
        var asked = new AtomicInteger();
        var game = new FiniteGameSolver(choices, payoffs, () -> asked.incrementAndGet() < 0);
        double[] pure = new double[expected.length];
        int first = 0;
        for (int count : choices) {
            pure[first] = 1;
            first += count;
        }
        assertThat(game.solve(pure)).containsExactly(expected, within(1e-11));
        assertThat(asked.get()).as("steps").isLessThanOrEqualTo(mostSteps);
    }

    /** Payoffs with a wide range: the first solves 2 q + 9 (1 - q) = 5 q + 1 (1 - q), the second 7 p + 2 (1 - p) = 4 p + 6 (1 - p). */
    @Test
    void twoByTwoPlayersMakeEachOtherIndifferent() {
        double[] first = table(new double[] {2, 9}, new double[] {5, 1});
        double[] second = table(new double[] {7, 4}, new double[] {2, 6});
        assertSolved(new int[] {2, 2}, new double[][] {first, second}, 1, 4 / 7.0, 3 / 7.0, 8 / 11.0, 3 / 11.0);
        double[] large = Arrays.stream(first).map(payoff -> 1e6 * payoff - 4e9).toArray();
        assertSolved(new int[] {2, 2}, new double[][] {large, second}, 1, 4 / 7.0, 3 / 7.0, 8 / 11.0, 3 / 11.0);
    }

    /** Stakes of 1, 2 and 3 instead of 1 each: rock 1/3, paper 1/6, scissors 1/2 by hand. */
    @Test
    void rockPaperScissorsWithStakesHasKnownMix() {
        double[][] won = {{0, -1, 2}, {1, 0, -3}, {-2, 3, 0}};
        double[] payoffs = table(won);
        double[] lost = Arrays.stream(payoffs).map(payoff -> -payoff).toArray();
        double[] mix = {3 / 6.0, 2 / 6.0, 1 / 6.0};
        assertSolved(
                new int[] {3, 3}, new double[][] {payoffs, lost}, 1, mix[0], mix[1], mix[2], mix[0], mix[1], mix[2]);
    }

    /** Shapley's game, in which fictitious play does not converge. */
    @Test
    void shapleysGameHasEqualWeights() {
        double[] first = table(new double[] {1, 0, 0}, new double[] {0, 1, 0}, new double[] {0, 0, 1});
        double[] second = table(new double[] {0, 1, 0}, new double[] {0, 0, 1}, new double[] {1, 0, 0});
        double[] third = new double[6];
        Arrays.fill(third, 1 / 3.0);
        assertSolved(new int[] {3, 3}, new double[][] {first, second}, 1, third);
    }

    /** The prisoners' dilemma, and a game solvable by iterated dominance: pure from the first step on. */
    @Test
    void dominatedChoicesGetNoWeight() {
        double[] dilemma = table(new double[] {3, 0}, new double[] {5, 1});
        double[] other = table(new double[] {3, 5}, new double[] {0, 1});
        assertSolved(new int[] {2, 2}, new double[][] {dilemma, other}, 1, 0, 1, 0, 1);
        double[] first = table(new double[] {1, 1, 0}, new double[] {0, 0, 2});
        double[] second = table(new double[] {0, 2, 1}, new double[] {3, 1, 0});
        assertSolved(new int[] {2, 3}, new double[][] {first, second}, 1, 1, 0, 0, 1, 0);
    }

    /** A third player with one choice, or without influence, does not change matching pennies. */
    @Test
    void playersWithoutInfluenceChangeNothing() {
        IntToDoubleFunction wins = profile -> (profile & 1) == (profile >> 1 & 1) ? 1 : -1;
        double[] won = IntStream.range(0, 4).mapToDouble(wins).toArray();
        double[] lost = Arrays.stream(won).map(payoff -> -payoff).toArray();
        assertSolved(new int[] {2, 2, 1}, new double[][] {won, lost, new double[4]}, 2, 0.5, 0.5, 0.5, 0.5, 1);
        double[] twice = IntStream.range(0, 8).mapToDouble(wins).toArray();
        double[] against = Arrays.stream(twice).map(payoff -> -payoff).toArray();
        double[] own =
                IntStream.range(0, 8).mapToDouble(profile -> profile >> 2).toArray();
        assertSolved(new int[] {2, 2, 2}, new double[][] {twice, against, own}, 3, 0.5, 0.5, 0.5, 0.5, 0, 1);
    }

    /** Battle of the sexes: the equilibrium found is that of the best responses to the start weights. */
    @Test
    void searchUsesStartWeights() {
        double[][] payoffs = {{2, 0, 0, 1}, {1, 0, 0, 2}};
        for (double likely : new double[] {0.1, 0.9}) {
            double[] start = {likely, 1 - likely, likely, 1 - likely};
            double side = Math.round(likely);
            assertThat(new FiniteGameSolver(new int[] {2, 2}, payoffs, () -> false).solve(start))
                    .containsExactly(new double[] {side, 1 - side, side, 1 - side}, within(1e-12));
        }
    }

    @Test
    void anEquilibriumOrAStopReturnsTheStart() {
        double[][] pennies = {{1, -1, -1, 1}, {-1, 1, 1, -1}};
        var asked = new AtomicInteger();
        double[] half = {0.5, 0.5, 0.5, 0.5};
        var game = new FiniteGameSolver(new int[] {2, 2}, pennies, () -> asked.incrementAndGet() < 0);
        assertThat(game.solve(half)).isSameAs(half);
        assertThat(asked).hasValue(0);
        double[] start = {1, 0, 0, 1};
        assertThat(new FiniteGameSolver(new int[] {2, 2}, pennies, () -> true).solve(start))
                .isSameAs(start);
    }

    /** Newton's method converges quadratically: from random weights most games of three players take two or three steps. */
    @Test
    void gamesOfThreePlayersTakeFewSteps() {
        var asked = new AtomicInteger();
        int games = 100;
        for (int i = 0; i < games; i++) {
            RandomGame drawn = RandomGame.draw(3 * i + 1);
            new FiniteGameSolver(drawn.choices, drawn.payoffs, () -> asked.incrementAndGet() < 0).solve(drawn.weights);
        }
        assertThat(asked.get()).isLessThanOrEqualTo(3 * games);
    }

    private record RandomGame(int[] choices, double[][] payoffs, double[] weights) {
        static RandomGame draw(int i) {
            RandomGenerator random = new RandomStreams(9).stream("finite-game-steps", i);
            int[] choices = random.ints(2 + i % 3, 1, 4).toArray();
            int profiles = Arrays.stream(choices).reduce(1, (a, b) -> a * b);
            double[][] payoffs = new double[choices.length][];
            Arrays.setAll(payoffs, _ -> {
                double[] drawn = random.doubles(profiles).toArray();
                drawn[0] = 0; // smallest and largest payoff, so that scaling has no effect
                drawn[profiles - 1] = profiles == 1 ? 0 : 1;
                return drawn;
            });
            double[] weights = new double[Arrays.stream(choices).sum()];
            for (int p = 0, first = 0; p < choices.length; first += choices[p++]) {
                double[] drawn = random.doubles(choices[p], 0.1, 1).toArray();
                double sum = Arrays.stream(drawn).sum();
                for (int c = 0; c < drawn.length; c++) {
                    weights[first + c] = drawn[c] / sum;
                }
            }
            return new RandomGame(choices, payoffs, weights);
        }

        int first(int player) {
            return Arrays.stream(choices, 0, player).sum();
        }

        int chosen(int profile, int player) {
            int left = profile;
            for (int j = 0; j < player; j++) {
                left /= choices[j];
            }
            return left % choices[player];
        }

        /** Returns a player's expected payoff for one choice and, unless {@code other} is -1, one choice of another player. */
        double expected(int player, int choice, int other, int otherChoice) {
            double sum = 0;
            for (int k = 0; k < payoffs[player].length; k++) {
                double chance = chosen(k, player) == choice ? 1 : 0;
                for (int j = 0; j < choices.length; j++) {
                    double free = weights[first(j) + chosen(k, j)];
                    chance *= j == player ? 1 : j == other ? (chosen(k, j) == otherChoice ? 1 : 0) : free;
                }
                sum += chance * payoffs[player][k];
            }
            return sum;
        }
    }

    /** Expected payoffs, their derivatives by another player's weight, and the largest regret, from their definitions. */
    @Test
    void payoffsAreLinearizedAsDefined() {
        for (int i = 0; i < 60; i++) {
            RandomGame drawn = RandomGame.draw(i);
            var game = new FiniteGameSolver(drawn.choices, drawn.payoffs, () -> false);
            game.linearize(new double[drawn.weights.length]); // must not affect later calls
            double regret = game.linearize(drawn.weights);
            double largest = 0;
            for (int p = 0; p < drawn.choices.length; p++) {
                double mean = 0;
                double most = 0;
                for (int c = 0; c < drawn.choices[p]; c++) {
                    int row = drawn.first(p) + c;
                    double expected = drawn.expected(p, c, -1, 0);
                    assertThat(game.earned[row]).isCloseTo(expected, within(1e-14));
                    mean += drawn.weights[row] * expected;
                    most = Math.max(most, expected);
                    assertSlopes(drawn, game, p, c);
                }
                largest = Math.max(largest, most - mean);
            }
            assertThat(regret).isCloseTo(largest, within(1e-14));
        }
    }

    private static void assertSlopes(RandomGame drawn, FiniteGameSolver game, int p, int c) {
        for (int j = 0; j < drawn.choices.length; j++) {
            for (int d = 0; d < drawn.choices[j]; d++) {
                double slope = j == p ? 0 : drawn.expected(p, c, j, d);
                assertThat(game.slopes[drawn.first(p) + c][drawn.first(j) + d]).isCloseTo(slope, within(1e-14));
            }
        }
    }

    /** At the found weights all choices with weight are best to first order. */
    @Test
    void stepSolvesLinearizedGame() {
        int solved = 0;
        for (int i = 0; i < 60; i++) {
            RandomGame drawn = RandomGame.draw(i);
            var game = new FiniteGameSolver(drawn.choices, drawn.payoffs, () -> false);
            game.linearize(drawn.weights);
            double[] found = game.polymatrix(drawn.weights);
            solved += found.length > 0 ? 1 : 0;
            for (int p = 0; found.length > 0 && p < drawn.choices.length; p++) {
                int first = drawn.first(p);
                int end = first + drawn.choices[p];
                double[] earned = IntStream.range(first, end)
                        .mapToDouble(row -> game.earned[row]
                                + IntStream.range(0, found.length)
                                        .mapToDouble(d -> game.slopes[row][d] * (found[d] - drawn.weights[d]))
                                        .sum())
                        .toArray();
                double most = Arrays.stream(earned).max().orElseThrow();
                assertThat(Arrays.stream(found, first, end).sum()).isCloseTo(1, within(0x1p-50));
                for (int c = 0; c < earned.length; c++) {
                    assertThat(found[first + c]).isNotNegative();
                    assertThat(found[first + c] * (most - earned[c])).isLessThan(1e-10);
                }
            }
        }
        assertThat(solved).isGreaterThanOrEqualTo(57);
    }
}
