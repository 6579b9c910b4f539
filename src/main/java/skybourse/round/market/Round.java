package skybourse.round.market;

import java.util.List;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;
import skybourse.tier1.equilibrium.SolveResult;

/**
 * One evaluated round: the prices that tier 1 found and everything that follows from them. What each agent sent is in its
 * links, so that nothing else is needed to play tier 2. Made by {@link RoundEvaluation}.
 *
 * @param scenario the world
 * @param links its links, kept
 * @param result prices, their certificate and how the solver ended
 * @param agents outcomes by wireless agent index
 * @param leaders outcomes by leader index
 * @param totals the round in a few numbers
 */
public record Round(
        Scenario scenario,
        Reach links,
        SolveResult result,
        List<AgentOutcome> agents,
        List<LeaderOutcome> leaders,
        RoundTotals totals) {

    public Round {
        agents = List.copyOf(agents);
        leaders = List.copyOf(leaders);
    }
}
