package skybourse.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.receipt.CheckedLine;
import skybourse.receipt.CheckedLine.Verdict;
import skybourse.receipt.RoundRecord;
import skybourse.server.service.MarketKey;
import skybourse.server.service.MarketLog;
import skybourse.server.service.MemoryStore;
import skybourse.venue.MarketRules;
import skybourse.venue.NewcomersTest;

/** Records of the form {@code record-2} are checked with the asks of that form: costs with markup under every rule. */
class OlderRecordTest {

    private static final List<Integer> OF_THE_AUCTION = List.of(7, 8, 16);

    @TempDir
    private Path folder;

    private List<String> records(String rule) throws IOException {
        MarketRules rules = NewcomersTest.rules(rule);
        var log = new MarketLog(MarketKey.of(folder, "drawn"), rules, new MemoryStore());
        NewcomersTest.play(rules, log.venue(), entry -> {
            try {
                log.append(entry);
                log.sync();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return Stream.of(log.record(0).orElseThrow(), log.record(1).orElseThrow())
                .filter(record -> !record.contains("\"trades\":[]"))
                .toList();
    }

    private static String older(String record) {
        String older = record.replace("\"record-3\"", "\"record-2\"");
        assertThat(older).isNotEqualTo(record);
        return older;
    }

    private static List<Verdict> auction(String record) {
        return RecordCheck.lines(RoundRecord.read(record.getBytes(UTF_8))).stream()
                .filter(line -> OF_THE_AUCTION.contains(line.number()))
                .map(CheckedLine::verdict)
                .toList();
    }

    /** The midpoint promises no truthfulness: both forms have the same asks. */
    @Test
    void whereAsksHaveMarkupsInBothFormsTheOlderOneHolds() throws IOException {
        List<String> records = records("double-dutch-midpoint");
        assertThat(records).isNotEmpty();
        for (String record : records) {
            assertThat(auction(record)).containsOnly(Verdict.HOLDS);
            assertThat(auction(older(record))).containsOnly(Verdict.HOLDS);
        }
    }

    /** VCG promises it: what buyers pay depends on asks, which the older form takes with markups. */
    @Test
    void aRecordThatClaimsTheOlderFormIsBrokenWhereAsksAreCosts() throws IOException {
        List<String> records = records("vcg");
        assertThat(records)
                .isNotEmpty()
                .allSatisfy(record -> assertThat(auction(record)).containsOnly(Verdict.HOLDS));
        assertThat(records)
                .anySatisfy(record -> assertThat(auction(older(record))).contains(Verdict.BROKEN));
    }
}
