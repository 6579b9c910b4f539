package skybourse.paper.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.app.report.ChartData;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;

/** Results of an artificial sweep as a table, and tables, findings and charts from queries. */
class ResultDatabaseTest {

    private static final CellTask TASK = CellTask.of(
                    "made-up",
                    CellTask.axes("law=uniform load=1"),
                    List.of(
                            new MeasuredColumn("trades", "trades", "number of trades"),
                            new MeasuredColumn("loss", "money", "loss")),
                    (_, _) -> {},
                    (_, _, _) -> List.of())
            .withKeys("epoch");

    private final ResultDatabase results = ResultDatabase.open(Map.of("law", Map.of("normal", "bell-shaped")));

    /** Law normal, then uniform, loads 0.5 and 1.0, seeds 3 and 1, epochs 1 and 2.5; trades = 10 * seed + epoch; loss does not exist with seed 1. One cell failed. */
    @BeforeEach
    void add() {
        var grid = new LinkedHashMap<String, List<String>>();
        grid.put("law", List.of("normal", "uniform"));
        grid.put("load", List.of("0.5", "1.0"));
        Sweep sweep = new Sweep("made-up", TASK, grid, List.of(3L, 1L), ScenarioSource.none());
        List<CellResult> cells = new ArrayList<>();
        for (Sweep.Cell cell : sweep.cells()) {
            double loss = cell.seed() == 1 ? Double.NaN : -1;
            cells.add(
                    cell.point() == 3 && cell.seed() == 1
                            ? new CellResult.Failed(cell, "made up")
                            : new CellResult.Done(
                                    cell, List.of(new double[] {1, 10 * cell.seed() + 1, loss}, new double[] {
                                        2.5, 10 * cell.seed() + 2.5, loss
                                    })));
        }
        results.add(new ResultTable(sweep, cells));
        results.add("not-run", TASK);
    }

    @AfterEach
    void close() {
        results.close();
    }

    private List<String> texts(String query) {
        QueryResult result = results.query(query);
        String first = result.columns().getFirst();
        return result.rows().stream().map(row -> row.get(first).text()).toList();
    }

    @Test
    void preservesOrderOfRowsAndTextOfAxes() {
        assertThat(results.query("SELECT * FROM made_up").columns())
                .containsExactly("position", "law", "load", "seed", "epoch", "trades", "loss");
        assertThat(texts("SELECT law || load || '/' || seed || '/' || epoch FROM made_up ORDER BY position LIMIT 6"))
                .containsExactly(
                        "normal0.5/3/1",
                        "normal0.5/3/2.5",
                        "normal0.5/1/1",
                        "normal0.5/1/2.5",
                        "normal1.0/3/1",
                        "normal1.0/3/2.5");
        assertThat(texts("SELECT law FROM made_up GROUP BY law ORDER BY min(position)"))
                .containsExactly("normal", "uniform");
        assertThat(texts("SELECT count(*) FROM made_up WHERE load + 0 < 1")).containsExactly("8");
        assertThat(texts("SELECT trades FROM made_up WHERE seed = 3 AND epoch = 2.5 LIMIT 1"))
                .containsExactly("32.5");
    }

    @Test
    void missingValuesAreNull() {
        assertThat(texts("SELECT count(*) FROM made_up WHERE loss IS NULL AND trades IS NOT NULL"))
                .as("NaN")
                .containsExactly("6");
        assertThat(texts("SELECT load || law || seed FROM made_up WHERE trades IS NULL"))
                .as("a cell that failed is one row")
                .containsExactly("1.0uniform1");
        assertThat(texts("SELECT every(trades > 0) FROM made_up"))
                .as("a failed cell does not support a claim")
                .containsExactly("0");
        assertThat(texts("SELECT count(*) FROM not_run")).containsExactly("0");
    }

