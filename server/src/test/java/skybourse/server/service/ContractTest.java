package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.files.codec.LeaderPrice;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.codec.PricesBody;
import skybourse.server.codec.RoundRecordBody;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;
import tools.jackson.databind.json.JsonMapper;

/** The check of replies against the API description finds violations. */
class ContractTest {

    private static HttpReply reply(String json) {
        return new HttpReply(200, "application/json", json.getBytes(java.nio.charset.StandardCharsets.UTF_8), Map.of());
    }

    @Test
    void findsRepliesThatViolateTheDescription() {
        Contract contract = Contract.read();
        String path = "GET /v1/accounts/WA1";
        String good = "{\"agent\":\"WA1\",\"balanceUnits\":5,\"heldUnits\":0,\"freeUnits\":\"9007199254740993\"}";
        assertThat(contract.breaches(path, reply(good))).isEmpty();
        assertThat(contract.breaches(path, reply(good.replace("5", "5.5")))).isNotEmpty();
        assertThat(contract.breaches(path, reply(good.replace(",\"heldUnits\":0", ""))))
                .isNotEmpty();
        assertThat(contract.breaches(path, reply(good.replace("{", "{\"secret\":\"x\","))))
                .isNotEmpty();
        assertThat(contract.breaches(path, reply("{"))).isNotEmpty();
        assertThat(contract.breaches(path, reply(good).ofType("text/plain"))).isNotEmpty();
        assertThat(contract.breaches(path, new HttpReply(204, "application/json", new byte[0], Map.of())))
                .isNotEmpty();
        assertThat(contract.breaches("GET /v1/nowhere", reply(good))).isNotEmpty();
    }

    /** Schemas of the record of a sold round are as strict as others, including rows and nested objects. */
    @Test
    void findsWrongFieldsInRoundRecords() {
        Contract contract = Contract.read();
        var split = new RoundRecordBody.Split(Map.of("WA1", Map.of("MA1", 1.)), Map.of("WA1", Map.of()));
        var prices = new PricesBody(
                new TreeMap<>(Map.of("MA1", new LeaderPrice(Double.POSITIVE_INFINITY))),
                RoundPrices.PriceOrigin.REUSED,
                Optional.empty(),
                true,
                0,
                Optional.of(new TreeMap<>(Map.of("MA1", .001))),
                Optional.of(new TreeMap<>(Map.of("FA1", .25))),
                Optional.of(new PricesBody.Mix(
                        0, true, new TreeMap<>(Map.of("MA1", List.of(new PricesBody.Point(new LeaderPrice(1), 1)))))));
        var entry = new RoundRecordBody.Entry("WA1", "MA1", 1L << 60, MarketPayment.Reason.BILL, "r1.0");
        var outcome = new RoundRecordBody.Outcome("r0.0", "FAILED", Piece.Cause.NO_RESULT, 2);
        String record = BodyJsonEncoder.write(RoundRecordBody.of(
                new RoundRecordBody.Head("m", 1, 2, 3),
                4,
                new RoundRecordBody.Rules("vcg", 1, 2, 3, 4, 5, Optional.of(true)),
                new RoundRecordBody.Orders(2, List.of("WA1"), List.of(), Map.of(), Map.of(), Map.of()),
                new RoundRecordBody.Pricing(
                        prices, 1, 2, Optional.of(.002), 0, "ab".repeat(64), List.of(), Optional.empty()),
                split,
                new RoundRecordBody.Sale(new TreeMap<>(), List.of(), List.of(), 0, List.of(outcome), List.of(entry)),
                JsonMapper.shared().createObjectNode()));
        String path = "GET /v1/rounds/1";
        assertThat(contract.breaches(path, reply(record))).isEmpty();
        Map.of(
                        "\"skybourse\":", "\"skybourze\":",
                        "\"record-3\"", "\"record-4\"",
                        "\"how\":\"reused\"", "\"how\":\"REUSED\"",
                        "\"MA1\":\"closed\"", "\"MA1\":\"open\"",
                        "\"mix\":{", "\"mix\":{\"more\":1,",
                        "\"BILL\",\"r1.0\"", "\"BILL\",\"r1.0\",1",
                        "\"BILL\",", "\"GIFT\",",
                        "\"no-result\"", "\"NO_RESULT\"",
                        "\"lots\":{}", "\"lots\":{\"FA1\":1.5}",
                        "\"postedGain\":0.0,", "")
                .forEach((right, wrong) -> {
                    assertThat(record).contains(right);
                    assertThat(contract.breaches(path, reply(record.replace(right, wrong))))
                            .as(wrong)
                            .isNotEmpty();
                });
    }

    /** A quote has all prices of the last round, or none before the first. */
    @Test
    void quoteHasAllPricesOrNone() {
        Contract contract = Contract.read();
        String none = "{\"billUnits\":{\"MA1\":\"closed\",\"FA1\":3,\"FA2\":\"9007199254740993\"},\"collecting\":0}";
        String all = none.replaceFirst(
                "\\{", "{\"round\":0,\"pricePerBit\":{},\"how\":\"solved\",\"isCertified\":true,\"postedGain\":0,");
        assertThat(contract.breaches("GET /v1/quote", reply(none))).isEmpty();
        assertThat(contract.breaches("GET /v1/quote", reply(all))).isEmpty();
        assertThat(contract.breaches("GET /v1/quote", reply(all.replace("\"how\":\"solved\",", ""))))
                .isNotEmpty();
        assertThat(contract.breaches("GET /v1/quote", reply(none.replace("closed", "no"))))
                .isNotEmpty();
    }

    @Test
    void refusalsNeedTheirHeaders() {
        Contract contract = Contract.read();
        HttpReply busy = ProblemException.busy("is full").reply();
        assertThat(contract.breaches("PUT /v1/agents/WA1", busy)).isEmpty();
        assertThat(contract.breaches("PUT /v1/agents/WA1", new HttpReply(503, busy.type(), busy.body(), Map.of())))
                .isNotEmpty();
        assertThat(contract.breaches(
                        "GET /v1/nowhere", ProblemException.unknown("path", "x").reply()))
                .isEmpty();
    }
}
