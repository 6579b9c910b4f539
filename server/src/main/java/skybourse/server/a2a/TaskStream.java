package skybourse.server.a2a;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import skybourse.server.a2a.A2aBodies.Artifact;
import skybourse.server.a2a.A2aBodies.ArtifactUpdate;
import skybourse.server.a2a.A2aBodies.StatusUpdate;
import skybourse.server.a2a.A2aBodies.TaskState;
import skybourse.server.a2a.A2aBodies.TaskStatus;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.service.HttpReply;
import tools.jackson.databind.JsonNode;

/**
 * Server-sent events of a task: the task, then its updates until it is over or needs its buyer. A task that does not change is read about once per
 * second. A comment follows each read, so that the connection of a client that is gone is noticed.
 *
 * @param id id of the call
 * @param first the task when the stream begins
 * @param next reads the task again, at the latest after a second
 */
record TaskStream(JsonNode id, MarketTask first, Supplier<MarketTask> next) implements HttpReply.BodyStream {

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    /** Returns the stream of a task. */
    static TaskStream of(JsonNode id, MarketTask first) {
        return new TaskStream(id, first, () -> first.buyer().task(first.name(), 1));
    }

    @Override
    public void write(OutputStream out) throws IOException {
        MarketTask shown = first;
        Set<String> sent = new HashSet<>(first.artifactIds());
        send(out, A2aAdapter.result(id, Map.of("task", first.toTask())));
        try {
            while (!shown.state().endsStream()) {
                var second = new CompletableFuture<Void>().completeOnTimeout(null, 1, TimeUnit.SECONDS);
                MarketTask now = next.get();
                if (now.body().equals(shown.body())) {
                    second.join();
                }
                update(out, shown, now, sent);
                out.write(COMMENT);
                out.flush();
                shown = now;
            }
        } catch (A2aError error) {
            send(out, error.body(id));
        }
    }

    /** Sends what changed. All streams of a task send the same updates in the same order, also if a state lasted less than a second. */
    private void update(OutputStream out, MarketTask shown, MarketTask now, Set<String> sent) throws IOException {
        if (!shown.isSold() && now.isSold()) {
            update(out, new TaskStatus(TaskState.TASK_STATE_WORKING, Optional.empty()));
        }
        for (String artifact : now.artifactIds()) {
            if (sent.add(artifact)) {
                update(out, now.artifact(artifact, new InlineSpace()));
            }
        }
        if (now.state().endsStream()) {
            update(out, now.status());
        }
    }

    private void update(OutputStream out, Optional<Artifact> artifact) throws IOException {
        if (artifact.isPresent()) {
            var body = new ArtifactUpdate(first.name(), first.buyer().agent(), artifact.get());
            send(out, A2aAdapter.result(id, Map.of("artifactUpdate", body)));
        }
    }

    private void update(OutputStream out, TaskStatus status) throws IOException {
        var body = new StatusUpdate(first.name(), first.buyer().agent(), status);
        send(out, A2aAdapter.result(id, Map.of("statusUpdate", body)));
    }

    /** Sends one event. */
    static void send(OutputStream out, Object body) throws IOException {
        out.write(("data: " + BodyJsonEncoder.write(body) + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