    @Test
    void reportsErrorsOfQueries() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> results.query("SELECT tradez FROM made_up"))
                .withMessageContaining("no such column: tradez")
                .withMessageContaining("made_up has position, law, load, seed, epoch, trades, loss")
                .withMessageContaining("SELECT tradez FROM made_up");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> results.value("trades", "SELECT trades FROM made_up"))
                .withMessageContaining("query must return exactly one row, but returns 15");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> results.query("ATTACH 'other.db' AS other"))
                .withMessageContaining("does not return results");
    }

    @Test
    void rejectsColumnsWithEqualNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> results.query("SELECT 1 AS growth, 2 AS growth"))
                .withMessageContaining("query must name its columns differently: growth, growth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trades > 1", "1 < trades", "2 * trades", "trades"})
    void rejectsComparisonOfIntervals(String expression) {
        String facts = "SELECT ci(trades) AS trades FROM made_up";
        if (expression.equals("trades")) {
            assertThat(results.value(expression, facts).interval().count()).isGreaterThan(1);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> results.value(expression, facts))
                    .withMessageContaining(
                            "expression must use mean, low or high of the interval trades: " + expression);
        }
        assertThat(results.value("low(trades) > 1 AND mean(trades) < 1e6", facts)
                        .isTrue())
                .isTrue();
        assertThat(results.value("trades > 1", "SELECT 2 AS trades").isTrue()).isTrue();
    }

    private static final FindingQuery FINDING = new FindingQuery(
            "C13 | more trades | nothing",
            List.of("made-up"),
            "SELECT label('law', law) AS distribution, ci(trades, seed) AS \"trades, mean\" FROM made_up GROUP BY law ORDER BY min(position)",
            "SELECT avg(trades) AS trades, NULL AS unknown FROM made_up",
            "",
            "",
            List.of(
                    new FindingQuery.Measurement("unknown", "never", "1", ""),
                    new FindingQuery.Measurement("", "trades", "trades", "a market")),
            new TreeMap<>(Map.of("differs", "trades > 1e6", "not-reproduced", "trades < 20", "reproduced", "else")),
            List.of(new FindingQuery.Reason("trades > 1e6", "many"), new FindingQuery.Reason("", "few")));

    @Test
    void findingUsesFirstConditionThatHolds() {
        Finding finding = FINDING.evaluate(results, Set.of("made-up")).orElseThrow();
        assertThat(finding.claim()).isEqualTo(new Claim("C13", "more trades", "nothing"));
        assertThat(finding.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(finding.measured().name()).isEqualTo("trades");
        assertThat(finding.because()).isEqualTo("few");
        assertThat(finding.table().rowName()).isEqualTo("distribution");
        assertThat(finding.table().columns()).containsExactly("trades, mean");
        assertThat(finding.table().rows())
                .extracting(FindingNumbers.Row::name)
                .containsExactly("bell-shaped", "uniform");
        assertThat(finding.table().rows().getFirst().values().getFirst().mean()).isEqualTo(21.75);
        assertThat(FINDING.evaluate(results, Set.of("not-run")))
                .as("its sweep was not run")
                .isEmpty();
    }

    @Test
    void claimWithUnmetConditionIsNotJudged() {
        var finding = new FindingQuery(
                FINDING.claim(),
                FINDING.of(),
                FINDING.rows(),
                FINDING.facts(),
                "trades > 1e6",
                "Too few trades",
                FINDING.measured(),
                FINDING.verdict(),
                FINDING.because());
        Finding judged = finding.evaluate(results, Set.of("made-up")).orElseThrow();
        assertThat(judged.verdict()).isEqualTo(Verdict.NOT_ASKED);
        assertThat(judged.because()).isEqualTo("Too few trades");
    }

    private List<ChartData> charts(String points, String levels) {
        return new ChartQuery("trades-{law}", "Trades, {law}", "{other}", "load", "trades", points, levels)
                .charts(results);
    }

    @Test
    void eachValueOfFurtherColumnHasChart() {
        var charts = charts(
                "SELECT law, seed AS line, load + 0 AS x, ci(trades) AS y FROM made_up WHERE trades IS NOT NULL GROUP BY law, seed, load ORDER BY min(position)",
                "SELECT law, 'most' AS name, max(trades) AS value FROM made_up GROUP BY law");
        assertThat(charts).extracting(chart -> chart.id()).containsExactly("trades-normal", "trades-uniform");
        assertThat(charts.getFirst().title()).isEqualTo("Trades, normal");
        assertThat(charts.getFirst().note()).isEqualTo("{other}");
        var line = charts.getFirst().series().getFirst();
        assertThat(line.name()).isEqualTo("3");
        assertThat(line.x()).containsExactly(0.5, 1);
        assertThat(line.y()).containsExactly(31.75, 31.75);
        assertThat(line.low()[0]).isLessThan(31.75);
        assertThat(charts.get(1).levels()).containsExactly(Map.entry("most", 32.5));
        assertThat(charts("SELECT 'a' AS line, 1 AS x, 2 AS y, 'b' AS law FROM not_run", ""))
                .isEmpty();
    }

    @Test
    void numericXGivesLinesAndTextXGivesCategories() {
        var chart = charts(
                        "SELECT 'all' AS line, load AS x, avg(trades) AS y, '' AS law FROM made_up GROUP BY load ORDER BY load DESC",
                        "")
                .getFirst();
        assertThat(chart.places()).containsExactly("1.0", "0.5");
        assertThat(chart.series().getFirst().x()).containsExactly(0, 1);
        assertThat(chart.series().getFirst().low()).isEmpty();
    }

    @Test
    void runsAreSeparateLines() {
        var line = charts(
                        "SELECT 'all' AS line, epoch AS x, ci(trades) AS y, json_group_array(trades) AS runs FROM (SELECT * FROM made_up WHERE law = 'normal' AND load = '0.5' ORDER BY seed) GROUP BY epoch",
                        "")
                .getFirst()
                .series()
                .getFirst();
        assertThat(line.runs()).containsExactly(new double[] {11, 12.5}, new double[] {31, 32.5});
        assertThat(line.low()).isEmpty();
    }

    @Test
    void runWithoutValueHasGap() {
        var line = charts(
                        "SELECT 'all' AS line, 1 AS x, 2 AS y, '[1, null]' AS runs, '' AS law UNION ALL SELECT 'all', 2, 3, '[4]', ''",
                        "")
                .getFirst()
                .series()
                .getFirst();
        assertThat(line.runs()).containsExactly(new double[] {1, 4}, new double[] {Double.NaN, Double.NaN});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> charts("SELECT 'all' AS line, 1 AS x, 2 AS y, 'none' AS runs, '' AS law", ""))
                .withMessageContaining("runs must be a JSON array of numbers: none");
    }

    @Test
    void rejectsLevelsWithoutChart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> charts(
                        "SELECT law, 'all' AS line, 1 AS x, 2 AS y FROM made_up GROUP BY law",
                        "SELECT 'most' AS name, 3 AS value"))
                .withMessageContaining("levels must have the columns and values of points");
    }

    @Test
    void rejectsChartWithoutRequiredColumns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> charts("SELECT 1 AS x, 2 AS y, '' AS law", ""))
                .withMessageContaining("query of a chart must return the column line");
    }
}
