package skybourse.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.receipt.CheckResult;
import skybourse.receipt.RoundRecord;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.NewcomerSeatsTest;

/** Rounds with newcomers can be recomputed from their records, like all others. */
class NewcomersRecordTest {

    @TempDir
    private Path folder;

    @Test
    void recordsWithNewcomersHold() throws IOException {
        var log = new MarketLog(MarketSigningKey.of(folder, "drawn"), NewcomerSeatsTest.rules(), new MemoryStore());
        NewcomerSeatsTest.play(log.venue(), entry -> {
            try {
                log.append(entry);
                log.sync();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        for (int round = 0; round < 2; round++) {
            String record = log.record(round).orElseThrow();
            assertThat(record).contains("new-fixed", "new-mobile", "new-wireless");
            List<CheckResult> lines = RoundRecomputationCheck.lines(RoundRecord.read(record.getBytes(UTF_8)));
            assertThat(lines).as("%s", lines).allMatch(line -> line.verdict() == CheckResult.Verdict.HOLDS);
        }
    }
}
