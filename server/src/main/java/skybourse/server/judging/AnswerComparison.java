package skybourse.server.judging;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import skybourse.server.codec.ChatVolume;
import skybourse.server.selling.ModelEndpoint;
import skybourse.server.selling.ModelEndpoint.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares answers of sellers with answers of endpoints that the operator trusts. The first endpoint gives a reference. An answer matches if its similarity to
 * the reference is at least a threshold. Otherwise each endpoint is asked for {@value #CONTROLS} control answers, and the answer mismatches if every
 * control answer is more similar to the reference.
 *
 * <p>If, given the reference, the answer and the control answers of at least one endpoint are independent draws from one distribution, they are
 * exchangeable: all their orders are equally likely. A mismatch then has a probability of at most 1/{@code (CONTROLS + 1)}, for each request and each
 * threshold. This does not hold for answers without randomness (temperature 0). A mismatch then means that the answers of several endpoints agree with each
 * other more than with the seller's. Thread safe.
 */
final class AnswerComparison implements AutoCloseable {

    /** Number of control answers of each endpoint. */
    static final int CONTROLS = (int) Math.round(1 / SellerEvidence.NULL_MISMATCH_RATE) - 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Fields that engines treat alike. With other fields, such as a seed or a grammar, answers of different engines cannot be compared. */
    private static final Set<String> FIELDS = Set.of(
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "stop",
            "n",
            "stream",
            "stream_options",
            "user");

    private static final Set<String> ROLES = Set.of("system", "user", "assistant");
    private static final int NOT_FOUND = 404;

    private final List<ModelEndpoint> endpoints;
    private final double threshold;
    private final int contextTokens;
    private final Duration timeout;
    private final Semaphore free;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Result of a comparison. */
    enum Result {
        MATCH,
        MISMATCH,
        /**
         * An endpoint refuses the request, or the request has fields that engines treat differently. Also if there is one endpoint, whose answers are all
         * equal: the answer of another engine may differ.
         */
        NOT_COMPARABLE
    }

    /**
     * Creates a comparison.
     *
     * @param endpoints at least one
     * @param threshold similarity from which an answer matches, in [0, 1]
     * @param contextTokens largest number of tokens of a request and its answer that sellers must support
     * @param timeout time after which a request is given up
     * @param concurrency most requests in parallel
     */
    AnswerComparison(
            List<ModelEndpoint> endpoints, double threshold, int contextTokens, Duration timeout, int concurrency) {
        this.endpoints = List.copyOf(endpoints);
        this.threshold = threshold;
        this.contextTokens = contextTokens;
        this.timeout = timeout;
        free = new Semaphore(concurrency, true);
    }

    /** Returns whether a request has only fields that engines treat alike, and messages of text. */
    static boolean isComparable(JsonNode request) {
        return FIELDS.containsAll(request.propertyNames())
                && request.path("messages")
                        .valueStream()
                        .allMatch(message -> message.size() == 2
                                && ROLES.contains(message.path("role").asString(""))
                                && message.path("content").isString());
    }

    /**
     * Compares the answer to a request.
     *
     * @throws IOException if an endpoint does not answer
     */
    Result compare(String request, String answer) throws IOException, InterruptedException {
        if (!isComparable(JSON.readTree(request)) || !(answer(0, request) instanceof Answer.Completed completed)) {
            return Result.NOT_COMPARABLE;
        }
        String reference = text(completed);
        double similarity = TextSimilarity.of(answer, reference);
        if (similarity >= threshold) {
            return Result.MATCH;
        }
        List<Answer> controls = new ArrayList<>();
        Result result = compareWithControls(similarity, reference, request, 1, controls);
        if (result == Result.MISMATCH) {
            result = compareWithControls(similarity, reference, request, CONTROLS - 1, controls);
        }
        boolean isVaried = endpoints.size() > 1
                || controls.stream().anyMatch(control -> !text(control).equals(reference));
        return result == Result.MISMATCH && !isVaried ? Result.NOT_COMPARABLE : result;
    }

    /** Compares a similarity with those of control answers, {@code count} of each endpoint, which are added to {@code controls}. */
    private Result compareWithControls(
            double similarity, String reference, String request, int count, List<Answer> controls)
            throws IOException, InterruptedException {
        List<Callable<Answer>> calls = IntStream.range(0, count * endpoints.size())
                .<Callable<Answer>>mapToObj(i -> () -> answer(i % endpoints.size(), request))
                .toList();
        Result result = Result.MISMATCH;
        for (Answer control : answersTo(calls)) {
            controls.add(control);
            if (!(control instanceof Answer.Completed)) {
                return Result.NOT_COMPARABLE;
            }
            if (TextSimilarity.of(text(control), reference) <= similarity) {
                result = Result.MATCH;
            }
        }
        return result;
    }

    private List<Answer> answersTo(List<Callable<Answer>> calls) throws IOException, InterruptedException {
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> answer : threads.invokeAll(calls)) {
            try {
                answers.add(answer.get());
            } catch (ExecutionException failed) {
                throw new IOException(failed.getCause());
            }
        }
        return answers;
    }

    private static String text(Answer answer) {
        return answer instanceof Answer.Completed completed ? ChatVolume.text(JSON.readTree(completed.line())) : "";
    }

    /**
     * Returns whether a seller may be unable to answer a request: an endpoint refuses it, or its tokens exceed the context of the product.
     *
     * @throws IOException if an endpoint does not answer
     */
    boolean isRefused(String request) throws IOException, InterruptedException {
        int most = ChatVolume.maxTokens(JSON.readTree(request))
                .map(JsonNode::intValue)
                .orElse(0);
        for (int endpoint = 0; endpoint < endpoints.size(); endpoint++) {
            if (!(answer(endpoint, request) instanceof Answer.Completed completed)) {
                return true;
            }
            JsonNode usage = JSON.readTree(completed.line()).path("usage");
            if (usage.path("prompt_tokens").asLong(0) + most > contextTokens) {
                return true;
            }
        }
        return false;
    }

    private Answer answer(int endpoint, String request) throws IOException, InterruptedException {
        free.acquire();
        try {
            Answer answer = endpoints.get(endpoint).answer(request, timeout);
            if (answer instanceof Answer.Failed failed) {
                throw new IOException(failed.reason());
            }
            boolean isModelMissing = answer instanceof Answer.Refused refused
                    && JSON.readTree(refused.line()).path("error").path("code").asInt(0) == NOT_FOUND;
            if (isModelMissing) {
                throw new IOException("the model is missing");
            }
            return answer;
        } finally {
            free.release();
        }
    }

    /** Interrupts waiting requests. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
