package skybourse.round.market;

import java.util.List;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;

/**
 * One evaluated round: prices, whoever found them, and everything that follows from them. Prices are those of its leaders, what each
 * agent sent is in its links, so that nothing else is needed to play tier 2. A certificate of prices stands beside the round, where there
 * is one. Made by {@link RoundEvaluation}.
 *
 * @param scenario the world
 * @param links its links, kept
 * @param agents outcomes by wireless agent index
 * @param leaders outcomes by leader index
 * @param totals the round in a few numbers
 */
public record Round(
        Scenario scenario, Reach links, List<AgentOutcome> agents, List<LeaderOutcome> leaders, RoundTotals totals) {

    public Round {
        agents = List.copyOf(agents);
        leaders = List.copyOf(leaders);
    }
}
