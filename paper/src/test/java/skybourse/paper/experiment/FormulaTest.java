package skybourse.paper.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.Worlds;
import skybourse.evidence.task.CellTasks;

/** Formulas over made-up tables, with answers known by hand. */
class FormulaTest {

    /** In both tables {@code trades} is ten times the step plus the seed, {@code messages} 100 less the step; seeds are 1, 2, 3. */
    private static ResultTable table(String name) {
        Sweep sweep = new Sweep(
                name,
                CellTasks.named("auction").orElseThrow(),
                Grid.standard()
                        .axis("law", "uniform", "normal")
                        .axis("step", 1, 2, 5)
                        .byAxis(),
                List.of(1L, 2L, 3L),
                Worlds.none());
        List<Settings> points = sweep.points();
        List<CellResult> results = new ArrayList<>();
        for (Sweep.Cell cell : sweep.cells()) {
            double[] row = new double[sweep.task().values().size()];
            double step = Double.parseDouble(points.get(cell.point()).text("step"));
            Arrays.fill(row, Double.NaN);
            row[sweep.task().values().indexOf("trades")] = 10 * step + cell.seed();
            row[sweep.task().values().indexOf("messages")] = 100 - step;
            results.add(new CellResult.Done(cell, List.of(row)));
        }
        return new ResultTable(sweep, results);
    }

    private static final Scope ALL = Scope.of(
            Map.of("one", table("one"), "other", table("other")),
            Map.of("twice", "2 * trades"),
            Map.of("law", Map.of("normal", "7")));

    private static final Scope STEPS = ALL.at("one", Map.of("law", "uniform"))
            .over(ALL.at("one", Map.of("law", "uniform")).along("step"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 + 2 * 3 - 4 / 2 | 5
            -(1 - 3) | 2
            1 < 2 and not 2 < 1 or 0 >= 1 | 1
            2 <= 1 or 1 > 2 | 0
            rows | 9
            trades[step=2] | 22
            twice[step=2] | 44
            low(trades[step=2]) + high(trades[step=2]) | 44
            other.trades[step=5] | 52
            other.trades[step=5, law] | 52
            abs(0 - 3) + max(1, 2) | 5
            if(is[law=uniform], 1, 2) + @step | 2
            is[law=normal] | 0
            largest(trades) - smallest(trades) | 42
            largest(trades - messages) | -42
            quantile(trades, 0.5) | 22
            part(trades > 20) * 9 | 6
            seeds(trades)[step=1] | 12
            share(0.25) | 25
            percent(2) + permille(2) | 2200
            gain(step: trades)[step=5] | 40
            apart(gain(step: trades)[step=5]) | 1
            change(trades, trades[step=1])[step=1] | 0
            most(trades) + least(trades) | 64
            least(step: trades) | 12
            first(trades) + last(step: trades) | 64
            count(trades > 20) | 2
            any(trades > 51) + all(trades > 51) | 1
            from(step: trades > 20) | 2
            falling(step: messages) - falling(step: trades) | 1
            peak(step: trades, @step) | 5
            average(trades) + median(trades) | 50.6666666667
            average(step: messages) | 97.3333333333
            spread(seed: trades)[step=1] | 12
            spread(seed: average(trades)) | 28.6666666667
            upTo(step: 4, trades) | 22
            stays(step: trades > 20) | 2
            stays(step: trades < 20) | 5
            less(trades, trades[step=1])[step=2] | 10
            less(trades, other.trades[step=1, law])[step=2] | 10
            least(seed: trades)[step=2] | 21
            most(seed: trades)[step=2, seed=*] | 23
            cut(2) + cap(2) | 4
            always - else | 0
            3 * other.level(step: messages, trades)[law] | 86
            level(step: messages, trades)[law=normal] * 3 | 86
            """)
    void aFormulaIsItsNumber(String formula, double number) {
        assertThat(Formula.of(formula).number(STEPS)).isCloseTo(number, within(1e-9));
    }

    @Test
    void anIntervalIsKeptWhereItIsScaledAndLostWhereItIsNot() {
        assertThat(Formula.of("2 * trades[step=2]").in(STEPS))
                .isEqualTo(Interval.of(new double[] {21, 22, 23}).times(2));
        assertThat(Formula.of("trades[step=2] + 0").in(STEPS)).isEqualTo(Measured.only(22));
        assertThat(Formula.of("none").in(STEPS).count()).isZero();
    }

    @Test
    void aValueIsToldByItsWord() {
        Scope normal = STEPS.at("", Map.of("law", "normal"));
        assertThat(normal.fill("{law} of {step}")).isEqualTo("7 of 1");
        assertThat(Formula.of("@law").number(normal)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1 +", "(1", "trades)", "low()", "nothing(1)", "max(1)", "1 ? 2", "@1", "change(trades, 1)"})
    void whatIsNoFormulaIsToldWithItsText(String formula) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Formula.of(formula))
                .withMessageStartingWith("formula must be as docs/guides/reproduce-the-paper.md says")
                .withMessageEndingWith(": " + formula);
    }

    @Test
    void aNameThatNothingHasIsToldBesideThoseThatAreThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Formula.of("tradez").in(STEPS))
                .withMessageContaining("column must be one of [trades, ")
                .withMessageEndingWith(": tradez");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Formula.of("third.trades").in(STEPS))
                .withMessageEndingWith(": third");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Formula.of("@lawe").in(STEPS))
                .withMessageContaining("axis must be one of ")
                .withMessageEndingWith(": lawe");
    }
}
