package skybourse.server.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AnswerSampleTest {

    private static final List<Integer> REQUESTS =
            IntStream.range(0, 10_000).boxed().toList();

    private static List<Integer> selected(AnswerSample sample, String piece) {
        return REQUESTS.stream().filter(i -> sample.selects(piece, i)).toList();
    }

    @Test
    void selectsAShareThatDependsOnSaltAndPiece() {
        var sample = new AnswerSample("key", .05);
        List<Integer> first = selected(sample, "r1.0");
        assertThat(first.size() / 10_000.0).isEqualTo(.05, Offset.offset(.01));
        assertThat(selected(sample, "r1.0")).isEqualTo(first);
        assertThat(selected(sample, "r1.1")).isNotEqualTo(first);
        assertThat(selected(new AnswerSample("other", .05), "r1.0")).isNotEqualTo(first);
        assertThat(selected(new AnswerSample("key", 0), "r1.0")).isEmpty();
        assertThat(selected(new AnswerSample("key", 1), "r1.0")).isEqualTo(REQUESTS);
    }

    @Test
    void samplesAtMostTwentyRequests() {
        var sample = new AnswerSample("key", 0);
        assertThat(sample.of("r1.0", REQUESTS))
                .hasSize(20)
                .doesNotHaveDuplicates()
                .isSubsetOf(REQUESTS);
        assertThat(sample.of("r1.0", List.of(3, 5))).containsExactlyInAnyOrder(3, 5);
    }
}
