package skybourse.round.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.round.market.ResaleStudy;
import skybourse.round.market.Round;
import skybourse.tier1.certificate.PlannerBound;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverState;
import skybourse.tier1.game.PricingGame;

/**
 * A round and the evidence around it: all that a report shows.
 *
 * @param round the round as tier 1 leaves it
 * @param result its prices, their certificate and how the solver ended
 * @param game the game of tier 1, its links in the order of the scenario's
 * @param origin what it was made from
 * @param iterates the solver's states from the start to the result, repairs included
 * @param curves profit by price, of some or all leaders
 * @param starts end points of other starts; empty if none were tried
 * @param resale tier 2
 * @param tried its orders under other rules; empty where none were tried
 * @param efficiency of tier 1 at the prices that were asked, with a proved bound
 * @param settledSearch the best price found for each leader by settled profit; empty where no search was made
 */
public record RoundStudy(
        Round round,
        SolveResult result,
        PricingGame game,
        Origin origin,
        List<SolverState> iterates,
        List<ProfitCurve> curves,
        List<StartRun> starts,
        ResaleStudy resale,
        Optional<TriedRules> tried,
        PlannerBound efficiency,
        List<RoundAudit.Asked> settledSearch) {

    /**
     * Relative price difference up to which two end points count as the same: profits are flat at their maxima, so prices
     * that are certified to 1e-6 may lie about its root from each other.
     */
    public static final double SAME_END = 1e-3;

    public RoundStudy {
        iterates = List.copyOf(iterates);
        curves = List.copyOf(curves);
        starts = List.copyOf(starts);
        settledSearch = List.copyOf(settledSearch);
    }

    /** Returns the same study with the best price found for each leader by settled profit. */
    public RoundStudy withSettledSearch(List<RoundAudit.Asked> search) {
        return new RoundStudy(round, result, game, origin, iterates, curves, starts, resale, tried, efficiency, search);
    }

    /** Returns the first of the starts that led to each certified end point that differs from those before it. */
    public List<StartRun> distinctEndPoints() {
        List<StartRun> distinct = new ArrayList<>();
        for (StartRun run : starts) {
            if (run.result().certificate().holds()
                    && distinct.stream().noneMatch(other -> other.distance(run) <= SAME_END)) {
                distinct.add(run);
            }
        }
        return distinct;
    }

    /**
     * Returns what tier 2 takes from welfare: what aerial agents' work costs less the energy that fixed agents save by it. Money;
     * below 0 where flying the work out is cheaper, 0 without an auction.
     */
    public double resaleCost() {
        return round.welfare() - resale.welfare();
    }

    /** Returns how many deadlines more are met with tier 2 than without it. */
    public int deadlinesBought() {
        return after().totals().deadlinesMet() - round.totals().deadlinesMet();
    }

    /** Returns the round as tier 2 leaves it. */
    public Round after() {
        return resale.after();
    }
}
