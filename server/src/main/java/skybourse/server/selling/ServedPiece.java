package skybourse.server.selling;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Piece that a seller serves: its requests and the answers to them. Not thread safe. */
final class ServedPiece {

    final String id;

    /** Due time, ms of the market's clock. */
    final long due;

    final List<String> requests;
    private final String[] answers;
    private final double start;
    private int answered;
    private int refused;
    private int failed;
    private long volume;

    /**
     * Creates a piece without answers.
     *
     * @param payload one request per line
     * @param start time, s
     */
    ServedPiece(String id, long due, String payload, double start) {
        this.id = id;
        this.due = due;
        requests = List.of(payload.split("\n"));
        answers = new String[requests.size()];
        this.start = start;
    }

    /** Adds the answer to a request. */
    void add(int request, ModelEndpoint.Answer answer) {
        switch (answer) {
            case ModelEndpoint.Answer.Completed completed -> {
                answers[request] = completed.line();
                volume += completed.used();
            }
            case ModelEndpoint.Answer.Refused error -> {
                answers[request] = error.line();
                refused++;
            }
            case ModelEndpoint.Answer.Failed _ -> {
                answers[request] = "{\"error\":{\"type\":\"server_error\"}}";
                failed++;
            }
        }
        answered++;
    }

    boolean isComplete() {
        return answered == answers.length;
    }

    /** Returns whether there is no answer, and the endpoint failed at least once. There is nothing to deliver then. */
    boolean isFailed() {
        return failed > 0 && failed + refused == answers.length;
    }

    /** Returns whether the endpoint refused all requests. */
    boolean isUndoable() {
        return refused == answers.length;
    }

    /** Returns the result: one answer per line. */
    byte[] result() {
        return String.join("\n", answers).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a line without content of requests and answers. */
    String summary(String outcome, double now) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %,d requests, volume %,d, %.1f s",
                id,
                outcome,
                answers.length,
                volume,
                now - start);
    }
}
