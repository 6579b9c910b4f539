package skybourse.base.scenario;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Links of one wireless agent to the leaders within its reach, in rising order of leader index. The arrays are not copied.
 *
 * @param leaders {@code int[links]}, indices into {@link Scenario#leaders()}
 * @param bitsPerSecond {@code double[links]}, the rate of each link
 * @param qualities {@code double[links]}, the link quality {@code s_ns} in [0.001, 1]
 */
public record AgentLinks(int[] leaders, double[] bitsPerSecond, double[] qualities) {

    /** Returns the number of links. */
    public int count() {
        return leaders.length;
    }

    /** Returns the links to the leaders whose index the predicate accepts; returns this object if it accepts all. */
    public AgentLinks to(IntPredicate leader) {
        int[] kept = new int[leaders.length];
        double[] rates = new double[leaders.length];
        double[] good = new double[leaders.length];
        int count = 0;
        for (int l = 0; l < leaders.length; l++) {
            if (leader.test(leaders[l])) {
                kept[count] = leaders[l];
                rates[count] = bitsPerSecond[l];
                good[count++] = qualities[l];
            }
        }
        return count == leaders.length
                ? this
                : new AgentLinks(Arrays.copyOf(kept, count), Arrays.copyOf(rates, count), Arrays.copyOf(good, count));
    }
}
