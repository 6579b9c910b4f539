package skybourse.evidence.task;

import java.util.List;
import skybourse.evidence.choice.RuleResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier2.audit.SmallMarkets;

/** Property audit of a rule in every market of {@link SmallMarkets}. Only a random policy depends on the seed. */
final class SmallMarketsAuditTask {

    static final CellTask TASK = CellTask.of(
            "small-markets",
            RuleResolver.axes(),
            PropertyAuditTask.COLUMNS,
            RuleResolver::checkDrawn,
            SmallMarketsAuditTask::run);

    private SmallMarketsAuditTask() {}

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        var rule = RuleResolver.of(settings, scenarios, SmallMarkets.HIGHEST, SmallMarkets.LOWEST, seed);
        return List.of(PropertyAuditTask.row(SmallMarkets.study(rule).run(SmallMarkets.COUNT)));
    }
}
