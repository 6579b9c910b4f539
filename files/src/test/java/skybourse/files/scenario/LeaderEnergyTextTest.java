package skybourse.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.EnergyModel.Dvfs;
import skybourse.base.agent.EnergyModel.Idle;
import skybourse.base.agent.EnergyModel.Table;
import skybourse.base.agent.EnergyModel.Table.Row;
import skybourse.base.agent.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.YamlOrJsonReader;
import tools.jackson.databind.node.ObjectNode;

/** Energy models of leaders in scenario files: their meaning, and one error for each invalid value. */
class LeaderEnergyTextTest {

    private static String example(String model) {
        try {
            return Files.readString(Path.of("examples/energy-" + model + ".yaml"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Scenario read(String text) {
        return ScenarioText.read("s.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Optional<EnergyModel>> models(Scenario scenario) {
        return scenario.leaders().stream()
                .map((Leader leader) -> leader.computer().energy())
                .toList();
    }

    @Test
    void modelsAreReadAndWritten() {
        Scenario dvfs = read(example("dvfs"));
        Scenario table = read(example("table"));
        Scenario idle = read(example("idle"));
        assertThat(models(dvfs)).containsExactly(Optional.of(new Dvfs(0.5, 1e9)), Optional.of(new Dvfs(1, 1e9)));
        assertThat(models(table))
                .containsExactly(
                        Optional.empty(),
                        Optional.of(new Table(
                                List.of(new Row(1e9, 1.5), new Row(2e9, 2.6), new Row(4e9, 5.6), new Row(6e9, 9.6)))));
        assertThat(models(idle)).containsExactly(Optional.of(new Idle(2)), Optional.of(new Idle(2)));
        for (Scenario scenario : List.of(dvfs, table, idle)) {
            assertThat(read(ScenarioText.writeYaml(scenario))).isEqualTo(scenario);
        }
        assertThat(ScenarioText.tree(table).toString().split("\"energy\"", -1))
                .as("only models are written")
                .hasSize(2);
    }

    @Test
    void readTreeStaysUnchanged() {
        String battery = "powerCoefficient: 1.0e-27, energy: {battery: {joules: 9}}}";
        for (String text : List.of(example("dvfs"), example("dvfs").replaceAll("powerCoefficient: [^,}]*}", battery))) {
            ObjectNode tree = YamlOrJsonReader.read("s.yaml", text.getBytes(StandardCharsets.UTF_8));
            ObjectNode before = tree.deepCopy();
            assertThat(ScenarioText.withDefaults(tree)).isNotEqualTo(before);
            assertThat(tree).isEqualTo(before);
        }
    }

    /** The work of a round is a product, whose last bit may differ from the number in a table. */
    @Test
    void tableMayEndOneBitBeforeWorkOfRound() {
        String table = example("table");
        assertThat(models(
                        read(table.replace("{work: 6.0e9, joules: 9.6}", "{work: 5.999999999999999e9, joules: 9.6}"))))
                .hasSize(2);
        assertThatThrownBy(() -> read(table.replace("{work: 6.0e9, joules: 9.6}", "{work: 5.9999999e9, joules: 9.6}")))
                .hasMessageContaining("must reach 6.0E9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dvfs|idleWatts: 0.5|idleWatts: -1|mobileAgents[0].computer.energy.dvfs.idleWatts",
                "dvfs|leastWorkPerSecond: 1.0e9}}}|leastWorkPerSecond: 9.0e9}}}|leastWorkPerSecond must be at most workPerSecond",
                "dvfs|idleWatts: 0.5|watts: 1|mobileAgents[0].computer.energy.dvfs",
                "dvfs|{dvfs: {idleWatts: 0.5|{idle: {watts: 1}, dvfs: {idleWatts: 0.5|mobileAgents[0].computer.energy",
                "dvfs|expected-cost|ignore|rules.overloadPricing must not be ignore if a leader has an energy model: van",
                "dvfs|1.0e9, powerCoefficient: 1.0e-27}|1.0e9, powerCoefficient: 1.0e-27, energy: {idle: {watts: 1}}}|must"
                        + " not be dvfs, table or idle, which only mobile and fixed agents have",
                "dvfs|1.0e9, powerCoefficient: 1.0e-27}|1.0e9, powerCoefficient: 1.0e-27, energy: {table: {}}}|wirelessAgents[0].computer"
                        + ".energy.table must have exactly one of the variants: rows, file",
                "table|joules: 2.6|joules: 1.4|fixedAgents[0].computer.energy.table.rows[1].joules must not fall: 1.4 after 1.5",
                "table|work: 2.0e9|work: 1.0e9|fixedAgents[0].computer.energy.table.rows[1].work must rise: 1.0E9 after 1.0E9",
                "table|, {work: 6.0e9, joules: 9.6}||computer.energy.table of server must reach 6.0E9, the work of a round: 4.0E9",
                "table|{work: 2.0e9, joules: 2.6}, {work: 4.0e9, joules: 5.6}, {work: 6.0e9, joules: 9.6}||rows must have at least 2: ",
                "idle|watts: 2|watts: -2|mobileAgents[0].computer.energy.idle.watts",
            })
    void invalidModelIsNamed(String example, String right, String wrong, String message) {
        String text = example(example);
        assertThat(text).contains(right);
        assertThatThrownBy(() -> read(text.replace(right, wrong == null ? "" : wrong)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    private static final String ROWS =
            "rows: [{work: 1.0e9, joules: 1.5}, {work: 2.0e9, joules: 2.6}, {work: 4.0e9, joules: 5.6}, {work: 6.0e9, joules: 9.6}]";

    private static Scenario readFile(String content) {
        String text = example("table").replace(ROWS, "file: tables/h100.csv");
        return ScenarioText.read("in/s.yaml", text.getBytes(StandardCharsets.UTF_8), file -> {
            assertThat(file).isEqualTo("tables/h100.csv");
            return content.replace(' ', '\n').getBytes(StandardCharsets.UTF_8);
        });
    }

    /** A scenario with a file is the scenario with its rows, also over time and when it is written. */
    @Test
    void fileIsReplacedByItsRows() {
        String content = "joules,batch,work 1.5,8,1e9 2.6,16,2e9 5.6,32,4e9 9.6,64,6e9";
        Scenario rows = read(example("table"));
        assertThat(readFile(content)).isEqualTo(rows);
        assertThat(ScenarioText.writeYaml(readFile(content))).isEqualTo(ScenarioText.writeYaml(rows));
        byte[] text = example("table").replace(ROWS, "file: h100.csv").getBytes(StandardCharsets.UTF_8);
        byte[] table = content.replace(' ', '\n').getBytes(StandardCharsets.UTF_8);
        DynamicScenario overTime = ScenarioText.readOverTime("s.yaml", text, file -> table);
        assertThat(overTime.scenario()).isEqualTo(rows);
        assertThat(overTime.tables()).as("copies need no file").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "work,joules 1e9,1.5 6e9,1.4|in/tables/h100.csv: line 3, joules must not fall: 1.4 after 1.5|use joules of a",
                "work,joules 6e9,9.6|in/tables/h100.csv: must have at least two rows: 1|omit computer.energy",
                "work,joules 1e9,1.5 1e9,9.6|in/tables/h100.csv: line 3, work must rise: 1.0E9 after 1.0E9|sort the rows",
                "work,joules 0,0.5 6e9,9.6|in/tables/h100.csv: line 2, work must be greater than 0: 0.0|omit rows without",
                "work,joules 1e9,1.5 6e9,lots|in/tables/h100.csv: line 3, joules must be a number: \"lots\"|correct or delete",
                "work,joules 1e9,1.5 6e9|in/tables/h100.csv: line 3 must have 2 cells|complete the line",
                "work,watts 1e9,1.5 6e9,9.6|in/tables/h100.csv: line 1 must name known columns|work,joules",
                "work,joules 1e9,1.5 5e9,9.6|in/s.yaml: computer.energy.table of server must reach 6.0E9, the work of a round:"
                        + " 5.0E9|see docs/reference/scenario-files.md",
            })
    void invalidFileIsNamed(String content, String message, String hint) {
        assertThatThrownBy(() -> readFile(content))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(InvalidInputException.HINT)
                .hasMessageContaining(hint);
    }

    @Test
    void fileIsOnlyReadBesideScenario() {
        String text = example("table").replace(ROWS, "file: h100.csv");
        assertThatThrownBy(() -> read(text))
                .hasMessageContaining("s.yaml: computer.energy.table.file must not be given here: \"h100.csv\"");
        assertThatThrownBy(() -> read(text.replace("file: h100.csv", "file: h100.csv, " + ROWS)))
                .hasMessageContaining("fixedAgents[0].computer.energy.table must have exactly one of the variants");
        assertThatThrownBy(() -> read(text.replace("h100.csv", "/h100.csv")))
                .hasMessageContaining(
                        "fixedAgents[0].computer.energy.table.file must be a path relative to the scenario file");
    }
}
