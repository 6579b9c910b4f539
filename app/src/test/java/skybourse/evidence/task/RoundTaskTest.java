package skybourse.evidence.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.LocalSweepEngine;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepGrid;

class RoundTaskTest {

    private static final List<String> RULES =
            List.of("none", "double-dutch-midpoint", "double-dutch-trade-reduction", "posted-price", "seller-vcg");

    private static ResultTable table;

    @BeforeAll
    static void run() {
        var sweep = new Sweep(
                "rounds",
                RoundTask.TASK,
                SweepGrid.standard()
                        .axis("scenario", "20/2/3/3")
                        .axis("rule", RULES)
                        .axis("turns", "shorter")
                        .axis("policy", "fixed")
                        .axis("solver", "gauss-seidel")
                        .byAxis(),
                List.of(1L, 2L, 3L),
                ScenarioSource.none());
        List<CellResult> results = new ArrayList<>();
        new LocalSweepEngine(2).run(sweep, sweep.cells(), results::add);
        table = new ResultTable(sweep, results);
    }

    /** Welfare is computed without payments, the gains of each kind from the payments of the ledger. */
    @Test
    void gainsAndHouseBalanceSumToWelfare() {
        double tick = 0.01; // money, Rules.standard()
        assertThat(table.failures()).isEmpty();
        assertThat(table.rows()).hasSize(15).allSatisfy(row -> {
            double gains = value(table, row, "wirelessUtility")
                    + value(table, row, "mobileProfitSettled")
                    + value(table, row, "fixedProfitSettled")
                    + value(table, row, "aerialProfitSettled")
                    + tick * value(table, row, "houseTicks");
            assertThat(gains).isCloseTo(value(table, row, "welfare"), within(1e-3));
        });
        assertThat(Arrays.stream(table.column("houseTicks", table.rows())).max().orElse(0))
                .isPositive();
        assertThat(Arrays.stream(table.column("aerialProfitSettled", table.rows()))
                        .max()
                        .orElse(0))
                .isPositive();
    }

    @Test
    void roundsWithoutTierTwoHaveNoAuctionValues() {
        for (ResultTable.Row row : table.rows()) {
            boolean isWithoutTierTwo = row.settings().text("rule").equals("none");
            assertThat(value(table, row, "resaleCost") == 0).isEqualTo(isWithoutTierTwo);
            assertThat(Double.isNaN(value(table, row, "gainsFromTradeShare"))).isEqualTo(isWithoutTierTwo);
            assertThat(value(table, row, "messages") > 0).isEqualTo(!isWithoutTierTwo);
            assertThat(value(table, row, "truthfulLossTicks")).isZero();
        }
    }

    private static double value(ResultTable table, ResultTable.Row row, String column) {
        return table.column(column, List.of(row))[0];
    }
}
