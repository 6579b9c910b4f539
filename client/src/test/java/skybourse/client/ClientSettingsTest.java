package skybourse.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {

    private static final URI ADDRESS = URI.create("https://exchange.example");
    private static final ClientSettings SETTINGS = ClientSettings.of(List.of(ADDRESS), "WA1", "secret".repeat(8));

    @Test
    void wrongValuesAreRejectedWithoutTheSecret() {
        assertThatThrownBy(() -> SETTINGS.withAddresses(List.of())).hasMessageStartingWith("addresses must be");
        assertThatThrownBy(() -> SETTINGS.withAddresses(List.of(ADDRESS, URI.create("ftp://exchange.example"))))
                .hasMessageStartingWith("addresses must be");
        assertThatThrownBy(() -> SETTINGS.withTimeout(Duration.ZERO)).hasMessageStartingWith("timeout");
        assertThatThrownBy(() -> SETTINGS.withDeadline(Duration.ofSeconds(-1))).hasMessageStartingWith("timeout");
        for (String wrong : List.of("abc\ndef", "abc def", "abcé")) {
            assertThatThrownBy(() -> SETTINGS.withSecret(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("abc");
        }
    }

    @Test
    void textHasNoSecret() {
        assertThat(SETTINGS.toString()).contains("WA1", "exchange.example").doesNotContain("secret");
    }

    @Test
    void namesAreEncodedAsOnePathPart() {
        assertThat(ExchangeClient.pathSegment("a b+c/ä")).isEqualTo("a%20b%2Bc%2F%C3%A4");
    }

    private static int members(String body) {
        return new Reply(200, body.getBytes(StandardCharsets.UTF_8)).json().size();
    }

    @Test
    void otherBodiesReadAsEmptyObjects() {
        assertThat(members("{\"a\":1,\"b\":2}")).isEqualTo(2);
        assertThat(members("")).isZero();
        assertThat(members("[1,2]")).isZero();
        assertThat(members("text")).isZero();
    }

    @Test
    void refusalHasTheProblemOfTheExchange() throws ExchangeException {
        var refused = new Reply(409, "{\"detail\":\"work must be equal: 2\"}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(refused::orThrow)
                .isInstanceOfSatisfying(
                        ExchangeException.class, e -> assertThat(e.status()).isEqualTo(409))
                .hasMessage("409: work must be equal: 2");
        assertThatThrownBy(new Reply(404, new byte[0])::orThrow).hasMessage("404: no detail");
        var accepted = new Reply(200, new byte[0]);
        assertThat(accepted.orThrow()).isSameAs(accepted);
    }
}
