package skybourse.base.scenario;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The leaders that one wireless agent can reach, in rising order of leader index.
 *
 * @param leaders {@code int[links]}, indices into {@link Scenario#leaders()}
 * @param bitsPerSecond {@code double[links]}, the rate of each link
 * @param qualities {@code double[links]}, the link quality {@code s_ns} in [0.001, 1]
 */
public record AgentLinks(int[] leaders, double[] bitsPerSecond, double[] qualities) {

    /** Returns how many leaders are within reach. */
    public int count() {
        return leaders.length;
    }

    /** Returns the links to those leaders that pass. */
    public AgentLinks to(IntPredicate leader) {
        int[] kept = IntStream.range(0, leaders.length)
                .filter(l -> leader.test(leaders[l]))
                .toArray();
        return kept.length == leaders.length
                ? this
                : new AgentLinks(
                        IntStream.of(kept).map(l -> leaders[l]).toArray(),
                        IntStream.of(kept).mapToDouble(l -> bitsPerSecond[l]).toArray(),
                        IntStream.of(kept).mapToDouble(l -> qualities[l]).toArray());
    }
}
