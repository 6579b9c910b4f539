package skybourse.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.server.codec.ChatVolume;
import skybourse.server.service.ProblemException;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.PieceMeter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures the requests and answers of an inference market. Each request, and each answer, is a JSON object on one line: a body of {@code POST
 * /v1/chat/completions} and its response. Only bytes of a request's line and of an answer's text count; the {@code usage} in a response is not read.
 */
final class InferenceMeter {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int MOST_REQUESTS = 10_000;

    /** Longest line of a request, bytes. */
    private static final int MOST_LINE = 1 << 20;

    private final InferenceProduct product;

    InferenceMeter(InferenceProduct product) {
        this.product = product;
    }

    /**
     * Returns the reserved volume of each request of a batch.
     *
     * @param payload JSON lines in UTF-8
     * @throws ProblemException if a line is not a request that can be sold
     */
    List<Long> reserved(byte[] payload) {
        List<byte[]> lines = lines(payload, "payload");
        if (lines.size() > MOST_REQUESTS) {
            throw ProblemException.invalid("payload", "must have at most " + MOST_REQUESTS + " lines", lines.size());
        }
        List<Long> reserved = new ArrayList<>(lines.size());
        for (int line = 0; line < lines.size(); line++) {
            reserved.add(reserved(lines.get(line), line));
        }
        return reserved;
    }

    private long reserved(byte[] line, int number) {
        if (line.length > MOST_LINE || product.reservedVolume(line.length, 1) > product.lotVolume()) {
            throw invalid("payload", number, "must not be larger than a lot"); // before the cost of parsing
        }
        JsonNode request = object(line, "payload", number);
        JsonNode messages = request.path("messages");
        if (!messages.isArray()
                || messages.isEmpty()
                || !messages.valueStream()
                        .allMatch(message -> message.path("role").isString())) {
            throw invalid("payload", number, "must have messages, a list of at least one message with a role");
        }
        JsonNode count = request.path("n");
        boolean isOne = count.isMissingNode() || count.isNull() || (count.isInt() && count.intValue() == 1);
        if (!isOne || !isAbsentOrFalse(request.path("stream"))) {
            throw invalid("payload", number, "must ask for one answer that is not streamed: n 1, stream false");
        }
        if (!ChatVolume.hasValidLimit(request, product.contextTokens())) {
            throw invalid(
                    "payload",
                    number,
                    "must have a whole number from 1 to " + product.contextTokens()
                            + " as max_tokens, and the same as max_completion_tokens if both are given");
        }
        return ChatVolume.reserved(product, request, line.length);
    }

    /**
     * Measures the answers of a piece.
     *
     * @param requests lines of the piece in the payload of its batch, which is valid
     * @param answers JSON lines in UTF-8, one for each request
     * @throws ProblemException if the number of lines differs, or a line is not a JSON object
     */
    PieceMeter.Answers measured(byte[] requests, byte[] answers) {
        List<byte[]> asked = lines(requests, "payload");
        List<byte[]> given = lines(answers, "result");
        if (asked.size() != given.size()) {
            throw ProblemException.invalid(
                    "result", "must have one line per request of the piece, " + asked.size(), given.size());
        }
        long used = 0;
        long unserved = 0;
        for (int line = 0; line < given.size(); line++) {
            byte[] request = asked.get(line);
            JsonNode answer = object(given.get(line), "result", line);
            long reserved = reserved(request, line);
            if (ChatVolume.isAnswered(answer)) {
                used += ChatVolume.used(product, reserved, request.length, answer);
            } else {
                unserved += reserved;
            }
        }
        long least = product.leastVolume();
        return new PieceMeter.Answers(
                unserved == 0 ? Math.max(used, least) : used, used == 0 ? Math.max(unserved, least) : unserved);
    }

    private static boolean isAbsentOrFalse(JsonNode flag) {
        return flag.isMissingNode() || flag.isNull() || (flag.isBoolean() && !flag.booleanValue());
    }

    private static List<byte[]> lines(byte[] text, String field) {
        List<byte[]> lines = PayloadDivision.lines(text);
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).length == 0) {
                throw invalid(field, line, "must not be empty");
            }
        }
        return lines;
    }

    private static JsonNode object(byte[] line, String field, int number) {
        Optional<String> text = RequestBody.utf8(line);
        try {
            JsonNode read = JSON.readTree(text.orElse(""));
            if (read != null && read.isObject()) {
                return read;
            }
        } catch (JacksonException _) {
            // The message of the exception may contain the text, which is confidential.
        }
        throw invalid(field, number, "must be a JSON object in UTF-8");
    }

    private static ProblemException invalid(String field, int line, String rule) {
        return ProblemException.invalid(field, rule, "line " + (line + 1));
    }
}
