package skybourse.tier1.game;

import java.util.List;
import skybourse.base.agent.Leader;

/** What a game's links cost beside prices and sending, and how soon they serve. */
public interface LinkTerms {

    /** Returns a leader's speed, {@code mu_s}. */
    double workPerSecond(int leader);

    /** Returns how long what a follower sends to a leader waits there before it is worked on; not negative. */
    default double waitSeconds(int follower, int leader) {
        return 0;
    }

    /** Returns what a follower counts beside the price for sending all of its task to a leader, money; may be negative. */
    default double surcharge(int follower, int leader) {
        return 0;
    }

    /** Returns the terms of a round on its own: nothing waits and nothing is added. */
    static LinkTerms of(List<Leader> leaders) {
        double[] speeds = leaders.stream()
                .mapToDouble(leader -> leader.computer().workPerSecond())
                .toArray();
        return leader -> speeds[leader];
    }
}
