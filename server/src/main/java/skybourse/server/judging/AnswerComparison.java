package skybourse.server.judging;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import skybourse.server.codec.ChatVolume;
import skybourse.server.selling.ModelEndpoint;
import skybourse.server.selling.ModelEndpoint.Answer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares answers of sellers with answers of endpoints that the operator trusts. The first endpoint gives a reference. An answer matches if its similarity
 * to the reference is at least a threshold. Otherwise the other endpoints are asked for control answers, or the first one again if it is the only one: the
 * answer mismatches if each of {@value #CONTROLS} control answers is more similar to the reference.
 *
 * <p>If the answers of seller and controls to a request are drawn independently from the same distribution, all orders are equally likely. A mismatch then has
 * a probability of at most 1/{@code (CONTROLS + 1)}, for each request and each threshold. Thread safe.
 */
final class AnswerComparison {

    /** Number of control answers. */
    static final int CONTROLS = (int) Math.round(1 / SellerEvidence.HONEST) - 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<ModelEndpoint> endpoints;
    private final double threshold;
    private final Duration timeout;
    private final Semaphore free;

    /**
     * Result of a comparison.
     *
     * @param isMismatch whether the answer mismatches
     * @param similarity similarity to the reference, in [0, 1]
     */
    record Result(boolean isMismatch, double similarity) {}

    /**
     * Creates a comparison.
     *
     * @param endpoints at least one
     * @param threshold similarity from which an answer matches, in [0, 1]
     * @param timeout time after which a request is given up
     * @param concurrency most requests in parallel
     */
    AnswerComparison(List<ModelEndpoint> endpoints, double threshold, Duration timeout, int concurrency) {
        this.endpoints = List.copyOf(endpoints);
        this.threshold = threshold;
        this.timeout = timeout;
        free = new Semaphore(concurrency);
    }

    /** Compares the answer to a request; empty if an endpoint has no answer. */
    Optional<Result> compare(String request, String answer) throws InterruptedException {
        Optional<String> reference = text(0, request);
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        double similarity = TextSimilarity.of(answer, reference.get());
        for (int control = 0; control < CONTROLS && similarity < threshold; control++) {
            int endpoint = endpoints.size() == 1 ? 0 : 1 + control % (endpoints.size() - 1);
            Optional<String> other = text(endpoint, request);
            if (other.isEmpty()) {
                return Optional.empty();
            }
            if (TextSimilarity.of(other.get(), reference.get()) <= similarity) {
                return Optional.of(new Result(false, similarity));
            }
        }
        return Optional.of(new Result(similarity < threshold, similarity));
    }

    private Optional<String> text(int endpoint, String request) throws InterruptedException {
        return answer(endpoint, request) instanceof Answer.Completed completed
                ? Optional.of(ChatVolume.text(JSON.readTree(completed.line())))
                : Optional.empty();
    }

    /** Returns the first endpoint's answer to a request. */
    Answer answer(String request) throws InterruptedException {
        return answer(0, request);
    }

    /** Sends a request without its {@code seed}, because answers with equal seeds are not independent. */
    private Answer answer(int endpoint, String request) throws InterruptedException {
        ObjectNode body = (ObjectNode) JSON.readTree(request);
        body.remove("seed");
        free.acquire();
        try {
            return endpoints.get(endpoint).answer(body.toString(), timeout);
        } finally {
            free.release();
        }
    }
}
