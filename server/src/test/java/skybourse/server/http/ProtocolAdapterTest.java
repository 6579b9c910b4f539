package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import skybourse.client.ExchangeClient;
import skybourse.server.service.HttpReply;
import skybourse.server.service.RunningMarket;

/** Adapters act with the credentials of their requests, and a fault of an adapter is a problem body. */
final class ProtocolAdapterTest {

    private static final String SECRET = "seller".repeat(8);

    private RunningMarket running;

    @AfterEach
    void close() {
        running.close();
    }

    private HttpResponse<String> ask(Function<ProtocolRequest, HttpReply> answer, String secret)
            throws IOException, InterruptedException {
        running = RunningMarket.with(List.of(new ProtocolAdapter() {
            @Override
            public boolean serves(List<String> path) {
                return path.getFirst().equals("other");
            }

            @Override
            public HttpReply answer(ProtocolRequest request) {
                return answer.apply(request);
            }
        }));
        var request = HttpRequest.newBuilder(URI.create(running.base + "/other/M%2F1"))
                .header("Authorization", "Bearer " + secret)
                .header("X-Other", "given")
                .PUT(HttpRequest.BodyPublishers.ofString("12345"));
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void adapterReceivesTheRequest() throws Exception {
        HttpResponse<String> got = ask(
                request -> HttpReply.text(
                        "text/plain",
                        List.of(
                                        request.method(),
                                        request.path(),
                                        request.headers().apply("x-other"),
                                        request.headers().apply("x-none"),
                                        request.base() + " " + request.isBaseCertain(),
                                        new String(request.body().apply(5), StandardCharsets.UTF_8))
                                .toString()),
                SECRET);
        assertThat(got.body()).isEqualTo("[PUT, [other, M/1], given, , " + running.base + " true, 12345]");
    }

    @Test
    void actsWithTheCredentialsOfTheRequest() throws Exception {
        Function<ProtocolRequest, HttpReply> joins =
                request -> request.rest().put(List.of("agents", "MA1"), Map.of("version", 1));
        assertThat(ask(joins, SECRET).statusCode()).isEqualTo(200);
        assertThat(ExchangeClient.once(running.base, SECRET)
                        .get("agents/MA1")
                        .json()
                        .has("freeUnits"))
                .isTrue();
        running.close();
        assertThat(ask(joins, "short").statusCode()).isEqualTo(401);
    }

    @Test
    void aSegmentWithASlashIsOneSegment() throws Exception {
        HttpResponse<String> got =
                ask(request -> request.rest().get(List.of("agents", "MA1/work"), Map.of("wait", "0")), SECRET);
        assertThat(got.statusCode()).isEqualTo(404);
        assertThat(got.body()).contains("is not in this market: MA1/work");
    }

    @Test
    void tooLargeBodiesAndFaultsAreProblems() throws Exception {
        HttpResponse<String> tooLarge =
                ask(request -> HttpReply.bytes(request.body().apply(4)), SECRET);
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        running.close();
        HttpResponse<String> fault = ask(
                _ -> {
                    throw new IllegalStateException("secret text");
                },
                SECRET);
        assertThat(fault.statusCode()).isEqualTo(503);
        assertThat(fault.body()).contains("cannot answer this request").doesNotContain("secret text");
    }

    @Test
    void aStreamIsSentUntilItEnds() throws Exception {
        HttpResponse<String> got = ask(
                _ -> HttpReply.events(out -> {
                    for (int i = 0; i < 3; i++) {
                        out.write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
                        out.flush();
                    }
                }),
                SECRET);
        assertThat(got.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(got.body()).isEqualTo("data: 0\n\ndata: 1\n\ndata: 2\n\n");
    }
}
