package skybourse.server.judging;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import skybourse.client.ExchangeClient;

/** Exchange for its operator. A reply is a status of three digits and a body. Without one it is 404, or no events. */
final class FakeOperator implements AutoCloseable {

    private final HttpServer server;

    /** Replies by path and query below {@code /v1/}. */
    final Map<String, String> replies = new ConcurrentHashMap<>();

    /** Paths of all requests. */
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** PUT requests: path and body. */
    final List<String> commands = new CopyOnWriteArrayList<>();

    FakeOperator() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/", exchange -> {
            String path = exchange.getRequestURI().toString().substring("/v1/".length());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (exchange.getRequestMethod().equals("PUT")) {
                commands.add(path + " " + body);
            }
            requests.add(path);
            String reply = path.startsWith("events") ? events(path) : replies.getOrDefault(path, "404{}");
            byte[] bytes = reply.substring(3).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    Integer.parseInt(reply.substring(0, 3)), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** Returns the events of a path, after at most 5 s if there are none. */
    private synchronized String events(String path) {
        try {
            if (!replies.containsKey(path)) {
                wait(5_000);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return replies.getOrDefault(path, "200{\"events\":[]}");
    }

    /** Sets the events of a path. */
    synchronized void setEvents(String path, String reply) {
        replies.put(path, reply);
        notifyAll();
    }

    ExchangeClient exchange() {
        return ExchangeClient.once(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "x".repeat(40));
    }

    OperatorClient client() {
        return new OperatorClient(exchange());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
