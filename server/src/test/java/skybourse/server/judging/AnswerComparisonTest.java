package skybourse.server.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.server.selling.FakeEndpoint;
import skybourse.server.selling.MarketProduct;
import skybourse.server.selling.ModelEndpoint;
import skybourse.venue.event.InferenceProduct;

class AnswerComparisonTest {

    private static final MarketProduct PRODUCT = new MarketProduct(
            new InferenceProduct("qwen2.5-0.5b-instruct", "q4_k_m", 4_096, 32_768, 1, 5, 6, 256, .05, 10, 500, .05),
            1e-6,
            1);
    private static final String REQUEST = "{\"messages\":[{\"role\":\"user\",\"content\":\"PROMPT\"}],\"seed\":7}";

    private final List<FakeEndpoint> endpoints = new ArrayList<>();

    private FakeEndpoint endpoint() throws IOException {
        var endpoint = new FakeEndpoint(FakeEndpoint.MODEL);
        endpoints.add(endpoint);
        return endpoint;
    }

    @AfterEach
    void close() {
        endpoints.forEach(FakeEndpoint::close);
    }

    private AnswerComparison comparison() {
        return new AnswerComparison(
                endpoints.stream()
                        .map(any -> ModelEndpoint.open(any.base(), "", PRODUCT, ""))
                        .toList(),
                .5,
                Duration.ofSeconds(10),
                2);
    }

    private static String completion(String text) {
        return "200{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}]}";
    }

    @Test
    void similarAnswersNeedNoControl() throws Exception {
        var asked = new AtomicInteger();
        endpoint().reply = body -> {
            assertThat(body).doesNotContain("seed");
            asked.incrementAndGet();
            return completion("the capital of France is Paris");
        };
        AnswerComparison.Result result =
                comparison().compare(REQUEST, "The capital of France is Paris.").orElseThrow();
        assertThat(result.isMismatch()).isFalse();
        assertThat(result.similarity()).isBetween(.7, .99);
        assertThat(asked).hasValue(1);
    }

    @Test
    void mismatchNeedsNineMoreSimilarControls() throws Exception {
        var asked = new AtomicInteger();
        endpoint().reply = _ -> {
            asked.incrementAndGet();
            return completion("the capital of France is Paris");
        };
        AnswerComparison comparison = comparison();
        assertThat(comparison.compare(REQUEST, "xyz").orElseThrow().isMismatch())
                .isTrue();
        assertThat(asked).hasValue(10);
        asked.set(0);
        endpoints.getFirst().reply = _ -> completion(asked.incrementAndGet() == 6 ? "uvw" : "the capital of France");
        assertThat(comparison.compare(REQUEST, "xyz").orElseThrow().isMismatch())
                .as("the sixth control is as unlike the reference as the answer")
                .isFalse();
        assertThat(asked).hasValue(6);
    }

    /** Two endpoints that answer differently: the difference is not held against a seller. */
    @Test
    void controlsComeFromTheOtherEndpoints() throws Exception {
        endpoint().reply = _ -> completion("the capital of France is Paris");
        endpoint().reply = _ -> completion("42");
        assertThat(comparison().compare(REQUEST, "xyz").orElseThrow().isMismatch())
                .isFalse();
    }

    @Test
    void endpointsWithoutAnAnswerDecideNothing() throws Exception {
        endpoint().reply = _ -> completion("the capital of France is Paris");
        FakeEndpoint other = endpoint();
        other.reply = _ -> "503";
        assertThat(comparison().compare(REQUEST, "xyz")).isEmpty();
        endpoints.getFirst().reply = _ -> "400{}";
        assertThat(comparison().compare(REQUEST, "xyz")).isEmpty();
    }

    /** Answers are drawn independently from one distribution, whose spread differs widely between requests. A buyer may choose such requests. */
    @Test
    void answersOfTheSameDistributionMismatchInAtMostATenth() throws Exception {
        RandomGenerator draws = new RandomStreams(3).stream("answers", 0);
        endpoint();
        AnswerComparison comparison = comparison();
        for (int choices : List.of(2, 5, 1_000)) {
            endpoints.getFirst().reply = _ -> completion(text(draws, choices));
            int mismatches = 0;
            for (int i = 0; i < 300; i++) {
                String answer = text(draws, choices);
                mismatches += comparison.compare(REQUEST, answer).orElseThrow().isMismatch() ? 1 : 0;
            }
            assertThat(mismatches).as(choices + " texts").isLessThanOrEqualTo(45); // 30 and three deviations
        }
    }

    /** Returns one of a number of texts. */
    private static synchronized String text(RandomGenerator draws, int choices) {
        RandomGenerator words = new RandomStreams(draws.nextInt(choices)).stream("words", 0);
        var text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            text.append((char) ('a' + words.nextInt(3))).append(words.nextInt(10));
        }
        return text.toString();
    }
}
