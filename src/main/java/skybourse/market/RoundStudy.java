package skybourse.market;

import java.util.List;
import skybourse.equilibrium.SolverState;

/**
 * A round and the evidence around it: all that a report shows.
 *
 * @param round the round as tier 1 leaves it
 * @param origin what it was made from
 * @param iterates the solver's states from the start on
 * @param curves profit by price, of some or all leaders
 * @param starts end points of other starts; empty if none were tried
 * @param resale tier 2
 */
public record RoundStudy(
        Round round,
        Origin origin,
        List<SolverState> iterates,
        List<ProfitCurve> curves,
        List<StartRun> starts,
        ResaleStudy resale) {
    public RoundStudy {
        iterates = List.copyOf(iterates);
        curves = List.copyOf(curves);
        starts = List.copyOf(starts);
    }

    /** Returns the round as tier 2 leaves it. */
    public Round after() {
        return resale.after();
    }
}
