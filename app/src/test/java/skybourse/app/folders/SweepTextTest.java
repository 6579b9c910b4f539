package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.task.CellTasks;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.scenario.ScenarioTextTest;
import skybourse.files.text.InvalidInputException;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.RuleComparisonGroup;
import skybourse.tier2.spi.RuleProvider;

class SweepTextTest {

    private static final String SPEC = """
            name: steps
            task: auction
            seeds: {first: 5, count: 3}
            grid:
              step: [1, 5]
              markets: 10
            """;

    private static Sweep read(String text) {
        return SweepText.read("spec.yaml", text.getBytes(StandardCharsets.UTF_8), CellTasks.all(), name -> {
            throw new AssertionError(name);
        });
    }

    @Test
    void writtenSweepIsReadAsEqual() {
        Sweep sweep = read(SPEC);
        Sweep again = read(SweepText.writeYaml(sweep));

        assertThat(sweep.seeds()).containsExactly(5L, 6L, 7L);
        assertThat(again).isEqualTo(sweep);
        assertThat(SweepText.hash(again)).isEqualTo(SweepText.hash(sweep));
        assertThat(SweepText.hash(read(SPEC.replace("5]", "6]")))).isNotEqualTo(SweepText.hash(sweep));
    }

    @Test
    void comparedIsExpandedToAllComparedRules() {
        Sweep sweep = read(SPEC.replace("step: [1, 5]", "rule: [compared, seller-vcg]")
                .replace("auction", "round")
                .replace("markets: 10", "scenario: 6/1/1/1"));
        assertThat(sweep.grid().get("rule"))
                .endsWith("seller-vcg")
                .startsWith(AuctionCatalogue.rules(RuleComparisonGroup.COMPARED).stream()
                        .map(RuleProvider::name)
                        .toArray(String[]::new))
                .hasSize(AuctionCatalogue.rules(RuleComparisonGroup.COMPARED).size() + 1);
    }

