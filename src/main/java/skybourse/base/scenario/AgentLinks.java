package skybourse.base.scenario;

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
}
