package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import skybourse.files.text.Sha256;
import skybourse.server.service.LogCapture;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.MarketRules;

/**
 * Random requests to a running server, over its socket. Every reply fits the API description, no status is 500 to 599
 * except 503, refused requests change nothing, and no reply contains a secret. {@code -Dfuzz.requests=300000} sends
 * that many.
 */
class FuzzTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_000);

    @Test
    void randomRequestsGetDocumentedReplies() throws Exception {
        var store = new MemoryStore();
        var rules = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 1e6, 1e6, true);
        try (var log = new LogCapture();
                RunningMarket market = new RunningMarket(rules, store, 0, 1e9).joined();
                RawHttp http = new RawHttp(market.server.port())) {
            market.putTask("t0");
            market.sell();
            var fuzz = new RequestFuzz(
                    market, RandomGeneratorFactory.of("L64X128MixRandom").create(7));
            Map<Integer, Integer> statuses = new TreeMap<>();
            List<String> secrets = secrets(market);
            String before = digest(market, store);
            for (int i = 0; i < REQUESTS; i++) {
                byte[] request = fuzz.next();
                RawHttp.Got got = http.send(request);
                String asked = i + ": " + new String(request, StandardCharsets.ISO_8859_1) + "\n" + got.text();
                statuses.merge(got.status(), 1, Integer::sum);
                assertThat(got.status() < 500 || got.status() == 503).as(asked).isTrue();
                assertThat(secrets).as(asked).noneMatch(got.text()::contains);
                String after = digest(market, store);
                if (got.status() != 200) {
                    assertThat(after).as(asked).isEqualTo(before);
                }
                before = after;
            }
            assertThat(log.lines).noneMatch(line -> secrets.stream().anyMatch(line::contains));
            assertThat(log.lines).noneMatch(line -> line.contains("an error of the program"));
            assertThat(statuses).as("most statuses").containsKeys(200, 400, 401, 403, 404, 405, 409, 415, 422);
            System.out.println(REQUESTS + " requests, statuses " + statuses + ", " + market.market.seq() + " entries");
        }
    }

    private static List<String> secrets(RunningMarket market) {
        List<String> secrets = new ArrayList<>(List.of(RunningMarket.OPERATOR));
        market.agents().forEach(agent -> secrets.add(RunningMarket.secret(agent.id())));
        List.copyOf(secrets).forEach(secret -> secrets.add(Sha256.of(secret.getBytes(StandardCharsets.UTF_8))));
        return secrets;
    }

    /** Returns a digest of the state, after the round being solved has ended. */
    private static String digest(RunningMarket market, MemoryStore store) {
        market.market.await("", 10_000, engine -> engine.frozenRound(), java.util.Optional::isEmpty);
        return market.market.read(engine -> engine.agents().hashCode() + " "
                + engine.pieces().hashCode() + " " + engine.digests() + " " + engine.round() + " " + store.size());
    }
}
