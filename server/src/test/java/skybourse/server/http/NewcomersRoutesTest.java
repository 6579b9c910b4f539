package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.service.RunningMarket.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.client.ExchangeClient;
import skybourse.files.text.Sha256;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.NewcomerSettings;
import tools.jackson.databind.JsonNode;

/** Newcomers over HTTP: they declare their kind and speed, and trade from the next round on. */
class NewcomersRoutesTest {

    private static RunningMarket open() throws IOException {
        return market(true);
    }

    private static RunningMarket market(boolean open) throws IOException {
        var newcomers = new NewcomerSettings(3, new TreeMap<>(Map.of("mobile", "MA1", "wireless", "WA1")));
        return new RunningMarket(
                MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 2, .05, open)
                        .withNewcomers(newcomers),
                new MemoryStore(),
                0);
    }

    @Test
    void newcomerSellerIsPaid() throws IOException {
        try (RunningMarket market = open().joined()) {
            ExchangeClient seller = market.client("mine");
            Map<String, Object> terms = Map.of("version", 1, "kind", "mobile", "workPerSecond", 1e10);
            assertThat(seller.put("agents/mine", terms).json())
                    .isEqualTo(seller.put("agents/mine", terms).json());
            JsonNode own = seller.get("agents/mine").json();
            assertThat(own.path("kind").stringValue()).isEqualTo("mobile");
            assertThat(own.path("terms").path("kind").stringValue()).isEqualTo("mobile");
            market.deposit("mine", RunningMarket.MONEY, "bond");
            String task = market.putTask("t");
            market.sell();
            assertThat(seller.get("agents/mine/work").json().path("pieces").size())
                    .isPositive();
            market.deliver(task);
            long after = 0;
            while (market.balance("mine") == RunningMarket.MONEY) {
                after = market.operator
                        .get("events?wait=10&after=" + after)
                        .json()
                        .path("after")
                        .longValue();
            }
            assertThat(seller.get("rounds/0/receipt?agent=mine").status()).isEqualTo(200);
        }
    }

    /** In a closed market, the operator invites an agent of a kind by the hash of its secret. */
    @Test
    void kindInvitationAdmitsOneAgent() throws IOException {
        try (RunningMarket market = market(false)) {
            Map<String, Object> terms = Map.of("version", 1, "kind", "mobile", "workPerSecond", 1e10);
            ExchangeClient seller = market.client("mine");
            problem(seller.put("agents/mine", terms), 403, "with an invitation for its kind");
            String hash = Sha256.of(RunningMarket.secret("mine").getBytes(StandardCharsets.UTF_8));
            Map<String, Object> invite = Map.of("kind", "mobile", "sha256", hash);
            problem(seller.put("operator/invite", invite), 403, "must be the operator's");
            assertThat(market.operator.put("operator/invite", invite).status()).isEqualTo(200);
            assertThat(market.operator.put("operator/invite", invite).status()).isEqualTo(200);
            assertThat(seller.put("agents/mine", terms).status()).isEqualTo(200);
            problem(seller.put("agents/more", terms), 403, "with an invitation for its kind");
            problem(
                    market.operator.put("operator/invite", Map.of("kind", "fixed", "sha256", "ab".repeat(32))),
                    422,
                    "kind must be one of mobile, wireless: fixed");
            problem(
                    market.operator.put("operator/invite", Map.of("kind", "wireless", "sha256", hash)),
                    409,
                    "secret has an invitation as mobile");
            problem(
                    market.operator.put("operator/invite", Map.of("kind", 3, "sha256", hash)),
                    400,
                    "kind must be text");
            problem(
                    market.operator.put("operator/invite", Map.of("kind", "mobile", "agent", "WA1", "sha256", hash)),
                    400,
                    "agent");
        }
    }

    @Test
    void newcomerBuyerDeclaresItsWorth() throws IOException {
        try (RunningMarket market = open().joined()) {
            ExchangeClient buyer = market.client("buyer");
            problem(
                    buyer.put("agents/buyer", Map.of("version", 1, "kind", "wireless")),
                    422,
                    "worth must be given by an agent that joins as a buyer");
            assertThat(buyer.put("agents/buyer", Map.of("version", 1, "kind", "wireless", "worth", 20))
                            .status())
                    .isEqualTo(200);
            assertThat(buyer.get("agents/buyer")
                            .json()
                            .path("terms")
                            .path("worth")
                            .doubleValue())
                    .isEqualTo(20);
            problem(
                    buyer.put("agents/other", Map.of("version", 1, "kind", "fixed", "workPerSecond", 1)),
                    422,
                    "kind must be one of mobile, wireless");
            problem(buyer.put("agents/other", Map.of("version", 1, "kind", 3)), 400, "kind must be text");
            problem(buyer.put("agents/other", Map.of("version", 1)), 404, "agent is not in this market");
        }
    }
}
