package skybourse.app.report.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.evidence.sweep.HalvingTask;

class MarginalMeansTest {

    private static MarginalMeans margins() {
        return new MarginalMeans(HalvingTask.table(HalvingTask.sweep(1L, 2L, 3L)));
    }

    @Test
    void seedsAreWeightedEqually() {
        // both places and both parts of size 1: half the seed, plus 10 or 110, plus 0 or 1
        ConfidenceInterval one =
                margins().means(row -> row.settings().text("size").equals("1")).getFirst();
        assertThat(one).isEqualTo(ConfidenceInterval.of(new double[] {61, 61.5, 62}));
        assertThat(one.count()).isEqualTo(3);
    }

    @Test
    void differencesAreOfMatchedRows() {
        ConfidenceInterval size = margins().differences("size", "3").getFirst();
        assertThat(size.mean()).isCloseTo(20, within(1e-12));
        assertThat(size.count()).isEqualTo(3);
        ConfidenceInterval place = margins().differences("place", "b").getFirst();
        assertThat(place.mean()).isCloseTo(100, within(1e-12));
        assertThat(place.count()).isEqualTo(3);
    }
}
