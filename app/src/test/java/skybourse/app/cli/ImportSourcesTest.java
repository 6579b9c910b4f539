package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.app.command.ExitCode;
import skybourse.base.scenario.Scenario;
import skybourse.files.scenario.ScenarioText;
import skybourse.testing.OpenData;

/** Columns define a format, not a source: the source follows from the file's digest or from options. */
class ImportSourcesTest {

    @TempDir
    private Path temp;

    @BeforeEach
    void writeTables() throws IOException {
        Files.writeString(
                temp.resolve("azure-like.csv"),
                "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,4808,10\n");
        Files.writeString(temp.resolve("mooncake-like.csv"), "timestamp_ms,input_tokens,output_tokens\n0,70,3\n");
        Files.writeString(temp.resolve("vidur-like.csv"), "prefill_tokens,decode_tokens\n70,3\n");
        Files.writeString(temp.resolve("taubench-like.csv"), "context_chars,output_chars\n280,12\n");
        Files.writeString(temp.resolve("own.csv"), "when,prompt_tokens,completion_tokens\n12.5,70,3\n14,80,4\n");
        Files.writeString(
                temp.resolve("sites.csv"), "site_id,latitude_deg,longitude_deg,site_precision\n1,-37.816,144.962,x\n");
        Files.writeString(temp.resolve("users.csv"), "latitude_deg,longitude_deg\n-37.8146,144.9644\n");
        Files.writeString(temp.resolve("sumo-like.csv"), "vehicle_id,t_s,x_m,y_m\n0,60,1000,500\n");
        Files.writeString(temp.resolve("gps-like.csv"), "trajectory_id,t_s,x_m,y_m,activity\n0,60,1,5,Driving\n");
        Files.writeString(temp.resolve("car-like.csv"), "t_s,latitude_deg,longitude_deg\n60,48,11\n");
        Files.writeString(
                temp.resolve("hardware.csv"), "gpu,model,throughput_tokens_per_s,mean_gpu_power_w\nA100,m,50,300\n");
    }

    private Ran imported(String requests, Object... more) {
        List<Object> line = new ArrayList<>(List.of("import", "--requests", temp.resolve(requests)));
        line.addAll(List.of("--sites", temp.resolve("sites.csv"), "--users", temp.resolve("users.csv")));
        line.addAll(List.of("--out", temp.resolve("s.yaml")));
        line.addAll(List.of(more));
        return Ran.of(line.toArray());
    }

    private Scenario scenario() throws IOException {
        return ScenarioText.read("s.yaml", Files.readAllBytes(temp.resolve("s.yaml")));
    }

    private String description(Ran ran) throws IOException {
        assertThat(ran.code()).as(ran.err()).isZero();
        return scenario().description();
    }

    @ParameterizedTest
    @CsvSource({"azure-like, sumo-like", "mooncake-like, gps-like", "vidur-like, car-like", "taubench-like, sumo-like"})
    void unknownFilesHaveNoStatedSource(String requests, String mobility) throws IOException {
        Ran ran = imported(
                requests + ".csv",
                "--mobility",
                temp.resolve(mobility + ".csv"),
                "--hardware",
                temp.resolve("hardware.csv"),
                "--fixed-device",
                "A100");
        String description = description(ran);
        assertThat(description)
                .contains(requests + ".csv (source not stated)")
                .contains("sites.csv (source not stated)")
                .contains("users.csv (source not stated)")
                .contains(mobility + ".csv (source not stated)")
                .contains("hardware.csv (source not stated)")
                .doesNotContainIgnoringCase("measured")
                .doesNotContain(
                        "Microsoft", "Azure", "Mooncake", "CC-BY", "MIT", "EUA", "SUMO", "DLR", "BMW", "ML.ENERGY");
        assertThat(ran.out())
                .contains("source not stated: " + requests + ".csv, sites.csv, users.csv, " + mobility
                        + ".csv, hardware.csv;" + " --source and --licence say it");
    }

    @Test
    void optionsStateSourceAndLicence() throws IOException {
        Ran ran = imported(
                "azure-like.csv",
                "--source",
                "our gateway, May 2026",
                "--source",
                "sites=city register",
                "--licence",
                "sites=CC0-1.0");
        assertThat(description(ran))
                .contains("azure-like.csv (our gateway, May 2026, licence not stated)")
                .contains("sites.csv (city register, CC0-1.0)")
                .contains("users.csv (our gateway, May 2026, licence not stated)");
        assertThat(ran.out()).doesNotContain("source not stated");
    }

