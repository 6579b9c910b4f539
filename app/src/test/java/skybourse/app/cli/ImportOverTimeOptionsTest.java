package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import skybourse.app.folders.ScenarioFileReader;
import skybourse.base.agent.Position;
import skybourse.base.random.RandomStreams;
import skybourse.files.scenario.DynamicScenario;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.motion.Motion;
import skybourse.round.motion.MotionSegment;
import skybourse.round.motion.RoadMotion;
import skybourse.testing.OpenData;

/** From raw traces to a scenario that {@code simulate} runs. */
class ImportOverTimeOptionsTest {

    @TempDir
    private Path temp;

    private Path out;

    @BeforeEach
    void writeTraces() throws IOException {
        out = temp.resolve("out/hour.yaml");
        Files.writeString(temp.resolve("requests.csv"), "seconds,input,output\n10,700,3\n12.5,800,4\n19,600,2\n");
        Files.writeString(temp.resolve("untimed.csv"), "input,output\n70,3\n");
        Files.writeString(
                temp.resolve("sites.csv"), "latitude_deg,longitude_deg\n-37.8162,144.9624\n-37.8156,144.9616\n");
        Files.writeString(temp.resolve("users.csv"), "latitude_deg,longitude_deg\n-37.8146,144.9644\n");
        Files.writeString(temp.resolve("cars.csv"), """
                vehicle_id,t_s,x_m,y_m
                a,60,1010,510
                a,62,1040,510
                a,64,1070,510
                b,61,1110,510
                b,63,1090,510
                """);
        Files.writeString(temp.resolve("walks.csv"), """
                trajectory_id,t_s,x_m,y_m,activity
                1,100,5,5,OnFoot
                1,105,9,8,OnFoot
                2,0,0,0,Driving
                2,5,50,0,Driving
                """);
        Files.writeString(temp.resolve("jumping.csv"), "vehicle_id,t_s,x_m,y_m\na,60,0,0\na,61,500,0\n");
        Files.writeString(temp.resolve("falling.csv"), "vehicle_id,t_s,x_m,y_m\na,60,0,0\na,59,5,0\n");
        Files.writeString(temp.resolve("empty.csv"), "vehicle_id,t_s,x_m,y_m\n");
        Files.writeString(temp.resolve("ways.kml"), "<kml/>");
        Files.writeString(temp.resolve("parked.csv"), "vehicle_id,t_s,x_m,y_m\na,60,1,1\na,62,2,1\n");
        Files.writeString(
                temp.resolve("frames.csv"),
                "vehicle_id,t_s,x_m,y_m\na,60,0,0\na,62,9,0\nb,60,700000,5800000\nb,62,700009,5800000\n");
    }

    private Ran imported(String requests, Object... more) {
        List<Object> line = new ArrayList<>(List.of("import", "--requests", temp.resolve(requests)));
        line.addAll(List.of("--sites", temp.resolve("sites.csv"), "--users", temp.resolve("users.csv")));
        line.addAll(List.of("--out", out));
        line.addAll(List.of(more));
        return Ran.of(line.toArray());
    }

    private DynamicScenario market(Object... more) {
        Ran ran = imported("requests.csv", more);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ScenarioFileReader.readOverTime(out);
    }

    private static MotionSegment atStart(Motion motion, String id) {
        return motion.firstLeg(new RandomStreams(1), id);
    }

    @Test
    void importKeepsArrivalTimesAndVehicleTracks() {
        DynamicScenario market = market("--over-time", "--mobility", temp.resolve("cars.csv"), "--at", 62);
        var trace = (Arrivals.Trace) market.dynamics().arrivals();
        assertThat(trace.requests()).extracting(Arrivals.Trace.Request::seconds).containsExactly(0.0, 2.5, 9.0);
        assertThat(trace.requests().get(1).task().inputBits()).isEqualTo(800 * 32);
        assertThat(market.scenario().rules().roundSeconds()).isEqualTo(1);
        assertThat(market.scenario().description()).contains("not a day, each at its own second");
        // second 62 of the file is time 0: tracks start at the positions of the scenario's agents
        for (int i = 0; i < 2; i++) {
            var agent = market.scenario().mobileAgents().get(i);
            MotionSegment leg = atStart(market.dynamics().mobileMotion().get(i), agent.id());
            assertThat(leg.isPresent()).isTrue();
            assertThat(leg.eastMetres(0)).isCloseTo(agent.position().xMetres(), within(1e-3));
            assertThat(leg.northMetres(0)).isCloseTo(agent.position().yMetres(), within(1e-3));
        }
        assertThat(market.dynamics().wirelessMotion()).isEmpty();
    }

    @Test
    void walksStartAtHomesOfUsers() {
        DynamicScenario market = market("--over-time", "--walks", temp.resolve("walks.csv"), "--slot-seconds", 0.5);
        assertThat(market.scenario().rules().roundSeconds()).isEqualTo(0.5);
        Position home = market.scenario().wirelessAgents().getFirst().position();
        MotionSegment leg = atStart(market.dynamics().wirelessMotion().getFirst(), "WA1");
        assertThat(leg.eastMetres(0)).isCloseTo(home.xMetres(), within(1e-3));
        assertThat(leg.eastMetres(5)).isCloseTo(home.xMetres() + 4, within(2e-3));
        assertThat(leg.northMetres(5)).isCloseTo(home.yMetres() + 3, within(2e-3));
    }

