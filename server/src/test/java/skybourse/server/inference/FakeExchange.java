package skybourse.server.inference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Exchange of one buyer with the routes that the gateway uses. Each request for the status of a batch acts as a round, which sells up to {@code
 * lotsPerRound} lots; the seller answers at once. Fields are settings and counters of a test; they are guarded by this.
 */
final class FakeExchange implements AutoCloseable {

    static final String SECRET = "the-secret-of-the-buyer-0123456789abcdef";
    static final String BUYER = "b1";
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final long CAP = 10;

    private final HttpServer server;
    private final Map<String, Batch> batches = new LinkedHashMap<>();
    private final Map<String, byte[]> blobs = new LinkedHashMap<>();
    private final Map<String, Piece> pieces = new LinkedHashMap<>();

    /** Number of lots that each round sells. */
    int lotsPerRound = Integer.MAX_VALUE;

    /** Number of next pieces that fail. */
    int fails;

    /** Number of next pieces that are reported undoable. */
    int undoables;

    /** Number of confirmed reports. */
    int confirmations;

    double checkShare;

    /** Number of next submissions that are executed, but whose reply is lost. */
    int lostReplies;

    /** Whether sold pieces get no result yet. */
    boolean isSlow;

    /** Status with which batches are refused; 0 if they are accepted. */
    int refusal;

    /** Free money of the buyer. */
    long freeUnits = Long.MAX_VALUE / 2;

    /** Whether every request is answered with status 503. */
    boolean isDown;

    /** A line that contains this text makes a batch invalid. */
    String poison = "\u0000";

    UnaryOperator<String> seller = FakeExchange::echo;

    /** Number of times that each line was sold and answered. */
    final Map<String, Integer> answered = new LinkedHashMap<>();

    /** Numbers of lines of the accepted batches. */
    final List<Integer> sizes = new ArrayList<>();

    int withdrawals;

    private static final class Batch {
        final String name;
        final List<String> lines;
        final List<int[]> lots;
        final List<Piece> pieces = new ArrayList<>();
        String stage = "OPEN";

        Batch(String name, List<String> lines, List<int[]> lots) {
            this.name = name;
            this.lines = lines;
            this.lots = new ArrayList<>(lots);
        }
    }

    private static final class Piece {
        final String id;
        final Batch batch;
        final int[] range;
        String state = "OPEN";
        String result = "";
        boolean isReported;

        Piece(String id, Batch batch, int[] range) {
            this.id = id;
            this.batch = batch;
            this.range = range;
        }
    }

    FakeExchange() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/", this::handle);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers a request with its last message. */
    static String echo(String line) {
        JsonNode messages = JSON.readTree(line).path("messages");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode choice = answer.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop");
        String text = messages.path(messages.size() - 1).path("content").asString("");
        choice.putObject("message").put("role", "assistant").put("content", "echo " + text);
        answer.putObject("usage")
                .put("prompt_tokens", 3)
                .put("completion_tokens", 4)
                .put("total_tokens", 7);
        return JSON.writeValueAsString(answer);
    }

    static ObjectNode product() {
        ObjectNode product = JsonNodeFactory.instance.objectNode();
        product.put("model", "tiny")
                .put("contextTokens", 4_096)
                .put("answerSeconds", 10)
                .put("lotVolume", 1_000)
                .put("promptWeight", 1)
                .put("answerWeight", 1);
        product.put("bytesPerToken", 4)
                .put("defaultMaxTokens", 50)
                .put("leastShare", 0.1)
                .put("checkShare", 0)
                .put("capUnits", CAP);
        return product;
    }

