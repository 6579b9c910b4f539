package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.command.ExitCode;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.base.agent.Task;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.files.scenario.DynamicScenario;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.motion.Stationary;
import skybourse.round.motion.TrackPlayback;

/** The script {@code examples/melbourne-hour} in its own folder, with a launcher that only records its arguments. */
class MelbourneHourTest {

    private static final String AZURE = "examples/data/llm_requests_azure_code.csv";

    @TempDir
    private Path folder;

    private record Ended(int code, String err) {}

    @BeforeEach
    void writeProjectWithRecordingLauncher() throws IOException {
        Path data = Files.createDirectories(folder.resolve("examples/data"));
        try (Stream<Path> files = Files.list(Path.of("examples/data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, data.resolve(file.getFileName().toString()));
            }
        }
        script("examples/melbourne-hour", Files.readString(Path.of("examples/melbourne-hour")));
        script("skybourse", "#!/bin/sh\nfor word; do echo \"$word\"; done >\"$(dirname \"$0\")/$1.txt\"\n");
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended run(Map<String, String> environment) throws IOException, InterruptedException {
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", folder.resolve("examples/melbourne-hour").toString())
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .keySet()
                .removeAll(List.of(
                        "SKYBOURSE_DATA",
                        "MOONCAKE",
                        "WITHOUT_AERIAL",
                        "SLOTS",
                        "LOAD",
                        "SEED",
                        "WINDOW",
                        "POSTED",
                        "MORE",
                        "QUIET"));
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Ended(code, Files.readString(err));
    }

    private Object[] recorded(String command) throws IOException {
        return Files.readAllLines(folder.resolve(command + ".txt")).toArray();
    }

    private DynamicScenario imported() throws IOException {
        Ran ran = Ran.of(recorded("import"));
        assertThat(ran.code()).as(ran.err()).isZero();
        return ScenarioFileReader.readOverTime(folder.resolve("out/melbourne-hour/hour.yaml"));
    }

    /** The first seconds of the hour, from shipped data only. */
    @Tag("slow")
    @Test
    void scriptImportsAndSimulatesHour() throws IOException, InterruptedException {
        Ended ended = run(Map.of("SLOTS", "20"));
        assertThat(ended.code()).as(ended.err()).isZero();
        DynamicScenario market = imported();
        assertThat(market.scenario().wirelessAgents()).hasSize(60);
        assertThat(market.dynamics().wirelessMotion())
                .hasSize(60)
                .filteredOn(Stationary.class::isInstance)
                .hasSize(30);
        assertThat(market.dynamics().wirelessMotion())
                .filteredOn(TrackPlayback.class::isInstance)
                .hasSize(30)
                .allMatch(motion -> ((TrackPlayback) motion).loops());
        assertThat(market.scenario().mobileAgents()).hasSize(16);
        assertThat(market.scenario().fixedAgents()).hasSize(12);
        assertThat(market.scenario().aerialAgents()).hasSize(6);
        assertThat(market.dynamics().aerialEnergy()).isPresent();
        double leaders = market.scenario().leaders().stream()
                .mapToDouble(leader -> leader.computer().workPerSecond())
                .sum();
        double work = market.dynamics()
                .tasks(market.scenario())
                .mapToDouble(Task::work)
                .sum();
        assertThat(work / 3436 / leaders).as("of the leaders").isCloseTo(0.5, within(0.005));
        double aerial = market.scenario().aerialAgents().stream()
                .mapToDouble(agent -> agent.computer().workPerSecond())
                .sum();
        assertThat(aerial / leaders).isCloseTo(0.5, within(0.005));
        assertThat(((ChannelNetwork) market.scenario().network()).mostLinks()).isEqualTo(8);
        assertThat(((Arrivals.Trace) market.dynamics().arrivals()).requests()).hasSize(8_819);
        Ran simulated = Ran.of(Stream.concat(Stream.of(recorded("simulate")), Stream.of("--quiet"))
                .toArray());
        assertThat(simulated.code()).as(simulated.err()).isZero();
        assertThat(Files.readString(folder.resolve("out/melbourne-hour/played/data.js")))
                .contains("Recorded and generated inputs", "Recorded: 57.3 minutes of requests, not a day")
                .contains("Looped and shifted: 30 of 60 wireless agents stand", "Generated, not observed: places of");
        List<String> slots = Files.readAllLines(folder.resolve("out/melbourne-hour/played/slots.csv"));
        assertThat(slots.getLast()).startsWith("19,");
        assertThat(slots).filteredOn(line -> line.matches("[0-9].*")).allMatch(line -> line.endsWith(",0"));
    }

    /** Everything else is equal: devices, deadlines and arrivals. */
    @Tag("slow")
    @Test
    void leavesOutOnlyAerialAgents() throws IOException, InterruptedException {
        run(Map.of("SLOTS", "0"));
        DynamicScenario with = imported();
        run(Map.of("SLOTS", "0", "WITHOUT_AERIAL", "1"));
        DynamicScenario without = imported();
        assertThat(folder.resolve("simulate.txt")).doesNotExist();
        assertThat(without.scenario().aerialAgents()).isEmpty();
        assertThat(without.scenario().wirelessAgents())
                .isEqualTo(with.scenario().wirelessAgents());
        assertThat(without.scenario().fixedAgents()).isEqualTo(with.scenario().fixedAgents());
        assertThat(without.scenario().mobileAgents()).isEqualTo(with.scenario().mobileAgents());
        assertThat(without.dynamics().arrivals()).isEqualTo(with.dynamics().arrivals());
    }

    /** Other users and vehicles, a part of the requests, and a price in place of tier 1. */
    @Tag("slow")
    @Test
    void variablesChangePlacementLoadAndPrices() throws IOException, InterruptedException {
        run(Map.of("SLOTS", "3"));
        DynamicScenario first = imported();
        run(Map.of("SEED", "2", "LOAD", "0.25", "WINDOW", "1200+300", "POSTED", "0.25"));
        DynamicScenario other = imported();
        assertThat(((Arrivals.Trace) other.dynamics().arrivals()).requests()).hasSize(1_199);
        assertThat(other.scenario().wirelessAgents().getFirst().position())
                .isNotEqualTo(first.scenario().wirelessAgents().getFirst().position());
        assertThat(List.of(recorded("simulate"))).contains("--slots", "162").contains("--posted-prices", "0.25");
        run(Map.of("WINDOW", "1200+300", "POSTED", "0.25", "SLOTS", "5"));
        imported();
        Ran simulated = Ran.of(Stream.concat(Stream.of(recorded("simulate")), Stream.of("--quiet"))
                .toArray());
        assertThat(simulated.code()).as(simulated.err()).isZero();
        String cap = ScenarioFileReader.readOverTime(folder.resolve("out/melbourne-hour/hour.yaml"))
                                .scenario()
                                .leaders()
                                .getFirst()
                                .priceCapPerBit()
                        * 0.25
                + "";
        assertThat(Files.readAllLines(folder.resolve("out/melbourne-hour/played/leaders.csv")))
                .filteredOn(line -> line.startsWith("4,"))
                .hasSize(28)
                .allMatch(line -> line.split(",")[2].equals(cap));
    }

    @Test
    void rejectsDataWithWrongDigestOrMissing() throws IOException, InterruptedException {
        Files.writeString(folder.resolve(AZURE), "TIMESTAMP,ContextTokens,GeneratedTokens\n");
        Ended ended = run(Map.of());
        assertThat(ended.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ended.err())
                .contains(AZURE
                        + ": must have the SHA-256 54e9a6d2a4bd06ba1e060304b900abbc74cbea53de96506e60fe5bb4f2277fb6: ")
                .contains("\nHint: the file was changed; restore it with: git checkout -- examples/data");
        assertThat(folder.resolve("import.txt")).doesNotExist();
        Files.delete(folder.resolve(AZURE));
        assertThat(run(Map.of()).err()).contains(AZURE + ": must exist\nHint: ");
    }

    @Test
    void missingExternalDataIsNamedWithSource() throws IOException, InterruptedException {
        Ended ended = run(Map.of("MOONCAKE", "1"));
        assertThat(ended.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ended.err())
                .startsWith("SKYBOURSE_DATA/llm_requests_mooncake_first_half.csv: must exist")
                .contains("github kvcache-ai/Mooncake, Apache-2.0");
        Files.writeString(folder.resolve("llm_requests_mooncake_first_half.csv"), "timestamp_ms\n");
        assertThat(run(Map.of("MOONCAKE", "1", "SKYBOURSE_DATA", folder.toString()))
                        .err())
                .contains("must have the SHA-256 5ff38612e90dae00fa2145b27b009eb69cebac58249e7832ea7400f4a6c00839: ");
    }
}
