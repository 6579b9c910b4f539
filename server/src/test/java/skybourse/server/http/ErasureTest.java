package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.files.text.Sha256;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;

/** Erasure of payloads and uploads by request. */
class ErasureTest {

    private static final String LINES = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj";
    private static final String DIGEST = Sha256.of(LINES.getBytes(StandardCharsets.UTF_8));

    private final MemoryStore store = new MemoryStore();
    private RunningMarket market;

    @BeforeEach
    void open() throws IOException {
        market = new RunningMarket(RunningMarket.RULES, store, 0).joined();
    }

    @AfterEach
    void close() {
        market.close();
    }

    private ExchangeClient.ClientResponse erase(String agent, String digest) throws IOException {
        return market.client(agent).put("agents/" + agent + "/erasures/" + digest, Map.of());
    }

    @Test
    void withdrawnPayloadIsDeletedUnlessAnotherAgentNeedsIt() throws IOException {
        String first = market.buyer().id();
        String second = market.rules.scenario().wirelessAgents().get(1).id();
        String path = market.putTask("t");
        assertThat(market.client(second)
                        .put("agents/" + second + "/tasks/t", market.divisible(Map.of("text", LINES)))
                        .status())
                .isEqualTo(200);
        ExchangeClient.ClientResponse early = erase(first, DIGEST);
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.json().path("detail").stringValue())
                .contains("is needed until its task and pieces have ended");
        assertThat(market.client(first).put(path + "/withdrawal", Map.of()).status())
                .isEqualTo(200);
        ExchangeClient.ClientResponse done = erase(first, DIGEST);
        assertThat(done.status()).isEqualTo(200);
        assertThat(store.blob(DIGEST)).as("the second buyer needs it").isPresent();
        market.client(second).put("agents/" + second + "/tasks/t/withdrawal", Map.of());
        assertThat(erase(second, DIGEST).status()).isEqualTo(200);
        assertThat(store.blob(DIGEST)).isEmpty();
        assertThat(erase(first, DIGEST).json().path("seq"))
                .isEqualTo(done.json().path("seq"));
    }

    @Test
    void onlyTheAgentItselfMayEraseItsData() throws IOException {
        String buyer = market.buyer().id();
        String path = market.putTask("t");
        market.client(buyer).put(path + "/withdrawal", Map.of());
        String other = market.rules.scenario().wirelessAgents().get(1).id();
        assertThat(market.client(other)
                        .put("agents/" + buyer + "/erasures/" + DIGEST, Map.of())
                        .status())
                .isEqualTo(401);
        assertThat(erase(other, DIGEST).status()).isEqualTo(404);
        assertThat(store.blob(DIGEST)).isPresent();
    }
}
