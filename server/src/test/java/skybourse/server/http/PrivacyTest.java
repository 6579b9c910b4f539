package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.client.ExchangeClient;
import skybourse.server.service.RunningMarket;

/** Visibility of sealed terms before a round is closed, and the effect of unfinished requests. */
class PrivacyTest {

    /** Returns all replies that the first buyer can get if a seller has the given asks, without times. */
    private static List<String> visible(List<Integer> asks) throws IOException {
        List<String> visible = new ArrayList<>();
        try (RunningMarket market = RunningMarket.open().joined()) {
            AerialAgent seller = market.rules.scenario().aerialAgents().getFirst();
            String path = "agents/" + seller.id();
            var terms = Map.of("version", 2, "askTicks", asks);
            assertThat(market.client(seller.id()).put(path, terms).status()).isEqualTo(200);
            String task = market.putTask("t1");
            ExchangeClient buyer = market.client(market.buyer().id());
            for (String place : List.of(
                    "market",
                    "quote?inputBits=5e6",
                    "events?limit=1000",
                    path,
                    "rounds/0",
                    task,
                    "accounts/" + seller.id(),
                    "agents/" + market.buyer().id())) {
                visible.add(place + " " + RunningMarket.text(buyer.get(place)).replaceAll("\"(now|at)\":[0-9]+", ""));
            }
        }
        return visible;
    }

    @Test
    void sellerAsksAreHiddenBeforeTheRoundCloses() throws IOException {
        assertThat(visible(List.of(1, 1, 1)))
                .isEqualTo(visible(List.of(900, 901)))
                .noneMatch(text -> text.contains("askTicks"));
    }

    /** Requests that never end do not block others. */
    @Test
    void unfinishedRequestsDoNotBlockOthers() throws IOException {
        List<Socket> slow = new ArrayList<>();
        List<String> logged = Collections.synchronizedList(new ArrayList<>());
        Logger log = Logger.getLogger("skybourse.server");
        log.setFilter(one -> logged.add(one.getMessage()));
        try (RunningMarket market = RunningMarket.open().joined()) {
            for (int i = 0; i < 300; i++) {
                var socket = new Socket("127.0.0.1", market.server.port());
                String begun = i % 2 == 0
                        ? "GET /v1/market HTTP/1.1\r\nHost:"
                        : "PUT /v1/agents/WA1 HTTP/1.1\r\nHost: 127.0.0.1\r\n" + "Authorization: Bearer "
                                + "z".repeat(40) + "\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{";
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            String task = market.putTask("t1");
            market.sell();
            assertThat(market.deliver(task)).isPositive();
            for (Socket socket : slow) {
                socket.close();
            }
            market.putTask("t2"); // closed connections are not logged as faults
            assertThat(logged).isEmpty();
        } finally {
            log.setFilter(null);
        }
    }
}
