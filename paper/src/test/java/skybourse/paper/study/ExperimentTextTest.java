package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.app.report.ChartData;
import skybourse.files.text.InvalidInputException;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.MadeTables.Numbers;
import skybourse.paper.experiment.ReproductionPlan;
import skybourse.paper.experiment.SqlExperiment;
import skybourse.paper.experiment.Verdict;

/** An experiment that is described by one file. */
class ExperimentTextTest {

    private static final String ONE = """
            name: spread
            title: Trades by the spread of values
            leftOut: 1,000 markets a cell instead of 20
            sweeps:
              - name: spread
                task: auction
                grid: {range: [0/50, 20/30], markets: 1000}
                quick: {markets: 20}
            views:
              by_range: SELECT range, ci(trades) AS trades FROM spread GROUP BY range ORDER BY min(position)
            charts:
              - {id: trades, title: Trades, right: highest, up: trades, points: "SELECT 'all' AS line, trades AS x, trades AS y FROM by_range"}
            findings:
              - claim: C13 | wide spreads trade more | nothing of it
                of: spread
                rows: SELECT range, trades AS "trades a market" FROM by_range
                facts: >-
                  SELECT ci(narrow.trades - wide.trades) AS more FROM spread AS narrow JOIN spread AS wide USING (seed)
                  WHERE narrow.range = '20/30' AND wide.range = '0/50'
                measured: {name: trades more, value: more}
                verdict: {reproduced: mean(more) < 0, not-reproduced: else}
                because: {say: It is so}
            """;

    @TempDir
    private Path folder;

    private static SqlExperiment read(String text) {
        return ExperimentText.read(
                "spread.yaml", text.getBytes(StandardCharsets.UTF_8), name -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsExperimentFromOneFile() throws IOException {
        Path file = Files.writeString(folder.resolve("spread.yaml"), ONE);
        ReproductionPlan plan = MadeTables.plan(false);
        var experiment = Reproduction.chosen(List.of(file.toString()), plan).getFirst();

        assertThat(experiment.sweeps(plan)).hasSize(1);
        assertThat(experiment.sweeps(plan).getFirst().values("markets")).containsExactly("20");
        assertThat(experiment.sweeps(MadeTables.plan(true)).getFirst().values("markets"))
                .containsExactly("1000");
        Numbers fewer = Numbers.of(Map.of("trades", 3.0)).but("range", "20/30", "trades", 2);
        Finding finding =
                MadeTables.finding(experiment, MadeTables.quick(experiment, fewer), "wide spreads trade more");
        assertThat(finding.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(finding.measured().value().mean()).isEqualTo(-1);
        assertThat(MadeTables.row(finding, "0/50")).containsExactly(3.0);
        assertThat(experiment.outcome(MadeTables.quick(experiment, fewer)).charts())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            leftOut: 1; leftOver: 1; leftOver must be a known field
            task: auction; task: auktion; task must be one of
            claim: C13 |; claim: C13; a claim must be number
            ci(trades) AS trades; ci(tradez) AS trades; no such column: tradez
            value: more; value: most; no such column: most
            mean(more) < 0; mean(more) <> ; query must be valid in SQLite
            trades AS y; trades AS z; query of a chart must return the column y
            SELECT ci(narrow.trades - wide.trades) AS more; SELECT narrow.trades - wide.trades AS more; query must return exactly one row
            not-reproduced: else; unknown: else; verdict must be one of reproduced, differs
            of: spread; of: spraed; of must be the name of a sweep: spraed
            verdict: {reproduced: mean(more) < 0; verdict: {reproduced: 1, differs: no_such > 1; no such column: no_such
            title: Trades; let: Trades; must be SQL queries: formulas are no longer read
            range: [0/50, 20/30]; rage: [0/50, 20/30]; grid must name axes of auction
            name: spread; name: liquidity; must not be the name of another experiment
            """)
    void rejectsInvalidExperimentBeforeAnyWork(String right, String wrong, String complaint) throws IOException {
        String text = ONE.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
        assertThat(text).isNotEqualTo(ONE);
        Path file = Files.writeString(folder.resolve("spread.yaml"), text);
        assertThatThrownBy(() -> Reproduction.chosen(List.of(file.toString()), MadeTables.plan(false)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(complaint)
                .hasMessageContaining("Hint: ");
    }

    @Test
    void laterChartsInheritMissingFields() {
        String more = ONE.replace(
                "findings:",
                "  - {id: messages, title: Messages, points: \"SELECT 'all' AS line, 1 AS x, ci(messages) AS y FROM spread\"}\nfindings:");
        List<ChartData> charts = read(more)
                .outcome(MadeTables.quick(read(more), Numbers.of(Map.of("trades", 1.0, "messages", 2.0))))
                .charts();
        assertThat(charts).extracting(ChartData::xName).containsExactly("highest", "highest");
        assertThat(charts).extracting(chart -> chart.series().getFirst().y()[0]).containsExactly(1.0, 2.0);
    }
}
