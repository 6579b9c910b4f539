package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.base.agent.WirelessAgent;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import skybourse.server.http.Routes;
import skybourse.server.journal.MarketBackup;
import skybourse.server.journal.SqliteJournal;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.server.signedlog.OperatorSecret;
import skybourse.venue.Journal;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;

/** Folder of a market. A market with entries starts only with its original key. */
class DurableStoreTest {

    private static final MarketRules RULES = RunningMarket.RULES;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("market-key");
        try (DurableStore store = store();
                var market = new RunningMarket(RULES, store.start(RULES, 0, store.key()), Routes.QUOTA)) {
            market.joined();
        }
    }

    private DurableStore store() {
        return DurableStore.open(folder, "drawn", "rules");
    }

    private String key() throws IOException {
        try (DurableStore store = store()) {
            return store.key().text();
        }
    }

    @Test
    void existingKeyIsUsed() throws IOException {
        assertThat(key()).isEqualTo(MarketSigningKey.of(folder, "drawn").text()).isEqualTo(key());
    }

    @Test
    void refusesToReplaceLostKey() throws IOException {
        Files.delete(file);
        assertThatThrownBy(this::key)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching("(?s)\\Q" + file + "\\E: must exist, because the journal .*: not found\n"
                        + "Hint: copy market-key from a backup of this folder.");
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesKeyOfAnotherMarket() throws IOException {
        Files.delete(file);
        String other = MarketSigningKey.of(folder, "drawn").text();
        assertThatThrownBy(this::key)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching("(?s)\\Q" + file + "\\E: must be the key skybourse/drawn\\S+, with which .*: \\Q"
                        + other + "\\E\nHint: copy market-key from a backup .*");
    }

    @Test
    void emptyMarketMayGetNewKey() throws IOException {
        Path fresh = folder.resolve("fresh");
        try (DurableStore store = DurableStore.open(fresh, "drawn", "rules")) {
            String first = store.key().text();
            Files.delete(fresh.resolve("market-key"));
            assertThat(store.key().text()).isNotEqualTo(first);
        }
    }

    /**
     * In a folder that is readable by all, journal, snapshot, secrets and their copies are readable by the owner only.
     */
    @Test
    void filesAreReadableByOwnerOnly() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Path copy = Files.createDirectory(folder.resolve("copy"));
        for (Path place : List.of(open, copy)) {
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.createFile(open.resolve("journal.sqlite"));
        try (DurableStore store = DurableStore.open(open, "drawn", "rules", 1);
                RunningExchange market = store.start(RULES, 0, store.key())) {
            OperatorSecret.of(open);
            deposit(market, 1);
            Files.setPosixFilePermissions(open.resolve("market-key"), PosixFilePermissions.fromString("rw-r--r--"));
            MarketBackup.copy(open, copy);
            Files.setPosixFilePermissions(open.resolve("market-key"), PosixFilePermissions.fromString("rw-------"));
            await(store.journal(), 1);
            assertThat(modes(open))
                    .isEqualTo(Map.of(
                            "journal.sqlite", "rw-------",
                            "journal.sqlite-wal", "rw-------",
                            "journal.sqlite-shm", "rw-------",
                            "snapshot", "rw-------",
                            "market-key", "rw-------",
                            "operator-secret", "rw-------"));
            assertThat(modes(copy))
                    .isEqualTo(Map.of(
                            "journal.sqlite", "rw-------",
                            "market-key", "rw-------",
                            "operator-secret", "rw-------"));
        }
    }

    private static void await(SqliteJournal journal, long snapshot) throws IOException {
        while (journal.snapshot().filter(there -> there.seq() == snapshot).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static Map<String, String> modes(Path of) throws IOException {
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> files = Files.list(of)) {
            for (Path file : files.toList()) {
                modes.put(
                        file.getFileName().toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        modes.remove("lock"); // empty
        return modes;
    }

    private static void deposit(RunningExchange market, int number) {
        String agent = RULES.scenario().wirelessAgents().getFirst().id();
        var in = new MarketCommand.Deposit(agent, 1, "in-" + number);
        assertThat(market.ask(in, new Caller.Operator(), "", Optional.empty()).answer())
                .isInstanceOf(CommandReply.Done.class);
    }

    /** The market, payloads and results are restored from the folder. */
    @Test
    void marketAndPayloadsAreRestored() throws IOException {
        Path fresh = folder.resolve("fresh");
        byte[] payload = {1, 2, 3};
        try (DurableStore store = DurableStore.open(fresh, "drawn", "as drawn");
                RunningExchange market = store.start(RULES, 0, store.key())) {
            assertThat(market.now()).isGreaterThan(1_600_000_000_000L);
            WirelessAgent buyer = RULES.scenario().wirelessAgents().getFirst();
            var secret = new Caller.Agent("ab".repeat(32));
            market.ask(
                    new MarketCommand.PutAgent(buyer.id(), 1, AgentTerms.ofScenario()), secret, "", Optional.empty());
            market.ask(
                    new MarketCommand.Deposit(buyer.id(), 1L << 50, "in"), new Caller.Operator(), "", Optional.empty());
            var task = new MarketCommand.PutTask(buyer.id(), "t1", buyer.task(), 1, Sha256.of(payload), 9);
            assertThat(market.ask(task, secret, "", Optional.of(payload)).seq()).isEqualTo(3);
        }
        try (DurableStore store = DurableStore.open(fresh, "drawn", "as drawn");
                RunningExchange market = store.start(RULES, 0, store.key())) {
            assertThat(market.seq()).isEqualTo(3);
            assertThat(market.now()).isGreaterThan(1_600_000_000_000L);
            assertThat(store.entries(1, 9)).extracting(Journal.Entry::seq).containsExactly(2L, 3L);
            assertThat(store.blob(Sha256.of(payload))).contains(payload);
        }
        assertThatThrownBy(() -> DurableStore.open(fresh, "drawn", "otherwise"))
                .hasMessageContaining("was made for another market or for other rules");
    }

    @Test
    void dropsOldUnneededPayloads() throws IOException {
        byte[] old = {1};
        byte[] needed = {2};
        byte[] young = {3};
        try (DurableStore store = store()) {
            store.store(old, 4);
            store.store(needed, 4);
            store.store(young, 5);
            store.drop(5, Set.of(Sha256.of(needed)));
            store.sync();
            assertThat(store.blob(Sha256.of(old))).isEmpty();
            assertThat(store.blob(Sha256.of(needed))).isPresent();
            assertThat(store.blob(Sha256.of(young))).isPresent();
        }
    }

    @Test
    void snapshotIsWrittenAfterGivenEntries() throws IOException {
        Path fresh = folder.resolve("fresh");
        try (DurableStore store = DurableStore.open(fresh, "drawn", "rules", 10);
                RunningExchange market = store.start(RULES, 0, store.key())) {
            IntStream.range(0, 9).forEach(number -> deposit(market, number));
        }
        assertThat(fresh.resolve("snapshot")).doesNotExist();
        try (DurableStore store = DurableStore.open(fresh, "drawn", "rules", 10);
                RunningExchange market = store.start(RULES, 0, store.key())) {
            deposit(market, 9);
        }
        assertThat(fresh.resolve("snapshot")).exists();
        try (DurableStore store = DurableStore.open(fresh, "drawn", "rules", 10)) {
            assertThat(store.begin(RULES, store.key()).fromSeq()).isEqualTo(10);
        }
    }

    /** The market continues if a snapshot cannot be written, and writes the next one. */
    @Test
    void failedSnapshotIsWrittenLater() throws Exception {
        Path fresh = folder.resolve("fresh");
        var told = new CompletableFuture<String>();
        Handler capture = new StreamHandler() {
            @Override
            public void publish(LogRecord one) {
                told.complete(one.getMessage());
            }
        };
        Logger log = Logger.getLogger("skybourse.server");
        log.addHandler(capture);
        log.setUseParentHandlers(false);
        try (DurableStore store = DurableStore.open(fresh, "drawn", "rules", 10);
                RunningExchange market = store.start(RULES, 0, store.key())) {
            Path part = Files.createDirectory(fresh.resolve("snapshot.part"));
            IntStream.range(0, 10).forEach(number -> deposit(market, number));
            assertThat(told.get(10, TimeUnit.SECONDS)).startsWith("the snapshot cannot be written: ");
            Files.delete(part);
            for (int number = 10; number < 2_000 && !Files.exists(fresh.resolve("snapshot")); number++) {
                deposit(market, number);
            }
            assertThat(fresh.resolve("snapshot")).exists();
        } finally {
            log.setUseParentHandlers(true);
            log.removeHandler(capture);
        }
    }
}
