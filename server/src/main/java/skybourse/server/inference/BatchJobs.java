package skybourse.server.inference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Files and batch jobs of OpenAI's API. They are held in memory, and are lost when the gateway stops. */
final class BatchJobs {

    /** Largest size of a file, bytes. */
    static final int MOST_FILE = 64 << 20;

    static final String CHAT = "/v1/chat/completions";
    private static final long MOST_STORED = 256L << 20;
    private static final int MOST_LINES = 50_000;
    private static final long WINDOW_MILLIS = 24 * 3_600_000L;
    private static final String WINDOW = "24h";

    private final BatchBuyer buyer;
    private final Map<String, StoredFile> files = new ConcurrentHashMap<>();
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();

    private record StoredFile(ObjectNode body, byte[] bytes) {}

    /** One line of an input file: its request, or the error that it got. */
    private record Line(String id, PendingRequest request) {}

    BatchJobs(BatchBuyer buyer) {
        this.buyer = buyer;
    }

    private static long now() {
        return System.currentTimeMillis() / 1_000;
    }

    private static String name(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    /** Stores a file and returns its description. */
    synchronized ObjectNode store(String filename, String filePurpose, byte[] bytes) {
        long stored =
                files.values().stream().mapToLong(file -> file.bytes().length).sum();
        if (stored + bytes.length > MOST_STORED) {
            throw new OpenAiError(
                    413,
                    "file",
                    "too_large",
                    "The gateway's memory for files is full. Delete files that are not needed.");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("id", name("file-"))
                .put("object", "file")
                .put("bytes", bytes.length)
                .put("created_at", now());
        body.put("filename", filename).put("purpose", filePurpose).put("status", "processed");
        files.put(body.path("id").stringValue(), new StoredFile(body, bytes));
        return body;
    }

    private StoredFile file(String id) {
        StoredFile file = files.get(id);
        if (file == null) {
            throw OpenAiError.unknown("file");
        }
        return file;
    }

    ObjectNode describe(String id) {
        return file(id).body();
    }

    byte[] content(String id) {
        return file(id).bytes();
    }

    ObjectNode delete(String id) {
        file(id);
        files.remove(id);
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "file")
                .put("deleted", true);
    }

    /** Starts a job and returns its description. */
    ObjectNode create(ObjectNode sent) {
        if (!sent.path("endpoint").asString("").equals(CHAT)) {
            throw OpenAiError.invalid("endpoint", "must be " + CHAT);
        }
        if (!sent.path("completion_window").asString("").equals(WINDOW)) {
            throw OpenAiError.invalid("completion_window", "must be " + WINDOW);
        }
        StoredFile input = file(sent.path("input_file_id").asString(""));
        Job job = new Job(sent, lines(input.bytes()));
        jobs.put(job.id, job);
        Thread.ofVirtual().name("batch job").start(job::run);
        return job.describe();
    }

    private Job job(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            throw OpenAiError.unknown("batch");
        }
        return job;
    }

    ObjectNode get(String id) {
        return job(id).describe();
    }

    ObjectNode cancel(String id) {
        Job job = job(id);
        job.cancel();
        return job.describe();
    }

