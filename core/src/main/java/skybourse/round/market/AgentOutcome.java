package skybourse.round.market;

import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.agent.WirelessAgent;

/**
 * Outcome of one wireless agent in a round: the pieces sent, times, energy, satisfaction and utility.
 *
 * @param agent the wireless agent
 * @param links pieces that it sent, in ascending order of leader index; only those with ratios above 0
 * @param homeRatio share of the task computed by the agent itself ("at home"), in [0, 1]
 * @param homeSeconds computing time of the home part
 * @param homeJoules energy of computing the home part
 * @param sendingJoules energy of sending
 * @param satisfaction {@code sum_s xi_n ln(1 + s_ns o_ns)}, money; 0 if no piece was sent
 * @param utility gain over computing the complete task at home, money: satisfaction minus the bill and the cost of sending energy, plus the cost of
 *     the home energy that is saved
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

    /** Relative tolerance of deadlines. A ratio at its cap ends exactly at the deadline except for rounding, and must count as in time. */
    private static final double DEADLINE_ROUNDING = 1e-9;

    /**
     * Piece that was sent to one leader.
     *
     * @param leader index into {@link skybourse.base.scenario.Scenario#leaders()}
     * @param ratio {@code o_ns}, in (0, 1]
     * @param quality link quality {@code s_ns}
     * @param transferSeconds time until the leader has received it
     * @param bill payment to the leader, money
     * @param delay time at which its result is back
     */
    public record Link(
            int leader, double ratio, double quality, double transferSeconds, double bill, PieceDelay delay) {}

    public AgentOutcome {
        links = List.copyOf(links);
        assert 0 <= homeRatio && homeRatio <= 1 : homeRatio;
        assert isRising(links) : "each leader once, by rising index";
    }

    private static boolean isRising(List<Link> links) {
        return IntStream.range(1, links.size())
                .allMatch(i -> links.get(i - 1).leader() < links.get(i).leader());
    }

    /** Returns the delay of the task, s. It is the largest delay of its parts, including the home part. */
    public double delaySeconds() {
        return links.stream().mapToDouble(link -> link.delay().seconds()).reduce(homeSeconds, Math::max);
    }

    /** Returns whether the result of the task arrives by its deadline. */
    public boolean deadlineMet() {
        return isInTime(delaySeconds(), agent.task().deadlineSeconds());
    }

    /** Returns whether a delay meets a deadline, with a relative tolerance of 1e-9 for rounding. */
    public static boolean isInTime(double delaySeconds, double deadlineSeconds) {
        return delaySeconds <= deadlineSeconds * (1 + DEADLINE_ROUNDING);
    }

    /** Returns the total payment of the agent to leaders, money. */
    public double bill() {
        return links.stream().mapToDouble(Link::bill).sum();
    }

    /** Returns the energy that the agent spends on computing and sending, J. */
    public double joules() {
        return homeJoules + sendingJoules;
    }
}
