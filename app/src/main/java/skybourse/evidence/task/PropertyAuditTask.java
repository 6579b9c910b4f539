package skybourse.evidence.task;

import java.util.List;
import skybourse.evidence.choice.RandomMarkets;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier2.audit.AuctionRuleAudit;
import skybourse.tier2.audit.PropertyAudit;

/** Property audit of a rule over random markets, with a search for profitable misreports. It tests the claims of Theorem 1 of the paper. */
final class PropertyAuditTask {

    /** Measured columns of an audit. */
    static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn("worstLossTicks", "ticks", "largest loss of a truthful trader"),
            new MeasuredColumn("gainfulShare", "share", "markets with a profitable misreport"),
            new MeasuredColumn("largestGainTicks", "ticks", "largest gain by a misreport"),
            new MeasuredColumn("meanGainTicks", "ticks", "largest gain by a misreport per market, mean over markets"),
            new MeasuredColumn(
                    "lowestHouseTicks", "ticks", "smallest surplus of the house in a market; negative: deficit"),
            new MeasuredColumn("highestHouseTicks", "ticks", "largest surplus of the house in a market"),
            new MeasuredColumn("efficiency", "share", "gains from trade relative to the optimum, mean over markets"),
            new MeasuredColumn("tradesLost", "lots", "trades below the efficient matching, mean over markets"));

    static final CellTask TASK =
            CellTask.of("audit", RandomMarkets.axes(), COLUMNS, RandomMarkets::check, PropertyAuditTask::run);

    private PropertyAuditTask() {}

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        return List.of(row(audit(settings, seed, scenarios, RandomMarkets.count(settings))));
    }

    /** Audits the rule of the settings. Samples {@code markets} markets from the distribution of the settings. */
    static PropertyAudit audit(GridPoint settings, long seed, ScenarioSource scenarios, long markets) {
        return AuctionRuleAudit.ofRandomMarkets(
                        market -> RandomMarkets.rule(settings, scenarios, seed, market),
                        RandomMarkets.of(settings),
                        seed)
                .run(markets);
    }

    /** Returns the values of {@link #COLUMNS}. Gains are NaN if no market was searched. */
    static double[] row(PropertyAudit audit) {
        double searched = audit.searched() > 0 ? 1 : Double.NaN;
        return new double[] {
            audit.worstLossHalfTicks() / 2.0,
            searched * audit.gainfulMarkets().mean(),
            searched * audit.worstGainHalfTicks().toDouble() / 2,
            searched * audit.gainTicks().mean(),
            audit.lowestHouseHalfTicks() / 2.0,
            audit.highestHouseHalfTicks() / 2.0,
            audit.efficiency().mean(),
            audit.tradesLost().mean()
        };
    }
}
