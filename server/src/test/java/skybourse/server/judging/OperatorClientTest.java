package skybourse.server.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.files.text.InvalidInputException;

class OperatorClientTest {

    private FakeOperator exchange;
    private OperatorClient client;

    @BeforeEach
    void open() throws IOException {
        exchange = new FakeOperator();
        client = exchange.client();
        exchange.replies.put("market", "200{\"agents\":[{\"agent\":\"a b\"}]}");
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"401{}", "403{}"})
    void onlyTheOperatorMaySeeAnyAccount(String reply) {
        exchange.replies.put("accounts/a%20b", reply);
        assertThatThrownBy(client::requireOperator)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--operator: must contain the operator's secret of this market");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200{}", "404{}", "500{}"})
    void otherRepliesDoNotRefuseTheSecret(String reply) {
        exchange.replies.put("accounts/a%20b", reply);
        assertThatCode(client::requireOperator).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"500{}", "429{}", "404{}", "200{rubbish"})
    void marketThatDoesNotReplyIsAFailure(String reply) {
        exchange.replies.put("market", reply);
        assertThatThrownBy(client::market).isInstanceOf(IOException.class);
    }

    @Test
    void eventsPiecesAndTextsAreRead() throws IOException {
        exchange.replies.put("events?limit=1000&after=7&wait=5", "200{\"after\":9}");
        assertThat(client.events(7, 1_000, 5).path("after").intValue()).isEqualTo(9);
        exchange.replies.put("pieces/r%2F1.0", "200{\"state\":\"DONE\"}");
        exchange.replies.put("pieces/r%2F1.0/payload", "200asked");
        exchange.replies.put("pieces/r%2F1.0/result", "200given");
        assertThat(client.piece("r/1.0").path("state").stringValue()).isEqualTo("DONE");
        assertThat(client.payload("r/1.0")).asString().isEqualTo("asked");
        assertThat(client.result("r/1.0")).asString().isEqualTo("given");
        exchange.replies.clear();
        assertThatThrownBy(() -> client.payload("r/1.0"))
                .isInstanceOf(IOException.class)
                .hasMessage("status 404");
        assertThatThrownBy(() -> client.result("r/1.0")).isInstanceOf(IOException.class);
    }

    @Test
    void decisionsAreAcceptedOrTooLate() throws IOException {
        exchange.replies.put("operator/rule", "200{}");
        exchange.replies.put("operator/check", "200{}");
        assertThat(client.rule("r1.0", true)).isTrue();
        assertThat(client.end("r1.1", false)).isTrue();
        assertThat(exchange.commands)
                .containsExactly(
                        "operator/rule {\"piece\":\"r1.0\",\"pays\":true}",
                        "operator/check {\"piece\":\"r1.1\",\"pays\":false}");
        exchange.replies.put("operator/rule", "409{}");
        exchange.replies.put("operator/check", "499{}");
        assertThat(client.rule("r1.0", true)).isFalse();
        assertThat(client.end("r1.0", true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"429{}", "500{}", "503{}"})
    void decisionsCanBeRepeatedAfterAFailure(String reply) {
        exchange.replies.put("operator/rule", reply);
        assertThatThrownBy(() -> client.rule("r1.0", true))
                .isInstanceOf(IOException.class)
                .hasMessage("status " + reply.substring(0, 3));
    }

    @Test
    void exclusionHasTheNextVersion() throws IOException {
        exchange.replies.put("operator/bar", "200{}");
        exchange.replies.put("agents/a%20b", "200{\"barVersion\":4}");
        assertThat(client.bar("a b")).isEqualTo(5);
        exchange.replies.put("agents/a%20b", "200{}");
        assertThat(client.bar("a b")).isEqualTo(1);
        assertThat(exchange.commands)
                .containsExactly(
                        "operator/bar {\"agent\":\"a b\",\"version\":5,\"isBarred\":true}",
                        "operator/bar {\"agent\":\"a b\",\"version\":1,\"isBarred\":true}");
        exchange.replies.put("operator/bar", "409{}");
        assertThatThrownBy(() -> client.bar("a b")).isInstanceOf(IOException.class);
    }
}
