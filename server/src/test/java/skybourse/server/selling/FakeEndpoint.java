package skybourse.server.selling;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** OpenAI-compatible endpoint. A reply is a status of three digits and a body. */
public final class FakeEndpoint implements AutoCloseable {

    public static final String MODEL = "qwen2.5:0.5b-instruct-q4_K_M";

    private final HttpServer server;

    /** Reply to a request for the models. */
    public volatile String models;

    /** Header {@code Authorization} of the last request. */
    public volatile String authorization = "";

    /** Reply to a chat completion request. */
    public volatile UnaryOperator<String> reply = FakeEndpoint::completion;

    public FakeEndpoint(String... names) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        models = "200{\"data\":[{\"id\":\"" + String.join("\"},{\"id\":\"", names) + "\"}]}";
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            String answer = switch (exchange.getRequestMethod() + exchange.getRequestURI()) {
                case "GET/v1/models" -> models;
                case "POST/v1/chat/completions" -> reply.apply(body);
                default -> "405{}";
            };
            byte[] bytes = answer.substring(3).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    Integer.parseInt(answer.substring(0, 3)), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** Returns a completion that contains the length of the request. It has several lines, as some endpoints send it. */
    static String completion(String body) {
        return "200{\"choices\":[\n{\"message\":{\"content\":\"answer " + body.length() + "\"}}]}\n";
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
