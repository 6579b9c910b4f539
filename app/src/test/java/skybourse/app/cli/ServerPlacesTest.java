package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports, addresses and folders that a market cannot use give two lines of error, the second of which is a hint. */
class ServerPlacesTest {

    @TempDir
    private Path temp;

    /** Requires two lines on the standard error output and an exit code. */
    private static void assertError(Ran ran, int code, String... words) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
        assertThat(ran.out()).isEmpty();
        List<String> lines = ran.err().lines().toList();
        assertThat(lines).as(ran.err()).hasSize(2);
        assertThat(lines.getFirst()).startsWith("skybourse: ").contains(words).doesNotContain("Exception", "internal");
        assertThat(lines.getLast()).startsWith("Hint: ");
    }

    private Ran serve(Object... options) {
        Object[] words = Stream.concat(Stream.of("serve", "--folder", temp.resolve("market")), Arrays.stream(options))
                .toArray();
        return Ran.of(words);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, 99_999})
    void rejectsPortOutsideRange(int port) {
        assertError(serve("--port", port), 2, "--port: must be in [0, 65535]: " + port);
        assertThat(temp.resolve("market")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"market.example", "https://market.example/x", "https://a b"})
    void rejectsPublicUrlsThatAreMoreThanAnAddress(String url) {
        assertError(serve("--public-url", url), 2, "--public-url: must consist of http or https, a host");
        assertThat(temp.resolve("market")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"good", "PAID", ""})
    void rejectsUnknownEndOfUnruledDisputes(String end) {
        assertError(serve("--unruled", end), 2, "--unruled: must be paid or returned: \"" + end + "\"");
        assertThat(temp.resolve("market")).doesNotExist();
    }

    /** A market whose disputes end in another way has other rules. The hint names the option of markets of earlier versions. */
    @Test
    void marketWithOtherEndOfUnruledDisputesIsRefused() throws IOException {
        try (var taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            Ran first = serve("--host", "127.0.0.1", "--port", port, "--unruled", "returned");
            assertError(first, 1, "is in use");
            Ran other = serve("--host", "127.0.0.1", "--port", port);
            assertError(other, 1, "for other rules");
            assertThat(other.err()).contains("--unruled returned if by an earlier version");
            assertError(serve("--host", "127.0.0.1", "--port", port, "--unruled", "returned"), 1, "is in use");
        }
    }

    @Test
    void warnsAboutWeightsOutsideThePublishedOnes() throws IOException {
        Path file = temp.resolve("s.yaml");
        Ran.of("generate", "--weights", "--wireless", 5, "--out", file);
        Files.writeString(file, Files.readString(file).replace("low: 20.0, high: 30.0", "low: 1, high: 2"));
        try (var taken = new ServerSocket(0)) {
            Ran ran = serve(file, "--host", "127.0.0.1", "--port", taken.getLocalPort());
            assertThat(ran.err())
                    .startsWith(
                            "skybourse: warning: rules.weights: 100 % of the wireless agents have a satisfactionWeight outside [1, 2]")
                    .contains("is in use");
        }
    }

    @Test
    void rejectsBehavioursWithoutBotsOrWithErrors() throws IOException {
        Path file = Files.writeString(
                temp.resolve("b.yaml"), "adversary: {groups: [{behaviour: {reject: {rate: 1}}, ids: [FA1]}]}");
        assertError(serve("--behaviour", file), 2, "--behaviour: must be given with --bots");
        assertError(
                serve("--behaviour", file, "--bots"),
                2,
                "b.yaml: adversary.groups[0].ids must name agents that can behave so, WA1, WA2, WA3, WA4, WA5: FA1");
        assertError(serve("--behaviour", temp.resolve("none.yaml"), "--bots"), 2, "none.yaml");
        assertThat(temp.resolve("market")).doesNotExist();
    }

    @Tag("slow")
    @Test
    void rejectsAddressOfAnotherMachine() {
        assertError(
                serve("--insecure", "--host", "no such host.invalid"), 2, "--host: must be an address of this machine");
        assertThat(temp.resolve("market")).doesNotExist();
        assertError(serve("--insecure", "--host", "192.0.2.1", "--port", 0), 1, "port 0 at 192.0.2.1");
    }

    @Test
    void errorNamesPortInUse() throws IOException {
        try (var taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            assertError(serve("--host", "127.0.0.1", "--port", port), 1, "port " + port + " at 127.0.0.1 is in use");
        }
    }

    /** No user can create a folder below a file. */
    @ParameterizedTest
    @ValueSource(strings = {"serve", "replay"})
    void errorNamesUnwritableFolder(String command) throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertError(Ran.of(command, "--folder", file.resolve("market")), 1, file.toString());
        assertThat(Files.size(file)).isZero();
    }

    /** A folder is at the path of a file of the market. */
    @ParameterizedTest
    @CsvSource({
        "lock, cannot be written",
        "journal.sqlite, cannot be opened",
        "operator-secret, cannot be read or written"
    })
    void errorNamesUnusableFileOfMarket(String name, String words) throws IOException {
        Files.createDirectories(temp.resolve("market").resolve(name).resolve("inside"));
        assertError(serve(), 1, temp.resolve("market").toString(), words);
    }

    @Test
    void backupErrorsNameTheirCause() throws IOException {
        Path market = Files.createDirectory(temp.resolve("market"));
        assertError(Ran.of("backup", market, temp.resolve("copy")), 1, "contains no market: " + market);
        Files.write(
                market.resolve("journal.sqlite"),
                "no database, but some text that is longer than a header"
                        .repeat(9)
                        .getBytes());
        assertError(
                Ran.of("backup", market, temp.resolve("copy")), 1, "journal.sqlite is damaged (torn or truncated): ");
        Path file = Files.createFile(temp.resolve("file"));
        assertError(Ran.of("backup", market, file.resolve("copy")), 1, "cannot be copied: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "replay"})
    void damagedJournalErrorHintsAtBackup(String command) throws IOException {
        Path market = Files.createDirectory(temp.resolve("market"));
        Files.write(market.resolve("journal.sqlite"), new byte[5_000]);
        Ran ran = Ran.of(command, "--folder", market);
        assertError(ran, 1, market.toString(), "journal.sqlite is damaged (torn or truncated): ");
        assertThat(ran.err()).contains("Hint: restore a backup: ");
    }
}
