package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.base.numeric.TaskRunner;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.YamlOrJsonReader;
import skybourse.learning.auctions.ScenarioRound;
import tools.jackson.databind.JsonNode;

class RoundSamplerTest {

    private static final Path FILE = Path.of("examples/clocks/clock-rounds.yaml");
    private static final List<String> SECTIONS = List.of("training", "validation", "heldOut");

    private static List<JsonNode> traces(JsonNode file, String section) {
        List<JsonNode> traces = new ArrayList<>();
        file.path(section).forEach(kind -> {
            if (kind.has("requests")) {
                traces.add(kind);
            }
        });
        return traces;
    }

    /** Returns the site groups and the seconds of traces that two sections share. */
    private static List<String> shared(JsonNode file, String one, String other) {
        List<String> shared = new ArrayList<>();
        for (JsonNode a : traces(file, one)) {
            for (JsonNode b : traces(file, other)) {
                if (a.path("sites").asInt() == b.path("sites").asInt()) {
                    shared.add("sites " + a.path("sites"));
                }
                boolean apart = a.path("seconds").path(1).asDouble(0)
                                <= b.path("seconds").path(0).asDouble(0)
                        || b.path("seconds").path(1).asDouble(0)
                                <= a.path("seconds").path(0).asDouble(0);
                if (a.path("requests").equals(b.path("requests")) && !apart) {
                    shared.add("seconds of " + a.path("requests"));
                }
            }
        }
        return shared;
    }

    @Test
    void sectionsAreDisjointWithOneTraceHeldOut() throws Exception {
        JsonNode file = YamlOrJsonReader.read(FILE.toString(), Files.readAllBytes(FILE));
        for (String one : SECTIONS) {
            for (String other : SECTIONS) {
                assertThat(shared(file, one, other).isEmpty())
                        .as(one + " " + other)
                        .isEqualTo(!one.equals(other));
            }
        }
        Set<JsonNode> seen = new HashSet<>();
        traces(file, "training").forEach(kind -> seen.add(kind.path("requests")));
        traces(file, "validation").forEach(kind -> seen.add(kind.path("requests")));
        assertThat(traces(file, "heldOut")).anyMatch(kind -> !seen.contains(kind.path("requests")));
    }

    @Tag("slow")
    @Test
    void roundsDependOnSectionAndPurpose() {
        var training = new RoundSampler(FILE, "training");
        var once = training.rounds("a-test", 1, TaskRunner.CALLER);
        assertThat(once.keySet()).containsExactly("sampled", "scarce", "plentiful", "campus", "azure");
        assertThat(scenarios(training.rounds("a-test", 1, TaskRunner.CALLER).values()))
                .isEqualTo(scenarios(once.values()));
        assertThat(scenarios(training.rounds("b-test", 1, TaskRunner.CALLER).values()))
                .doesNotContainAnyElementsOf(scenarios(once.values()));
        assertThat(scenarios(new RoundSampler(FILE, "validation")
                        .rounds("a-test", 1, TaskRunner.CALLER)
                        .values()))
                .doesNotContainAnyElementsOf(scenarios(once.values()));
    }

    private static List<Object> scenarios(Iterable<List<ScenarioRound>> rounds) {
        List<Object> scenarios = new ArrayList<>();
        rounds.forEach(
                some -> some.forEach(round -> scenarios.add(round.before().scenario())));
        return scenarios;
    }

    @Test
    void rejectsUnknownSection() {
        assertThatThrownBy(() -> new RoundSampler(FILE, "testing"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("testing must list at least one kind of rounds");
    }

    private static RoundSampler training(Path folder, String kind) throws IOException {
        Path file = Files.createDirectories(folder.resolve("clocks")).resolve("rounds.yaml");
        return new RoundSampler(Files.writeString(file, "training:\n  - " + kind + "\n"), "training");
    }

    @Test
    void rejectsUnknownKey(@TempDir Path folder) throws IOException {
        RoundSampler rounds = training(folder, "{name: few, wireless: [20], aerialPerFixd: 1}");
        assertThatThrownBy(() -> rounds.rounds("a-test", 1, TaskRunner.CALLER))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("training.few must not have the key aerialPerFixd");
    }

    /** Without the check, the search for a window would not end. */
    @Test
    void rejectsTraceWithoutFullWindow(@TempDir Path folder) throws IOException {
        Path data = Path.of("examples/data");
        Path copies = Files.createDirectories(folder.resolve("data"));
        for (String places : List.of("edge_sites_eua_melbourne_cbd.csv", "users_eua_melbourne_cbd.csv")) {
            Files.copy(data.resolve(places), copies.resolve(places));
        }
        List<String> trace = Files.readAllLines(data.resolve("llm_requests_azure_code.csv"));
        Files.write(copies.resolve("few.csv"), trace.subList(0, 6));
        RoundSampler rounds = training(folder, "{name: few, requests: ../data/few.csv, seconds: [0, 10], sites: 0}");
        assertThatThrownBy(() -> rounds.rounds("a-test", 1, TaskRunner.CALLER))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("training.few must have a window of 10 s with at least 20 requests");
        RoundSampler narrow = training(folder, "{name: few, requests: ../data/few.csv, seconds: [0, 9.9], sites: 0}");
        assertThatThrownBy(() -> narrow.rounds("a-test", 1, TaskRunner.CALLER))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("training.few.seconds must span at least 10 s: [0,9.9]");
    }
}
