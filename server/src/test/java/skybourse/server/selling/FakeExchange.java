package skybourse.server.selling;

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
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Inference market with one seller, whose clock does not run by itself. */
final class FakeExchange implements AutoCloseable {

    static final String PRODUCT =
            "{\"model\":\"Qwen/Qwen2.5-0.5B-Instruct\",\"quantization\":\"Q4_K_M\",\"contextTokens\":4096,\"lotVolume\":1000,"
                    + "\"promptWeight\":1,\"answerWeight\":4,\"bytesPerToken\":4,\"defaultMaxTokens\":7,\"leastShare\":0.1,\"answerSeconds\":10,\"capUnits\":50}";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PATIENCE_SECONDS = 30;

    private final HttpServer server;

    /** Description of the market. */
    volatile String market =
            "{\"round\":3,\"roundSeconds\":0.2,\"objectionSeconds\":9,\"ledgerUnitMoney\":0.001,\"product\":" + PRODUCT
                    + "}";

    /** Queries of the requests for open pieces. */
    final Queue<String> polls = new ConcurrentLinkedQueue<>();

    private final Map<String, JsonNode> pieces = new LinkedHashMap<>();
    private final Map<String, String> large = new ConcurrentHashMap<>();

    /** PUT requests and their bodies, after their replies were chosen: {@code "agents/S1 {...}"}. */
    final BlockingQueue<String> commands = new LinkedBlockingQueue<>();

    /** Statuses of the next PUT requests by the last segment of their path; 200 without one. */
    final Map<String, Queue<Integer>> statuses = new ConcurrentHashMap<>();

    /** Replies about pieces by id. */
    final Map<String, String> states = new ConcurrentHashMap<>();

    boolean isPresent;
    volatile boolean isBarred;
    long version;
    long now = 1_000_000;
    long millisPerPoll;
    volatile int pollStatus = 200;

    volatile int payloadStatus = 200;

    /** Status of replies about the seller and its pieces. */
    volatile int stateStatus = 200;

    FakeExchange() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/", this::answer);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Sells a piece. */
    synchronized void sell(String id, long millis, String... requests) {
        ObjectNode piece = JSON.createObjectNode().put("piece", id).put("due", now + millis);
        String payload = String.join("\n", requests);
        if (payload.length() > 1_000) {
            large.put(id, payload);
            piece.putObject("payload");
        } else {
            piece.putObject("payload").put("text", payload);
        }
        pieces.put(id, piece);
        notifyAll();
    }

    /** Returns the body of the next command whose path ends with a text. Skips other commands. */
    String await(String path) throws InterruptedException {
        List<String> skipped = new ArrayList<>();
        while (true) {
            String command = commands.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (command == null) {
                throw new AssertionError("no command " + path + " after " + skipped);
            }
            if (command.split(" ", 2)[0].endsWith(path)) {
                return command.split(" ", 2)[1];
            }
            skipped.add(command);
        }
    }

    void refuse(String path, Integer... next) {
        statuses.put(path, new ConcurrentLinkedQueue<>(List.of(next)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath().replaceFirst("^/v1/", "");
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = 200;
        String reply = "";
        if (exchange.getRequestMethod().equals("PUT")) {
            Integer next = statuses.getOrDefault(path.replaceFirst(".*/", ""), new ConcurrentLinkedQueue<>())
                    .poll();
            status = next == null ? 200 : next;
            reply = "{\"field\":\"version\",\"detail\":\"refused by the test\"}";
            if (status == 200) {
                accept(path, body);
            }
            commands.add(path + " " + body);
        } else if (path.equals("market")) {
            reply = market;
        } else if (path.endsWith("/work")) {
            polls.add(query);
            reply = work(query.equals("wait=0") || pollStatus != 200 ? 0 : 20_000);
            status = version == 0 ? 401 : pollStatus; // the seat is taken by its first terms
        } else if (path.endsWith("/payload")) {
            reply = large.getOrDefault(path.split("/")[1], "");
            status = payloadStatus;
        } else if (path.startsWith("pieces/")) {
            reply = states.getOrDefault(path.split("/")[1], "{}");
            status = stateStatus;
        } else {
            reply = "{" + (version == 0 ? "" : "\"version\":" + version + ",") + "\"isPresent\":" + isPresent
                    + ",\"isBarred\":" + isBarred + ",\"freeUnits\":40}";
            status = stateStatus;
        }
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized void accept(String path, String body) {
        if (path.startsWith("agents/")) {
            version = JSON.readTree(body).path("version").asLong(0);
            isPresent = !path.endsWith("/leaving");
        } else if (path.startsWith("pieces/")) {
            pieces.remove(path.split("/")[1]);
        }
    }

    private synchronized String work(long millis) {
        now += millisPerPoll;
        try {
            if (pieces.isEmpty() && millis > 0) {
                wait(millis);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        ObjectNode work = JSON.createObjectNode().put("now", now);
        work.putArray("pieces").addAll(pieces.values());
        return work.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
