package skybourse.evidence.task;

import java.util.List;
import skybourse.evidence.choice.RuleChoice;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier2.audit.SmallMarkets;

/** Property audit of a rule in every market of {@link SmallMarkets}. Only a random policy depends on the seed. */
final class SmallMarketsTask {

    static final CellTask TASK = CellTask.of(
            "small-markets", RuleChoice.axes(), AuditTask.COLUMNS, RuleChoice::checkDrawn, SmallMarketsTask::run);

    private SmallMarketsTask() {}

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        var rule = RuleChoice.of(settings, scenarios, SmallMarkets.HIGHEST, SmallMarkets.LOWEST, seed);
        return List.of(AuditTask.row(SmallMarkets.study(rule).run(SmallMarkets.COUNT)));
    }
}
