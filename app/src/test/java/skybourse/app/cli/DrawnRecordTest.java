package skybourse.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.receipt.CheckResult;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.RoundRecord;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.DrawnRoundTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records of rounds with sampled prices: the mix is certified again, and the signature selects the prices from it. */
class DrawnRecordTest {

    @TempDir
    private Path folder;

    private final List<ObjectNode> records = new ArrayList<>();

    @BeforeEach
    void runRounds() throws IOException {
        var log = new MarketLog(MarketSigningKey.of(folder, "torn"), DrawnRoundTest.rules(), new MemoryStore());
        DrawnRoundTest.play(
                log.venue(),
                entry -> {
                    try {
                        log.append(entry);
                        log.sync();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                log.key()::draw);
        for (long round = 0; round < log.venue().round(); round++) {
            records.add(
                    (ObjectNode) JsonMapper.shared().readTree(log.record(round).orElseThrow()));
        }
    }

    private static List<CheckResult> lines(JsonNode record) {
        return RoundRecomputationCheck.lines(RoundRecord.read(record.toString().getBytes(UTF_8)));
    }

    private static CheckResult certificate(JsonNode record) {
        return lines(record).stream()
                .filter(line -> line.number() == 11)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void recordsOfMixedPricesHold() {
        assertThat(records).hasSize(3);
        assertThat(records).anyMatch(record -> record.has("mix"));
        for (ObjectNode record : records) {
            assertThat(lines(record)).as("%s", lines(record)).allMatch(line -> line.verdict() == Verdict.HOLDS);
        }
    }

    @Test
    void rejectsPriceThatWasNotSampled() {
        ObjectNode record =
                records.stream().filter(any -> any.has("mix")).findFirst().orElseThrow();
        ObjectNode prices = (ObjectNode) record.path("pricePerBit");
        for (var leader : record.path("mix").path("prices").properties()) {
            double sampled = prices.path(leader.getKey()).doubleValue();
            for (JsonNode point : leader.getValue()) {
                if (point.path(0).doubleValue() != sampled) {
                    prices.put(leader.getKey(), point.path(0).doubleValue());
                    assertThat(certificate(record).verdict()).isEqualTo(Verdict.BROKEN);
                    assertThat(certificate(record).text()).startsWith("the draw selects other prices from the mix: [");
                    prices.put(leader.getKey(), sampled);
                }
            }
        }
    }

    @Test
    void rejectsWrongEpsilonOfMix() {
        ObjectNode record =
                records.stream().filter(any -> any.has("mix")).findFirst().orElseThrow();
        ObjectNode mix = (ObjectNode) record.path("mix");
        double stated = mix.path("epsilon").doubleValue();
        mix.put("epsilon", 0.0);
        assertThat(certificate(record).text()).contains("the record states 0");
        assertThat(certificate(record).verdict()).isEqualTo(Verdict.BROKEN);
        mix.put("epsilon", 1.0);
        assertThat(certificate(record).text()).startsWith("the epsilon of the sale is 1.0");
        mix.put("epsilon", stated);
        assertThat(certificate(record).verdict()).isEqualTo(Verdict.HOLDS);
    }
}
