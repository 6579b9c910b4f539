package skybourse.server.selling;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.text.InvalidInputException;
import skybourse.server.codec.ChatVolume;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI-compatible endpoint that serves one model. Thread safe. */
public final class ModelEndpoint {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_MESSAGE = 300;

    /** Statuses that mean that this request cannot be answered. After another status, the request may be sent again. */
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 413, 422);

    /** Settings without effect on sampling, for requests that do not state them. Engines have different defaults, and lots must be interchangeable. */
    private static final Map<String, Number> NEUTRAL =
            Map.of("temperature", 1, "top_p", 1, "top_k", 0, "min_p", 0, "repeat_penalty", 1, "repetition_penalty", 1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final String base;
    private final String key;
    private final MarketProduct product;
    private final String model;

    /** Neutral settings to try in order: all, those of OpenAI's API for endpoints that refuse others, and none. */
    private static final List<Set<String>> TRIED = List.of(NEUTRAL.keySet(), Set.of("temperature", "top_p"), Set.of());

    /** Index of the first neutral settings to try. It rises if the endpoint refuses a request that it accepts with fewer of them. */
    private volatile int firstTried;

    private ModelEndpoint(URI base, String key, MarketProduct product, String wanted) {
        this.base = base.toString().replaceFirst("/+$", "").replaceFirst("/v1$", "") + "/v1/";
        this.key = key;
        this.product = product;
        model = choose(models(), product, wanted);
    }

    /** Answer of the endpoint to one request. */
    public sealed interface Answer {

        /** A chat completion on one line, with the reserved and the used volume of the request. */
        record Completed(String line, long reserved, long used) implements Answer {}

        /** The endpoint cannot answer this request. The line contains its error. */
        record Refused(String line) implements Answer {}

        /** There was no answer. The request may be sent again. */
        record Failed(String reason) implements Answer {}
    }

    /**
     * Finds the model of a product at an endpoint.
     *
     * @param base address, with or without {@code /v1} at its end
     * @param key API key; empty for none
     * @param wanted name of the model at the endpoint; empty to find it by the names of the product
     * @throws InvalidInputException if the endpoint does not respond, or does not have the model in the quantization of the product
     */
    public static ModelEndpoint open(URI base, String key, MarketProduct product, String wanted) {
        return new ModelEndpoint(base, key, product, wanted);
    }

    /** Returns the address of the API. */
    String address() {
        return base;
    }

    /** Returns the name of the model at the endpoint. */
    public String model() {
        return model;
    }

    private List<String> models() {
        String problem;
        try {
            HttpResponse<byte[]> got = send("models", CONNECT.multipliedBy(2), new byte[0]);
            JsonNode data = got.statusCode() == 200 ? JSON.readTree(got.body()).path("data") : JSON.nullNode();
            if (data.isArray()) {
                return data.valueStream()
                        .map(any -> any.path("id").asString(""))
                        .toList();
            }
            problem = "has status " + got.statusCode();
        } catch (JacksonException _) {
            problem = "is not JSON";
        } catch (IOException _) {
            problem = "is missing";
        }
        throw new InvalidInputException(
                "--endpoint",
                "must list its models: the reply of " + base + "models " + problem,
                "start the endpoint, or correct its address or key.");
    }

    /** Returns the name of the model; an exact name of the quantization is preferred to a name without one. */
    static String choose(List<String> names, MarketProduct product, String wanted) {
        String quantization = product.product().quantization();
        String sold = product.product().model() + (quantization.isEmpty() ? "" : " in quantization " + quantization);
        String listed =
                LabelSyntax.printable("the endpoint has " + (names.isEmpty() ? "no model" : String.join(", ", names)));
        if (!wanted.isEmpty()) {
            if (!names.contains(wanted)
                    || ModelName.of(wanted).contradicts(product.product().model(), quantization)) {
                throw new InvalidInputException("--model", "must be " + sold + ": " + wanted, listed + ".");
            }
            return wanted;
        }
        List<String> fitting = names.stream()
                .filter(name -> ModelName.of(name).fits(product.product().model(), quantization))
                .toList();
        return fitting.stream()
                .filter(name -> !ModelName.of(name).quantization().isEmpty())
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .orElseThrow(() -> new InvalidInputException(
                        "--endpoint",
                        "must have the model " + sold + ": " + listed,
                        "if one of them is this model under another name, give --model."));
    }

    /**
     * Sends one request. The members of its line stay as they are, except for the model, the limits of tokens, streams and log probabilities. Settings of
     * sampling that it does not state are neutral, if the endpoint accepts this.
     *
     * @param line body of a chat completion request, a JSON object
     * @param timeout time after which the request is given up
     */
    public Answer answer(String line, Duration timeout) {
        try {
            if (!(JSON.readTree(line) instanceof ObjectNode request)) {
                return refused(400, "The request must be a JSON object.");
            }
            int lineBytes = line.getBytes(StandardCharsets.UTF_8).length;
            long reserved = ChatVolume.reserved(product.product(), request, lineBytes);
            limitTokens(request);
            request.remove(List.of("stream", "stream_options"));
            request.put("model", model);
            return read(sent(request, timeout), reserved, lineBytes);
        } catch (JacksonException _) {
            return refused(400, "The request must be JSON.");
        } catch (IOException failed) {
            return new Answer.Failed("no answer: " + failed.getClass().getSimpleName());
        }
    }

    private HttpResponse<byte[]> sent(ObjectNode request, Duration timeout) throws IOException {
        for (int i = firstTried; ; i++) {
            ObjectNode neutral = request.deepCopy();
            TRIED.get(i).forEach(name -> neutral.putIfAbsent(name, JSON.valueToTree(NEUTRAL.get(name))));
            HttpResponse<byte[]> got = send("chat/completions", timeout, JSON.writeValueAsBytes(neutral));
            boolean isRefused = REFUSALS.contains(got.statusCode());
            if (!isRefused) {
                firstTried = i;
            }
            if (!isRefused || i == TRIED.size() - 1) {
                return got;
            }
        }
    }

    /** Sends the reserved limit under each name that an endpoint may read. Some endpoints ignore {@code max_completion_tokens}. */
    private void limitTokens(ObjectNode request) {
        int most = ChatVolume.maxTokens(request)
                .map(JsonNode::intValue)
                .orElse(product.product().defaultMaxTokens());
        if (request.has("max_completion_tokens")) {
            request.put("max_completion_tokens", most);
        }
        request.put("max_tokens", most);
        request.remove(List.of("n_predict", "num_predict", "logprobs", "top_logprobs"));
    }

    private Answer read(HttpResponse<byte[]> got, long reserved, int lineBytes) {
        int status = got.statusCode();
        try {
            if (REFUSALS.contains(status)) {
                JsonNode body = JSON.readTree(got.body());
                JsonNode error = body.path("error");
                String detail = body.path("detail").asString(""); // of servers made with FastAPI
                return refused(status, error.path("message").asString(error.asString(detail)));
            }
            if (status != 200) {
                return new Answer.Failed("status " + status);
            }
            JsonNode completion = JSON.readTree(got.body());
            return ChatVolume.isAnswered(completion)
                    ? new Answer.Completed(
                            completion.toString(),
                            reserved,
                            ChatVolume.used(product.product(), reserved, lineBytes, completion))
                    : new Answer.Failed("no choices[0].message");
        } catch (JacksonException _) {
            return REFUSALS.contains(status) ? refused(status, "") : new Answer.Failed("no JSON");
        }
    }

    private static Answer refused(int status, String message) {
        ObjectNode line = JSON.createObjectNode();
        line.putObject("error").put("code", status).put("message", LabelSyntax.cut(message, MOST_MESSAGE));
        return new Answer.Refused(line.toString());
    }

    /** Sends a body by POST; an empty body by GET. */
    private HttpResponse<byte[]> send(String path, Duration timeout, byte[] body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
        if (body.length > 0) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(body));
        }
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            return http.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
