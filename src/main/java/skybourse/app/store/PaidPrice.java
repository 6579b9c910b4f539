package skybourse.app.store;

import java.util.OptionalDouble;
import skybourse.app.codec.ModelFile;
import skybourse.base.scenario.Scenario;
import skybourse.learning.training.ScenarioMarkets;
import skybourse.round.market.Resold;
import skybourse.round.market.SolverCatalogue;
import skybourse.round.market.StudyPlan;
import skybourse.round.market.TwoTiers;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;

/** What a unit of work is paid in tier 2 where {@code run} plays a scenario without options. */
final class PaidPrice {

    /** Wireless agents times leaders; above, a round takes longer than a price is worth. */
    private static final long MOST_LINKS = 5_000;

    private PaidPrice() {}

    /** Returns the price; empty where nothing is traded, where no round can be played and where the market is so large that none is. */
    static OptionalDouble of(Scenario scenario) {
        if ((long) scenario.wirelessAgents().size() * scenario.leaders().size() > MOST_LINKS) {
            return OptionalDouble.empty();
        }
        try {
            return played(scenario);
        } catch (IllegalArgumentException e) {
            return OptionalDouble.empty(); // `run` says which setting it is
        }
    }

    private static OptionalDouble played(Scenario scenario) {
        int threads = Runtime.getRuntime().availableProcessors();
        CertifiedSolver solver = SolverCatalogue.certified(
                SolverCatalogue.walker("newton", SolverCatalogue.SEARCHES.getFirst(), threads),
                scenario.rules().tolerance(),
                threads);
        TwoTiers tiers = TwoTiers.of(scenario);
        double[] prices =
                solver.solve(tiers.game(), StudyPlan.zeroStart(tiers.game())).prices();
        ClockPolicy learned = PolicyChoice.steady(ModelFile.LEARNED);
        return TwoTiers.resold(
                        tiers.sold(prices),
                        market -> new DoubleDutch(
                                market.buyersStartTicks(),
                                market.sellersStartTicks(),
                                ScenarioMarkets.TURNS,
                                Clearing.MIDPOINT,
                                learned),
                        new TieOrder.ByLot(scenario.seed(), 0))
                .map(Resold::paidPerWork)
                .orElse(OptionalDouble.empty());
    }
}
