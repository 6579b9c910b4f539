package skybourse.tier1.game;

import java.util.List;
import skybourse.base.agent.Leader;

/** Terms of a game's links besides prices and transmission costs: the leaders' speeds, waiting times and surcharges. */
public interface LinkTerms {

    /** Returns a leader's speed {@code mu_s}, work/s. */
    double workPerSecond(int leader);

    /** Returns the waiting time of a follower's task at a leader before its computation starts, s; not negative. The default is 0. */
    default double waitSeconds(int follower, int leader) {
        return 0;
    }

    /**
     * Returns a follower's cost, besides the price, of sending its complete task to a leader, money; may be negative. The default
     * is 0.
     */
    default double surcharge(int follower, int leader) {
        return 0;
    }

    /** Returns the terms of a single round: no waiting times and no surcharges. */
    static LinkTerms of(List<Leader> leaders) {
        double[] speeds = leaders.stream()
                .mapToDouble(leader -> leader.computer().workPerSecond())
                .toArray();
        return leader -> speeds[leader];
    }
}
