package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.client.ExchangeClient;
import skybourse.tier2.rule.ProcurementAuction;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.RequestLot;
import skybourse.venue.event.RoundPrices;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MarketStatusTest {

    private static final String AGENTS = """
            [{"agent": "MA1", "kind": "mobile", "isPresent": true, "isBarred": false},
             {"agent": "FA1", "kind": "fixed", "isPresent": true, "isBarred": true},
             {"agent": "FA2", "kind": "fixed", "isPresent": true, "isBarred": false},
             {"agent": "WA1", "kind": "wireless", "isPresent": false, "isBarred": false}]""";

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }

    private static JsonNode missing() {
        return json("{}").path("none");
    }

    @Test
    void freshMarketHasNoPricesAndNoProblem() {
        JsonNode market =
                json("{\"market\": \"reference\", \"round\": 0, \"roundSeconds\": 0, \"inactive\": [], \"agents\": "
                        + AGENTS + "}");
        assertThat(MarketStatus.lines(market, missing()))
                .containsExactly(
                        "reference: round 0 collects tasks. The operator closes rounds.",
                        "Prices: none. No round has been sold.",
                        "",
                        "agent                     kind      price per Mbit  state",
                        "MA1                       mobile                    takes part",
                        "FA1                       fixed                     barred",
                        "FA2                       fixed                     takes part",
                        "WA1                       wireless                  does not take part",
                        "",
                        "The state of the last round is not known, and no agent is inactive.");
    }

    @Test
    void inferenceMarketShowsProductAndShareAtTheCap() {
        String market = """
                {"market": "m", "round": 4, "roundSeconds": 1, "inactive": [],
                 "product": {"model": "tiny", "quantization": "q4", "contextTokens": 4096, "lotVolume": 1000,
                             "promptWeight": 1, "answerWeight": 5, "capUnits": 500},
                 "agents": [{"agent": "s1", "kind": "seller", "isPresent": true, "isBarred": false}]%s}""";
        assertThat(MarketStatus.lines(json(market.formatted("")), missing()))
                .contains(
                        "Product: tiny, q4, context 4096 tokens. A lot has volume 1000 (1 per request byte, 5 per answer byte) and costs at most 500 ledger units.",
                        "Lots: none. No round has been sold.",
                        "agent                     kind      state",
                        "s1                        seller    takes part");
        String lots =
                ", \"lastLots\": {\"round\": 3, \"demandLots\": 12, \"lots\": 8, \"payment\": 3000, \"lotsAtCap\": 2}";
        assertThat(MarketStatus.lines(json(market.formatted(lots)), missing()).get(2))
                .isEqualTo(
                        "Lots of round 3: 8 of 12 demanded lots were sold for 375 ledger units each on average. 25 % of them are paid the price cap, which is a posted price for them.");
    }

    /** Buyers without requests need not be active. */
    @Test
    void onlyInactiveSellersOfAnInferenceMarketAreAProblem() {
        String market = """
                {"market": "m", "round": 4, "roundSeconds": 1, "inactive": [%s], "product": {},
                 "agents": [{"agent": "s1", "kind": "seller"}, {"agent": "b1", "kind": "buyer"}]}""";
        assertThat(MarketStatus.lines(json(market.formatted("\"b1\"")), missing())
                        .getLast())
                .isEqualTo("The state of the last round is not known, and no seller is inactive.");
        assertThat(MarketStatus.lines(json(market.formatted("\"b1\", \"s1\"")), missing())
                        .getLast())
                .isEqualTo("Problem: inactive agents: 1. The next round excludes them.");
    }

    @Test
    void lineOfAnInferenceRoundStatesPriceAndCap() {
        var sold = new MarketEvent.LotsSold(
                3,
                "",
                List.of(new MarketEvent.Demand("b1", "t", List.of(new RequestLot(0, 1, 5), new RequestLot(1, 2, 5)))),
                List.of(new ProcurementAuction.Offer("s1", 1, 7)),
                List.of(new ProcurementAuction.Purchase("s1", 1, 500, 1)),
                List.of(),
                List.of());
        assertThat(RoundLinePrinter.line(sold))
                .contains(
                        "Round 3 is sold. Lots: 1 of 2 demanded, 500 ledger units per lot on average, 100 % of the lots at the price cap.");
    }

    @Test
    void soldRoundWithoutInactiveAgentsIsNoProblem() {
        JsonNode market =
                json("{\"market\": \"m\", \"round\": 1, \"roundSeconds\": 1, \"inactive\": [], \"agents\": []}");
        assertThat(MarketStatus.lines(market, json("{\"round\": 0}")).getLast())
                .isEqualTo("The last round is neither postponed nor void, and no agent is inactive.");
    }

    /** Events that are no lines on rounds are not printed. The printer writes the others in order. */
    @Test
    void printerWritesLinesInOrder() throws InterruptedException {
        var written = new LinkedBlockingQueue<String>();
        var printer = new RoundLinePrinter();
        List<MarketEvent> events = List.of(
                new MarketEvent.RoundVoid(1, "no task"),
                new MarketEvent.AgentLeft("MA1", 2),
                new MarketEvent.RoundPostponed(2, "why"));
        printer.add(new Journal.Entry(1, 1, "market", "", events));
        printer.start(new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                written.add(line);
            }
        });
        assertThat(written.poll(1, TimeUnit.MINUTES)).isEqualTo("Round 1 is void. Reason: no task.");
        assertThat(written.poll(1, TimeUnit.MINUTES)).isEqualTo("Round 2 is postponed. Reason: why.");
        assertThat(written).isEmpty();
    }

    @Test
    void statusShowsPricesCertificateInactiveAgentsAndThePostponedRound() {
        JsonNode market = json(
                "{\"market\": \"m\", \"round\": 8, \"roundSeconds\": 2.5, \"inactive\": [\"FA2\"], \"agents\": "
                        + AGENTS
                        + ", \"last\": {\"round\": 6, \"epsilon\": 3e-7, \"isCertified\": true, \"pricePerBit\": {\"MA1\": 2.5e-6, \"FA2\": \"closed\"}}}");
        JsonNode before =
                json("{\"round\": 7, \"state\": \"POSTPONED\", \"reason\": \"epsilon must be at most 0.05\"}");
        List<String> lines = MarketStatus.lines(market, before);
        assertThat(lines)
                .contains(
                        "m: round 8 collects tasks. A round closes every 2.5 s.",
                        "Prices of round 6: eps 3.0e-07, certified.",
                        "MA1                       mobile             2.500  takes part",
                        "FA2                       fixed             closed  inactive");
        assertThat(lines.subList(lines.size() - 2, lines.size()))
                .containsExactly(
                        "Problem: round 7 is postponed. Reason: epsilon must be at most 0.05.",
                        "Problem: inactive agents: 1. The next round excludes them.");
    }

    /** For mixed-strategy prices the certificate of the mix is shown. */
    @Test
    void certificateOfMixIsShown() {
        JsonNode market = json(
                "{\"market\": \"m\", \"round\": 1, \"roundSeconds\": 1, \"inactive\": [], \"agents\": [], "
                        + "\"last\": {\"round\": 0, \"epsilon\": 2.7, \"isCertified\": false, \"pricePerBit\": {}, \"mix\": {\"epsilon\": 1e-8, \"isCertified\": true}}}");
        assertThat(MarketStatus.lines(market, json("{\"round\": 0, \"state\": \"VOID\", \"reason\": \"no task\"}")))
                .contains("Prices of round 0: eps 1.0e-08, certified.", "Problem: round 0 is void. Reason: no task.");
    }

    /** A proxy's page, an error of a market and a broken body are not a status. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"market\": \"m\", \"round\": 0, \"agents\": []} | true",
                "503 | {\"market\": \"m\", \"round\": 0} | false",
                "200 | <html>welcome</html> | false",
                "200 | {oops | false",
                "200 | {\"status\": \"up\"} | false"
            })
    void onlyRepliesOfMarketsAreShown(int status, String body, boolean isMarket) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            var client = ExchangeClient.once(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "");
            assertThat(MarketStatus.of(client).isPresent()).isEqualTo(isMarket);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void oneLinePerRoundThatIsSoldPostponedOrVoid() {
        var prices = new RoundPrices(4, List.of(1e-6), RoundPrices.PriceOrigin.SOLVED, 2e-7, true, 0, Optional.empty());
        var sold =
                new MarketEvent.RoundSettled(prices, List.of(), List.of(), List.of(), Double.NaN, 0, new TreeMap<>());
        assertThat(RoundLinePrinter.line(sold))
                .contains(
                        "Round 4 is sold. Buyers: 0, pieces: 0, bills: 0 ledger units, resold lots: 0. eps 2.0e-07, certified.");
        assertThat(RoundLinePrinter.line(new MarketEvent.RoundPostponed(5, "why")))
                .contains("Round 5 is postponed. Reason: why.");
        assertThat(RoundLinePrinter.line(new MarketEvent.RoundVoid(6, "no task")))
                .contains("Round 6 is void. Reason: no task.");
        assertThat(RoundLinePrinter.line(new MarketEvent.AgentLeft("MA1", 2))).isEmpty();
    }
}
