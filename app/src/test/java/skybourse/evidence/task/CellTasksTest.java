package skybourse.evidence.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static skybourse.evidence.sweep.OneCell.assertRefused;
import static skybourse.evidence.sweep.OneCell.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.evidence.auctioneer.OneStepTargetsTask;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepGrid;

/** Properties of all tasks, and rejected values of single ones. */
class CellTasksTest {

    @Test
    void rejectsUnreadableValuesBeforeRunning() {
        assertRefused(AuctionTask.TASK, "step", "0", "step must be a whole number from 1: 0");
        assertRefused(
                RoundTask.TASK, "scenario", "20/2", "scenario must be 4 whole numbers with slashes between them: 20/2");
    }

    @Test
    void rejectsSellerVcgWithoutRound() {
        String message =
                "rule must be a rule to which buyers submit bids, not one that computes bids from the ledger: seller-vcg";
        assertRefused(AuctionTask.TASK, "rule", "seller-vcg", message);
        assertRefused(PropertyAuditTask.TASK, "rule", "seller-vcg", message);
        assertRefused(UtilityByReportTask.TASK, "rule", "seller-vcg", message);
    }

    @Tag("slow")
    @Test
    void rejectsSingleLotRuleForSeveralLots() {
        SweepGrid grid = SweepGrid.standard()
                .axis("market", "5/3/2")
                .axis("rule", "double-dutch-refined")
                .axis("policy", "usual");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Sweep("x", AuditByMarketSizeTask.TASK, grid.byAxis(), List.of(1L), ScenarioSource.none()))
                .withMessage("rule must take 2 lots of a trader: double-dutch-refined");
        assertThat(value(AuditByMarketSizeTask.TASK, grid.axis("rule", "vcg"), "gainfulShare"))
                .isZero();
    }

    /** With n traders on a side, 1/n of the markets, but at least 10; McAfee omits the only trade of a market. */
    @Test
    void numberOfMarketsFallsWithTraders() {
        SweepGrid grid = SweepGrid.standard().axis("rule", "mcafee");
        for (var size : Map.of("1/1", 40, "1/3", 13, "9/2", 10, "100/1", 10).entrySet()) {
            SweepGrid sized = grid.axis("market", size.getKey()).axis("markets", 40);
            assertThat(value(AuditByMarketSizeTask.TASK, sized, "drawnMarkets")).isEqualTo((double) size.getValue());
        }
        assertThat(value(AuditByMarketSizeTask.TASK, grid.axis("market", "1/1").axis("markets", 8), "drawnMarkets"))
                .isEqualTo(8);
        assertThat(value(AuditByMarketSizeTask.TASK, grid.axis("market", "1/1").axis("markets", 8), "efficiency"))
                .isZero();
    }

    @Test
    void unsearchedMarketsHaveNoShareOfGains() {
        SweepGrid thick = SweepGrid.standard()
                .axis("rule", "muda")
                .axis("market", "1000/1000")
                .axis("markets", 1);
        assertThat(value(AuditByMarketSizeTask.TASK, thick, "searchedShare")).isZero();
        assertThat(value(AuditByMarketSizeTask.TASK, thick, "gainfulShare")).isNaN();
    }

    @Test
    void aliasingHasOneRowPerRound() {
        assertRefused(
                OneStepTargetsTask.TASK, "randomShare", "0", "randomShare must be a number above 0, at most 1: 0");
        var task = OneStepTargetsTask.TASK;
        Sweep sweep = new Sweep(
                "x", task, SweepGrid.standard().axis("rounds", 2).byAxis(), List.of(1L), ScenarioSource.none());
        List<double[]> rows = task.work().run(sweep.points().getFirst(), 1, ScenarioSource.none());
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).containsExactly(new double[] {1, .8011, .8677, .9833}, within(5e-5));
        assertThat(rows.getLast()).containsExactly(new double[] {2, .8343, .7250, 1}, within(5e-5));
    }

    @Tag("slow")
    @Test
    void smallMarketsGiveKnownEfficiency() {
        SweepGrid mcafee = SweepGrid.standard().axis("rule", "mcafee");
        assertThat(value(SmallMarketsAuditTask.TASK, mcafee, "efficiency")).isCloseTo(0.7032, within(0.00005));
    }

    @Test
    void columnNamesAreUniquePerTask() {
        for (String name : CellTasks.all().keySet()) {
            CellTask task = CellTasks.named(name).orElseThrow();
            List<String> columns = new ArrayList<>(task.axes().keySet());
            columns.add("seed");
            columns.addAll(task.keys());
            columns.addAll(task.values());
            assertThat(columns).as(name).doesNotHaveDuplicates();
        }
    }

    @Test
    void everyColumnHasUnitAndMeaning() {
        CellTasks.all()
                .forEach((name, task) -> assertThat(task.columns())
                        .as(name)
                        .allSatisfy(column -> assertThat(column.name()).matches("\\w+"))
                        .allSatisfy(column -> assertThat(column.unit()).isNotBlank())
                        .allSatisfy(column -> assertThat(column.meaning()).hasSizeGreaterThan(8)));
    }

    @Tag("slow")
    @Test
    void everyTaskRunsAndFillsColumns() {
        for (String name : CellTasks.all().keySet()) {
            CellTask task = CellTasks.named(name).orElseThrow();
            Sweep sweep = new Sweep(name, task, small(task), List.of(1L), ScenarioSource.none());
            CellResult result = sweep.run(sweep.cells().getFirst());

            assertThat(result).as(name).isInstanceOf(CellResult.Done.class);
            assertThat(((CellResult.Done) result).rows())
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row)
                            .hasSize(task.keys().size() + task.values().size()));
        }
    }

    private static java.util.SequencedMap<String, List<String>> small(CellTask task) {
        var few =
                CellTask.axes("markets=5 epochs=1 judgedMarkets=10 policy=fixed rounds=2 ticks=12 range=1/20 agents=50"
                        + " slots=12 warmUp=4");
        SweepGrid grid = SweepGrid.standard();
        for (var axis : few.entrySet()) {
            grid = task.axes().containsKey(axis.getKey()) ? grid.axis(axis.getKey(), axis.getValue()) : grid;
        }
        return grid.byAxis();
    }
}
