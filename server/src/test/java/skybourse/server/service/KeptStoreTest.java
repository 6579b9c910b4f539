package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.files.codec.InvalidInputException;
import skybourse.venue.MarketRules;

/** A market that something happened in has the key that it was begun with, or does not start. */
class KeptStoreTest {

    private static final MarketRules RULES = new MarketRules(RunningMarket.drawn(), "seller-vcg", 2, .05, true);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("market-key");
        try (KeptStore store = store();
                var market = new RunningMarket(RULES, store.start(RULES, 0, store.key()), Routes.QUOTA)) {
            market.joined();
        }
    }

    private KeptStore store() {
        return KeptStore.open(folder, "drawn", "rules");
    }

    private String key() throws IOException {
        try (KeptStore store = store()) {
            return store.key().text();
        }
    }

    @Test
    void aKeyThatIsThereIsTheMarkets() throws IOException {
        assertThat(key()).isEqualTo(MarketKey.of(folder, "drawn").text()).isEqualTo(key());
    }

    @Test
    void aLostKeyIsNotReplaced() throws IOException {
        Files.delete(file);
        assertThatThrownBy(this::key)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching("(?s)\\Q" + file + "\\E: must be there, for the journal .*: not found\n"
                        + "Maybe a backup of this folder has it: copy its market-key here");
        assertThat(file).doesNotExist();
    }

    @Test
    void theKeyOfAnotherMarketIsRefused() throws IOException {
        Files.delete(file);
        String other = MarketKey.of(folder, "drawn").text();
        assertThatThrownBy(this::key)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching("(?s)\\Q" + file + "\\E: must be the key skybourse/drawn\\S+, by which .*: \\Q"
                        + other + "\\E\nMaybe a backup .*");
    }

    @Test
    void aFolderInWhichNothingHappenedMayHaveAnother() throws IOException {
        Path fresh = folder.resolve("fresh");
        try (KeptStore store = KeptStore.open(fresh, "drawn", "rules")) {
            String first = store.key().text();
            Files.delete(fresh.resolve("market-key"));
            assertThat(store.key().text()).isNotEqualTo(first);
        }
    }
}
