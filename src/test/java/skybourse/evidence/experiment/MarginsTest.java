package skybourse.evidence.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.Worlds;

class MarginsTest {

    /** Worth 10 times the size, 1 more in place b, plus a hundredth of the seed; no value at size 3 in place b. */
    private record Known() implements CellTask {
        @Override
        public String name() {
            return "known";
        }

        @Override
        public SequencedMap<String, String> axes() {
            SequencedMap<String, String> axes = new LinkedHashMap<>();
            axes.put("size", "1");
            axes.put("place", "a");
            return axes;
        }

        @Override
        public List<String> keys() {
            return List.of();
        }

        @Override
        public List<String> values() {
            return List.of("worth");
        }

        @Override
        public void check(Settings settings, Worlds worlds) {}

        @Override
        public List<double[]> run(Settings settings, long seed, Worlds worlds) {
            boolean b = settings.text("place").equals("b");
            double size = settings.count("size", 1);
            return List.of(new double[] {b && size == 3 ? Double.NaN : 10 * size + (b ? 1 : 0) + 0.01 * seed});
        }
    }

    private static Margins margins() {
        Sweep sweep = new Sweep(
                "known",
                new Known(),
                Grid.standard().axis("size", 1, 3).axis("place", "a", "b").byAxis(),
                List.of(1L, 2L, 3L),
                Worlds.none());
        List<CellResult> results = new ArrayList<>();
        sweep.cells().forEach(cell -> results.add(sweep.run(cell)));
        return new Margins(new ResultTable(sweep, results));
    }

    @Test
    void eachSeedCountsOnceHoweverManyRowsItHas() {
        Interval one =
                margins().means(row -> row.settings().text("size").equals("1")).getFirst();
        assertThat(one)
                .isEqualTo(Interval.of(new double[] {(10.01 + 11.01) / 2, (10.02 + 11.02) / 2, (10.03 + 11.03) / 2}));
        assertThat(one.count()).isEqualTo(3);
    }

    @Test
    void differencesAreOfTwinsAndWhatHasNoTwinDoesNotCount() {
        Interval size = margins().differences("size", "3").getFirst();
        assertThat(size.mean()).isCloseTo(20, within(1e-12));
        assertThat(size.count()).isEqualTo(3);
        Interval place = margins().differences("place", "b").getFirst();
        assertThat(place.mean()).isCloseTo(1, within(1e-12));
    }
}
