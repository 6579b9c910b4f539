package skybourse.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Leader;
import skybourse.base.agent.LeaderKind;
import skybourse.base.numeric.EnumNames;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.codec.PricesText;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.round.analysis.DeviationAudit;
import skybourse.round.analysis.LedgerReconciliation;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RoundAnalysisLinks;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.SmallRound;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultBodyTest {

    private static final Path SCHEMA = Path.of("docs", "result.schema.json");

    private static final Path GOLDEN = Path.of("app/src/test/resources/golden/run-result.json");

    private final String text = ResultBody.json(SmallRound.study(), new RoundAnalysisLinks(SmallRound.study(), true));

    @Test
    void publishedSchemaMatchesRecords() throws IOException {
        String schema = ResultSchema.json();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(SCHEMA, schema);
        }
        assertThat(schema).isEqualTo(Files.readString(SCHEMA));
    }

    @Test
    void resultsFollowThePublishedSchema() throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonMapper.shared().readTree(Files.readString(SCHEMA)));
        assertThat(schema.validate(JsonMapper.shared().readTree(text))).isEmpty();
        assertThat(schema.validate(JsonMapper.shared()
                        .readTree(ResultBody.json(
                                SmallRound.resaleStudy(), new RoundAnalysisLinks(SmallRound.resaleStudy(), true)))))
                .isEmpty();
        String invalid = text.replace("\"welfare\"", "\"wellfare\"");
        assertThat(schema.validate(JsonMapper.shared().readTree(invalid))).isNotEmpty();
    }

    @Test
    void resultsStartWithSeedVersionAndScenario() {
        assertThat(text).startsWith("{\n  \"seed\" : 7,\n  \"version\" : \"0.1.0\",\n  \"scenarioSha256\" : \"aaaa");
    }

    @Test
    void numbersMatchRound() {
        JsonNode tree = JsonMapper.shared().readTree(text);
        assertThat(tree.at("/leaders/1/overload").asDouble()).isEqualTo(2.5);
        assertThat(tree.at("/agents/0/links/1/lastPart").asString()).isEqualTo("waiting");
        assertThat(tree.at("/totals/deadlinesMet").asInt()).isEqualTo(1);
    }

    @Test
    void leadersOfEachKindAreCounted() {
        JsonNode scenario = JsonMapper.shared().readTree(text).path("scenario");
        for (LeaderKind kind : LeaderKind.values()) {
            assertThat(scenario.path(EnumNames.name(kind) + "Agents").asInt(-1))
                    .as("%s", kind)
                    .isEqualTo(SmallRound.study().round().scenario().count(kind));
        }
    }

    @Test
    void omitsIdleLinksUnlessRequested() {
        JsonNode all = JsonMapper.shared().readTree(text);
        JsonNode used = JsonMapper.shared()
                .readTree(ResultBody.json(SmallRound.study(), new RoundAnalysisLinks(SmallRound.study(), false)));
        assertThat(all.get("allLinks").asBoolean()).isTrue();
        assertThat(all.at("/agents/1/links")).hasSize(2);
        assertThat(used.get("allLinks").asBoolean()).isFalse();
        assertThat(used.at("/agents/1/links")).hasSize(1);
    }

    @Test
    void containsTierTwoAndBalancedLedger() {
        JsonNode tree = JsonMapper.shared()
                .readTree(ResultBody.json(
                        SmallRound.resaleStudy(), new RoundAnalysisLinks(SmallRound.resaleStudy(), true)));
        assertThat(tree.at("/resale/trades")).hasSize(2);
        assertThat(tree.at("/resale/audit/misreportsSearched").asBoolean()).isTrue();
        assertThat(tree.at("/leaders/1/resold").asDouble()).isEqualTo(2);
        assertThat(tree.at("/ledgerCheck/balanced").asBoolean()).isTrue();
        long others = tree.at("/ledgerCheck/leadersKeep").asLong()
                + tree.at("/ledgerCheck/aerialAgentsReceive").asLong()
                + tree.at("/ledgerCheck/houseKeeps").asLong();
        assertThat(tree.at("/ledgerCheck/agentsPay").asLong()).isEqualTo(others);
    }

    @Test
    void equalStudiesGiveEqualJson() {
        assertThat(ResultBody.json(SmallRound.study(), new RoundAnalysisLinks(SmallRound.study(), true)))
                .isEqualTo(text);
    }

    @Test
    void pricesRoundTripIncludingClosedLeaders() {
        var ids = List.of("ma-1", "fa-1");
        double[] prices = PricesText.read("result.json", text.getBytes(StandardCharsets.UTF_8), ids)
                .likeliest();
        JsonNode tree = JsonMapper.shared().readTree(text);
        assertThat(prices[0]).isEqualTo(tree.at("/leaders/0/pricePerBit").asDouble());
        String closed = text.replaceFirst(
                "\"pricePerBit\" : [0-9.E-]+",
                "\"pricePerBit\" : " + ResultJsonEncoder.compact(new LeaderPrice(Double.POSITIVE_INFINITY)));
        assertThat(PricesText.read("result.json", closed.getBytes(StandardCharsets.UTF_8), ids)
                        .likeliest()[0])
                .isInfinite();
    }

    /** Buyers' and sellers' prices differ if the house keeps a surplus or pays a deficit. */
    @Test
    void tradesContainBothPrices() {
        var trade = new Trade(new Bid("fa-1", 2, 9), new Ask("uav-1", 3, 4), 15, 10);
        assertThat(TradeRow.of(trade)).isEqualTo(new TradeRow("fa-1", 2, "uav-1", 3, 15, 10));
        assertThat(TradeRow.WithLimits.of(trade))
                .isEqualTo(new TradeRow.WithLimits("fa-1", 2, "uav-1", 3, 9, 4, 15, 10));
    }

    @Test
    void mixedPricesHaveProbabilities() {
        var mix = new MixedPrices(List.of(
                new MixedPrices.Mix(List.of(new MixedPrices.Point(1, 0.25), new MixedPrices.Point(2, 0.75))),
                MixedPrices.Mix.of(3)));
        assertThat(PriceProbabilityRow.of(mix, 0))
                .contains(List.of(new PriceProbabilityRow(1, 0.25), new PriceProbabilityRow(2, 0.75)));
        assertThat(PriceProbabilityRow.of(mix, 1)).isEmpty();
    }

    /** A round with tier 2, whose totals differ from those without, and with a search of settled profits as in {@code run}. */
    @Test
    void resultEqualsGoldenFile() throws IOException {
        RoundAnalysis study = SmallRound.resaleStudy();
        LeaderGap gap = study.result().certificate().leaders().getFirst();
        Leader leader = study.round().leaders().getFirst().leader();
        RoundAnalysis searched =
                study.withSettledSearch(List.of(new DeviationAudit.PriceAudit(leader, 2, 8, 2.5, 10, gap, 1e-6)));
        String json = ResultBody.json(searched, new RoundAnalysisLinks(searched, true));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(GOLDEN, json);
        }
        assertThat(json).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void leaderBoundsMatchCertificate() {
        var gap = new LeaderGap(2, 8, 9, 2.5, 8.5, 40, 0.125);
        var certificate = new EquilibriumCertificate(0.125, 1e-6, List.of(gap), 1e-12, 1);
        LeaderGapsBody body = LeaderGapsBody.of(certificate, MixedPrices.pure(new double[] {2}), List.of("ma-1"));
        assertThat(body.leaders())
                .containsExactly(new LeaderGapsBody.GapRow(
                        "ma-1", new LeaderPrice(2), Optional.empty(), 8, 9, 0.125, new LeaderPrice(2.5), 8.5, 40));
    }

    /** A leader with price 1 or 3, with probabilities 0.25 and 0.75. */
    @Test
    void everySampledPriceVectorHasProbability() {
        var mix = new MixedPrices(List.of(
                new MixedPrices.Mix(List.of(new MixedPrices.Point(1, 0.25), new MixedPrices.Point(3, 0.75))),
                MixedPrices.Mix.of(1.5)));
        List<PriceVectorBody> draws = PriceVectorBody.all(SmallRound.study().game(), mix);
        assertThat(draws.stream().map(PriceVectorBody::chance)).containsExactlyInAnyOrder(0.25, 0.75);
        assertThat(draws.stream().filter(draw -> draw.chance() == 0.75))
                .allSatisfy(draw -> assertThat(draw.pricesPerBit()).isEqualTo(LeaderPrice.list(new double[] {3, 1.5})))
                .allSatisfy(draw -> assertThat(draw.decisionProfits()).hasSize(2))
                .hasSize(1);
    }

    /** Trade reduction trades one of two lots, and the house keeps the surplus. */
    @Test
    void containsRealizedAndAttainableGains() {
        var study = AuditedResale.of(
                SmallRound.round(SmallRound.resaleScenario(), SmallRound.RATIOS),
                market -> new DoubleDutch(
                        market.buyersStartTicks(),
                        market.sellersStartTicks(),
                        TurnOrder.SHORTER,
                        ClearingRule.TRADE_REDUCTION,
                        new FixedStep(1)));
        var body = (ResaleBody.AuctionBody) ResaleBody.of(study);
        assertThat(body.gainsFromTradeTicks()).isEqualTo(193);
        assertThat(body.possibleGainsFromTradeTicks()).isEqualTo(381);
        assertThat(body.houseHalfTicks()).isEqualTo(376);
    }

    @Test
    void ledgerDifferencesHaveAllowedMaximum() {
        assertThat(LedgerCheckBody.DifferenceRow.of(new LedgerReconciliation.Difference("ma-1", 0.25, 0.5)))
                .isEqualTo(new LedgerCheckBody.DifferenceRow("ma-1", 0.25, 0.5));
    }
}