    private void handle(HttpExchange http) throws IOException {
        byte[] body = http.getRequestBody().readAllBytes();
        String route =
                http.getRequestMethod() + " " + http.getRequestURI().getPath().substring("/v1/".length());
        byte[] reply;
        int status;
        boolean isLost;
        synchronized (this) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            status = isDown ? 503 : answer(route.split("[ /]"), body, json);
            isLost = status == 200 && route.contains("/batches/") && lostReplies-- > 0;
            reply = json.has("raw")
                    ? json.path("raw").stringValue().getBytes(StandardCharsets.UTF_8)
                    : JSON.writeValueAsBytes(json);
        }
        if (!isLost) {
            http.sendResponseHeaders(status, reply.length);
            http.getResponseBody().write(reply);
        }
        http.close();
    }

    private int answer(String[] part, byte[] body, ObjectNode to) {
        String kind = part[0] + " " + part[1] + " " + (part.length > 3 ? part[3] : "");
        return switch (kind) {
            case "GET market " -> market(to);
            case "PUT agents " -> 200;
            case "PUT blobs " -> {
                blobs.put(part[2], body);
                yield 200;
            }
            case "PUT agents batches" -> submit(part[4], JSON.readTree(body), to);
            case "GET agents tasks" -> status(part[4], to);
            case "PUT agents tasks" -> withdraw(part[4]);
            case "GET pieces result" -> {
                to.put("raw", pieces.get(part[2]).result);
                yield 200;
            }
            case "PUT pieces confirmation" -> {
                pieces.get(part[2]).state = "RETURNED";
                confirmations++;
                yield 200;
            }
            default -> 404;
        };
    }

    private int market(ObjectNode to) {
        to.put("round", 1).put("roundSeconds", 0.1).put("objectionSeconds", 0.1).put("feeShare", 0.05);
        to.set("product", product().put("checkShare", checkShare));
        return 200;
    }

    private int submit(String name, JsonNode body, ObjectNode to) {
        if (batches.containsKey(name)) {
            return 200;
        }
        if (refusal > 0) {
            return problem(to, refusal, "refused", "other", "refused by the test", "");
        }
        if (batches.values().stream().anyMatch(batch -> batch.stage.equals("OPEN"))) {
            return problem(to, 409, "taken", "task", "must wait for the open task", "");
        }
        String digest = body.path("payload").path("sha256").stringValue();
        String text = new String(blobs.get(digest), StandardCharsets.UTF_8);
        if (text.contains(poison)) {
            return problem(to, 422, "invalid", "payload", "must have valid requests", "");
        }
        List<String> lines = List.of(text.split("\n"));
        List<int[]> lots = pack(lines);
        if (lots.size() * CAP > freeUnits) {
            return problem(to, 409, "funds", "agent", "must have free units", Long.toString(freeUnits));
        }
        batches.put(name, new Batch(name, lines, lots));
        sizes.add(lines.size());
        return 200;
    }

    private static int problem(ObjectNode to, int status, String type, String field, String rule, String value) {
        to.put("type", "/problems/" + type)
                .put("field", field)
                .put("rule", rule)
                .put("value", value);
        return status;
    }

    private static long volume(String line) {
        JsonNode request = JSON.readTree(line);
        long tokens = request.path("max_tokens")
                .asLong(request.path("max_completion_tokens").asLong(50));
        return line.getBytes(StandardCharsets.UTF_8).length + 4 * tokens;
    }

    private static List<int[]> pack(List<String> lines) {
        List<int[]> lots = new ArrayList<>();
        long sum = 0;
        int first = 0;
        for (int i = 0; i < lines.size(); i++) {
            long volume = volume(lines.get(i));
            if (volume > 1_000) {
                throw new IllegalStateException("larger than a lot");
            }
            if (i > first && sum + volume > 1_000) {
                lots.add(new int[] {first, i});
                first = i;
                sum = 0;
            }
            sum += volume;
        }
        lots.add(new int[] {first, lines.size()});
        return lots;
    }

    private int status(String name, ObjectNode to) {
        Batch batch = batches.get(name);
        if (batch == null) {
            return 404;
        }
        for (int i = 0; i < lotsPerRound && batch.stage.equals("OPEN"); i++) {
            sell(batch, batch.lots.removeFirst());
            batch.stage = batch.lots.isEmpty() ? "SOLD" : "OPEN";
        }
        batch.pieces.forEach(this::work);
        to.put("task", name).put("stage", batch.stage);
        to.putArray("toAnswer");
        to.putArray("pieces");
        for (Piece piece : batch.pieces) {
            ObjectNode shown = to.withArray("pieces").addObject();
            shown.put("piece", piece.id)
                    .put("worker", "s1")
                    .put("firstUnit", piece.range[0])
                    .put("endUnit", piece.range[1]);
            long work = batch.lines.subList(piece.range[0], piece.range[1]).stream()
                    .mapToLong(FakeExchange::volume)
                    .sum();
            shown.put("state", piece.state).put("work", work).put("billUnits", CAP);
            shown.putObject("meter").put("bill", 6);
            if (piece.isReported) {
                shown.put("undoable", "cannot");
            }
            if (piece.state.equals("UNDOABLE")) {
                to.withArray("toAnswer").add(piece.id);
            }
        }
        return 200;
    }

    private void sell(Batch batch, int[] lot) {
        var piece = new Piece("r1." + pieces.size(), batch, lot);
        pieces.put(piece.id, piece);
        batch.pieces.add(piece);
    }

    private void work(Piece piece) {
        if (!piece.state.equals("OPEN") || isSlow) {
            return;
        }
        if (fails-- > 0) {
            piece.state = "FAILED";
        } else if (undoables-- > 0) {
            piece.state = "UNDOABLE";
            piece.isReported = true;
        } else {
            piece.state = "DONE";
            List<String> lines = piece.batch.lines.subList(piece.range[0], piece.range[1]);
            lines.forEach(line -> answered.merge(line, 1, Integer::sum));
            piece.result = String.join("\n", lines.stream().map(seller).toList());
        }
    }

    private int withdraw(String name) {
        Batch batch = batches.get(name);
        if (batch.stage.equals("OPEN")) {
            batch.stage = "WITHDRAWN";
            withdrawals++;
            return 200;
        }
        return 410;
    }

    /** Number of lines that open batches still offer. */
    synchronized int open() {
        return batches.values().stream()
                .filter(batch -> batch.stage.equals("OPEN"))
                .mapToInt(batch ->
                        batch.lots.stream().mapToInt(lot -> lot[1] - lot[0]).sum())
                .sum();
    }

    synchronized void set(Runnable change) {
        change.run();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
