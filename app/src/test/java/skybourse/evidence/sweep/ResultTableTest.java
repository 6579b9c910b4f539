package skybourse.evidence.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

/** Tables of {@link HalvingTask}, whose numbers are all known. */
class ResultTableTest {

    private final Sweep sweep = HalvingTask.sweep(3L, 5L, 13L);
    private final ResultTable table = HalvingTask.table(sweep);

    @Test
    void resultsAreOrderedByCells() {
        List<CellResult> shuffled = new ArrayList<>(table.results());
        Collections.shuffle(shuffled, java.util.Random.from(new RandomStreams(1).stream("order", 0)));
        assertThat(new ResultTable(sweep, shuffled).results()).isEqualTo(table.results());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResultTable(sweep, shuffled.subList(1, shuffled.size())))
                .withMessage("results must have every cell: missing "
                        + shuffled.getFirst().cell());
    }

    @Test
    void failedCellsHaveNoRows() {
        assertThat(table.failures()).hasSize(6).allSatisfy(failed -> {
            assertThat(failed.cell().seed()).isEqualTo(13);
            assertThat(failed.reason()).isEqualTo("IllegalStateException: seed is unlucky: 13");
        });
        assertThat(table.rows()).hasSize(6 * 2 * 2);
    }

    @Test
    void selectsRowsAndColumns() {
        Map<String, String> here = Map.of("size", "2", "place", "b");
        assertThat(table.column("worth", table.rows(here))).containsExactly(121.5, 122.5, 122.5, 123.5);
        assertThat(table.rows(here).getFirst().keys()).containsExactly(0);
        assertThat(table.value("seed-squared", table.rows(here).getLast())).isEqualTo(25);
        assertThat(table.mean("worth", here))
                .isEqualTo(ConfidenceInterval.of(new double[] {121.5, 122.5, 122.5, 123.5}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.mean("price", here))
                .withMessage("column must be one of [worth, seed-squared]: price");
    }

    @Test
    void overSeedsWeightsSeedsEqually() {
        ConfidenceInterval found =
                ResultTable.overSeeds(table.rows(Map.of("place", "b")), row -> table.value("worth", row));
        // sizes 1 and 2, two parts each; size 3 has no value
        assertThat(found).isEqualTo(ConfidenceInterval.of(new double[] {1.5 + 115.5, 2.5 + 115.5}));
    }

    @Test
    void differencesArePairedBySeedAndKey() {
        assertThat(table.difference("size", "worth", table.rows(Map.of("size", "2", "place", "a"))))
                .isEqualTo(ConfidenceInterval.of(new double[] {10, 10, 10, 10}));
        List<ResultTable.Difference> differences = table.differences();
        // sizes 2 and 3 in two places, three sizes in place b; two parts, two columns
        assertThat(differences).hasSize((4 + 3) * 2 * 2);
        ResultTable.Difference place = differences.stream()
                .filter(one -> one.axis().equals("place")
                        && one.settings().text("size").equals("2")
                        && one.column().equals("worth")
                        && one.keys()[0] == 1)
                .findFirst()
                .orElseThrow();
        assertThat(place.against()).isEqualTo("a");
        assertThat(place.settings().text("place")).isEqualTo("b");
        assertThat(place.interval()).isEqualTo(ConfidenceInterval.of(new double[] {100, 100}));
    }

    @Test
    void meansAreOrderedByPointAndKey() {
        List<ResultTable.Mean> means = table.means();
        assertThat(means).hasSize(6 * 2 * 2);
        assertThat(means.subList(0, 4).stream().map(mean -> mean.column() + " " + mean.keys()[0]))
                .containsExactly("worth 0.0", "seed-squared 0.0", "worth 1.0", "seed-squared 1.0");
        assertThat(means.get(0).settings().inWords()).isEqualTo("place=a size=1");
        assertThat(means.get(4).settings().inWords()).isEqualTo("place=b size=1");
        assertThat(means.get(2).interval()).isEqualTo(ConfidenceInterval.of(new double[] {12.5, 13.5}));
    }

    @Test
    void intervalUsesStudentsT() {
        // t(0.975, 4) = 2.776445, deviation sqrt(2.5)
        ConfidenceInterval interval = ConfidenceInterval.of(new double[] {1, 2, 3, 4, 5});
        assertThat(interval.mean()).isEqualTo(3);
        assertThat(interval.deviation()).isCloseTo(Math.sqrt(2.5), within(1e-15));
        assertThat(interval.high() - 3).isCloseTo(2.776445 * Math.sqrt(2.5 / 5), within(1e-6));
        assertThat(3 - interval.low()).isCloseTo(interval.high() - 3, within(1e-15));
        assertThat(ConfidenceInterval.of(new double[] {Double.NaN, 7}))
                .isEqualTo(new ConfidenceInterval(1, 7, 7, 7, 0));
        assertThat(ConfidenceInterval.of(new double[] {7, 7})).isEqualTo(new ConfidenceInterval(2, 7, 7, 7, 0));
        assertThat(Arrays.asList(
                        ConfidenceInterval.of(new double[0]).mean(),
                        ConfidenceInterval.of(new double[0]).high()))
                .containsOnly(Double.NaN);
    }
}
