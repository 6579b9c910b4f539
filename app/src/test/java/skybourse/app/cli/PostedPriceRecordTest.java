package skybourse.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.receipt.CheckResult;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.RoundRecord;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.PostedPriceAdmissionTest;

/** Record of a round that refuses the posted price of FA1 and admits that of FA2. */
class PostedPriceRecordTest {

    @TempDir
    private static Path folder;

    private static String record = "";

    @BeforeAll
    static void sell() throws IOException {
        var key = MarketSigningKey.of(folder, "drawn");
        var log = new MarketLog(key, PostedPriceAdmissionTest.rules(), new MemoryStore());
        PostedPriceAdmissionTest.play(log.venue(), entry -> {
            try {
                log.append(entry);
                log.sync();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        record = log.record(0).orElseThrow();
    }

    private static List<CheckResult> lines(String text) {
        return RoundRecomputationCheck.lines(RoundRecord.read(text.getBytes(UTF_8)));
    }

    @Test
    void recordStatesDecisionAndHolds() {
        assertThat(record)
                .contains("\"mostPostedGain\":0.002", "\"posting\":[\"FA2\"]")
                .containsPattern("\"postedGains\":[{]\"FA2\":[^,}]*},\"refusedGains\":[{]\"FA1\":[^,}]*}");
        assertThat(lines(record))
                .as("%s", lines(record))
                .allMatch(line -> line.verdict() == Verdict.HOLDS)
                .filteredOn(line -> line.number() == 11)
                .allMatch(line -> line.text().endsWith("; posted prices are admitted up to a gain of 0.00200"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "refusedGains":[{]"FA1":[^}]*} | "refusedGains":{"FA1":0.001}  | FA1 was refused at a gain of 0.00100
            "refusedGains":[{]"FA1":       | "refusedGains":{"FA2":0.1,"FA1": | FA2 was refused at a gain of 0.100
            "postedGains":[{]"FA2":[^}]*}  | "postedGains":{"FA2":0.003}   | FA2 was admitted at a gain of 0.00300
            "postedGains":[{]"FA2":[^}]*}  | "postedGains":{"FA3":0.001}   | FA2 was admitted at a gain of NaN
            "postedGains":[{]"FA2":[^}]*}  | "postedGains":{"FA2":1e-15}   | the record states 1.00e-15
            "mostPostedGain":0.002         | "mostPostedGain":1e-15        | FA2 was admitted
            "mostPostedGain":0.002,        | ''                            | no largest gain is stated
            "posting":[^]]*]               | "posting":["FA1","FA2"]       | FA1 was refused
            """)
    void otherDecisionsAreDetected(String part, String other, String said) {
        String forged = record.replaceFirst(part, other);
        assertThat(forged).isNotEqualTo(record);
        CheckResult line = lines(forged).stream()
                .filter(any -> any.number() == 11)
                .findFirst()
                .orElseThrow();
        assertThat(line.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(line.text()).contains(said);
    }
}
