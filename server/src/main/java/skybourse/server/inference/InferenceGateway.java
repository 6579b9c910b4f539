package skybourse.server.inference;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import skybourse.client.ExchangeClient;
import skybourse.client.Reply;
import skybourse.files.text.Sha256;
import skybourse.server.codec.ProductBody;
import skybourse.server.service.HttpReply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** HTTP server that speaks OpenAI's API and buys the answers at an inference market. Each request runs on its own virtual thread. */
public final class InferenceGateway implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("skybourse.gateway");

    /** Logger of the library, which could log parts of requests. Without this strong reference, the logger's level would be lost. */
    private static final Logger LIBRARY = Logger.getLogger("io.helidon");

    private static final HeaderName KEY = HeaderNames.create("Idempotency-Key");
    private static final HeaderName RETRIES = HeaderNames.create("x-stainless-retry-count");
    private static final Set<String> RESOURCES = Set.of("models", "files", "batches");
    private static final int MOST_BODY = 8 << 20;
    private static final int FORM_OVERHEAD = 64 << 10;
    private static final long LOOK_MILLIS = 100;

    private final ClientConnections connections = new ClientConnections();
    private final RequestDeduplicator purchases = new RequestDeduplicator(System::nanoTime);
    private final BatchBuyer buyer;
    private final BatchJobs jobs;
    private final byte[] key;
    private final long timeoutMillis;
    private final WebServer server;

    /**
     * Buyer at an exchange.
     *
     * @param bases addresses of the exchange; the next one is used if one does not respond
     * @param agent name of the buyer
     * @param secret secret of the buyer
     */
    public record Buyer(List<URI> bases, String agent, String secret) {

        public Buyer {
            bases = List.copyOf(bases);
        }

        /** Returns a description that does not contain the secret. */
        @Override
        public String toString() {
            return "buyer " + agent;
        }
    }

    /**
     * Limits of a gateway.
     *
     * @param timeoutMillis time after which a request is answered with an error, ms
     * @param waitMillis time for which requests are collected, ms
     * @param pollMillis time between two requests for the status of a batch, ms
     * @param spendUnits most that the gateway spends, ledger units
     */
    public record Limits(long timeoutMillis, long waitMillis, long pollMillis, long spendUnits) {}

    private InferenceGateway(BatchBuyer buyer, String key, Limits limits, String host, int port) {
        this.buyer = buyer;
        this.key = digest(key);
        timeoutMillis = limits.timeoutMillis();
        jobs = new BatchJobs(buyer);
        LIBRARY.setLevel(Level.OFF);
        server = WebServer.builder()
                .host(host)
                .port(port)
                .addConnectionSelector(connections)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofSeconds(2))
                .routing(routing -> routing.any(this::answer))
                .build()
                .start();
        if (!server.isRunning()) {
            server.stop();
            throw new UncheckedIOException(
                    new BindException("port " + port + " at " + host + " is in use or not permitted"));
        }
    }

    /**
     * Starts a gateway. Takes the buyer's seat in the market.
     *
     * @param key API key that clients must send
     * @param port port to listen on; 0 for any free port
     * @throws IllegalArgumentException if there is no inference market at the address, or it refuses the buyer
     * @throws IOException if the exchange does not respond
     * @throws UncheckedIOException if the port is not available
     */
    public static InferenceGateway start(Buyer at, String key, Limits limits, String host, int port)
            throws IOException {
        var client = new MarketClient(at.bases(), at.agent(), at.secret());
        Reply market = client.market();
        ProductBody.read(market.json().path("product"));
        int joined = client.join().status();
        if (joined != 200) {
            throw new IllegalArgumentException(
                    "agent must be a buyer of this market with this secret: status " + joined);
        }
        var settings = new BatchBuyer.Settings(limits.waitMillis(), limits.pollMillis(), limits.spendUnits());
        return new InferenceGateway(new BatchBuyer(client, market.json(), settings), key, limits, host, port);
    }

    /** Returns the port that the gateway listens on. */
    public int port() {
        return server.port();
    }

    /** Returns the model that the market sells. */
    public String model() {
        return buyer.product().model();
    }

    private static byte[] digest(String secret) {
        return Sha256.of(secret.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
    }

    private void answer(ServerRequest request, ServerResponse response) {
        HttpReply reply;
        try {
            authorize(request);
            reply = route(request);
        } catch (OpenAiError error) {
            reply = error.reply();
        } catch (CloseConnectionException gone) {
            throw gone;
        } catch (IOException _) {
            throw new CloseConnectionException("the client is gone");
        } catch (RuntimeException fault) {
            StackTraceElement[] frames = fault.getStackTrace(); // the message may contain a part of a prompt
            LOG.severe("an error of the program: " + fault.getClass().getName()
                    + (frames.length == 0 ? "" : " at " + frames[0]));
            reply = new OpenAiError(500, "", "internal_error", "The gateway has an error.").reply();
        }
        response.status(Status.create(reply.status()));
        response.header(HeaderNames.CONTENT_TYPE, reply.type());
        reply.headers().forEach(response::header);
        response.send(reply.body());
    }

    private void authorize(ServerRequest request) {
        String sent = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        boolean isBearer = sent.regionMatches(true, 0, "Bearer ", 0, 7);
        if (!isBearer || !MessageDigest.isEqual(key, digest(sent.substring(7).strip()))) {
            throw new OpenAiError(401, "", "invalid_api_key", "The API key of the gateway is missing or wrong.");
        }
    }

    private HttpReply route(ServerRequest request) throws IOException {
        List<String> parts = new ArrayList<>(List.of(request.path().rawPath().split("/", -1)));
        String id = parts.size() > 3 && RESOURCES.contains(parts.get(2)) ? parts.set(3, "*") : "";
        return switch (request.prologue().method().text() + String.join("/", parts)) {
            case "POST/v1/chat/completions" -> chat(request);
            case "GET/v1/models" -> models();
            case "GET/v1/models/*" -> ok(model(id));
            case "POST/v1/files" -> upload(request);
            case "GET/v1/files/*" -> ok(jobs.describe(id));
            case "DELETE/v1/files/*" -> ok(jobs.delete(id));
            case "GET/v1/files/*/content" -> HttpReply.bytes(jobs.content(id));
            case "POST/v1/batches" -> ok(jobs.create(ChatRequest.object(body(request, MOST_BODY))));
            case "GET/v1/batches/*" -> ok(jobs.get(id));
            case "POST/v1/batches/*/cancel" -> ok(jobs.cancel(id));
            default -> throw OpenAiError.unknown("route");
        };
    }

    private static HttpReply ok(JsonNode body) {
        return ChatRequest.reply(200, body, Map.of());
    }

    private HttpReply models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        list.putArray("data").add(model(ExchangeClient.pathSegment(model())));
        return ok(list);
    }

    private ObjectNode model(String id) {
        if (!id.equals(ExchangeClient.pathSegment(model()))) {
            throw OpenAiError.unknown("model");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return body.put("id", model()).put("object", "model").put("created", 0).put("owned_by", "skybourse");
    }

    private HttpReply upload(ServerRequest request) throws IOException {
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        Map<String, MultipartForm.Part> form =
                MultipartForm.parse(type, body(request, BatchJobs.MOST_FILE + FORM_OVERHEAD));
        MultipartForm.Part purpose = form.get("purpose");
        MultipartForm.Part file = form.get("file");
        if (purpose == null || !purpose.text().equals("batch")) {
            throw OpenAiError.invalid("purpose", "must be batch");
        }
        if (file == null || file.text().isEmpty()) {
            throw OpenAiError.invalid("file", "must have at least one byte");
        }
        return ok(jobs.store(file.filename(), "batch", file.bytes()));
    }

    private HttpReply chat(ServerRequest request) throws IOException {
        byte[] body = body(request, MOST_BODY);
        ChatRequest chat = ChatRequest.read(body, buyer.product());
        String digest = Sha256.of(body);
        String name = request.headers().first(KEY).orElse("");
        boolean isRetry = !request.headers().first(RETRIES).orElse("0").equals("0");
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        Supplier<PendingRequest> purchase = () -> buyer.add(chat, timeoutMillis, true);
        PendingRequest bought = name.isEmpty()
                ? purchases.retried(isRetry, digest, until, purchase)
                : purchases.keyed(name, digest, until, purchase);
        while (!bought.answer().isDone()) {
            boolean isGone = connections.isClosed(request);
            if (isGone || System.nanoTime() - until >= 0) {
                if (name.isEmpty()) {
                    purchases.orphan(digest, bought);
                }
                bought.abandon();
                throw isGone ? new CloseConnectionException("the client is gone") : buyer.overdue(bought);
            }
            await(bought);
        }
        ObjectNode answer = answer(bought);
        if (!chat.isStream()) {
            return ok(answer);
        }
        byte[] events = ChatStream.of(answer, chat.hasUsage()).getBytes(StandardCharsets.UTF_8);
        return new HttpReply(200, "text/event-stream", events, Map.of());
    }

    private static void await(PendingRequest bought) {
        try {
            bought.answer().handle((_, _) -> 0).get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // The caller looks whether the client is still there.
        } catch (InterruptedException | ExecutionException _) {
            throw new CloseConnectionException("the gateway stops");
        }
    }

    private static ObjectNode answer(PendingRequest bought) {
        try {
            return bought.answer().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof OpenAiError error ? error : OpenAiError.timeout();
        }
    }

    private static byte[] body(ServerRequest request, int most) throws IOException {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        byte[] bytes;
        try (InputStream in = request.content().inputStream()) {
            bytes = in.readNBytes(most + 1);
        } catch (RuntimeException _) { // a disconnected client causes exceptions of several types
            throw new IOException("incomplete");
        }
        if (bytes.length > most) {
            throw new OpenAiError(413, "", "too_large", "The body must be at most " + most + " bytes.");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        server.stop();
        buyer.close();
    }
}
