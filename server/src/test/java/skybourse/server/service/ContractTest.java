package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever holds answers to the contract notices what breaks it. */
class ContractTest {

    private static Reply told(String json) {
        return new Reply(200, "application/json", json.getBytes(java.nio.charset.StandardCharsets.UTF_8), Map.of());
    }

    @Test
    void whatIsNotPromisedIsFound() throws IOException {
        Contract contract = Contract.read();
        String path = "GET /v1/accounts/WA1";
        String good = "{\"agent\":\"WA1\",\"balanceUnits\":5,\"heldUnits\":0,\"freeUnits\":\"9007199254740993\"}";
        assertThat(contract.breaches(path, told(good))).isEmpty();
        assertThat(contract.breaches(path, told(good.replace("5", "5.5")))).isNotEmpty();
        assertThat(contract.breaches(path, told(good.replace(",\"heldUnits\":0", ""))))
                .isNotEmpty();
        assertThat(contract.breaches(path, told(good.replace("{", "{\"secret\":\"x\","))))
                .isNotEmpty();
        assertThat(contract.breaches(path, told("{"))).isNotEmpty();
        assertThat(contract.breaches(path, told(good).ofType("text/plain"))).isNotEmpty();
        assertThat(contract.breaches(path, new Reply(204, "application/json", new byte[0], Map.of())))
                .isNotEmpty();
        assertThat(contract.breaches("GET /v1/nowhere", told(good))).isNotEmpty();
    }

    @Test
    void refusalsAreProblemsWithTheirHeaders() throws IOException {
        Contract contract = Contract.read();
        Reply busy = Problem.busy("is full").reply();
        assertThat(contract.breaches("PUT /v1/agents/WA1", busy)).isEmpty();
        assertThat(contract.breaches("PUT /v1/agents/WA1", new Reply(503, busy.type(), busy.body(), Map.of())))
                .isNotEmpty();
        assertThat(contract.breaches(
                        "GET /v1/nowhere", Problem.unknown("path", "x").reply()))
                .isEmpty();
    }
}
