package skybourse.evidence.experiment;

import java.util.List;
import java.util.SequencedMap;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Column;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Worlds;
import skybourse.tier2.audit.SmallMarkets;

/** The property audit of a rule in every market of {@link SmallMarkets}; only a policy that draws needs the seed. */
record SmallMarketsTask() implements CellTask {

    @Override
    public String name() {
        return "small-markets";
    }

    @Override
    public SequencedMap<String, String> axes() {
        return RuleChoice.axes();
    }

    @Override
    public List<Column> columns() {
        return AuditTask.COLUMNS;
    }

    @Override
    public void check(Settings settings, Worlds worlds) {
        RuleChoice.checkDrawn(settings, worlds);
    }

    @Override
    public List<double[]> run(Settings settings, long seed, Worlds worlds) {
        var rule = RuleChoice.of(settings, worlds, SmallMarkets.HIGHEST, SmallMarkets.LOWEST, seed);
        return List.of(AuditTask.row(SmallMarkets.study(rule).run(SmallMarkets.COUNT)));
    }
}