    /** Parses an input file. Throws {@link OpenAiError} with the number of the first invalid line. Invalid requests in valid lines are no errors here. */
    private static List<ObjectNode> lines(byte[] bytes) {
        List<ObjectNode> lines = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int number = 0;
        for (String text : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            if (!text.isBlank()) {
                ObjectNode line = ChatRequest.object(text.getBytes(StandardCharsets.UTF_8));
                boolean isValid = line.path("method").asString("").equals("POST")
                        && line.path("url").asString("").equals(CHAT);
                if (!isValid
                        || !line.path("body").isObject()
                        || !ids.add(line.path("custom_id").asString(""))) {
                    String rule = "line " + number + " must have a unique custom_id, the method POST, the url " + CHAT
                            + " and a body";
                    throw OpenAiError.invalid("input_file_id", rule);
                }
                lines.add(line);
            }
        }
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            throw OpenAiError.invalid("input_file_id", "must have 1 to " + MOST_LINES + " lines");
        }
        return lines;
    }

    /** Batch job. */
    private final class Job {
        private final String id = name("batch_");
        private final ObjectNode body = JsonNodeFactory.instance.objectNode(); // guarded by this
        private final List<Line> lines = new ArrayList<>();
        private boolean isCancelled;

        Job(ObjectNode sent, List<ObjectNode> requests) {
            body.put("id", id).put("object", "batch").put("endpoint", CHAT).put("completion_window", WINDOW);
            body.set("input_file_id", sent.path("input_file_id"));
            body.set(
                    "metadata",
                    sent.path("metadata").isObject() ? sent.path("metadata") : JsonNodeFactory.instance.nullNode());
            body.put("created_at", now()).put("in_progress_at", now()).put("expires_at", now() + WINDOW_MILLIS / 1_000);
            body.put("status", "in_progress")
                    .putNull("errors")
                    .putNull("output_file_id")
                    .putNull("error_file_id");
            for (ObjectNode line : requests) {
                lines.add(new Line(line.path("custom_id").asString(""), buy((ObjectNode) line.path("body"))));
            }
        }

        private PendingRequest buy(ObjectNode request) {
            try {
                return buyer.add(ChatRequest.of(request, buyer.product()), WINDOW_MILLIS, false);
            } catch (OpenAiError error) {
                return PendingRequest.refused(error);
            }
        }

        synchronized void cancel() {
            if (!isCancelled && body.path("status").asString("").equals("in_progress")) {
                isCancelled = true;
                body.put("status", "cancelling").put("cancelling_at", now());
                lines.forEach(line -> line.request().abandon());
            }
        }

        void run() {
            var output = new StringBuilder();
            var errors = new StringBuilder();
            for (Line line : lines) {
                try {
                    append(output, line.id(), 200, line.request().answer().join());
                } catch (CompletionException failed) {
                    OpenAiError error = failed.getCause() instanceof OpenAiError known ? known : OpenAiError.timeout();
                    append(errors, line.id(), error.status(), error.body());
                }
            }
            finish(output.toString(), errors.toString());
        }

        private void append(StringBuilder to, String customId, int status, JsonNode answer) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("id", name("batch_req_")).put("custom_id", customId);
            line.putObject("response")
                    .put("status_code", status)
                    .put("request_id", name("req_"))
                    .set("body", answer);
            line.putNull("error");
            to.append(ChatRequest.JSON.writeValueAsString(line)).append('\n');
        }

        private synchronized void finish(String output, String errors) {
            try {
                keep("output_file_id", output);
                keep("error_file_id", errors);
                String status = isCancelled ? "cancelled" : "completed";
                body.put("status", status).put(status + "_at", now());
            } catch (OpenAiError full) {
                body.put("status", "failed").put("failed_at", now());
                body.putObject("errors")
                        .put("object", "list")
                        .putArray("data")
                        .addObject()
                        .put("code", "too_large")
                        .put("message", full.getMessage());
            }
        }

        private void keep(String field, String text) {
            if (!text.isEmpty()) {
                ObjectNode file = store("batch_output.jsonl", "batch_output", text.getBytes(StandardCharsets.UTF_8));
                body.set(field, file.path("id"));
            }
        }

        synchronized ObjectNode describe() {
            long done = lines.stream()
                    .filter(line -> line.request().answer().isDone())
                    .count();
            long failed = lines.stream()
                    .filter(line -> line.request().answer().isCompletedExceptionally())
                    .count();
            body.putObject("request_counts")
                    .put("total", lines.size())
                    .put("completed", done - failed)
                    .put("failed", failed);
            return body.deepCopy();
        }
    }
}