    @Test
    void mapsOtherHeaders() throws IOException {
        Files.writeString(temp.resolve("users.csv"), "lat,lon\n-37.8146,144.9644\n");
        Ran ran = imported(
                "own.csv",
                "--map",
                "input=prompt_tokens",
                "--map",
                "output=completion_tokens",
                "--map",
                "seconds=when",
                "--map",
                "latitude_deg=lat",
                "--map",
                "longitude_deg=lon",
                "--window",
                "1+5");
        assertThat(description(ran)).contains("window from 1.0 s, 5.0 s long");
        assertThat(scenario().wirelessAgents()).hasSize(1);
        assertThat(scenario().wirelessAgents().getFirst().task().inputBits()).isEqualTo(80 * 32);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --map=input:prompt_tokens  | --map: must be COLUMN=HEADER: "input:prompt_tokens"
            --map=inputs=prompt_tokens | --map: must begin with a column of a format: "inputs=prompt_tokens"
            --map=input=prompt         | --map: must name a header of a file that lacks the column: "input=prompt"
            --source=mobility=x        | --source: must not be given: there is no file to which it applies as mobility
            --licence=                 | --licence: must be one line of 1 to 500 characters: ""
            --window=1d+5              | --window: must be START+SECONDS, neither negative: "1d+5"
            --window=1+Infinity        | --window: must be START+SECONDS, neither negative: "1+Infinity"
            --fixed-device=0x10@5      | --fixed-device: must be TOKENS_PER_SECOND@WATTS or part of a device's name: "0x10@5"
            """)
    void rejectsInvalidOrUnusedOptions(String option, String error) {
        Ran ran = imported("azure-like.csv", option);
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err()).startsWith("skybourse: " + error).contains("\nHint: ");
        assertThat(ran.err().lines()).hasSize(2);
        assertThat(temp.resolve("s.yaml")).doesNotExist();
    }

    @Test
    void recognizesOpenDataByContent() throws IOException {
        Files.write(
                temp.resolve("mine.csv"),
                Files.readAllBytes(OpenData.path("llm_requests_azure_code.csv"))); // a writable copy
        Files.copy(OpenData.path("mobility_sumo_bologna_acosta.csv"), temp.resolve("cars.csv"));
        Ran ran = imported("mine.csv", "--mobility", temp.resolve("cars.csv"), "--wireless", 5);
        assertThat(description(ran))
                .contains("mine.csv (Azure LLM inference trace 2023 (code), Microsoft, CC-BY-4.0; Patel et al.")
                .contains("cars.csv (simulated by SUMO on Bologna's network and demand, DLR, EPL-2.0)")
                .contains("sites.csv (source not stated)");
        assertThat(imported("mine.csv", "--source", "requests=mine").err())
                .startsWith("skybourse: --source: must not be given: there is no file to which it applies as requests");
        String changed = Files.readString(temp.resolve("mine.csv")) + "\n";
        Files.writeString(temp.resolve("mine.csv"), changed);
        assertThat(description(imported("mine.csv", "--wireless", 5))).contains("mine.csv (source not stated)");
    }

    private void assertRequestsKnown(String name) throws IOException {
        Files.copy(OpenData.path(name), temp.resolve(name));
        assertKnown(imported(name, "--wireless", 3), name);
    }

    private void assertPlacesKnown(String name) throws IOException {
        Path places = OpenData.path(name);
        Path requests = temp.resolve("azure-like.csv");
        Path out = temp.resolve("s.yaml");
        assertKnown(Ran.of("import", "--requests", requests, "--sites", places, "--users", places, "--out", out), name);
    }

    private void assertKnown(Ran ran, String name) throws IOException {
        assertThat(description(ran)).contains(name + " (").doesNotContain(name + " (source not stated)");
    }

    @Test
    void recognizesShippedOpenData() throws IOException {
        assertRequestsKnown("llm_requests_azure_code.csv");
        assertRequestsKnown("agent_calls_taubench_airline_gpt4o.csv");
        assertPlacesKnown("edge_sites_eua_melbourne_cbd.csv");
        assertPlacesKnown("users_eua_melbourne_cbd.csv");
        for (String tracks : List.of("mobility_sumo_bologna_acosta.csv", "mobility_gps_driving_walking.csv")) {
            assertKnown(imported("azure-like.csv", "--mobility", OpenData.path(tracks)), tracks);
        }
    }

    @Test
    void recognizesOtherOpenData() throws IOException {
        assertRequestsKnown("llm_requests_mooncake_first_half.csv");
        assertRequestsKnown("llm_lengths_arxiv_summarization.csv");
        assertPlacesKnown("vehicle_trace_munich_1hz.csv");
        assertPlacesKnown("uav_flights_dji_gps.csv");
        Path car = OpenData.path("vehicle_trace_munich_1hz.csv");
        assertKnown(imported("azure-like.csv", "--mobility", car), "vehicle_trace_munich_1hz.csv");
        for (String table : List.of("hw_llm_serving_energy_h100.csv", "hw_gpu_single_request.csv")) {
            assertThat(description(imported("azure-like.csv", "--hardware", OpenData.path(table))))
                    .contains(table + " (ML.ENERGY leaderboard");
        }
    }

    @Test
    void rejectsSitesWithoutUsers() {
        Ran ran = Ran.of("import", "--sites", temp.resolve("sites.csv"), "--out", temp.resolve("s.yaml"));
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err())
                .startsWith("skybourse: --users: must also be given")
                .contains("\nHint: ");
        assertThat(temp.resolve("s.yaml")).doesNotExist();
    }
}
