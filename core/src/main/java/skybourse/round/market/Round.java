package skybourse.round.market;

import java.util.List;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;

/**
 * One evaluated round: prices, whoever found them, and everything that follows from them. Prices are those of its leaders, what each
 * agent sent is among its pieces, so that nothing else is needed to play tier 2. A certificate of prices stands beside the round, where there
 * is one. Made by {@link RoundEvaluation}.
 *
 * @param scenario the world
 * @param links its links, kept
 * @param sold the pieces of tasks that were sold; the columns of a round of a simulation are filled anew in the next slot
 * @param leaders outcomes by leader index
 */
public record Round(Scenario scenario, Reach links, SoldPieces sold, List<LeaderOutcome> leaders) {

    public Round {
        leaders = List.copyOf(leaders);
    }

    /** Two rounds are equal if they sold the same in the same world, with equal outcomes of leaders; links are not compared. */
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

    /** Returns what each task was for its wireless agent, in their order, made as it is asked for. */
    public List<AgentOutcome> agents() {
        return sold.outcomes();
    }

    /** Returns the round in a few numbers, summed up as they are asked for, while its pieces are not filled anew. */
    public RoundTotals totals() {
        return RoundTotals.of(this);
    }

    /** Returns utilities of wireless agents and profits of leaders together, in which payments cancel; money. */
    public double welfare() {
        return RoundTotals.sum(sold, sold::utility)
                + leaders.stream().mapToDouble(LeaderOutcome::profit).sum();
    }
}
