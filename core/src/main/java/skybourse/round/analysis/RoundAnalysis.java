package skybourse.round.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.Round;
import skybourse.tier1.certificate.PlannerBound;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverIterate;
import skybourse.tier1.game.PricingGame;

/**
 * Outcome of a round with its evidence, as shown in a report.
 *
 * @param round round after tier 1
 * @param result prices, their certificate, and the end of the solver
 * @param game game of tier 1; its links are in the scenario's order
 * @param origin provenance
 * @param iterates states of the solver from the start to the result, repairs included
 * @param curves profit curves of the leaders with the largest gaps, by ascending leader index; empty if prices are mixed
 * @param starts results from other starts; empty if no other start was tried
 * @param resale tier 2
 * @param tried outcomes of the same orders under other auction rules; empty if no other rule was tried
 * @param efficiency efficiency of tier 1 at the sampled prices, with a proved bound
 * @param settledSearch best price found for each leader by settled profit; empty if there was no search
 */
public record RoundAnalysis(
        Round round,
        SolveResult result,
        PricingGame game,
        ResultProvenance origin,
        List<SolverIterate> iterates,
        List<ProfitCurve> curves,
        List<SolverStartResult> starts,
        AuditedResale resale,
        Optional<RuleComparison> tried,
        PlannerBound efficiency,
        List<DeviationAudit.PriceAudit> settledSearch) {

    /**
     * Largest relative price difference at which two end points count as equal. Profits are flat at their maxima. Prices that are certified to 1e-6
     * may therefore differ by about the square root of 1e-6.
     */
    public static final double SAME_END = 1e-3;

    public RoundAnalysis {
        iterates = List.copyOf(iterates);
        curves = List.copyOf(curves);
        starts = List.copyOf(starts);
        settledSearch = List.copyOf(settledSearch);
    }

    /** Returns this study with another {@code settledSearch}. */
    public RoundAnalysis withSettledSearch(List<DeviationAudit.PriceAudit> search) {
        return new RoundAnalysis(
                round, result, game, origin, iterates, curves, starts, resale, tried, efficiency, search);
    }

    /** Returns one start for each distinct certified end point, namely the first start that led to it. */
    public List<SolverStartResult> distinctEndPoints() {
        List<SolverStartResult> distinct = new ArrayList<>();
        for (SolverStartResult run : starts) {
            if (run.result().certificate().holds()
                    && distinct.stream().noneMatch(other -> other.distance(run) <= SAME_END)) {
                distinct.add(run);
            }
        }
        return distinct;
    }

    /**
     * Returns the cost of tier 2 in welfare, in money: the costs of the aerial agents' work minus the energy that fixed agents save. Negative
     * if tier 2 is cheaper; 0 without an auction.
     */
    public double resaleCost() {
        return round.welfare() - resale.welfare();
    }

    /** Returns the number of deadlines met with tier 2 minus the number without it. */
    public int deadlinesSaved() {
        return finalRound().totals().deadlinesMet() - round.totals().deadlinesMet();
    }

    /** Returns the round after tier 2, or after tier 1 if no auction was held. */
    public Round finalRound() {
        return resale.finalRound();
    }
}
