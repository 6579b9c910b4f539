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
 * @param agentJoules energy of all wireless agents for local computing and sending, J
 * @param leaderJoules energy of all leaders for the work that they compute themselves, J
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
        SoldPieces pieces = round.sold();
        List<LeaderOutcome> leaders = round.leaders();
        double work = sum(pieces, task -> pieces.agent(task).task().work());
        double met = sum(pieces, task -> isInTime(pieces, task) ? 1 : 0);
        double load = leaders.stream().mapToDouble(o -> o.load().work()).sum();
        assert load <= work * (1 + 1e-9) : "no more is sold than there is to do";
        return new RoundTotals(
                round.welfare(),
                (int) met,
                met / pieces.tasks(),
                sum(pieces, pieces::satisfaction) / pieces.tasks(),
                load / work,
                (int) leaders.stream().filter(o -> o.load().overload() > 0).count(),
                sum(pieces, task -> pieces.homeJoules(task) + pieces.sendingJoules(task)),
                leaders.stream().mapToDouble(LeaderOutcome::joules).sum());
    }

    private static boolean isInTime(SoldPieces pieces, int task) {
        return AgentOutcome.isInTime(
                pieces.taskSeconds(task), pieces.agent(task).task().deadlineSeconds());
    }

    static double sum(SoldPieces pieces, IntToDoubleFunction ofTask) {
        return IntStream.range(0, pieces.tasks()).mapToDouble(ofTask).sum();
    }
}
