package skybourse.round.market;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Totals of one round.
 *
 * @param welfare utilities of wireless agents plus profits of leaders, money; payments cancel in it
 * @param deadlinesMet number of tasks that meet their deadline
 * @param deadlineShare share of tasks that meet their deadline, in [0, 1]
 * @param meanSatisfaction quality of experience: mean satisfaction per task, money
 * @param offloadedShare the share of all work that was sent to leaders, in [0, 1]
 * @param overloadedLeaders number of overloaded leaders
 * @param agentJoules energy of all wireless agents
 * @param leaderJoules energy of all leaders
 */
public record RoundTotals(
        double welfare,
        int deadlinesMet,
        double deadlineShare,
        double meanSatisfaction,
        double offloadedShare,
        int overloadedLeaders,
        double agentJoules,
        double leaderJoules) {

    /** Returns the totals of a round. */
    static RoundTotals of(Round round) {
        SoldPieces sold = round.sold();
        List<LeaderOutcome> leaders = round.leaders();
        double work = sum(sold, task -> sold.agent(task).task().work());
        double met = sum(sold, task -> isInTime(sold, task) ? 1 : 0);
        double load = leaders.stream().mapToDouble(o -> o.load().work()).sum();
        assert load <= work * (1 + 1e-9) : "no more is sold than there is to do";
        return new RoundTotals(
                round.welfare(),
                (int) met,
                met / sold.tasks(),
                sum(sold, sold::satisfaction) / sold.tasks(),
                load / work,
                (int) leaders.stream().filter(o -> o.load().overload() > 0).count(),
                sum(sold, task -> sold.homeJoules(task) + sold.sendingJoules(task)),
                leaders.stream().mapToDouble(LeaderOutcome::joules).sum());
    }

    private static boolean isInTime(SoldPieces sold, int task) {
        return AgentOutcome.isInTime(
                sold.taskSeconds(task), sold.agent(task).task().deadlineSeconds());
    }

    static double sum(SoldPieces sold, IntToDoubleFunction ofTask) {
        return IntStream.range(0, sold.tasks()).mapToDouble(ofTask).sum();
    }
}
