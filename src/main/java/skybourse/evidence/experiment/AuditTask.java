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

    /** What is measured of an audit. */
    static final List<String> VALUES = List.of(
            "worstLossTicks",
            "gainfulShare",
            "largestGainTicks",
            "meanGainTicks",
            "lowestHouseTicks",
            "highestHouseTicks",
            "efficiency",
            "tradesLost");

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
        return VALUES;
    }

    @Override
    public void check(Settings settings, Worlds worlds) {
        Markets.check(settings, worlds);
    }

    @Override
    public List<double[]> run(Settings settings, long seed, Worlds worlds) {
        return List.of(row(audit(settings, seed, worlds, Markets.count(settings))));
    }

    /** Audits the rule of the settings in so many of their markets. */
    static PropertyAudit audit(Settings settings, long seed, Worlds worlds, long markets) {
        return AuditStudy.drawn(market -> Markets.rule(settings, worlds, seed, market), Markets.of(settings), seed)
                .run(markets);
    }

    /** Returns {@link #VALUES}; gains are NaN where none were searched. */
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
