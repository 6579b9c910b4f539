package skybourse.paper.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.files.codec.ReproductionState;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.study.Experiments;

class ReproductionTextTest {

    /** {@code verify} reads them without knowing the experiments. */
    @Test
    void remainingFoldersAreListedOnce() {
        List<Experiment> toCome = Stream.of("figure-5", "figure-6", "liquidity")
                .map(name -> Experiments.named(name).orElseThrow())
                .toList();
        var all = new ReproductionResult(
                "./skybourse reproduce", "0.1.0", false, 3, List.of(), toCome, Experiments.all());
        byte[] json = ReproductionText.json(all).getBytes(StandardCharsets.UTF_8);
        assertThat(ReproductionState.read("results.json", json))
                .isEqualTo(new ReproductionState("./skybourse reproduce", List.of("auctioneers", "liquidity")));
    }
}
