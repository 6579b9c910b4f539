package skybourse.server.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.IntNode;

/** States of a task, and the text that explains them. */
@SuppressWarnings("NullAway") // states do not need the REST API
class MarketTaskTest {

    private static final String DONE = "{\"piece\":\"r0.0\",\"sha256\":\"ab\"}";
    private static final String MISSING = "{\"piece\":\"r0.1\"}";

    private static MarketTask task(String body) {
        return new MarketTask(new Buyer(null, "http://127.0.0.1:1", "b"), A2aCaller.JSON.readTree(body));
    }

    /** Returns the state and its text. */
    private static String status(String members, String... pieces) {
        String body = "{\"task\":\"t\"," + members + ",\"pieces\":[" + String.join(",", pieces) + "]}";
        A2aBodies.TaskStatus status = task(body).status();
        return status.state()
                + status.message()
                        .map(message -> " " + message.messageId() + ": "
                                + message.parts().getFirst().text().orElseThrow())
                        .orElse("");
    }

    @Test
    void statesAreThoseOfTheMarket() {
        assertThat(status("\"stage\":\"OPEN\"")).isEqualTo("TASK_STATE_SUBMITTED");
        assertThat(status("\"stage\":\"WITHDRAWN\",\"isAnswered\":true")).isEqualTo("TASK_STATE_CANCELED");
        assertThat(status("\"stage\":\"SOLD\",\"isAnswered\":false", DONE)).isEqualTo("TASK_STATE_WORKING");
        assertThat(status("\"stage\":\"SOLD\",\"isAnswered\":true", DONE)).isEqualTo("TASK_STATE_COMPLETED");
        assertThat(status("\"stage\":\"SOLD\",\"isAnswered\":true", DONE, MISSING))
                .isEqualTo("TASK_STATE_COMPLETED t-TASK_STATE_COMPLETED: Pieces without a result: [r0.1]");
        assertThat(status("\"stage\":\"SOLD\",\"isAnswered\":true", MISSING))
                .isEqualTo("TASK_STATE_FAILED t-TASK_STATE_FAILED: No result.");
        assertThat(status("\"stage\":\"LEFT_OUT\",\"isAnswered\":true,\"reason\":\"too hard\""))
                .isEqualTo("TASK_STATE_FAILED t-TASK_STATE_FAILED: too hard");
        assertThat(status("\"stage\":\"SOLD\",\"isAnswered\":false,\"toAnswer\":[\"r0.1\"]", DONE, MISSING))
                .isEqualTo("TASK_STATE_INPUT_REQUIRED t-TASK_STATE_INPUT_REQUIRED-r0.1:"
                        + " Reported as undoable, confirm or reject: [\"r0.1\"]");
    }

    /** A part of a batch may be sold while the rest waits, and after the rest was withdrawn or expired. */
    @Test
    void partlySoldBatchesAreInTheStateOfTheirPieces() {
        for (String stage : List.of("OPEN", "WITHDRAWN", "EXPIRED")) {
            String open = "\"stage\":\"" + stage + "\",\"isAnswered\":false";
            assertThat(status(open, DONE)).isEqualTo("TASK_STATE_WORKING");
            assertThat(status(open + ",\"toAnswer\":[\"r0.1\"]", MISSING)).startsWith("TASK_STATE_INPUT_REQUIRED");
        }
        for (String stage : List.of("WITHDRAWN", "EXPIRED")) {
            String over = "\"stage\":\"" + stage + "\",\"isAnswered\":true,\"soldIn\":0";
            assertThat(status(over, DONE)).isEqualTo("TASK_STATE_COMPLETED");
            assertThat(status(over, MISSING)).startsWith("TASK_STATE_FAILED");
        }
        assertThat(status("\"stage\":\"EXPIRED\",\"isAnswered\":true")).startsWith("TASK_STATE_FAILED");
    }

    /** Otherwise, a client would take the second message for a copy of the first. */
    @Test
    void messagesOfTwoQuestionsHaveTwoIds() {
        String sold = "\"stage\":\"SOLD\",\"isAnswered\":false,\"toAnswer\":";
        assertThat(status(sold + "[\"r0.0\"]"))
                .startsWith("TASK_STATE_INPUT_REQUIRED t-TASK_STATE_INPUT_REQUIRED-r0.0:");
        assertThat(status(sold + "[\"r0.1\"]"))
                .startsWith("TASK_STATE_INPUT_REQUIRED t-TASK_STATE_INPUT_REQUIRED-r0.1:");
    }

    private static String piece(String id, boolean hasResult) {
        return "{\"piece\":\"" + id + "\"" + (hasResult ? ",\"sha256\":\"ab\"}" : "}");
    }

    private static List<String> artifacts(String members, String... pieces) {
        return task("{\"task\":\"t\"," + members + ",\"pieces\":[" + String.join(",", pieces) + "]}")
                .artifactIds();
    }

    @Test
    void artifactsAreInTheOrderOfRoundsAndPieces() {
        String open = "\"stage\":\"OPEN\",\"isAnswered\":false";
        String[] pieces = {piece("r10.0", true), piece("r9.10", true), piece("r9.9", true)};
        assertThat(artifacts(open, pieces)).containsExactly("r9.9", "r9.10", "r10.0");
        assertThat(artifacts(open, piece("r10.0", true), piece("r9.0", false))).isEmpty();
        assertThat(artifacts("\"stage\":\"EXPIRED\",\"isAnswered\":true,\"soldIn\":10", pieces))
                .containsExactly("r9.9", "r9.10", "r10.0", "receipt-9", "receipt-10");
        assertThat(artifacts("\"stage\":\"EXPIRED\",\"isAnswered\":true,\"soldIn\":9", piece("r9.0", true)))
                .containsExactly("r9.0", "receipt");
        assertThat(artifacts("\"stage\":\"SOLD\",\"isAnswered\":true,\"soldIn\":9"))
                .containsExactly("receipt");
        assertThat(artifacts("\"stage\":\"EXPIRED\",\"isAnswered\":true")).isEmpty();
    }

    /** A task that does not change is read about once per second, whatever the reader does. */
    @Test
    void streamDoesNotReadWithoutWaiting() throws Exception {
        MarketTask open = task("{\"task\":\"t\",\"stage\":\"OPEN\",\"pieces\":[]}");
        MarketTask over = task("{\"task\":\"t\",\"stage\":\"WITHDRAWN\",\"isAnswered\":true,\"pieces\":[]}");
        var reads = new AtomicInteger();
        var second = new CompletableFuture<Void>().completeOnTimeout(null, 1, TimeUnit.SECONDS);
        var out = new ByteArrayOutputStream();
        new TaskStream(IntNode.valueOf(7), open, () -> reads.incrementAndGet() > 2 ? over : open).write(out);
        assertThat(second).as("two reads take two seconds").isDone();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("TASK_STATE_CANCELED");
    }

    @Test
    void resultsThatDoNotFitAreAddresses() {
        var space = new InlineSpace();
        assertThat(space.reserve(1)).isTrue();
        assertThat(space.reserve(4 << 20)).isFalse();
        assertThat(space.isLeft()).isFalse();
        assertThat(task("{}").artifact("r1.2", space).orElseThrow().parts())
                .containsExactly(A2aBodies.Part.url("http://127.0.0.1:1/v1/pieces/r1.2/result"));
        var whole = new InlineSpace();
        assertThat(whole.reserve(4 << 20)).isTrue();
        assertThat(whole.isLeft()).isFalse();
    }
}
