package skybourse.app.traces;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static skybourse.app.traces.SmallImport.CAST;
import static skybourse.app.traces.SmallImport.TRACE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.app.traces.ImportedMotion.Battery;
import skybourse.app.traces.ImportedMotion.PedestrianTracks;
import skybourse.app.traces.ImportedMotion.VehicleTracks;
import skybourse.app.traces.Tracks.Point;
import skybourse.base.scenario.ScenarioSampler.Counts;

/** Tables and {@code overTime} block of an imported market; the middle of its vehicles is (30, 10). */
class ImportedMotionTest {

    private static final List<Point> A = List.of(new Point(20, 0, 0), new Point(40, 40.00049, 0));
    private static final List<Point> B = List.of(new Point(25, 60, 20), new Point(27, 100, 20));
    private static final List<Point> WALK = List.of(new Point(3, 7, 7), new Point(5, 10, 3));

    private static Tracks tracks(List<Point> a, List<Point> b) {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        points.put("a", a);
        points.put("b", b);
        return new Tracks(points);
    }

    private static ImportedMotion drives(List<Point> a, boolean onRoads) {
        return motion(Optional.of(new VehicleTracks("cars.csv", tracks(a, B), 30, onRoads)), Optional.empty());
    }

    private static ImportedMotion motion(Optional<VehicleTracks> drives, Optional<PedestrianTracks> walks) {
        return new ImportedMotion(SmallImport.standard(), CAST, "trace.csv", drives, walks, Optional.empty());
    }

    private static String table(ImportedMotion motion, String name) {
        return new String(motion.tables("m").get(name), UTF_8);
    }

    @Test
    void requestsAreOrderedByArrival() {
        ImportedMotion motion = motion(Optional.empty(), Optional.empty());
        assertThat(motion.tables("m")).containsOnlyKeys("m-requests.csv");
        assertThat(table(motion, "m-requests.csv")).isEqualTo("""
                seconds,inputBits,work,deadlineSeconds
                0.0,6400.0,400.0,12.0
                5.0,3200.0,200.0,12.0
                7.0,1600.0,400.0,12.0
                """);
        assertThat(motion.block("a \"b\\")).isEqualTo("""
                overTime:
                  arrivals:
                    trace:
                      file: "a \\"b\\\\-requests.csv"
                """);
        assertThat(motion.assumptions())
                .containsExactly(
                        "Recorded: 0.1 minutes of requests, not a day, each at its own second, to a wireless agent"
                                + " drawn among those that are there; a slot has 8.0 s.");
    }

