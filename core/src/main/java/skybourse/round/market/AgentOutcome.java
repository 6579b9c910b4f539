package skybourse.round.market;

import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.agent.WirelessAgent;

/**
 * What one wireless agent sent, paid, waited for and gained.
 *
 * @param agent the wireless agent
 * @param links what it sent, by rising leader index; only ratios above 0
 * @param homeRatio the part done at home, in [0, 1]
 * @param homeSeconds until the home part is done
 * @param homeJoules energy of the home part
 * @param sendingJoules energy of sending
 * @param satisfaction {@code sum_s xi_n ln(1 + s_ns o_ns)}, money; 0 with everything at home
 * @param utility satisfaction less bill and sending energy plus home energy saved: what the agent gains over doing
 *     everything at home, money
 */
public record AgentOutcome(
        WirelessAgent agent,
        List<Link> links,
        double homeRatio,
        double homeSeconds,
        double homeJoules,
        double sendingJoules,
        double satisfaction,
        double utility) {

    /** A ratio at its cap ends at the deadline up to rounding; that counts as met. */
    private static final double DEADLINE_ROUNDING = 1e-9;

    /**
     * What was sent to one leader.
     *
     * @param leader index into {@link skybourse.base.scenario.Scenario#leaders()}
     * @param ratio {@code o_ns}, in (0, 1]
     * @param quality link quality {@code s_ns}
     * @param transferSeconds until it has reached the leader
     * @param bill what the leader is paid, money
     * @param delay when it is back
     */
    public record Link(
            int leader, double ratio, double quality, double transferSeconds, double bill, LinkDelay delay) {}

    public AgentOutcome {
        links = List.copyOf(links);
        assert 0 <= homeRatio && homeRatio <= 1 : homeRatio;
        assert isRising(links) : "each leader once, by rising index";
    }

    private static boolean isRising(List<Link> links) {
        return IntStream.range(1, links.size())
                .allMatch(i -> links.get(i - 1).leader() < links.get(i).leader());
    }

    /** Returns the delay of the task: that of its last part, home included. */
    public double delaySeconds() {
        return links.stream().mapToDouble(link -> link.delay().seconds()).reduce(homeSeconds, Math::max);
    }

    /** Returns whether the task is back by its deadline. */
    public boolean deadlineMet() {
        return isInTime(delaySeconds(), agent.task().deadlineSeconds());
    }

    /** Tells whether a task that took so long met its deadline, but for rounding. */
    public static boolean isInTime(double delaySeconds, double deadlineSeconds) {
        return delaySeconds <= deadlineSeconds * (1 + DEADLINE_ROUNDING);
    }

    /** Returns what the agent pays, money. */
    public double bill() {
        return links.stream().mapToDouble(Link::bill).sum();
    }

    /** Returns the energy the agent spends, computing and sending. */
    public double joules() {
        return homeJoules + sendingJoules;
    }
}