    /** Squares of 25 m: a drives from 1010 via 1040 to 1070, b from 1110 to 1090. Dead ends get a road back. */
    @Test
    void roadsFollowVehicleTracks() {
        DynamicScenario market = market("--over-time", "--mobility", temp.resolve("cars.csv"), "--at", 62, "--roads");
        var roads = ((RoadMotion) market.dynamics().mobileMotion().getFirst()).roads();
        double middle = (1040 + 1100) / 2.0;
        assertThat(roads.crossings())
                .extracting(place -> place.eastMetres() + middle)
                .containsExactly(1010.0, 1040.0, 1070.0, 1110.0, 1090.0);
        assertThat(roads.roads())
                .extracting(road -> road.from() + "-" + road.to() + " " + road.limitMetresPerSecond())
                .containsExactly("0-1 15.0", "1-2 15.0", "3-4 10.0", "2-1 15.0", "4-3 10.0");
        assertThat(temp.resolve("out/hour-mobile.csv")).doesNotExist();
    }

    @Test
    void importedMarketIsSimulated() throws IOException {
        Ran ran = imported(
                "requests.csv",
                "--over-time",
                "--mobility",
                temp.resolve("cars.csv"),
                "--walks",
                temp.resolve("walks.csv"));
        assertThat(ran.out())
                .contains("3 recorded requests")
                .contains("Next: ./skybourse simulate " + out + " --slots 10");
        Path folder = temp.resolve("played");
        Ran simulated = Ran.of("simulate", out, "--slots", 10, "--quiet", "--out", folder);
        assertThat(simulated.code()).as(simulated.err()).isZero();
        long arrived = Files.readAllLines(folder.resolve("slots.csv")).stream()
                .filter(line -> line.matches("[0-9].*"))
                .mapToLong(line -> (long) Double.parseDouble(line.split(",")[2]))
                .sum();
        assertThat(arrived).isEqualTo(3);
        assertThat(Ran.of("verify", folder).code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            untimed  | --over-time                            | untimed.csv: must contain arrival times for --over-time: it has none
            requests | --over-time --mobility falling.csv     | falling.csv: line 3, t_s must increase for vehicle a: 59.0
            requests | --over-time --mobility jumping.csv     | jumping.csv: vehicle a: a track must keep two samples or more: 1 of 2 at a speed of at most 60.0 m/s
            requests | --over-time --mobility frames.csv      | must come within 10000.0 m of the middle of all vehicles
            requests | --over-time --mobility empty.csv       | empty.csv: must have at least one vehicle: 0
            requests | --over-time --mobility parked.csv --roads | parked.csv: must contain a vehicle that drives from one square of 25.0 m to another within 10.0 s: 0
            requests | --over-time --roads                    | --roads: must not be given: it has no effect with no --mobility
            requests | --walks walks.csv                      | --walks: must not be given: it has no effect with a single round
            requests | --over-time --load 0                   | --load: must be positive and finite: 0.0
            requests | --over-time --load=-1                  | --load: must be positive and finite: -1.0
            requests | --load 0.5                             | --load: must not be given: it has no effect with a single round
            requests | --over-time --stationary-share 0.5             | --stationary-share: must not be given: it has no effect with no --walks
            requests | --over-time --walks walks.csv --stationary-share 1.5 | --stationary-share: must be from 0 to 1: 1.5
            requests | --over-time --battery 98               | --battery: must be WATT_HOURS@WATTS, both above 0
            requests | --over-time --battery 98@160           | chargerWatts must be above the hovering power
            requests | --over-time --more-requests untimed.csv | untimed.csv: must contain arrival times for --over-time: it has none
            requests | --over-time --mobility ways.kml        | ways.kml: must be in a known format: "<kml/>"
            requests | --over-time --slot-seconds 0           | --slot-seconds: must be positive and finite: 0.0
            requests | --over-time --slot-seconds 90          | rules.roundSeconds must be at most the longest deadline
            """)
    void rejectsInvalidInputAndWritesNothing(String requests, String flags, String complaint) {
        Object[] more = flags.lines()
                .flatMap(line -> List.of(line.split(" ")).stream())
                .map(word -> word.matches(".*\\.(csv|kml)") ? temp.resolve(word) : word)
                .toArray();
        Ran ran = imported(requests + ".csv", more);
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err()).contains(complaint);
        assertThat(out.getParent()).doesNotExist();
    }

    @Test
    void realTracesImportIntoSimulatedMarket() throws IOException {
        Path walks = OpenData.path("mobility_gps_driving_walking.csv");
        Ran ran = Ran.of(OpenData.imports("--walks", walks, "--over-time", "--out", out));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("60 of 60 wireless agents move (on recorded tracks)");
        assertThat(ran.out()).contains("8,819 recorded requests").contains("--slots 3436");
        Ran simulated =
                Ran.of("simulate", out, "--slots", 30, "--certify", "never", "--quiet", "--out", temp.resolve("x"));
        assertThat(simulated.code()).as(simulated.err()).isZero();
    }
}
