package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same commands in processes with other languages, time zones and numbers of processors. */
class AnyPlaceTest {

    private static final List<String> COMMANDS = List.of(
            "generate --wireless 6 --mobile 1 --fixed 2 --aerial 2 --out drawn.yaml",
            "run drawn.yaml --starts 1 --out round",
            "solve drawn.yaml",
            "audit --markets 20 --seed 3 --counterexample lie.csv",
            "auction lie.csv --start-buyers 50 --start-sellers 1",
            "sweep sweep.yaml --out swept",
            "reproduce follower --seeds 2 --out reproduced",
            "certify drawn.yaml --prices round/result.json",
            "import --wireless 6 --mobile 1 --fixed 2 --aerial 2 --out imported.yaml",
            "solve drawn.yaml --method newtron");
    private static final String SWEEP = """
            name: steps
            task: auction
            seeds: {first: 1, count: 2}
            grid:
              step: [1, 8]
              markets: 20
            """;

    @TempDir
    private Path temp;

    /** Runs the commands in a folder of that name and then verifies an earlier one; returns what was printed. */
    private String run(String name, String earlier, String... options) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(temp.resolve(name));
        Files.writeString(folder.resolve("sweep.yaml"), SWEEP);
        List<String> lines = new ArrayList<>(COMMANDS);
        lines.add("verify ../" + earlier + "/round");
        List<String> given = new ArrayList<>(List.of(options));
        given.add("-Dskybourse.home=" + Path.of("").toAbsolutePath()); // as the launcher sets it
        Process process = Spawned.small(folder, given, CommandLines.class, lines.toArray(String[]::new))
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Spawned.err(folder)).isZero();
        assertThat(printed).endsWith("Verified: all files are identical.\n= 0\n");
        return printed.replaceAll("(?m)^(Time .*|\\$ verify .*|\\.\\./.*)$", "");
    }

    private List<String> files(String name) throws IOException {
        Path folder = temp.resolve(name);
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .filter(file -> !file.equals("stderr.txt") && !file.endsWith("cells.tsv"))
                    .sorted()
                    .toList();
        }
    }

    @Tag("slow")
    @Test
    void filesAreIdenticalInAllEnvironments() throws IOException, InterruptedException {
        String english = run("en", "en", "-Duser.language=en", "-Duser.timezone=UTC", "-XX:ActiveProcessorCount=2");
        String turkish = run(
                "tr",
                "en",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Pacific/Auckland",
                "-XX:ActiveProcessorCount=1");
        String arabic = run(
                "ar",
                "tr",
                "-Duser.language=ar",
                "-Duser.country=SA",
                "-Duser.timezone=America/St_Johns",
                "-Dstdout.encoding=US-ASCII",
                "-XX:ActiveProcessorCount=2");

        assertThat(Ran.of("verify", temp.resolve("ar").resolve("round")).code()).isZero();
        assertThat(turkish).isEqualTo(english);
        assertThat(arabic).isEqualTo(english);
        assertThat(english).contains("= 2\n").doesNotContain("= 1\n").containsPattern("welfare|Welfare");
        List<String> written = files("en");
        assertThat(written)
                .contains(
                        "lie.csv", "imported.yaml", "round/report.html", "swept/digests.txt", "reproduced/index.html");
        for (String place : List.of("tr", "ar")) {
            assertThat(files(place)).isEqualTo(written);
            assertThat(written)
                    .allSatisfy(file -> assertThat(temp.resolve(place).resolve(file))
                            .hasSameBinaryContentAs(temp.resolve("en").resolve(file)));
        }
    }
}
