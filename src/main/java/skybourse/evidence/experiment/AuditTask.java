package skybourse.evidence.experiment;

import java.util.List;
import java.util.SequencedMap;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Worlds;
import skybourse.tier2.audit.AuditStudy;
import skybourse.tier2.audit.PropertyAudit;

/** The property audit of a rule over random markets, every misreport searched: what Theorem 1 of the paper claims. */
record AuditTask() implements CellTask {

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public SequencedMap<String, String> axes() {
        return Markets.axes();
    }

    @Override
    public List<String> values() {
        return List.of(
                "worstLossTicks",
                "gainfulShare",
                "largestGainTicks",
                "meanGainTicks",
                "lowestHouseTicks",
                "highestHouseTicks",
                "efficiency",
                "tradesLost");
    }

    @Override
    public void check(Settings settings, Worlds worlds) {
        Markets.check(settings, worlds);
    }

    @Override
    public List<double[]> run(Settings settings, long seed, Worlds worlds) {
        PropertyAudit audit = AuditStudy.drawn(
                        market -> Markets.rule(settings, worlds, seed, market), Markets.of(settings), seed)
                .run(Markets.count(settings));
        return List.of(row(audit));
    }

    private static double[] row(PropertyAudit audit) {
        return new double[] {
            audit.worstLossHalfTicks() / 2.0,
            audit.gainfulMarkets().mean(),
            audit.worstGainHalfTicks().toDouble() / 2,
            audit.gainTicks().mean(),
            audit.lowestHouseHalfTicks() / 2.0,
            audit.highestHouseHalfTicks() / 2.0,
            audit.efficiency().mean(),
            audit.tradesLost().mean()
        };
    }
}
