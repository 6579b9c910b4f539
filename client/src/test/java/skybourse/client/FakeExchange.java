package skybourse.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Exchange with scripted answers. After the script, it answers by path, or with status 200 and an empty object. */
final class FakeExchange implements AutoCloseable {

    /** What it does with a request. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** A received request. */
    record Received(String request, String type, String authorization, String body) {}

    final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    final Map<String, Answer> byPath = new ConcurrentHashMap<>();
    final List<Received> received = new CopyOnWriteArrayList<>();
    final URI address;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;

    FakeExchange() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        String path = exchange.getRequestURI().toString();
        received.add(new Received(
                exchange.getRequestMethod() + " " + path,
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                body));
        Answer scripted = byPath.containsKey(path) ? byPath.get(path) : script.poll();
        try (exchange) {
            (scripted == null ? status(200, "{}") : scripted).to(exchange);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns an answer with headers, given as names and values. */
    static Answer status(int status, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Returns an answer that closes the connection. */
    static Answer reset() {
        return _ -> {};
    }

    /** Returns an answer that sends nothing until the exchange is closed. */
    Answer silence() {
        return _ -> closed.await();
    }

    /** Returns an answer that sends headers and the first byte of two, and nothing else until the exchange is closed. */
    Answer half() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            closed.await();
        };
    }

    List<String> requests() {
        return received.stream().map(Received::request).toList();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
