package skybourse.files.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import skybourse.files.text.Utf8InputDecoder;
import skybourse.learning.training.SmallModels;
import skybourse.round.analysis.ResultProvenance;

/** Descriptions of result folders as JSON, and the texts of messages. */
class ManifestsTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void writtenManifestIsReadBack() {
        var manifest = new RunManifest(new ResultProvenance("1.0", "abc", "run"), List.of("--seed=1", "--name=\"x\""));
        assertThat(manifest.text()).isEqualTo("""
                {
                  "version" : "1.0",
                  "scenarioSha256" : "abc",
                  "command" : "run",
                  "options" : [ "--seed=1", "--name=\\"x\\"" ]
                }
                """);
        assertThat(RunManifest.read("m.json", bytes(manifest.text()))).isEqualTo(manifest);
        assertThat(RunManifest.version("m.json", bytes(manifest.text()))).isEqualTo("1.0");
        for (String version : List.of("7", "\" \"", "null")) {
            assertThatThrownBy(() -> RunManifest.read("m.json", bytes("{\"version\": " + version + "}")))
                    .hasMessageStartingWith("m.json: version: must be text: " + version);
        }
    }

    @Test
    void readsPlannedPartsOfAStudy() {
        byte[] text = bytes("{\"command\": \"reproduce all\", \"toCome\": [\"one\", \"two\"], \"seeds\": 3}");
        assertThat(ReproductionState.read("r.json", text))
                .isEqualTo(new ReproductionState("reproduce all", List.of("one", "two")));
        assertThatThrownBy(() -> ReproductionState.read("r.json", bytes("{\"toCome\": []}")))
                .hasMessageStartingWith("r.json: command: must be text: ");
    }

    @Test
    void planTextDoesNotDependOnEpochs() {
        String plan = TrainingPlanText.plan(SmallModels.plan("dqn", 3, Map.of()), "1.0");
        assertThat(plan)
                .startsWith("{\"version\":\"1.0\",\"learner\":\"dqn\",\"settings\":{")
                .contains("\"market\":\"narrow-3x2\"", "\"lanes\":8", "\"judgedEpisodes\":2048", "\"stepsPerEpoch\":32")
                .endsWith("}\n")
                .isEqualTo(TrainingPlanText.plan(SmallModels.plan("dqn", 4, Map.of()), "1.0"))
                .isNotEqualTo(TrainingPlanText.plan(SmallModels.plan("dqn", 3, Map.of("hidden", "16")), "1.0"));
    }

    private record Sample(
            List<LeaderPrice> prices, List<Double> numbers, double none, Optional<String> absent, RoundingMode mode) {}

    @Test
    void jsonOmitsAbsentMembersAndWritesNonFiniteAsNull() {
        assertThat(ResultJsonEncoder.compact(new Sample(
                        LeaderPrice.list(new double[] {0.5, Double.POSITIVE_INFINITY}),
                        List.of(Double.NaN, 1.0, Double.NEGATIVE_INFINITY),
                        Double.NaN,
                        Optional.empty(),
                        RoundingMode.HALF_UP)))
                .isEqualTo(
                        "{\"prices\":[0.5,\"closed\"],\"numbers\":[null,1.0,null],\"none\":null,\"mode\":\"half-up\"}");
        assertThat(ResultJsonEncoder.indented(Map.of("a", Map.of("b", 1))))
                .isEqualTo("{\n  \"a\" : {\n    \"b\" : 1\n  }\n}\n");
    }

    @Test
    void readsNumbersOfAResult() {
        NamedResultValues numbers = NamedResultValues.read("r.json", bytes("""
                {"version": "1.0", "seed": 3, "totals": {"paidMoney": 2, "isSold": true},
                 "scenario": {"description": "x", "name": "small"}, "scenarioSha256": "abc", "lots": [1],
                 "leaders": [{"id": "a", "price": 1, "isOpen": true}, {"id": "b", "price": 4, "isOpen": false}, {"id": "c", "isOpen": true}],
                 "agents": [{"profit": 6}], "resale": {"gain": 5, "aerialAgents": [{"profit": 1}, {"profit": 2}]}}
                """));
        assertThat(numbers.totals()).containsExactly(Map.entry("paid money", 2.0), Map.entry("resale: gain", 5.0));
        assertThat(numbers.words()).containsExactly(Map.entry("is sold", "true"), Map.entry("scenario: name", "small"));
        assertThat(numbers.means())
                .containsExactly(
                        Map.entry("leaders: price", 2.5),
                        Map.entry("leaders: is open", 2 / 3.0),
                        Map.entry("agents: profit", 6.0),
                        Map.entry("aerial agents: profit", 1.5));
        assertThatThrownBy(() -> NamedResultValues.read("r.json", bytes("{\"seed\": 1}")))
                .hasMessageStartingWith("r.json: must be the result of a run: it has no leaders");
    }

    @Test
    void adviceSuggestsNearestName() {
        List<String> names = List.of("input", "output", "seconds");
        assertThat(ErrorText.nearest("inptu", names)).contains("input");
        assertThat(ErrorText.nearest("put", names)).isEmpty();
        assertThat(ErrorText.nearest("inpt", names)).contains("input");
        assertThat(ErrorText.nearest("OUTPUTS", names)).contains("output");
        assertThat(ErrorText.nearest("ox", List.of("on", "ax"))).contains("ax");
        assertThat(ErrorText.nearest("ty", List.of("on", "ax"))).isEmpty();
        assertThat(ErrorText.nearest("abcdef", List.of("abcxyf", "a"))).contains("abcxyf");
        assertThat(ErrorText.nearest("abcdef", List.of("axxxef"))).isEmpty();
        assertThat(ErrorText.nearest("any", List.of())).isEmpty();
        assertThat(ErrorText.suggestion("inpt", names, "known"))
                .isEqualTo("did you mean input? The known are input, output, seconds.");
        List<String> many = Arrays.asList("a b c d e f g h i j k l".split(" "));
        assertThat(ErrorText.suggestion("zebra", many, "known"))
                .isEqualTo("use one of the known: a, b, c, d, e, f, g, h, i, j, k, l.");
        assertThat(ErrorText.suggestion("zebra", Arrays.asList("a b c d e f g h i j k l m n".split(" ")), "known"))
                .isEqualTo("use one of the known: a, b, c, d, e, f, g, h, i, j, k, l and 2 more.");
    }

    @Test
    void textIsUtf8WithoutNul() {
        assertThat(Utf8InputDecoder.decode("t", bytes("\uFEFFé"))).isEqualTo("é");
        assertThatThrownBy(() -> Utf8InputDecoder.decode("t", bytes("a\nb\0")))
                .hasMessageStartingWith("t: line 2 must be UTF-8 text: byte 0x00 at offset 3");
        byte[] half = Arrays.copyOf(bytes("é".repeat(6_000) + "\né"), 12_002);
        assertThatThrownBy(() -> Utf8InputDecoder.decode("t", half))
                .hasMessageStartingWith("t: line 2 must be UTF-8 text: byte 0xc3 at offset 12001");
        Utf8InputDecoder.requireSize("t", 64 << 20);
        assertThatThrownBy(() -> Utf8InputDecoder.requireSize("t", (64 << 20) + 1L))
                .hasMessageStartingWith("t: must have at most 67108864 bytes: 67108865");
    }

    @Test
    void errorMessageIsOneLineWithField() {
        assertThat(new InvalidInputException("f", "a\nb", "must be", "").getMessage())
                .isEqualTo("f: a\\nb must be");
        assertThat(new InvalidInputException("f", "x".repeat(201), "must be", "").getMessage())
                .isEqualTo("f: " + "x".repeat(200) + "... must be");
        var named = new IllegalArgumentException("work must be positive: 0");
        assertThat(InvalidInputException.of("f", "task", named, "").getMessage())
                .isEqualTo("f: task.work must be positive: 0");
        assertThat(InvalidInputException.of("f", "", named, "").getMessage()).isEqualTo("f: work must be positive: 0");
        var unnamed = new IllegalArgumentException("a task must end");
        assertThat(InvalidInputException.of("f", "task", unnamed, "it did"))
                .hasMessage(String.format("f: task: a task must end%nHint: it did"))
                .hasCause(unnamed);
    }

    @Test
    void digestsAreSha256() throws IOException {
        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(Sha256.of(bytes("abc"))).isEqualTo(abc);
        assertThat(Sha256.of(new ByteArrayInputStream(bytes("abc")))).isEqualTo(abc);
        byte[] much = new byte[200_001];
        assertThat(Sha256.of(new ByteArrayInputStream(much))).isEqualTo(Sha256.of(much));
        var stream = new ByteArrayInputStream(bytes("abcdef"));
        assertThat(Sha256.bytes(stream, 3)).asHexString().isEqualToIgnoringCase(abc);
        assertThat(stream.available()).isEqualTo(3);
        var to = new ByteArrayOutputStream();
        var sink = new Sha256.Sink(to);
        sink.write('a');
        sink.write(bytes("xbcx"), 1, 2);
        sink.flush();
        assertThat(to.toString(StandardCharsets.UTF_8)).isEqualTo("abc");
        assertThat(sink.sum()).asHexString().isEqualToIgnoringCase(abc);
    }
}
