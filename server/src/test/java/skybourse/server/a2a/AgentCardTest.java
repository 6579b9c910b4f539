package skybourse.server.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.receipt.format.Ed25519;
import skybourse.receipt.format.NoteKey;
import skybourse.server.http.ProtocolRequest;
import skybourse.server.service.HttpReply;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MarketSigningKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The agent card names the agent's address, and is signed by the market's key. */
class AgentCardTest {

    private static final String CARD = "/.well-known/agent-card.json";
    private final MarketSigningKey key = MarketSigningKey.generate("shop");

    /** Writes JSON with sorted members and without spaces, independently of the class under test. */
    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            var members = new TreeMap<String, String>();
            node.propertyStream()
                    .forEach(member -> members.put(
                            member.getKey(), "\"" + member.getKey() + "\":" + canonical(member.getValue())));
            return "{" + String.join(",", members.values()) + "}";
        }
        return node.isArray()
                ? "["
                        + String.join(
                                ",",
                                node.valueStream().map(AgentCardTest::canonical).toList())
                        + "]"
                : node.isString() ? "\"" + node.asString() + "\"" : node.toString();
    }

    private static boolean isSigned(String text, String key) {
        ObjectNode card = (ObjectNode) A2aCaller.JSON.readTree(text);
        JsonNode signature = card.remove("signatures").path(0);
        Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
        String signed = signature.path("protected").asString() + "."
                + url.encodeToString(canonical(card).getBytes(StandardCharsets.UTF_8));
        return Ed25519.verify(
                NoteKey.read(key).publicKey(),
                signed.getBytes(StandardCharsets.US_ASCII),
                Base64.getUrlDecoder().decode(signature.path("signature").asString()));
    }

    @Test
    void cardIsSignedByTheKeyOfTheExchange() throws Exception {
        try (RunningMarket market = A2aCaller.open(.05)) {
            var http = HttpClient.newHttpClient();
            var get = HttpRequest.newBuilder(URI.create(market.base + "/a2a/WA1" + CARD));
            HttpResponse<String> got = http.send(get.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(got.headers().firstValue("Content-Type")).contains("application/json");
            String card = got.body();
            String exchangeKey = new String(market.operator.get("key").body(), StandardCharsets.UTF_8).strip();
            assertThat(isSigned(card, exchangeKey)).isTrue();
            assertThat(isSigned(card, key.text())).isFalse();
            for (String changed : List.of(
                    card.replaceFirst("\"version\":\"1.0\"", "\"version\":\"1.1\""),
                    card.replaceFirst("/a2a/WA1", "/a2a/WA2"),
                    card.replaceFirst("\"streaming\":true", "\"streaming\":false"))) {
                assertThat(changed).isNotEqualTo(card);
                assertThat(isSigned(changed, exchangeKey)).isFalse();
            }
            JsonNode tree = A2aCaller.JSON.readTree(card);
            assertThat(tree.path("supportedInterfaces").toString())
                    .isEqualTo("[{\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\",\"url\":\"" + market.base
                            + "/a2a/WA1\"}]");
            assertThat(tree.path("capabilities").path("pushNotifications").booleanValue())
                    .isFalse();
            JsonNode params = tree.at("/capabilities/extensions/0/params");
            assertThat(params.path("exchangeKey").asString()).isEqualTo(exchangeKey);
            assertThat(exchangeKey)
                    .startsWith("skybourse/" + params.path("market").asString() + "+");
            assertThat(http.send(
                                    get.PUT(HttpRequest.BodyPublishers.noBody()).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void protectedHeaderNamesAlgorithmAndKey() {
        JsonNode card = A2aCaller.JSON.readTree(card("http://shop.example", true, "b1"));
        String header = new String(
                Base64.getUrlDecoder().decode(card.at("/signatures/0/protected").asString()),
                StandardCharsets.US_ASCII);
        String kid = key.text().substring(0, "skybourse/shop".length() + 9);
        assertThat(A2aCaller.JSON.readTree(header))
                .isEqualTo(A2aCaller.JSON.readTree("{\"alg\":\"EdDSA\",\"typ\":\"JOSE\",\"kid\":\"" + kid + "\"}"));
    }

    /** Otherwise, a client could obtain the market's signature of the address of another server. */
    @Test
    void cardsWithUncertainAddressesAreNotSigned() {
        assertThat(isSigned(card("https://shop.example", true, "b1"), key.text()))
                .isTrue();
        assertThat(card("https://shop.example", false, "b1")).doesNotContain("signatures");
    }

    @Test
    void nameOfAnAgentIsEncodedInItsAddress() {
        String card = card("http://shop.example", true, "a b/\u0001\u00e4\"");
        assertThat(card).contains("\"http://shop.example/a2a/a%20b%2F%01%C3%A4%22\"");
        assertThat(isSigned(card, key.text())).isTrue();
    }

    @Test
    void inferenceMarketHasItsOwnSkill() {
        assertThat(AgentCard.text(AgentCard.of("http://x", key, true)))
                .contains("answer-batch")
                .doesNotContain("offload");
        assertThat(AgentCard.text(AgentCard.of("http://x", key, false)))
                .contains("offload-task")
                .doesNotContain("batch");
        assertThat(AgentCard.of("http://x", key, false).path("name").asString()).isEqualTo("Skybourse market shop");
    }

    @SuppressWarnings("NullAway") // the card needs no market
    private String card(String base, boolean isCertain, String agent) {
        var path = List.of("a2a", agent, ".well-known", "agent-card.json");
        HttpReply reply = new A2aAdapter(key, false)
                .answer(new ProtocolRequest("GET", path, _ -> "", base, isCertain, null, _ -> new byte[0]));
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
