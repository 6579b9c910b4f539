package skybourse.server.a2a;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import skybourse.server.a2a.A2aBodies.Artifact;
import skybourse.server.a2a.A2aBodies.ArtifactUpdate;
import skybourse.server.a2a.A2aBodies.StatusUpdate;
import skybourse.server.a2a.A2aBodies.TaskState;
import skybourse.server.a2a.A2aBodies.TaskStatus;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.service.HttpReply;
import tools.jackson.databind.JsonNode;

/**
 * Server-sent events of a task: the task, then its updates until it is over or needs its buyer. The task is read at least once per second. A comment follows
 * each read, so that the connection of a client that is gone is noticed.
 *
 * @param id id of the call
 * @param first the task when the stream begins
 */
record TaskStream(JsonNode id, MarketTask first) implements HttpReply.BodyStream {

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void write(OutputStream out) throws IOException {
        MarketTask shown = first;
        send(out, A2aAdapter.result(id, Map.of("task", first.toTask())));
        try {
            while (!shown.state().endsStream()) {
                MarketTask now = MarketTask.read(first.rest(), first.agent(), first.name(), 1);
                update(out, shown, now);
                out.write(COMMENT);
                out.flush();
                shown = now;
            }
        } catch (A2aError error) {
            send(out, error.body(id));
        }
    }

    /** Sends what changed. All streams of a task send the same updates in the same order, also if a state lasted less than a second. */
    private void update(OutputStream out, MarketTask shown, MarketTask now) throws IOException {
        if (!shown.isSold() && now.isSold()) {
            update(out, new TaskStatus(TaskState.TASK_STATE_WORKING, Optional.empty()));
        }
        for (Artifact artifact : now.artifacts(shown.answered().size())) {
            var body = new ArtifactUpdate(first.name(), first.agent(), artifact);
            send(out, A2aAdapter.result(id, Map.of("artifactUpdate", body)));
        }
        if (now.state().endsStream()) {
            update(out, now.status());
        }
    }

    private void update(OutputStream out, TaskStatus status) throws IOException {
        var body = new StatusUpdate(first.name(), first.agent(), status);
        send(out, A2aAdapter.result(id, Map.of("statusUpdate", body)));
    }

    /** Sends one event. */
    static void send(OutputStream out, Object body) throws IOException {
        out.write(("data: " + BodyJsonEncoder.write(body) + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
