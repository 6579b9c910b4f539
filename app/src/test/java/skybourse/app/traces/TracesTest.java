package skybourse.app.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.app.traces.Places.Place;
import skybourse.app.traces.RequestTrace.Request;
import skybourse.app.traces.Tracks.Point;
import skybourse.files.text.CsvTable;
import skybourse.files.text.InvalidInputException;
import skybourse.testing.OpenData;

class TracesTest {

    private static byte[] bytes(String text) {
        return text.replace(";", "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static RequestTrace requests(String source, byte[] bytes) {
        return RequestTrace.read(CsvTable.read(source, bytes));
    }

    private static Places places(String source, byte[] bytes) {
        return Places.read(CsvTable.read(source, bytes));
    }

    private static Tracks tracks(String source, byte[] bytes) {
        return Tracks.read(CsvTable.read(source, bytes));
    }

    private static List<InferenceHardware> devices(String source, byte[] bytes) {
        return InferenceHardware.read(CsvTable.read(source, bytes));
    }

    private static byte[] open(String name) throws IOException {
        return Files.readAllBytes(OpenData.path(name));
    }

    @Test
    void azureTimesCountFromFirstRequest() {
        RequestTrace trace = requests(
                "a.csv",
                bytes("TIMESTAMP,ContextTokens,GeneratedTokens;2023-11-16 23:59:59.9799600,4808,10;"
                        + "2023-11-17 00:00:01.0000000,0,8"));
        assertThat(trace.timed()).isTrue();
        assertThat(trace.requests().getFirst()).isEqualTo(new Request(0, 4808, 10));
        assertThat(trace.requests().getLast().arrivalSeconds()).isCloseTo(1.02004, within(1e-12));
        assertThat(trace.requests().getLast().inputTokens()).isEqualTo(1);
    }

    /** Times of 2024 have six digits and an offset, unlike those of 2023; also without a fraction and with other offsets. */
    @Test
    void azureTimesOf2024CountFromFirstRequest() {
        RequestTrace trace = requests(
                "a.csv",
                bytes("TIMESTAMP,ContextTokens,GeneratedTokens;2024-05-10 00:00:00.000000+00:00,1,1;"
                        + "2024-05-10 00:00:00.009930+00:00,1,1;2024-05-10 00:00:01+00:00,1,1;"
                        + "2024-05-10 02:00:02.500000+02:00,1,1;2024-05-10 00:00:03,1,1"));
        assertThat(trace.requests()).extracting(Request::arrivalSeconds).containsExactly(0.0, 0.00993, 1.0, 2.5, 3.0);
    }

    @Test
    void recognizesOtherTracesByColumns() {
        RequestTrace mooncake = requests("m", bytes("timestamp_ms,input_tokens,output_tokens;0,6758,500;3000,7,3"));
        assertThat(mooncake.requests()).containsExactly(new Request(0, 6758, 500), new Request(3, 7, 3));
        RequestTrace arxiv = requests("x", bytes("prefill_tokens,decode_tokens;3772,54"));
        assertThat(arxiv.timed()).isFalse();
        assertThat(arxiv.requests()).containsExactly(new Request(0, 3772, 54));
        RequestTrace calls = requests(
                "t",
                bytes("task_id,trial,call_index,context_chars,output_chars,tool_calls,task_success;0,0,0,6225,92,0,0"));
        assertThat(calls.requests()).containsExactly(new Request(0, 1556.25, 23));
        assertThat(calls.charactersPerToken()).isEqualTo(4);
        RequestTrace plain = requests("p", bytes("seconds,input,output;12.5,70,3;10,60,2"));
        assertThat(plain.timed()).isTrue();
        assertThat(plain.requests()).containsExactly(new Request(2.5, 70, 3), new Request(0, 60, 2));
        assertThat(requests("p", bytes("input,output;70,3")).timed()).isFalse();
    }

    /** The other trace starts at second 5; the joined trace has the assumptions and lacks of either one. */
    @Test
    void joinsTwoTracesByTime() {
        var own = new RequestTrace(1, true, List.of(new Request(0, 1, 9), new Request(10, 2, 9)));
        for (boolean timed : new boolean[] {true, false}) {
            var other = new RequestTrace(4, timed, List.of(new Request(0, 3, 8), new Request(7, 4, 8)));
            for (RequestTrace joined : List.of(own.joined(other, 5), other.joined(own, -5))) {
                assertThat(joined.timed()).isEqualTo(timed);
                assertThat(joined.charactersPerToken()).isEqualTo(4);
            }
            assertThat(own.joined(other, 5).requests())
                    .containsExactly(
                            new Request(0, 1, 9), new Request(5, 3, 8), new Request(10, 2, 9), new Request(12, 4, 8));
        }
    }

    @Test
    void busiestWindowIsFirstWithMostRequests() {
        RequestTrace trace = requests(
                "m",
                bytes(
                        "timestamp_ms,input_tokens,output_tokens;0,1,1;5000,2,1;5500,3,1;5999,4,1;8000,5,1;8500,6,1;8900,7,1"));
        TraceWindow window = TraceWindow.busiest(trace, 1);
        assertThat(window).isEqualTo(new TraceWindow(5, 1));
        assertThat(window.of(trace)).extracting(Request::inputTokens).containsExactly(2.0, 3.0, 4.0);
    }

    /** A window includes its start but not its end; of equally busy windows the first is chosen. */
    @Test
    void windowIncludesStartAndExcludesEnd() {
        RequestTrace trace = requests(
                "p", bytes("input,output,seconds;1,0,0;2,0,1;3,0,10;4,0,10.5;5,0,11;6,0,12.5;7,0,13;8,0,13.6"));
        assertThat(TraceWindow.busiest(trace, 1)).isEqualTo(new TraceWindow(10, 1));
        assertThat(TraceWindow.busiest(trace, 1.5)).isEqualTo(new TraceWindow(10, 1.5));
        assertThat(new TraceWindow(1, 9).of(trace))
                .extracting(Request::inputTokens)
                .containsExactly(2.0);
        assertThat(TraceWindow.whole(trace)).isEqualTo(new TraceWindow(0, 14));
        RequestTrace untimed = requests("p", bytes("input,output;1,0;2,0"));
        assertThat(new TraceWindow(100, 1).of(untimed)).hasSize(2);
    }

    @Test
    void requestedWindowMustContainRequest() {
        RequestTrace trace = requests("p", bytes("input,output,seconds;1,0,0;2,0,30;3,0,31"));
        assertThat(TraceWindow.chosen(Optional.empty(), trace)).isEqualTo(new TraceWindow(30, 10));
        assertThat(TraceWindow.chosen(Optional.of("0+0.5"), trace)).isEqualTo(new TraceWindow(0, 0.5));
        assertThatThrownBy(() -> TraceWindow.chosen(Optional.of("1+29"), trace))
                .hasMessage(String.format(
                        "--window: must have at least one request: 1+29%nHint: use for example 30.0+10.0, the"
                                + " busiest stretch; START is in seconds after the first request."));
        for (String text : List.of("5", "5+", "+5", "a+b", "-1+5", "1+0")) {
            assertThatThrownBy(() -> TraceWindow.chosen(Optional.of(text), trace))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("--window: must be START+SECONDS, neither negative: \"" + text + "\"");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TIMESTAMP,ContextTokens,GeneratedTokens;2023-11-16 18:17:03.9799600,1,2;2023-11-16 18:17,1,2 | line 3, TIMESTAMP must have the form
            TIMESTAMP,ContextTokens,GeneratedTokens;2023-11-16 18:17:03.9799600,1     | line 2 must have 3 cells
            TIMESTAMP,ContextTokens,GeneratedTokens;2023-11-16 18:17:03.9799600,x,1   | line 2, ContextTokens must be a number: "x"
            TIMESTAMP,ContextTokens,GeneratedTokens;2023-11-16 18:17:03.9799600,1,-1  | line 2, GeneratedTokens must be finite and not negative: -1
            timestamp_ms,input_tokens,output_tokens;0,1,NaN                           | line 2, output_tokens must be a number: "NaN"
            timestamp_ms,input_tokens,output_tokens;0,1,                              | line 2, output_tokens must be a number: ""
            timestamp_ms,input_tokens,output_tokens;0,1,1e999                         | line 2, output_tokens must be finite and not negative: 1e999
            TIMESTAMP,ContextTokens,GeneratedTokens;2024-05-10 00:00:00.0+00,1,2      | line 2, TIMESTAMP must have the form
            TIMESTAMP,ContextTokens,GeneratedTokens;2023-02-31 18:17:03.9799600,1,2  | line 2, TIMESTAMP must have the form
            timestamp_ms,input_tokens,output_tokens;0,1e-6d,2                         | line 2, input_tokens must be a number: "1e-6d"
            timestamp_ms,input_tokens,output_tokens;0,0x1p4,2                         | line 2, input_tokens must be a number: "0x1p4"
            timestamp_ms,input_tokens,output_tokens;0,1e300,2                         | line 2, input_tokens must be in [-1e18, 1e18]: 1e300
            timestamp_ms,input_tokens,output_tokens;0,"1,2                            | line 2 must close its quotes
            timestamp_ms,input_tokens                                                 | line 1 must name known columns
            timestamp_ms,input_tokens,input_tokens                                    | line 1 must name each column once
            timestamp_ms,input_tokens,output_tokens                                   | must have at least one request: 0
            """)
    void invalidTraceErrorNamesFileAndLine(String text, String error) {
        assertThatThrownBy(() -> requests("trace.csv", bytes(text)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("trace.csv: " + error)
                .hasMessageContaining("Hint: ");
    }

    @Test
    void placesAreProjectedToMetres() {
        Places places = places("p", bytes("site_id,latitude_deg,longitude_deg,x;1,-37.82,144.95,a;2,-37.80,144.97,b"));
        Place middle = places.middle();
        assertThat(middle.latitudeDegrees()).isCloseTo(-37.81, within(1e-12));
        Place first = places.places().getFirst();
        // one degree of latitude is 111,195 m on the mean sphere
        assertThat(first.northMetres(middle)).isCloseTo(-1111.95, within(0.01));
        assertThat(first.eastMetres(middle)).isCloseTo(-1111.95 * Math.cos(Math.toRadians(-37.81)), within(0.01));
        assertThatThrownBy(() -> places("p.csv", bytes("latitude_deg,longitude_deg;144,-37")))
                .hasMessageStartingWith("p.csv: line 2, latitude_deg must be at most 90.0: 144.0");
        assertThat(places("p.csv", bytes("latitude_deg,longitude_deg;90,-180")).places())
                .containsExactly(new Place(90, -180));
        assertThatThrownBy(() -> places("p.csv", bytes("latitude_deg,longitude_deg")))
                .hasMessageStartingWith("p.csv: must have at least one place: 0");
        assertThatThrownBy(() -> places("p.csv", bytes("lat,lon;1,2")))
                .hasMessageStartingWith("p.csv: line 1 must name known columns: \"lat,lon\"");
    }

    @Test
    void interpolatesPositionsOfVehicles() {
        Tracks tracks = tracks(
                "s",
                bytes(
                        "vehicle_id,class,t_s,x_m,y_m,speed_mps;0,bus,60,0,0,0;0,bus,62,4,2,1;1,car,61,7,8,1;1,car,63,9,8,1"));
        assertThat(tracks.at(60).values()).containsExactly(new Point(60, 0, 0));
        assertThat(tracks.at(61).values()).containsExactly(new Point(61, 2, 1), new Point(61, 7, 8));
        assertThat(tracks.at(64)).isEmpty();
        Tracks slow = tracks("s", bytes("vehicle_id,t_s,x_m,y_m;0,60,10,20;0,70,15,40"));
        assertThat(slow.at(62).values()).containsExactly(new Point(62, 11, 24));
        assertThat(slow.at(59)).isEmpty();
        assertThatThrownBy(() -> tracks("g.csv", bytes("trajectory_id,t_s,x_m,y_m,activity;4,0,1,2,OnFoot")))
                .hasMessageStartingWith("g.csv: must have at least one vehicle: 0");
        assertThat(tracks.busiestSeconds()).isEqualTo(61);
        Tracks walks =
                tracks("g", bytes("trajectory_id,t_s,x_m,y_m,activity;4,0,1,2,Driving;4,5,1,3,OnFoot;5,0,1,2,OnFoot"));
        assertThat(walks.points()).containsOnlyKeys("4");
        assertThatThrownBy(() -> walks.points().get("4").clear()).isInstanceOf(UnsupportedOperationException.class);
        byte[] feet = bytes("trajectory_id,t_s,x_m,y_m,activity;4,0,1,2,Driving;5,0,1,2,OnFoot");
        assertThat(Tracks.readWalks(CsvTable.read("g", feet)).points()).containsOnlyKeys("5");
        Tracks car = tracks("c", bytes("t_s,latitude_deg,longitude_deg;0,48,11;1,48.001,11"));
        assertThat(car.at(1).firstEntry().getValue().yMetres()).isCloseTo(111.195, within(0.001));
        assertThatThrownBy(() ->
                        tracks("s.csv", bytes("vehicle_id,class,t_s,x_m,y_m,speed_mps;0,bus,60,0,0,0;0,bus,60,4,2,1")))
                .hasMessageStartingWith("s.csv: line 3, t_s must increase for vehicle 0: 60.0");
    }

    /** Times in seconds or as timestamps, with ids and without an activity; timestamps count from the earliest. */
    @Test
    void readsTimedPlacesAsTracks() {
        Tracks counted = tracks("c", bytes("id,time,latitude,longitude;a,5,48,11;b,5,48,11;a,7.5,48.001,11"));
        assertThat(counted.points()).containsOnlyKeys("a", "b");
        assertThat(counted.points().get("a")).extracting(Point::seconds).containsExactly(5.0, 7.5);
        assertThat(counted.points().get("a").getLast().yMetres()).isCloseTo(111.195, within(0.001));
        String moments = "id,time,latitude,longitude;a,2026-05-01T10:00:05Z,48,11;b,2026-05-01 10:00:00.5,48,11";
        Tracks dated = Tracks.readWalks(CsvTable.read("c", bytes(moments)));
        assertThat(dated.points().get("a").getFirst().seconds()).isEqualTo(4.5);
        assertThat(dated.points().get("b").getFirst().seconds()).isZero();
        assertThatThrownBy(() -> tracks("c.csv", bytes("id,time,latitude,longitude;a,5,48,11;a,noon,48,11")))
                .hasMessageStartingWith("c.csv: line 2 must have a time such as 2009-10-17T18:37:26Z: \"5\"");
        assertThatThrownBy(() -> tracks("c.csv", bytes("id,time,latitude,longitude;a,5,48,11;a,5,48,11")))
                .hasMessageStartingWith("c.csv: line 3, time must increase for vehicle a: 5.0");
        assertThatThrownBy(() -> tracks("c.csv", bytes("id,time,latitude,longitude;a,5,95,11")))
                .hasMessageStartingWith("c.csv: line 2, latitude must be at most 90.0: 95.0");
        assertThatThrownBy(() -> tracks("c.csv", bytes("id,time,latitude,longitude")))
                .hasMessageStartingWith("c.csv: must have at least one vehicle: 0");
        assertThatThrownBy(() -> tracks("c.csv", bytes("t_s,x_m,y_m;1,2,3")))
                .hasMessageStartingWith("c.csv: line 1 must name known columns");
    }

    @Test
    void devicesAreChosenByNameOrDeclared() {
        List<InferenceHardware> known = devices(
                "h",
                bytes("gpu_model,num_gpus,nickname,max_num_seqs,output_throughput_tokens_per_sec,avg_power_watts;"
                        + "H100,1,\"Qwen 3, 14B\",8,627.4,443"));
        assertThat(known).containsExactly(new InferenceHardware("1 x H100, Qwen 3, 14B, batch 8", 627.4, 443));
        assertThat(InferenceHardware.parse("--fixed-device", "qwen 3", known)).isEqualTo(known.getFirst());
        assertThat(InferenceHardware.parse("--fixed-device", "422@200", known))
                .isEqualTo(new InferenceHardware("declared", 422, 200));
        assertThat(InferenceHardware.parse("--fixed-device", "422@0", known))
                .isEqualTo(new InferenceHardware("declared", 422, 0));
        assertThatThrownBy(() -> InferenceHardware.parse("--fixed-device", "422@-1", known))
                .hasMessageContaining("names are such as 1 x H100, Qwen 3, 14B, batch 8");
        assertThatThrownBy(() -> InferenceHardware.parse("--fixed-device", "0@200", known))
                .hasMessageStartingWith(
                        "--fixed-device: must be TOKENS_PER_SECOND@WATTS or part of a device's name: \"0@200\"");
        assertThatThrownBy(() -> InferenceHardware.parse("--fixed-device", "B200", List.of()))
                .hasMessageContaining("--hardware");
    }

    @Test
    void readsAllRowsOfShippedFiles() throws IOException {
        assertThat(requests("a", open("llm_requests_azure_code.csv")).requests())
                .hasSize(8819);
        assertThat(requests("t", open("agent_calls_taubench_airline_gpt4o.csv")).requests())
                .hasSize(1163);
        assertThat(places("s", open("edge_sites_eua_melbourne_cbd.csv")).places())
                .hasSize(63);
        assertThat(places("u", open("users_eua_melbourne_cbd.csv")).places()).hasSize(408);
        assertThat(tracks("b", open("mobility_sumo_bologna_acosta.csv")).points())
                .hasSize(70);
        assertThat(tracks("g", open("mobility_gps_driving_walking.csv")).points())
                .hasSizeLessThanOrEqualTo(120);
    }

    @Test
    void readsAllRowsOfOtherFiles() throws IOException {
        assertThat(requests("m", open("llm_requests_mooncake_first_half.csv")).requests())
                .hasSize(5606);
        assertThat(requests("x", open("llm_lengths_arxiv_summarization.csv")).requests())
                .hasSize(2000);
        assertThat(tracks("c", open("vehicle_trace_munich_1hz.csv")).points()).hasSize(1);
        assertThat(devices("h", open("hw_llm_serving_energy_h100.csv"))).hasSize(177);
        assertThat(devices("h", open("hw_gpu_single_request.csv"))).hasSize(8);
    }
}
