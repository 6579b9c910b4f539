package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.files.text.Sha256;
import skybourse.server.codec.SnapshotJson;
import skybourse.server.http.Routes;
import skybourse.server.journal.MarketBackup;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.venue.event.MarketRules;

/** A market that starts from its snapshot has the same state as one that starts from all its entries. */
class SnapshotTest {

    private static final MarketRules RULES = RunningMarket.RULES;

    /** Strong reference, so that the level is kept. The logger reports each ignored snapshot. */
    private static final Logger LOG = Logger.getLogger("skybourse.server");

    /** Distance of flipped bits; {@code -Dflip.bits=1} flips each bit. */
    private static final int EVERY = Integer.getInteger("flip.bits", 4_999);

    @TempDir
    private Path folder;

    private DurableStore store(Path place, long snapshotEntries) {
        return DurableStore.open(place, "drawn", "rules", snapshotEntries);
    }

    private DurableStore.OpenedLog openLog(Path place) throws IOException {
        try (DurableStore store = store(place, Integer.MAX_VALUE)) {
            DurableStore.OpenedLog begun = store.begin(RULES, MarketSigningKey.of(folder, "drawn"));
            begun.log().loadLeaves();
            return begun;
        }
    }

    private DurableStore.OpenedLog fromAllEntries() throws IOException {
        Path whole = folder.resolve("whole");
        if (!Files.exists(whole)) {
            MarketBackup.copy(folder, whole);
        }
        assertThat(whole.resolve("snapshot")).doesNotExist();
        return openLog(whole);
    }

    /** Returns the complete state of a market. */
    private static String text(DurableStore.OpenedLog begun) {
        MarketLog.State state = begun.log().state().orElseThrow();
        return begun.seq() + " " + begun.at() + " " + new String(SnapshotJson.write(state), StandardCharsets.UTF_8);
    }

    @AfterAll
    static void restoreLogLevel() {
        LOG.setLevel(null);
    }

    @BeforeEach
    void play() throws Exception {
        LOG.setLevel(Level.OFF);
        play(0, 1, 10);
    }

    private void play(int from, int to, long snapshotEntries) throws Exception {
        try (DurableStore store = store(folder, snapshotEntries);
                var market = new RunningMarket(
                        RULES, store.start(RULES, 0, MarketSigningKey.of(folder, "drawn")), Routes.QUOTA)) {
            if (from == 0) {
                market.joined();
            }
            for (int round = from; round < to; round++) {
                String task = market.putTask("t" + round);
                market.sell();
                market.deliver(task);
                String told = market.client(market.buyer().id())
                        .get(task + "?wait=9")
                        .json()
                        .toString();
                while (told.contains("\"DONE\"")) { // until the objection time has ended and the piece is paid
                    told = market.client(market.buyer().id()).get(task).json().toString();
                }
            }
        }
    }

    @Test
    void snapshotAndAllEntriesGiveTheSameState() throws Exception {
        DurableStore.OpenedLog begun = openLog(folder);
        assertThat(begun.fromSeq()).isPositive().isLessThan(begun.seq());
        DurableStore.OpenedLog whole = fromAllEntries();
        assertThat(whole.fromSeq()).isZero();
        assertThat(text(begun))
                .isEqualTo(text(whole))
                .contains("\"payments\":{\"first-")
                .contains("\"payments\":[{");
        Files.writeString(folder.resolve("snapshot.part"), "half of"); // the writer was interrupted
        assertThat(openLog(folder).fromSeq()).isEqualTo(begun.fromSeq());
        play(1, 6, 10); // a larger state is written less often
        assertThat(folder.resolve("snapshot.part")).doesNotExist();
        assertThat(openLog(folder).fromSeq()).isGreaterThan(begun.fromSeq());
        try (DurableStore store = store(folder, 10)) {
            assertThat(JournalReplay.of(store, RULES, MarketSigningKey.of(folder, "drawn"))
                            .rounds())
                    .isEqualTo(6);
        }
    }

    @Test
    void damagedOrForeignSnapshotsAreIgnored() throws IOException {
        String whole = text(fromAllEntries());
        Path file = folder.resolve("snapshot");
        byte[] bytes = Files.readAllBytes(file);
        for (long bit = 0; bit < 8L * bytes.length; bit += EVERY) {
            bytes[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
            Files.write(file, bytes);
            DurableStore.OpenedLog begun = openLog(folder);
            assertThat(begun.fromSeq()).as("bit %d", bit).isZero();
            assertThat(text(begun)).isEqualTo(whole);
            bytes[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
        }
        Files.write(file, new byte[0]);
        assertThat(openLog(folder).fromSeq()).isZero();
        Files.write(file, bytes);
        assertOtherFormatsAndEntriesAreIgnored(file, whole);
    }

    private void assertOtherFormatsAndEntriesAreIgnored(Path file, String whole) throws IOException {
        String[] lines = Files.readString(file).split("\n", 2);
        rewrite(file, lines[1].replaceFirst("snapshot-7", "snapshot-1"));
        assertThat(text(openLog(folder))).isEqualTo(whole);
        assertThat(openLog(folder).fromSeq()).isZero();
        rewrite(file, lines[1].replaceFirst("\"owed\":", "\"due\":"));
        assertThat(text(openLog(folder))).isEqualTo(whole);
        assertThat(openLog(folder).fromSeq()).isZero();
        String[] head = lines[1].split(" ", 3);
        rewrite(file, head[0] + " " + (Long.parseLong(head[1]) + 1) + " " + head[2]);
        assertThat(openLog(folder).fromSeq()).isZero();
        rewrite(file, lines[1]);
        assertThat(openLog(folder).fromSeq()).isPositive();
        Files.copy(file, folder.resolve("whole").resolve("snapshot"));
        try (DurableStore store = DurableStore.open(folder.resolve("other"), "other", "rules", 10)) {
            store.begin(RULES, MarketSigningKey.of(folder, "drawn"));
        }
        Files.copy(file, folder.resolve("other").resolve("snapshot"));
        try (DurableStore store = DurableStore.open(folder.resolve("other"), "other", "rules", 10)) {
            assertThat(store.begin(RULES, MarketSigningKey.of(folder, "drawn")).seq())
                    .isZero();
        }
    }

    private static void rewrite(Path file, String rest) throws IOException {
        Files.writeString(file, Sha256.of(rest.getBytes(StandardCharsets.UTF_8)) + "\n" + rest);
    }
}
