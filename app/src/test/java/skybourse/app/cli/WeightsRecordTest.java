package skybourse.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.base.agent.WeightDistribution;
import skybourse.base.scenario.Scenario;
import skybourse.receipt.CheckResult;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.RoundRecord;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.NewcomerSeatsTest;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records of rounds whose prices were computed for a published distribution of weights. */
class WeightsRecordTest {

    @TempDir
    private Path folder;

    private ObjectNode record = JsonMapper.shared().createObjectNode();

    @BeforeEach
    void runRounds() throws IOException {
        record = record(new WeightDistribution(20, 30));
    }

    private ObjectNode record(WeightDistribution law) throws IOException {
        MarketRules plain = NewcomerSeatsTest.rules();
        Scenario scenario = plain.scenario();
        MarketRules rules = MarketRules.standard(
                        scenario.withRules(scenario.rules().withWeights(Optional.of(law))), "seller-vcg", 2, 10, true)
                .withNewcomers(plain.newcomers());
        var log = new MarketLog(MarketSigningKey.of(folder, "drawn"), rules, new MemoryStore());
        NewcomerSeatsTest.play(rules, log.venue(), entry -> {
            try {
                log.append(entry);
                log.sync();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return (ObjectNode) JsonMapper.shared().readTree(log.record(0).orElseThrow());
    }

    private static CheckResult certificate(JsonNode record) {
        return RoundRecomputationCheck.lines(RoundRecord.read(record.toString().getBytes(UTF_8))).stream()
                .filter(line -> line.number() == 11)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void recordHoldsAndNamesThePricedMarket() {
        assertThat(record.path("frozen")
                        .path("rules")
                        .path("weights")
                        .path("high")
                        .doubleValue())
                .isEqualTo(30);
        assertThat(record.path("assignedWeights").propertyNames())
                .hasSameElementsAs(record.path("buyers")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .toList())
                .hasSize(13);
        var lines =
                RoundRecomputationCheck.lines(RoundRecord.read(record.toString().getBytes(UTF_8)));
        assertThat(lines).as("%s", lines).hasSize(5).allMatch(line -> line.verdict() == Verdict.HOLDS);
        assertThat(certificate(record).text()).contains("(in the priced market: ", "[20.0, 30.0]");
    }

    @Test
    void namesAnAlteredAssignment() {
        ObjectNode assigned = (ObjectNode) record.path("assignedWeights");
        double right = assigned.path("WA3").doubleValue();
        assigned.put("WA3", right + 1e-6);
        assertThat(certificate(record).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(certificate(record).text()).startsWith("the assigned weight of WA3 must be " + right + ", but is ");
        assigned.remove("WA3");
        assertThat(certificate(record).text()).endsWith(", but is missing");
        assigned.put("WA3", right);
        assertThat(certificate(record).verdict()).isEqualTo(Verdict.HOLDS);
        assigned.put("WA99", 20.0);
        assertThat(certificate(record).verdict()).isEqualTo(Verdict.BROKEN);
    }

    /** A record that leaves out the distribution claims another market, in which eps is larger. */
    @Test
    void rejectsRecordWithoutItsDistribution() {
        ((ObjectNode) record.path("frozen").path("rules")).remove("weights");
        assertThat(certificate(record).text()).contains("without a published distribution");
        record.remove("assignedWeights");
        assertThat(certificate(record).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(certificate(record).text()).startsWith("no agent has a relative gain above");
    }
}
