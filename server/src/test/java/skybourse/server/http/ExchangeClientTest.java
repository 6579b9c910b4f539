package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import skybourse.server.service.RunningMarket;

class ExchangeClientTest {

    private static int members(String body) {
        return new ExchangeClient.ClientResponse(200, body.getBytes(StandardCharsets.UTF_8))
                .json()
                .size();
    }

    @Test
    void otherBodiesReadAsEmptyObjects() {
        assertThat(members("{\"a\":1,\"b\":2}")).isEqualTo(2);
        assertThat(members("")).isZero();
        assertThat(members("[1,2]")).isZero();
        assertThat(members("text")).isZero();
    }

    @Test
    void namesAreEncodedAsOnePathPart() {
        assertThat(ExchangeClient.part("a b+c/ä")).isEqualTo("a%20b%2Bc%2F%C3%A4");
    }

    @Test
    void interruptedThreadStaysInterrupted() throws IOException {
        try (RunningMarket market = RunningMarket.open()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> market.operator.get("market?wait=9")).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(market.operator.get("market").status()).isEqualTo(200);
        }
    }
}