    @Test
    void arrivalsCountFromStartOfWindow() {
        ImportedScenario all = SmallImport.standard();
        var later = new ImportedScenario(
                TRACE, new TraceWindow(4, 3), all.sites(), all.users(), all.vehicles(), 8, all.settings());
        var motion = new ImportedMotion(later, CAST, "trace.csv", Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(table(motion, "m-requests.csv").lines().skip(1)).containsExactly("1.0,3200.0,200.0,12.0");
    }

    @Test
    void mobileAgentsFollowVehicleTracks() {
        ImportedMotion motion = drives(A, false);
        assertThat(motion.tables("m")).containsOnlyKeys("m-requests.csv", "m-mobile.csv");
        assertThat(table(motion, "m-mobile.csv")).isEqualTo("""
                id,seconds,x,y
                MA1,-5.0,30.0,10.0
                MA1,-3.0,70.0,10.0
                MA2,-10.0,-30.0,-10.0
                MA2,10.0,10.0,-10.0
                """);
        assertThat(motion.block("m")).isEqualTo("""
                overTime:
                  motion:
                    mobileAgents:
                      tracks:
                        file: "m-mobile.csv"
                        loops: true
                        shiftSeconds: -10.0
                  arrivals:
                    trace:
                      file: "m-requests.csv"
                """);
        assertThat(motion.assumptions().getLast())
                .isEqualTo("Looped and shifted: mobile agents play the tracks of their vehicles, whose middle lies on"
                        + " that of the sites, second 30.0 of the file at time 0, and begin again at their ends.");
    }

    @Test
    void mobileAgentsDriveOnRoadsOfTracks() {
        ImportedMotion motion = drives(List.of(new Point(20, 0, 0), new Point(22, 40, 0)), true);
        assertThat(motion.tables("m")).containsOnlyKeys("m-requests.csv");
        assertThat(motion.block("m")).isEqualTo("""
                overTime:
                  motion:
                    mobileAgents:
                      roadBound:
                        crossings:
                          - {eastMetres: -30.0, northMetres: -10.0}
                          - {eastMetres: 10.0, northMetres: -10.0}
                          - {eastMetres: 30.0, northMetres: 10.0}
                          - {eastMetres: 70.0, northMetres: 10.0}
                        roads:
                          - {from: 0, to: 1, limitMetresPerSecond: 20.0}
                          - {from: 2, to: 3, limitMetresPerSecond: 20.0}
                          - {from: 1, to: 0, limitMetresPerSecond: 20.0}
                          - {from: 3, to: 2, limitMetresPerSecond: 20.0}
                  arrivals:
                    trace:
                      file: "m-requests.csv"
                """);
        assertThat(motion.assumptions().getLast())
                .isEqualTo("Generated: mobile agents drive at random along roads between squares of 25.0 m on which"
                        + " vehicles drove.");
    }

    /** Three agents get two homes and two tracks in turn; each starts from its home at second 0. */
    @Test
    void wirelessAgentsWalkFromHomes() {
        Tracks walks = tracks(WALK, List.of(new Point(0, 0, 0), new Point(1, 1, 0)));
        ImportedMotion motion = motion(Optional.empty(), Optional.of(new PedestrianTracks("walks.csv", walks, 0)));
        assertThat(motion.tables("m")).containsOnlyKeys("m-requests.csv", "m-wireless.csv");
        assertThat(table(motion, "m-wireless.csv")).isEqualTo("""
                id,seconds,x,y
                WA1,0.0,0.0,111.195
                WA1,2.0,3.0,107.195
                WA2,0.0,333.585,0.0
                WA2,1.0,334.585,0.0
                WA3,0.0,0.0,111.195
                WA3,2.0,3.0,107.195
                """);
        assertThat(motion.block("m")).isEqualTo("""
                overTime:
                  motion:
                    wirelessAgents:
                      tracks:
                        file: "m-wireless.csv"
                        maxSpeed: 10.0
                        loops: true
                  arrivals:
                    trace:
                      file: "m-requests.csv"
                """);
        assertThat(motion.assumptions().getLast())
                .isEqualTo(
                        "Looped and shifted: wireless agents walk from their places as in the tracks, each cut to its longest"
                                + " stretch without a gap above 10.0 s or a pace above 10.0 m/s, dealt in turn, and begin again"
                                + " at their ends.");
    }

    /** A gap of 11 s and a jump of 20 m in a second split a walk; the longest stretch in time is used. */
    @Test
    void usesLongestStretchWithoutGapsOrJumps() {
        List<Point> cut = List.of(
                new Point(0, 5, 5),
                new Point(1, 6, 5),
                new Point(2, 7, 5),
                new Point(13, 8, 5),
                new Point(23, 9, 7),
                new Point(24, 9, 27),
                new Point(26, 9, 28));
        Tracks walks = tracks(WALK, cut);
        ImportedMotion motion = motion(Optional.empty(), Optional.of(new PedestrianTracks("walks.csv", walks, 0)));
        assertThat(table(motion, "m-wireless.csv")).isEqualTo("""
                id,seconds,x,y
                WA1,0.0,0.0,111.195
                WA1,10.0,1.0,113.195
                WA2,0.0,333.585,0.0
                WA2,2.0,336.585,-4.0
                WA3,0.0,0.0,111.195
                WA3,10.0,1.0,113.195
                """);
    }

    /** The pace is limited, not the distance of samples: 50 m in 5 s is 10 m/s, 50.1 m in 5 s is too fast. */
    @Test
    void acceptsRareSamplesAtWalkingPace() {
        List<Point> rare = List.of(new Point(0, 0, 0), new Point(5, 50, 0), new Point(10, 100.1, 0));
        ImportedMotion motion =
                motion(Optional.empty(), Optional.of(new PedestrianTracks("walks.csv", tracks(rare, rare), 0)));
        assertThat(table(motion, "m-wireless.csv").lines())
                .startsWith("id,seconds,x,y", "WA1,0.0,0.0,111.195", "WA1,5.0,50.0,111.195", "WA2,0.0,333.585,0.0");
    }

    /** 0.5 of three agents is rounded up to two, 0.4 of three down to one. */
    @Test
    void roundsNumberOfWalkingAgents() {
        for (double standing : new double[] {0.5, 0.6}) {
            PedestrianTracks walks = new PedestrianTracks("walks.csv", tracks(WALK, WALK), standing);
            assertThat(table(motion(Optional.empty(), Optional.of(walks)), "m-wireless.csv")
                            .lines()
                            .skip(1)
                            .map(line -> line.split(",")[0])
                            .distinct())
                    .hasSize(standing == 0.5 ? 2 : 1);
        }
    }

    /** Two of three stand; the one that walks gets the longest stretch. */
    @Test
    void standingAgentsHaveNoTrack() {
        Tracks walks = tracks(WALK, List.of(new Point(0, 0, 0), new Point(1, 1, 0)));
        ImportedMotion motion = motion(Optional.empty(), Optional.of(new PedestrianTracks("walks.csv", walks, 0.6)));
        assertThat(table(motion, "m-wireless.csv")).isEqualTo("""
                id,seconds,x,y
                WA3,0.0,0.0,111.195
                WA3,2.0,3.0,107.195
                """);
        assertThat(motion.block("m")).isEqualTo("""
                overTime:
                  motion:
                    agents:
                      WA3:
                        tracks:
                          file: "m-wireless.csv"
                          vehicle: WA3
                          maxSpeed: 10.0
                          loops: true
                  arrivals:
                    trace:
                      file: "m-requests.csv"
                """);
        assertThat(motion.assumptions().getLast())
                .startsWith("Looped and shifted: 2 of 3 wireless agents stand, the others walk");
        ImportedMotion most = motion(Optional.empty(), Optional.of(new PedestrianTracks("walks.csv", walks, 0.3)));
        assertThat(table(most, "m-wireless.csv")
                        .lines()
                        .map(line -> line.split(",")[0])
                        .distinct())
                .containsExactly("id", "WA2", "WA3");
    }

    @Test
    void writesBatteriesOfAerialAgents() {
        var motion = new ImportedMotion(
                SmallImport.standard(),
                CAST,
                "trace.csv",
                Optional.empty(),
                Optional.empty(),
                Optional.of(Battery.parse("--battery", "2@350")));
        assertThat(motion.block("m")).isEqualTo("""
                overTime:
                  arrivals:
                    trace:
                      file: "m-requests.csv"
                  aerialEnergy:
                    batteryJoules: 7200.0
                    chargerWatts: 350.0
                    baseEastMetres: 0.0
                    baseNorthMetres: 0.0
                """);
        assertThat(motion.assumptions().getLast())
                .isEqualTo("Assumed: batteries of aerial agents of 2.0 Wh, charged with 350.0 W in the middle of the"
                        + " sites; they hover at their stations.");
        for (String text : List.of("98", "98@", "@350", "0@350", "98@0", "98@350@1", "1e999@1", "a@b")) {
            assertThatThrownBy(() -> Battery.parse("--battery", text))
                    .hasMessageStartingWith("--battery: must be WATT_HOURS@WATTS, both above 0: \"" + text + "\"");
        }
    }

    @Test
    void rejectsUntimedRequestsAndUnusableTracks() {
        var untimed = SmallImport.of(new RequestTrace(1, false, TRACE.requests()), new Counts(3, 2, 1, 1), 0.5);
        assertThatThrownBy(() -> new ImportedMotion(
                        untimed, CAST, "trace.csv", Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessageStartingWith("trace.csv: must contain arrival times for --over-time: it has none");
        List<Point> jumps = List.of(new Point(0, 0, 0), new Point(1, 61, 0));
        assertThatThrownBy(() -> drives(jumps, false))
                .hasMessageStartingWith(
                        "cars.csv: vehicle a: a track must keep two samples or more: 1 of 2 at a speed of"
                                + " at most 60.0 m/s");
        List<Point> far = List.of(new Point(0, 30, 10_010.5), new Point(1, 30, 10_020));
        assertThatThrownBy(() -> drives(far, false))
                .hasMessageStartingWith(
                        "cars.csv: vehicle a must come within 10000.0 m of the middle of all vehicles:" + " 10000.5 m");
        drives(List.of(new Point(0, 30, 10_010), new Point(1, 30, 10_020)), false);
        List<Point> runs = List.of(new Point(0, 0, 0), new Point(1, 10.5, 0));
        assertThatThrownBy(() ->
                        motion(Optional.empty(), Optional.of(new PedestrianTracks("walks.csv", tracks(WALK, runs), 0))))
                .hasMessageStartingWith(
                        "walks.csv: walk b: a track must have two samples within 10.0 s at a speed of at most"
                                + " 10.0 m/s: none of 2");
    }
}
