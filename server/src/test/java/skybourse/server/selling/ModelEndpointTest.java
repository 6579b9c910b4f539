package skybourse.server.selling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.client.ExchangeClient;
import skybourse.server.codec.ProductBody;
import skybourse.server.selling.ModelEndpoint.Answer;
import tools.jackson.databind.json.JsonMapper;

class ModelEndpointTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REQUEST = "{\"messages\":[{\"role\":\"user\",\"content\":\"PROMPT\"}]}";
    private static final MarketProduct PRODUCT =
            new MarketProduct(ProductBody.read(JSON.readTree(FakeExchange.PRODUCT)), .001, 1, 60);

    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private FakeEndpoint fake;

    @BeforeEach
    void open() throws IOException {
        fake = new FakeEndpoint(FakeEndpoint.MODEL);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private ModelEndpoint endpoint() {
        return ModelEndpoint.open(fake.base(), "", PRODUCT, "");
    }

    private Answer answer(String line) {
        return endpoint().answer(line, PATIENCE);
    }

    private void reply(String reply) {
        fake.reply = body -> {
            sent.add(body);
            return reply;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1", "/v1/", "//"})
    void addressMayEndWithTheVersion(String end) {
        ModelEndpoint endpoint = ModelEndpoint.open(URI.create(fake.base() + end), "key", PRODUCT, "");
        assertThat(endpoint.address()).isEqualTo(fake.base() + "/v1/");
        assertThat(endpoint.model()).isEqualTo(FakeEndpoint.MODEL);
        assertThat(fake.authorization).isEqualTo("Bearer key");
        assertThat(endpoint.answer(REQUEST, PATIENCE)).isInstanceOf(Answer.Completed.class);
    }

    @Test
    void endpointWithoutKeyGetsNone() {
        endpoint();
        assertThat(fake.authorization).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401{}             | has status 401
            200{"data":{}}    | has status 200
            200rubbish        | is not JSON
            500{"data":[]}    | has status 500
            """)
    void endpointMustListItsModels(String models, String problem) {
        fake.models = models;
        assertThatThrownBy(this::endpoint)
                .hasMessageContaining(
                        "--endpoint: must list its models: the reply of " + fake.base() + "/v1/models " + problem);
    }

    @Test
    void endpointMustRespond() {
        fake.close();
        assertThatThrownBy(this::endpoint).hasMessageContaining("/v1/models is missing");
    }

    @Test
    void endpointMustHaveTheModel() {
        List<String> names = List.of("llama3.2:1b", "qwen2.5:0.5b-instruct-q8_0", "mine");
        assertThatThrownBy(() -> ModelEndpoint.choose(names, PRODUCT, ""))
                .hasMessageContaining(
                        "Qwen/Qwen2.5-0.5B-Instruct in quantization Q4_K_M: the endpoint has llama3.2:1b, qwen2.5:0.5b-instruct-q8_0, mine");
        assertThatThrownBy(() -> ModelEndpoint.choose(List.of(), PRODUCT, ""))
                .hasMessageContaining("the endpoint has no model");
        assertThat(ModelEndpoint.choose(names, PRODUCT, "mine")).isEqualTo("mine");
        assertThatThrownBy(() -> ModelEndpoint.choose(names, PRODUCT, "qwen2.5:0.5b-instruct-q8_0"))
                .hasMessageContaining("--model");
        assertThatThrownBy(() -> ModelEndpoint.choose(names, PRODUCT, "other"))
                .hasMessageContaining("the endpoint has llama3.2:1b");
    }

    @Test
    void nameWithTheQuantizationIsPreferred() {
        String without = "qwen2.5-0.5b-instruct";
        assertThat(ModelEndpoint.choose(List.of(without, FakeEndpoint.MODEL), PRODUCT, ""))
                .isEqualTo(FakeEndpoint.MODEL);
        assertThat(ModelEndpoint.choose(List.of("mine", without), PRODUCT, "")).isEqualTo(without);
    }

    @Test
    void otherServersAreRefused() {
        var client = ExchangeClient.once(fake.base(), "");
        assertThatThrownBy(() -> MarketProduct.of(client, "market"))
                .hasMessageContaining("market: must be an inference market");
    }

    @Test
    void productOfAMarketIsRead() throws IOException {
        try (var exchange = new FakeExchange()) {
            var client = ExchangeClient.once(exchange.base(), "");
            assertThat(MarketProduct.of(client, "market")).isEqualTo(new MarketProduct(PRODUCT.product(), .001, .2, 9));
            exchange.market = "{\"product\":" + FakeExchange.PRODUCT + "}";
            assertThat(MarketProduct.of(client, "market")).isEqualTo(new MarketProduct(PRODUCT.product(), 1, 0, 0));
        }
        assertThat(PRODUCT.leastVolumePerSecond()).as("one lot in 10 s").isEqualTo(100);
    }

    /** The largest limit is 9 tokens, and 4 bytes of a token count 4 times: 144. The answer has 8 bytes, so that 32 are used. */
    @Test
    void completionIsOneLineWithItsVolumes() {
        String line = "{\"messages\":[],\"max_tokens\":9}";
        reply("200{\"choices\":[\n{\"message\":{\"content\":\"12345678\"}}]}\n");
        assertThat(answer(line))
                .isEqualTo(new Answer.Completed(
                        "{\"choices\":[{\"message\":{\"content\":\"12345678\"}}]}",
                        line.length() + 144,
                        line.length() + 32));
    }

    @Test
    void unstatedSettingsAreSentWithTheirNeutralValues() {
        reply("200{}");
        answer("{\"messages\":[]}");
        assertThat(JSON.readTree(sent.remove()))
                .isEqualTo(
                        JSON.readTree(
                                "{\"messages\":[],\"max_tokens\":7,\"model\":\"" + FakeEndpoint.MODEL
                                        + "\",\"temperature\":1,\"top_p\":1,\"top_k\":0,\"min_p\":0,\"repeat_penalty\":1,\"repetition_penalty\":1}"));
    }

    @Test
    void limitsOfTokensHaveOneValueAndLogProbabilitiesAreNotSent() {
        reply("200{}");
        answer(
                "{\"max_completion_tokens\":3,\"n_predict\":99,\"num_predict\":99,\"logprobs\":true,\"top_logprobs\":5}");
        var body = JSON.readTree(sent.remove());
        assertThat(body.path("max_tokens").intValue()).isEqualTo(3);
        assertThat(body.path("max_completion_tokens").intValue()).isEqualTo(3);
        assertThat(body.propertyNames()).doesNotContain("n_predict", "num_predict", "logprobs", "top_logprobs");
    }

    /** The request is refused with and without neutral settings, so that these are not the reason. */
    @Test
    void refusedRequestDoesNotEndNeutralSettings() {
        reply("422{}");
        ModelEndpoint endpoint = endpoint();
        endpoint.answer(REQUEST, PATIENCE);
        endpoint.answer(REQUEST, PATIENCE);
        assertThat(sent).hasSize(6).filteredOn(body -> body.contains("top_k")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400{"error":{"message":"too long"}} | 400 | too long
            404{"error":"unknown"}              | 404 | unknown
            422{"detail":"unknown field"}       | 422 | unknown field
            413rubbish                          | 413 | ''
            422{}                               | 422 | ''
            """)
    void refusalIsAnErrorLine(String reply, int code, String message) {
        reply(reply);
        assertThat(answer(REQUEST))
                .isEqualTo(new Answer.Refused("{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}"));
    }

    @Test
    void longErrorsAreCut() {
        reply("400{\"error\":\"" + "x".repeat(301) + "\"}");
        assertThat(((Answer.Refused) answer(REQUEST)).line())
                .contains("x".repeat(290))
                .doesNotContain("x".repeat(301));
        reply("400{\"error\":\"" + "x".repeat(300) + "\"}");
        assertThat(((Answer.Refused) answer(REQUEST)).line()).contains("x".repeat(300));
    }

    @ParameterizedTest
    @CsvSource({"[], The request must be a JSON object.", "rubbish, The request must be JSON."})
    void requestMustBeAnObject(String line, String message) {
        reply("200{}");
        assertThat(answer(line))
                .isEqualTo(new Answer.Refused("{\"error\":{\"code\":400,\"message\":\"" + message + "\"}}"));
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "429{}, status 429",
        "500{}, status 500",
        "401{}, status 401",
        "200{}, no choices[0].message",
        "200rubbish, no JSON"
    })
    void otherRepliesAreFailures(String reply, String reason) {
        reply(reply);
        assertThat(answer(REQUEST)).isEqualTo(new Answer.Failed(reason));
    }

    @Test
    void missingReplyIsAFailure() {
        ModelEndpoint endpoint = endpoint();
        var never = new CountDownLatch(1);
        fake.reply = _ -> {
            try {
                never.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return "200{}";
        };
        assertThat(endpoint.answer(REQUEST, Duration.ofMillis(50)))
                .isEqualTo(new Answer.Failed("no answer: HttpTimeoutException"));
        never.countDown();
        fake.close();
        assertThat(endpoint.answer(REQUEST, PATIENCE)).isEqualTo(new Answer.Failed("no answer: ConnectException"));
    }

    @Test
    void answersHaveAtMostFourMebibytes() {
        String start = "200{\"choices\":[{\"message\":{\"content\":\"";
        String end = "\"}}]}";
        int free = (4 << 20) - start.length() + 3 - end.length();
        reply(start + "x".repeat(free) + end);
        assertThat(answer(REQUEST)).isInstanceOf(Answer.Completed.class);
        reply(start + "x".repeat(free + 1) + end);
        assertThat(answer(REQUEST)).isInstanceOf(Answer.Failed.class);
    }
}
