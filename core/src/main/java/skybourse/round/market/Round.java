package skybourse.round.market;

import java.util.List;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;

/**
 * Evaluated round, before or after tier 2: pieces sold, and outcomes of leaders with their prices. The round before tier 2 is the complete input of
 * tier 2. {@link PriceEvaluation} creates rounds.
 *
 * @param scenario the market
 * @param links links of the market; in a simulation, those of the present slot
 * @param sold the pieces sold; those of a round of a simulation are overwritten in the next slot
 * @param leaders outcomes by leader index
 */
public record Round(Scenario scenario, ScenarioLinks links, SoldPieces sold, List<LeaderOutcome> leaders) {

    public Round {
        leaders = List.copyOf(leaders);
    }

    /** Compares scenarios, pieces and the outcomes of leaders, but not links. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Round round
                && scenario.equals(round.scenario)
                && sold.equals(round.sold)
                && leaders.equals(round.leaders);
    }

    @Override
    public int hashCode() {
        return 31 * sold.hashCode() + leaders.hashCode();
    }

    /** Returns the outcome of each task, by wireless agent, as a view that creates elements on request. */
    public List<AgentOutcome> agents() {
        return sold.outcomes();
    }

    /** Returns the totals of the round. Call it before the pieces are overwritten. */
    public RoundTotals totals() {
        return RoundTotals.of(this);
    }

    /** Returns the welfare, money: the utilities of wireless agents plus the profits of leaders. Payments cancel in it. */
    public double welfare() {
        return RoundTotals.sum(sold, sold::utility)
                + leaders.stream().mapToDouble(LeaderOutcome::profit).sum();
    }
}
