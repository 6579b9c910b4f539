package skybourse.app.folders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.traces.AttributionList;
import skybourse.app.traces.ImportSettings;
import skybourse.app.traces.InferenceHardware;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.text.ColumnMapping;

/** An import from files with a few lines each. */
class ImportFilesTest {

    private static final ImportFiles.Choice STANDARD =
            new ImportFiles.Choice(Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path temp;

    private ImportFiles files;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text.replace(' ', '\n'));
    }

    @BeforeEach
    void write() throws IOException {
        files = ImportFilesBuilder.builder()
                .requests(file("requests.csv", "seconds,input,output 0,70,3 30,60,2 31,50,1"))
                .sites(file("sites.csv", "latitude_deg,longitude_deg -37.81,144.95 -37.82,144.96"))
                .users(file("users.csv", "latitude_deg,longitude_deg -37.811,144.951"))
                .mobility(Optional.of(
                        file("cars.csv", "vehicle_id,t_s,x_m,y_m a,0,0,0 a,10,100,0 a,60,600,0 b,20,0,50 b,40,200,50")))
                .walks(Optional.of(
                        file("walks.csv", "trajectory_id,t_s,x_m,y_m,activity w,0,0,0,OnFoot w,9,9,0,OnFoot")))
                .hardware(List.of(file("devices.csv", "gpu,model,throughput_tokens_per_s,mean_gpu_power_w h,m,50,30")))
                .build();
    }

    private ImportFiles.ImportResult imported(ImportFiles.Choice choice) {
        var credits = new AttributionList(List.of("mine"), List.of("CC0"));
        return files.read(new ColumnMapping("--map", List.of()), credits)
                .scenario(choice, _ -> ImportSettings.standard(), "small", 7);
    }

    private static Optional<ImportFiles.OverTime> overTime(boolean onRoads, Optional<Double> load) {
        return Optional.of(new ImportFiles.OverTime(5, onRoads, load, 0, Optional.empty()));
    }

    /** A simulation's load equals the requested one within the three digits of the factor, which the description states. */
    @Test
    void scalesDevicesToRequestedLoad() {
        var choice = new ImportFiles.Choice(Optional.empty(), Optional.empty(), overTime(false, Optional.of(0.4)));
        ImportFiles.ImportResult imported = imported(choice);
        Path file = Path.of("m.yaml");
        var written = imported.files(file, "");
        var market = ScenarioText.readOverTime("m.yaml", written.get(file), name -> written.get(Path.of(name)));
        double all = speed(market.scenario(), Scenario::wirelessAgents)
                + speed(market.scenario(), Scenario::aerialAgents)
                + speed(market.scenario(), Scenario::leaders);
        double ofLeaders =
                market.dynamics().load(market.scenario()) * all / speed(market.scenario(), Scenario::leaders);
        assertThat(ofLeaders).isCloseTo(0.4, within(0.002));
        assertThat(market.scenario().description())
                .containsPattern("Assumed: load 0\\.4\\. .* as fast as the data say");
    }

    private static double speed(Scenario scenario, Function<Scenario, List<? extends Agent>> kind) {
        return kind.apply(scenario).stream()
                .mapToDouble(agent -> agent.computer().workPerSecond())
                .sum();
    }

    /** A window of 32 s: requests of the other file start at second 16; those after the end of the window are left out. */
    @Test
    void moreRequestsStartAtMiddleOfWindow() throws IOException {
        files = files.withMoreRequests(Optional.of(file("more.csv", "seconds,input,output 100,7,1 103,8,1 117,9,1")));
        ImportFiles.ImportResult imported =
                imported(new ImportFiles.Choice(Optional.empty(), Optional.empty(), overTime(false, Optional.empty())));
        String requests = new String(imported.files(Path.of("m.yaml"), "").get(Path.of("m-requests.csv")), UTF_8);
        assertThat(requests.lines().skip(1).map(line -> line.substring(0, line.indexOf(",", line.indexOf(',') + 1))))
                .containsExactly("0.0,2240.0", "16.0,224.0", "19.0,256.0", "30.0,1920.0", "31.0,1600.0");
        assertThat(imported.scenario().description())
                .contains("More requests, from the middle of the window on: more.csv (mine, CC0).");
    }

    @Test
    void singleRoundUsesBusiestWindow() {
        List<InferenceHardware> devices = new ArrayList<>();
        ImportFiles.ImportResult imported = files.read(
                        new ColumnMapping("--map", List.of()), new AttributionList(List.of("mine"), List.of()))
                .scenario(
                        STANDARD,
                        known -> {
                            devices.addAll(known);
                            return ImportSettings.standard();
                        },
                        "small",
                        7);
        assertThat(devices).containsExactly(new InferenceHardware("h, m, one request", 50, 30));
        assertThat(imported.seconds()).isEqualTo(10);
        assertThat(imported.motion()).isEmpty();
        assertThat(imported.scenario().rules().roundSeconds()).isEqualTo(10);
        assertThat(imported.scenario().wirelessAgents()).hasSize(2);
        assertThat(imported.scenario().mobileAgents()).hasSize(2);
        assertThat(imported.scenario().fixedAgents()).hasSize(2);
        assertThat(imported.scenario().description())
                .contains("requests.csv (mine, licence not stated); window from 30.0 s, 10.0 s long")
                .contains(
                        "sites.csv (mine", "users.csv (mine", "cars.csv (mine", "walks.csv (mine", "devices.csv (mine");
        Path file = Path.of("out/m.yaml");
        assertThat(imported.files(file, "the command")).containsOnlyKeys(file);
        byte[] written = imported.files(file, "the command").get(file);
        assertThat(new String(written, UTF_8)).startsWith("# Made by: the command\n");
        assertThat(ScenarioText.read("m.yaml", written)).isEqualTo(imported.scenario());
    }

    @Test
    void overTimeImportWritesAllRequestsAndTables() {
        var choice = new ImportFiles.Choice(Optional.empty(), Optional.of(10.0), overTime(false, Optional.empty()));
        ImportFiles.ImportResult imported = imported(choice);
        assertThat(imported.seconds()).isEqualTo(32);
        assertThat(imported.scenario().rules().roundSeconds()).isEqualTo(5);
        assertThat(imported.scenario().wirelessAgents()).hasSize(3);
        assertThat(imported.scenario().mobileAgents()).as("at second 10").hasSize(1);
        Path file = Path.of("out/m.v1.yaml");
        var written = imported.files(file, "");
        assertThat(written)
                .containsOnlyKeys(
                        file,
                        Path.of("out/m.v1-mobile.csv"),
                        Path.of("out/m.v1-requests.csv"),
                        Path.of("out/m.v1-wireless.csv"));
        assertThat(new String(written.get(file), UTF_8)).contains("shiftSeconds: -10.0");
        var market = ScenarioText.readOverTime(
                "m.yaml", written.get(file), name -> written.get(Path.of("out").resolve(name)));
        assertThat(market.scenario()).isEqualTo(imported.scenario());
        assertThat(market.dynamics().moves()).isTrue();
        assertThat(imported.scenario().description()).contains("second 10.0 of the file at time 0");
    }

    @Test
    void usesRequestedWindow() {
        var choice = new ImportFiles.Choice(Optional.of("0+5"), Optional.empty(), overTime(true, Optional.empty()));
        ImportFiles.ImportResult imported = imported(choice);
        assertThat(imported.seconds()).isEqualTo(5);
        assertThat(imported.scenario().wirelessAgents()).hasSize(1);
        assertThat(imported.scenario().mobileAgents())
                .as("at the busiest second")
                .hasSize(2);
        assertThat(new String(imported.files(Path.of("m.yaml"), "").get(Path.of("m.yaml")), UTF_8))
                .contains("roadBound:");
    }

    @Test
    void rejectsOptionsThatApplyToNoFile() {
        assertThatThrownBy(() -> files.read(
                        new ColumnMapping("--map", List.of("input=x")), new AttributionList(List.of(), List.of())))
                .hasMessageStartingWith("--map: must name a header of a file");
        files = ImportFilesBuilder.builder()
                .requests(files.requests())
                .sites(files.sites())
                .users(files.users())
                .hardware(List.of())
                .build();
        assertThatThrownBy(() -> files.read(
                        new ColumnMapping("--map", List.of()), new AttributionList(List.of("walks=mine"), List.of())))
                .hasMessageStartingWith("--source: must not be given");
        assertThat(imported(STANDARD).scenario().mobileAgents()).isEmpty();
    }
}
