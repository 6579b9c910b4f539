package skybourse.evidence.task;

import java.util.List;
import skybourse.evidence.choice.RuleResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.audit.UtilityByReport;

/** Utility of a buyer with valuation 41 ticks, or of a seller with cost 9 ticks, as a function of its report. Reproduces the paper's Figure 8. */
final class UtilityByReportTask {

    static final String TRADER = "trader";
    private static final String MARKETS = "markets";
    private static final long HIGHEST = 50;

    static final CellTask TASK = CellTask.of(
                    "utility-by-report",
                    CellTask.axes(CellTask.axes("trader=buyer markets=200"), RuleResolver.axes()),
                    List.of(
                            new MeasuredColumn("utilityTicks", "ticks", "utility of the trader with this report"),
                            new MeasuredColumn(
                                    "clockUtilityTicks", "ticks", "utility at the clock price at which it accepts"),
                            new MeasuredColumn(
                                    "gainOverTruthTicks", "ticks", "gain of this report over the truthful one")),
                    UtilityByReportTask::check,
                    UtilityByReportTask::run)
            .withKeys("reportTicks");

    private UtilityByReportTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        own(settings);
        settings.count(MARKETS, 1);
        RuleResolver.checkDrawn(settings, scenarios);
    }

    private static Order own(GridPoint settings) {
        return settings.word(TRADER, List.of("buyer", "seller")).equals("buyer")
                ? new Bid(UtilityByReport.TRADER, 1, 41)
                : new Ask(UtilityByReport.TRADER, 1, 9);
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        Order own = own(settings);
        List<UtilityByReport> curve = UtilityByReport.figure8(
                RuleResolver.of(settings, scenarios, HIGHEST, 0, seed), own, settings.count(MARKETS, 1), seed);
        double truthful = curve.stream()
                .filter(point -> point.reportTicks() == own.limitTicks())
                .findFirst()
                .orElseThrow()
                .utilityTicks();
        return curve.stream().map(point -> row(point, truthful)).toList();
    }

    private static double[] row(UtilityByReport point, double truthful) {
        double utility = point.utilityTicks();
        return new double[] {point.reportTicks(), utility, point.clockUtilityTicks(), utility - truthful};
    }
}
