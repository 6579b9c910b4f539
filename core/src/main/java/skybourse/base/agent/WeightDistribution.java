package skybourse.base.agent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.numeric.Checks;

/**
 * Published distribution of satisfaction weights: uniform between two bounds. Prices are computed for its quantiles instead of the reported weights. A
 * report therefore only decides the rank of its agent, and reports that leave all ranks the same change no price.
 *
 * <p>Ours: the rule.
 *
 * @param low the lower bound, money, in [1e-18, 1e18]
 * @param high the upper bound, money, in [{@code low}, 1e18]
 */
public record WeightDistribution(double low, double high) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a bound is outside its range
     */
    public WeightDistribution {
        Checks.amount(low, "low");
        Checks.amount(high, "high");
        if (low > high) {
            throw new IllegalArgumentException("low must be at most high (" + high + "): " + low);
        }
    }

    /**
     * Returns a quantile, money. The result is bit for bit equal on all machines.
     *
     * @param rank rank of the agent, from 0
     * @param agents number of agents, above {@code rank}
     */
    public double quantile(int rank, int agents) {
        return low + (rank + 0.5) / agents * (high - low);
    }

    /**
     * Returns the agents with the weights for which prices are computed. The agent with the smallest weight gets the smallest quantile. Among equal
     * weights, the agent that comes first in the list gets the smaller quantile.
     *
     * @param agents agents with their reported weights
     * @return the agents in the same order; only their weights differ
     */
    public List<WirelessAgent> assign(List<WirelessAgent> agents) {
        List<WirelessAgent> assigned = new ArrayList<>(agents);
        int[] byWeight = IntStream.range(0, agents.size())
                .boxed()
                .sorted(Comparator.comparingDouble(n -> agents.get(n).satisfactionWeight())) // stable
                .mapToInt(Integer::intValue)
                .toArray();
        for (int rank = 0; rank < byWeight.length; rank++) {
            int n = byWeight[rank];
            assigned.set(n, agents.get(n).withSatisfactionWeight(quantile(rank, byWeight.length)));
        }
        return assigned;
    }

    /** Returns the share of agents whose weights are outside the bounds, in [0, 1]; 0 without agents. */
    public double shareOutside(List<WirelessAgent> agents) {
        return agents.stream()
                .mapToDouble(WirelessAgent::satisfactionWeight)
                .map(weight -> weight < low || weight > high ? 1 : 0)
                .average()
                .orElse(0);
    }
}
