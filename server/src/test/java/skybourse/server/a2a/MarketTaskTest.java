package skybourse.server.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** States of a task, and the text that explains them. */
@SuppressWarnings("NullAway") // states do not need the REST API
class MarketTaskTest {

    private static final String DONE = "{\"piece\":\"r0.0\",\"sha256\":\"ab\"}";
    private static final String MISSING = "{\"piece\":\"r0.1\"}";

    /** Returns the state and its text. */
    private static String status(String members, String... pieces) {
        String body = "{\"task\":\"t\"," + members + ",\"pieces\":[" + String.join(",", pieces) + "]}";
        var task = new MarketTask(null, "b", A2aCaller.JSON.readTree(body));
        A2aBodies.TaskStatus status = task.status();
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
                .isEqualTo("TASK_STATE_INPUT_REQUIRED t-TASK_STATE_INPUT_REQUIRED:"
                        + " Reported as undoable, confirm or reject: [\"r0.1\"]");
    }
}
