package skybourse.round.market;

import java.util.List;

/**
 * One round in a few numbers.
 *
 * @param welfare utilities of wireless agents and profits of leaders together, in which payments cancel; money
 * @param deadlinesMet how many wireless agents have their task back in time
 * @param deadlineShare the share of them, in [0, 1]
 * @param meanSatisfaction quality of experience: mean satisfaction of a wireless agent, money
 * @param offloadedShare the share of all work that was sent to leaders, in [0, 1]
 * @param overloadedLeaders how many leaders sold more than they can do in the round
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

    static RoundTotals of(List<AgentOutcome> agents, List<LeaderOutcome> leaders) {
        double profit = leaders.stream().mapToDouble(LeaderOutcome::profit).sum();
        double work = agents.stream().mapToDouble(o -> o.agent().task().work()).sum();
        double sold = leaders.stream().mapToDouble(o -> o.load().work()).sum();
        int met = (int) agents.stream().filter(AgentOutcome::deadlineMet).count();
        assert sold <= work * (1 + 1e-9) : "no more is sold than there is to do";
        return new RoundTotals(
                agents.stream().mapToDouble(AgentOutcome::utility).sum() + profit,
                met,
                (double) met / agents.size(),
                agents.stream().mapToDouble(AgentOutcome::satisfaction).sum() / agents.size(),
                sold / work,
                (int) leaders.stream().filter(o -> o.load().overload() > 0).count(),
                agents.stream().mapToDouble(AgentOutcome::joules).sum(),
                leaders.stream().mapToDouble(LeaderOutcome::joules).sum());
    }
}
