package skybourse.evidence.task;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import skybourse.evidence.choice.RandomMarkets;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier2.audit.MarketDistribution.Shape;
import skybourse.tier2.audit.PropertyAudit;

/**
 * Property audit of a rule in markets from few to many traders. If the larger side has n traders, only one in n of the requested markets is audited,
 * but at least 10 markets are, or all if fewer are requested.
 */
final class AuditByMarketSizeTask {

    private static final List<MeasuredColumn> COLUMNS = Stream.concat(
                    PropertyAuditTask.COLUMNS.stream(),
                    List.of(
                            new MeasuredColumn("drawnMarkets", "markets", "sampled markets"),
                            new MeasuredColumn(
                                    "searchedShare", "share", "markets with an exhaustive search of misreports"),
                            new MeasuredColumn(
                                    "searchedPerLotShare", "share", "markets searched with one price per lot"),
                            new MeasuredColumn("houseTicks", "ticks", "mean surplus of the house per market"),
                            new MeasuredColumn("announcements", "stops", "announced clock prices"),
                            new MeasuredColumn("messages", "messages", "between traders and auctioneer"))
                            .stream())
            .toList();

    private static final int FEWEST = 10;

    static final CellTask TASK = CellTask.of(
                    "audit-by-size",
                    CellTask.axes(RandomMarkets.axes(), CellTask.axes("range=0/1000 markets=1000")),
                    COLUMNS,
                    RandomMarkets::check,
                    AuditByMarketSizeTask::run)
            .withEffort(AuditByMarketSizeTask::effort);

    private AuditByMarketSizeTask() {}

    private static double effort(GridPoint settings) {
        Shape shape = RandomMarkets.shape(settings);
        return Math.max(shape.buyers(), shape.sellers());
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        int asked = RandomMarkets.count(settings);
        Shape shape = RandomMarkets.shape(settings);
        long markets = Math.max(Math.min(FEWEST, asked), asked / Math.max(shape.buyers(), shape.sellers()));
        PropertyAudit audit = PropertyAuditTask.audit(settings, seed, scenarios, markets);
        return List.of(DoubleStream.concat(DoubleStream.of(PropertyAuditTask.row(audit)), more(audit))
                .toArray());
    }

    private static DoubleStream more(PropertyAudit audit) {
        double markets = audit.markets();
        return DoubleStream.of(
                markets,
                audit.searched() / markets,
                audit.searchedPerLot() / markets,
                audit.houseTicks().mean(),
                audit.announcements().mean(),
                audit.messages().mean());
    }
}
