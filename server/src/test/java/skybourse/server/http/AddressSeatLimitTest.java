package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static skybourse.server.service.RunningMarket.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;
import skybourse.client.Reply;
import skybourse.files.text.Sha256;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;
import skybourse.server.service.RunningExchange;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.Caller;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.NewcomerSettings;

/** Limits of seats per address in an open market. Invited agents are not counted. */
class AddressSeatLimitTest {

    private static RunningMarket market(boolean open, int newcomers, AddressSeatLimit seats) throws IOException {
        var like = new NewcomerSettings(newcomers, new TreeMap<>(Map.of("mobile", "MA1")));
        var rules = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 2, .05, open)
                .withNewcomers(like);
        var store = new MemoryStore();
        RunningExchange live = RunningExchange.start(rules, 0, RunningMarket.log(rules, store), 1_000, store);
        return new RunningMarket(rules, live, Routes.QUOTA, seats);
    }

    private static Reply takeSeat(RunningMarket market, String id) throws IOException {
        return market.client(id).put("agents/" + id, Map.of("version", 1));
    }

    private static Reply join(RunningMarket market, String id) throws IOException {
        return market.client(id).put("agents/" + id, Map.of("version", 1, "kind", "mobile", "workPerSecond", 1e10));
    }

    @Test
    void limitsSeatsPerAddressAndMinute() throws IOException {
        try (RunningMarket market = market(true, 100, AddressSeatLimit.standard())) {
            List<String> ids = market.agents().stream().map(Agent::id).toList();
            for (String id : ids.subList(0, 5)) {
                assertThat(takeSeat(market, id).status()).isEqualTo(200);
                assertThat(takeSeat(market, id).status()).isEqualTo(200); // repeated for its own seat
            }
            problem(takeSeat(market, ids.get(5)), 429, "must take at most 5 seats per minute without an invitation");
            problem(join(market, "mine"), 429, "address");
            problem(market.client("x").put("agents/" + ids.getFirst(), Map.of("version", 1)), 401, "another secret");
            String hash = Sha256.of(RunningMarket.secret(ids.get(5)).getBytes(StandardCharsets.UTF_8));
            assertThat(market.operator
                            .put("operator/invite", Map.of("agent", ids.get(5), "sha256", hash))
                            .status())
                    .isEqualTo(200);
            assertThat(takeSeat(market, ids.get(5)).status()).isEqualTo(200);
        }
    }

    /** One address holds a quarter of 9 seats and 31 places, and at least five of fewer than 20. */
    @Test
    void limitsSharePerAddress() throws IOException {
        for (int newcomers : new int[] {31, 2}) {
            try (RunningMarket market = market(true, newcomers, new AddressSeatLimit(1_000, .25))) {
                int most = newcomers == 31 ? 10 : 5;
                List<String> ids = market.agents().stream().map(Agent::id).toList();
                for (int i = 0; i < most; i++) {
                    Reply got = i < 5 ? takeSeat(market, ids.get(i)) : join(market, "mine-" + i);
                    assertThat(got.status()).isEqualTo(200);
                }
                problem(join(market, "more"), 429, "must have at most " + most + " seats");
            }
        }
    }

    /** A command that takes a seat while another one runs; the commands fail in the end and hold no seat. */
    private static void takeDuring(AddressSeatLimit seats, RunningMarket market, int commands) throws IOException {
        seats.take("a" + commands, "x", market.market, () -> {
            if (commands > 1) {
                takeDuring(seats, market, commands - 1);
            }
            throw new ProblemException(401, "secret", "agent", "must be known", "");
        });
    }

    @Test
    void runningCommandsCountAsHeldSeats() throws IOException {
        var seats = new AddressSeatLimit(1_000, .25);
        try (RunningMarket market = market(true, 2, seats)) {
            assertThatThrownBy(() -> takeDuring(seats, market, 6)).hasMessage("quota");
            assertThatThrownBy(() -> takeDuring(seats, market, 5)).hasMessage("secret");
        }
    }

    @Test
    void retryAfterIsAtLeastOneSecond() throws IOException {
        var seats = new AddressSeatLimit(61, 1);
        try (RunningMarket market = market(true, 1_000, seats)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            seats.take("a" + i, "x", market.market, () -> HttpReply.text("text/plain", ""));
                        }
                    })
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.reply().headers()).containsEntry("Retry-After", "1"));
        }
    }

    /** Four of five seats were unused for 100 rounds and are freed, so four others may be taken. */
    @Test
    void freedSeatsAreNotCounted() throws IOException {
        try (RunningMarket market = market(true, 2, new AddressSeatLimit(1_000, .25))) {
            List<String> ids = market.agents().stream().map(Agent::id).toList();
            for (String id : ids.subList(0, 5)) {
                assertThat(takeSeat(market, id).status()).isEqualTo(200);
            }
            problem(takeSeat(market, ids.get(5)), 429, "must have at most 5 seats");
            market.deposit(market.buyer().id(), RunningMarket.MONEY, "in");
            market.putTask("t");
            for (long round = 0; round <= 100; round++) {
                var freeze = new MarketCommand.Freeze(round, new TreeSet<>(), RunningMarket.DRAW);
                market.market.ask(freeze, new Caller.Market(), "", Optional.empty());
            }
            for (String id : ids.subList(5, 9)) {
                assertThat(takeSeat(market, id).status()).as(id).isEqualTo(200);
            }
            problem(takeSeat(market, ids.get(1)), 429, "must have at most 5 seats");
        }
    }

    /** All addresses of a /64 network count as one. */
    @Test
    void addressesOfOneNetworkCountAsOneAddress() {
        String network = ExchangeServer.network("2001:db8:1:2::1");
        assertThat(network).isEqualTo("20010db800010002");
        assertThat(ExchangeServer.network("2001:db8:1:2:ffff:3:4:5")).isEqualTo(network);
        assertThat(ExchangeServer.network("2001:db8:1:3::1")).isEqualTo("20010db800010003");
        assertThat(ExchangeServer.network("fe80:0:0:0:1:2:3:4%2")).isEqualTo("fe80000000000000");
        for (String whole : List.of("203.0.113.7", "null", "a:b")) {
            assertThat(ExchangeServer.network(whole)).isEqualTo(whole);
        }
        assertThat(ExchangeServer.network("::ffff:203.0.113.7"))
                .isNotEqualTo(ExchangeServer.network("::ffff:203.0.113.8"));
    }

    @Test
    void refusalStatesRetryAfter() {
        assertThat(ProblemException.tooManySeats("must wait", 12).reply().headers())
                .containsEntry("Retry-After", "12");
        assertThat(new ProblemException(429, "quota", "agent", "must wait", "")
                        .reply()
                        .headers())
                .containsEntry("Retry-After", "1");
    }

    @Test
    void closedMarketCountsNoSeats() throws IOException {
        try (RunningMarket market = market(false, 3, new AddressSeatLimit(1, .25))) {
            for (int i = 0; i < 3; i++) {
                problem(join(market, "mine"), 403, "with an invitation for its kind");
            }
        }
    }
}