    @Test
    void reportsErrorsInSpecification() {
        assertThatThrownBy(() -> read(SPEC.replace("task: auction", "task: auctoin")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("spec.yaml: task must be a known task: \"auctoin\"")
                .hasMessageContaining("Hint: did you mean auction?");
        assertThatThrownBy(() -> read(SPEC.replace("step:", "stepp:")))
                .hasMessageContaining("grid.stepp must be an axis of task auction");
        assertThatThrownBy(() -> read(SPEC.replace("[1, 5]", "[1, 0]")))
                .hasMessageContaining("step must be a whole number from 1: 0");
        assertThatThrownBy(() -> read(SPEC.replace("count: 3", "count: 0"))).hasMessageContaining("seeds.count");
        assertThatThrownBy(() -> read(SPEC.replace("{first: 5, count: 3}", "[1, 1]")))
                .hasMessageContaining("must be one or more different numbers");
        assertThatThrownBy(() -> read("name: x\ntask: round\nseeds: [1]\ngrid: {scenario: ../other.yaml}\n"))
                .hasMessageContaining("a file in the folder of the specification");
        for (String way : List.of("../../x", "a/b", "..", ".hidden", "a\\b")) {
            assertThatThrownBy(() -> read(SPEC.replace("name: steps", "name: " + way)))
                    .hasMessageContaining("name must be the name of a folder, not a path: ");
        }
        for (String own : List.of("sweep.yaml", "manifest.json")) { // these names are already used
            assertThatThrownBy(() -> read("name: x\ntask: round\nseeds: [1]\ngrid: {scenario: " + own + "}\n"))
                    .hasMessageContaining("a file in the folder of the specification");
        }
        assertThatThrownBy(() -> read("name: x\ntask: round\nseeds: [1]\ngrd: {}\n"))
                .hasMessageContaining("grd must be a known field");
    }

    @Test
    void seedsAreRangeOrList() {
        assertThat(SweepText.writeYaml(read(SPEC))).contains("seeds: {first: 5, count: 3}\n");
        Sweep list = read(SPEC.replace("{first: 5, count: 3}", "[4, 5, 7]"));
        assertThat(SweepText.writeYaml(list)).contains("seeds:\n  - 4\n  - 5\n  - 7\n");
        assertThat(read(SweepText.writeYaml(list))).isEqualTo(list);
        String last = SPEC.replace("first: 5, count: 3", "first: 9223372036854775806, count: 1");
        assertThat(read(last).seeds()).containsExactly(Long.MAX_VALUE - 1);
        assertThat(read(SPEC.replace("count: 3", "count: 1")).seeds()).containsExactly(5L);
        assertThatThrownBy(() -> read(last.replace("count: 1", "count: 2")))
                .hasMessageContaining(
                        "seeds.first must be low enough for 2 whole numbers of 64 bits: 9223372036854775806");
        assertThatThrownBy(() -> read(SPEC.replace("count: 3", "count: 1.5")))
                .hasMessageContaining("seeds.count must be a whole number of at most 64 bits: 1.5");
        assertThatThrownBy(() -> read(SPEC.replace("{first: 5, count: 3}", "7")))
                .hasMessageContaining("seeds must be a list or {first, count}: 7");
        assertThatThrownBy(() -> read(SPEC.replace("[1, 5]", "[[1]]")))
                .hasMessageContaining("grid.step must hold plain values: [1]");
    }

    @Test
    void scenariosAreStoredAndHashed() {
        String spec = "name: x\ntask: round\nseeds: [1]\ngrid: {scenario: small.yaml, policy: fixed}\n";
        byte[] small = ScenarioTextTest.SMALL.getBytes(StandardCharsets.UTF_8);
        Sweep sweep = SweepText.read("s.yaml", spec.getBytes(StandardCharsets.UTF_8), CellTasks.all(), name -> {
            assertThat(name).isEqualTo("small.yaml");
            return small;
        });
        assertThat(SweepText.files(sweep)).containsOnlyKeys("small.yaml");
        assertThat(ScenarioText.read("s.yaml", SweepText.files(sweep).get("small.yaml")))
                .isEqualTo(ScenarioTextTest.read(ScenarioTextTest.SMALL));
        byte[] other = ScenarioTextTest.SMALL
                .replace("inputBits: 8e5", "inputBits: 9e5")
                .getBytes(StandardCharsets.UTF_8);
        Sweep changed = SweepText.read("s.yaml", spec.getBytes(StandardCharsets.UTF_8), CellTasks.all(), _ -> other);
        assertThat(SweepText.hash(changed)).isNotEqualTo(SweepText.hash(sweep));
        assertThat(SweepText.writeYaml(changed)).isEqualTo(SweepText.writeYaml(sweep));
    }

    /** Cells are stored under this hash, which must not depend on comments, order of keys or spelling of values. */
    @Test
    void hashCoversInputsOfResults() {
        String spec = "name: x\ntask: auction\nseeds: [1, 2]\ngrid: {step: [1, 2]}\n";
        String hash = SweepText.hash(read(spec));
        assertThat(
                        SweepText.hash(
                                read(
                                        "# a note\ngrid: {turns: alternate, step: ['1', '2']}\nseeds: {first: 1, count: 2}\ntask: auction\nname: x\n")))
                .isEqualTo(hash);
        for (String other : List.of("[1, 3]", "[1]")) {
            assertThat(SweepText.hash(read(spec.replace("[1, 2]\ngrid", other + "\ngrid"))))
                    .isNotEqualTo(hash);
        }
        assertThat(SweepText.hash(read(spec.replace("step: [1, 2]", "step: [1, 4]"))))
                .isNotEqualTo(hash);
        assertThat(SweepText.hash(read(spec.replace("auction", "audit")))).isNotEqualTo(hash);
    }

    @Test
    void cellResultsRoundTripExactly() {
        Sweep sweep = read(SPEC);
        double[] row = {Math.PI, -0.0, Double.NaN, 1e-300, Double.POSITIVE_INFINITY, 1 / 3.0, 7, Double.MIN_VALUE};
        var done = new CellResult.Done(new Sweep.Cell(1, 6), List.of(row, row));

        var again = (CellResult.Done)
                CellResultLine.read(CellResultLine.write(done), sweep).orElseThrow();

        assertThat(again.cell()).isEqualTo(done.cell());
        assertThat(again.rows()).hasSize(2);
        assertThat(again.rows().getLast()).isEqualTo(row);
        var failed = new CellResult.Failed(new Sweep.Cell(0, 5), "no\tprice\nfound");
        assertThat(CellResultLine.read(CellResultLine.write(failed), sweep))
                .contains(new CellResult.Failed(failed.cell(), "no price found"));
    }

    @Test
    void ignoresTruncatedLines() {
        Sweep sweep = read(SPEC);
        String line = CellResultLine.write(new CellResult.Done(new Sweep.Cell(1, 6), List.of(new double[8])));

        for (int end = 0; end < line.lastIndexOf(','); end++) {
            assertThat(CellResultLine.read(line.substring(0, end), sweep)
                            .filter(result -> result instanceof CellResult.Done done
                                    && !done.rows().isEmpty()))
                    .isEmpty();
        }
    }
}
