package skybourse.tier1.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Pricing games restricted to a few prices per leader. Profits are computed once for each combination of prices and then reused.
 * Not thread-safe.
 */
public final class RestrictedGame {

    private final UnaryOperator<double[]> profits;
    private final BooleanSupplier stop;

    /** Cached profits of all leaders, by the prices of all leaders. */
    private final Map<List<Double>, double[]> known = new HashMap<>();

    /**
     * Creates an empty cache of profits.
     *
     * @param profits returns the profits of all leaders, money, at prices of all leaders, money/bit
     * @param stop returns true to end the search with the best weights found so far
     */
    public RestrictedGame(UnaryOperator<double[]> profits, BooleanSupplier stop) {
        this.profits = profits;
        this.stop = stop;
    }

    /**
     * Returns the sets with the best weights found in the restricted game. If three or more leaders have several prices, the weights need
     * not be an equilibrium.
     *
     * @param sets prices of each leader, at least one
     * @return the sets unchanged if the search was stopped before all profits were known
     */
    public List<StrategySet> solve(List<StrategySet> sets) {
        int[] players = IntStream.range(0, sets.size())
                .filter(s -> sets.get(s).size() > 1)
                .toArray();
        int[] counts = Arrays.stream(players).map(s -> sets.get(s).size()).toArray();
        double[][] payoffs = new double[players.length][Arrays.stream(counts).reduce(1, (a, b) -> a * b)];
        for (int profile = 0; profile < payoffs[0].length; profile++) {
            if (stop.getAsBoolean()) {
                return sets;
            }
            double[] earned = profits(sets, players, profile);
            for (int i = 0; i < players.length; i++) {
                payoffs[i][profile] = earned[players[i]];
            }
        }
        double[] start = Arrays.stream(players)
                .mapToObj(sets::get)
                .flatMapToDouble(set -> set.choices().stream().mapToDouble(StrategySet.Choice::weight))
                .toArray();
        return solve(sets, players, new FiniteGameSolver(counts, payoffs, stop).solve(start));
    }

    private static List<StrategySet> solve(List<StrategySet> sets, int[] players, double[] weights) {
        List<StrategySet> weighed = new ArrayList<>(sets);
        int first = 0;
        for (int s : players) {
            weighed.set(s, sets.get(s).weighed(weights, first));
            first += sets.get(s).size();
        }
        return weighed;
    }

    /** Returns the profits of all leaders, money, at a profile. The first player's choice changes fastest. */
    private double[] profits(List<StrategySet> sets, int[] players, int profile) {
        double[] prices = sets.stream()
                .mapToDouble(set -> set.choices().getFirst().price())
                .toArray();
        int left = profile;
        for (int s : players) {
            prices[s] = sets.get(s).choices().get(left % sets.get(s).size()).price();
            left /= sets.get(s).size();
        }
        return known.computeIfAbsent(Arrays.stream(prices).boxed().toList(), _ -> profits.apply(prices));
    }
}
