package skybourse.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.files.text.InvalidInputException;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.motion.RandomWaypoint;
import skybourse.round.motion.RoadMotion;
import skybourse.round.motion.Stationary;
import skybourse.round.motion.TrackPlayback;
import tools.jackson.databind.node.ObjectNode;

/** The block {@code overTime} of scenario files: its meaning, and one error for each invalid value. */
class OverTimeTextTest {

    private static final String CAMPUS = text("examples/campus.yaml");
    private static final String EXPLICIT = text("examples/explicit-links.yaml");

    private final Map<String, String> tables = new HashMap<>();

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DynamicScenario read(String text) {
        return ScenarioText.readOverTime(
                "s.yaml",
                text.getBytes(StandardCharsets.UTF_8),
                table -> tables.get(table).getBytes(StandardCharsets.UTF_8));
    }

    private DynamicScenario campus(String block) {
        return read(CAMPUS + "overTime:\n  " + block.replace("|", "\n  ") + "\n");
    }

    @Test
    void fileWithoutBlockIsStationary() {
        DynamicScenario market = read(CAMPUS);
        assertThat(market.isGiven()).isFalse();
        assertThat(market.dynamics()).isEqualTo(Dynamics.stationary());
        assertThat(market.scenario()).isEqualTo(ScenarioText.read("s.yaml", CAMPUS.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void omittedFieldsMeanStationaryMarket() {
        DynamicScenario market = campus("queue: fifo|channel: {}|messages: {}|pricing: {}|handover: {}");
        assertThat(market.isGiven()).isTrue();
        assertThat(market.dynamics()).isEqualTo(Dynamics.stationary());
    }

    @Test
    void blockDoesNotChangeTheScenario() {
        Scenario scenario = campus("escrow: false").scenario();
        assertThat(scenario).isEqualTo(read(CAMPUS).scenario());
        byte[] both = (CAMPUS + "overTime: {escrow: false}\n").getBytes(StandardCharsets.UTF_8);
        assertThat(ScenarioText.read("s.yaml", both)).isEqualTo(scenario);
    }

    @Test
    void writtenMarketIsReadBack() {
        tables.put("way/bus.csv", "id,seconds,x,y\nbus,5,0,0\nbus,6,10,0\nbus,8,10,20\n");
        DynamicScenario market = campus("motion:|  mobileAgents: {tracks: {file: way/bus.csv, loops: true}}"
                + "|  agents: {visitor: {gaussMarkov: {area: {eastMetres: 300, northMetres: 200}, meanSpeed: 1,"
                + " spread: 1, memorySeconds: 9}}}|arrivals: {poisson: {tasksPerSecond: 0.5}}");
        tables.put("tables/bus.csv", tables.remove("way/bus.csv"));
        DynamicScenario again = read(market.text());
        assertThat(again.text()).isEqualTo(market.text());
        assertThat(again.scenario()).isEqualTo(market.scenario());
        assertThat(again.dynamics().wirelessMotion())
                .isEqualTo(market.dynamics().wirelessMotion());
        assertThat(market.tables()).containsOnlyKeys("tables/bus.csv");
    }

    @Test
    void agentsFollowTracksInOrder() {
        tables.put("t.csv", "x,y,seconds,id\n1,1,107,b\n2,1,109,b\n5,5,104,a\n5,6,105,a\n");
        DynamicScenario market =
                read(twoShuttles() + "overTime:\n  motion: {mobileAgents: {tracks: {file: t.csv, shiftSeconds: 2}}}\n");
        assertThat(market.dynamics().mobileMotion())
                .extracting(motion -> ((TrackPlayback) motion).shiftSeconds())
                .containsExactly(5.0, 2.0);
    }

    private static String twoShuttles() {
        int at = CAMPUS.indexOf("  - id: shuttle");
        int end = CAMPUS.indexOf("fixedAgents:");
        String shuttle = CAMPUS.substring(at, end);
        return CAMPUS.substring(0, end) + shuttle.replace("id: shuttle", "id: second") + CAMPUS.substring(end);
    }

    @Test
    void ownMotionOverridesMotionOfKind() {
        Dynamics dynamics = campus(
                        "motion:|  wirelessAgents: {randomWaypoint: {area: {eastMetres: 300, northMetres: 200},"
                                + " slowest: 1, fastest: 2}}|  agents: {visitor: {standing: {}}}")
                .dynamics();
        assertThat(dynamics.wirelessMotion()).hasSize(6).last().isEqualTo(new Stationary(290, 30));
        assertThat(dynamics.wirelessMotion().subList(0, 5)).allMatch(RandomWaypoint.class::isInstance);
        assertThat(dynamics.mobileMotion()).isEmpty();
    }

    @Test
    void readsRoadsFromTheFile() {
        Dynamics dynamics = campus("motion:|  mobileAgents:|    roadBound:|      crossings:"
                        + "|        - {eastMetres: 0, northMetres: 0}|        - {eastMetres: 9, northMetres: 0}|      roads:"
                        + "|        - {from: 0, to: 1, limitMetresPerSecond: 5}"
                        + "|        - {from: 1, to: 0, limitMetresPerSecond: 5}")
                .dynamics();
        assertThat(dynamics.mobileMotion()).singleElement().isInstanceOf(RoadMotion.class);
    }

    @Test
    void traceStartsAtItsWindowAndHasItsSpeed() {
        tables.put(
                "r.csv", "seconds,inputBits,work,deadlineSeconds\n1,8,9,3\n10,8,9,3\n14,80,90,4\n14,8,9,3\n30,8,9,3\n");
        Dynamics dynamics = campus(
                        "arrivals: {trace: {file: r.csv, speed: 2, window: {startSeconds: 10, lengthSeconds: 20}}}")
                .dynamics();
        assertThat(((Arrivals.Trace) dynamics.arrivals()).requests())
                .extracting(request -> request.seconds() + " " + request.task().work())
                .containsExactly("0.0 9.0", "2.0 90.0", "2.0 9.0");
    }

    /** Six tasks of 29.2e9 work units in total, and processors of 35.4e9 work units per second in total. */
    @Test
    void loadIsArrivingWorkPerCapacity() {
        DynamicScenario market = campus("arrivals: {poisson: {tasksPerSecond: 2}}");
        double work = market.scenario().wirelessAgents().stream()
                .mapToDouble(agent -> agent.task().work())
                .sum();
        double once = read(CAMPUS).dynamics().load(market.scenario());
        assertThat(work).isEqualTo(29.2e9);
        assertThat(once).isEqualTo(29.2 / 35.4, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(market.dynamics().load(market.scenario()))
                .isEqualTo(2 * once, org.assertj.core.api.Assertions.within(1e-12));
    }

    private static final String WALK =
            "motion: {wirelessAgents: {randomWaypoint: {area: {eastMetres: 300, northMetres: 200},"
                    + " slowest: 1, fastest: 2}}}";

    private static final String ENERGY =
            "aerialEnergy: {batteryJoules: 1e5, chargerWatts: 400, baseEastMetres: 1, baseNorthMetres: 1}";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "walk slowest: 0; overTime.motion.wirelessAgents.randomWaypoint.slowest must be above 0, because with 0 the mean"
                        + " speed decays forever: 0.0",
                "walk slowest: -1; overTime.motion.wirelessAgents.randomWaypoint.slowest must not be negative: -1",
                "walk fastest: 0.5; overTime.motion.wirelessAgents.randomWaypoint.fastest must be in [1.0, 1.0E18]: 0.5",
                "energy chargerWatts: 100; overTime.aerialEnergy.chargerWatts must be above the hovering power",
                "energy baseEastMetres: 301; overTime.aerialEnergy.base must be in the area of overTime.motion, 300.0 m by",
                "arrivals: {poisson: {tasksPerSecond: 0}}; overTime.arrivals.poisson.tasksPerSecond must be positive: 0",
                "arrivals: {poisson: {tasksPerSecond: 1}, everySlot: {}}; overTime.arrivals must have exactly one of the variants",
                "messages: {loss: 2}; overTime.messages.loss must be at most 1: 2",
                "adversary: {groups: [{behaviour: {noShow: {rate: 2}}, share: 1}]};"
                        + " overTime.adversary.groups[0].behaviour.noShow.rate must be at most 1: 2",
                "adversary: {groups: [{behaviour: {noShow: {rate: 1}}}]};"
                        + " overTime.adversary.groups[0].share must be given if ids is not, and only then",
                "adversary: {groups: [{behaviour: {noShow: {rate: 1}}, share: 0.01}]};"
                        + " overTime.adversary.groups[0].share must select at least one of 4 agents: 0.01",
                "adversary: {groups: [{behaviour: {noShow: {rate: 1}}, ids: [visitor]}]};"
                        + " overTime.adversary.groups[0].ids must name agents that can behave so, ",
                "reputation: {least: 0.9}; overTime.reputation.least must be below the score of a new leader, 0.9: 0.9",
                "queue: lifo; overTime.queue must be one of the allowed words",
                "motions: {}; overTime.motions must be a known field",
                "motion: {agents: {nobody: {standing: {}}}}; overTime.motion.agents must name a wireless or mobile agent",
                "motion: {mobileAgents: {roadBound: {crossings: [], roads: []}}};"
                        + " overTime.motion.mobileAgents.roadBound.roads must not be empty",
            })
    void refusesInvalidBlocks(String block, String complaint) {
        String[] words = block.split(" ", 3);
        String changed = switch (words[0]) {
            case "walk" -> WALK.replaceFirst(words[1] + " [^,}]+", words[1] + " " + words[2]);
            case "energy" -> WALK + "|" + ENERGY.replaceFirst(words[1] + " [^,}]+", words[1] + " " + words[2]);
            default -> block;
        };
        assertThatThrownBy(() -> campus(changed))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("s.yaml: " + complaint)
                .hasMessageContaining("\nHint: ");
    }

    @Test
    void refusesAerialAgentOutsideTheArea() {
        String small = WALK.replace("northMetres: 200", "northMetres: 80");
        assertThatThrownBy(() -> campus(small + "|" + ENERGY))
                .hasMessageStartingWith(
                        "s.yaml: aerialAgents[0].position must be in the area of overTime.motion, 300.0 m"
                                + " by 80.0 m from the origin: 150.0, 90.0");
    }

    @Test
    void refusesMotionAndFadingOfExplicitLinks() {
        assertThatThrownBy(() -> read(EXPLICIT + "overTime: {" + WALK + "}\n"))
                .hasMessageStartingWith("s.yaml: overTime.motion must be standing if links are given as numbers");
        assertThatThrownBy(() -> read(EXPLICIT + "overTime: {channel: {waves: 8}}\n"))
                .hasMessageStartingWith("s.yaml: overTime.channel must not be given if links are given as numbers");
        DynamicScenario market = read(EXPLICIT + "overTime: {queue: edf}\n");
        assertThat(market.dynamics().queue()).isEqualTo(Dynamics.QueueOrder.EDF);
        assertThat(read(market.text()).dynamics()).isEqualTo(market.dynamics());
    }

    @Test
    void refusesSlotLongerThanEveryDeadline() {
        DynamicScenario market = read(CAMPUS.replace("rules: {", "rules: {roundSeconds: 2.01, "));
        assertThatThrownBy(() -> market.requirePlayable("s.yaml"))
                .hasMessageStartingWith(
                        "s.yaml: rules.roundSeconds must be at most the longest deadline, 2.0 s, in a simulation: 2.01");
        read(CAMPUS.replace("rules: {", "rules: {roundSeconds: 2, ")).requirePlayable("s.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "`id,seconds,x,y`; t.csv:  must have at least one track: 0",
                "`id,seconds,x,y|a,1,0,0`; t.csv: track \"a\": a track must keep two samples or more: 1 of 1",
                "`id,seconds,x,y|a,1,0,0|a,1,1,0`; t.csv: line 3, seconds must increase for track \"a\": 1.0",
                "`id,seconds,x,y|a,2,0,0|b,1,0,0|a,1,1,0`; t.csv: line 4, seconds must increase for track \"a\": 1.0",
                "`id,seconds,x,y|a,1,0,0|a,2,500,0|a,3,900,0`; t.csv: track \"a\": a track must keep two samples or more: 1 of 3",
                "`id,seconds,x,y|a,1,6e5,5e6|a,2,6e5,5e6`; t.csv: track \"a\" must come within 10000.0 m of a leader",
                "`id,seconds,x,y|a,1,0,north`; t.csv: line 2, y must be a number",
                "`id,seconds,latitude,longitude|a,1,48,11`; t.csv: line 1 must name known columns",
            },
            quoteCharacter = '`')
    void refusesInvalidTracks(String table, String complaint) {
        tables.put("t.csv", table.replace("|", "\n") + "\n");
        assertThatThrownBy(() -> campus("motion: {mobileAgents: {tracks: {file: t.csv}}}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(complaint.replace("  ", " "))
                .hasMessageContaining("\nHint: ");
    }

    @ParameterizedTest
    @CsvSource({"10200, 120", "240, 10100"})
    void acceptsTrackWithinTenKilometresOfALeader(double east, double north) {
        tables.put("t.csv", "id,seconds,x,y\na,1," + east + "," + north + "\na,2," + east + "," + north + "\n");
        assertThat(campus("motion: {mobileAgents: {tracks: {file: t.csv}}}")
                        .dynamics()
                        .mobileMotion())
                .singleElement()
                .isInstanceOf(TrackPlayback.class);
    }

    private DynamicScenario visitorPlays(String settings) {
        return campus("motion: {agents: {visitor: {tracks: {file: t.csv" + settings + "}},"
                + " lecturer: {tracks: {file: t.csv, vehicle: a}}}}");
    }

    @Test
    void agentFollowsTheNamedVehicle() {
        tables.put("t.csv", "id,seconds,x,y\na,0,1,1\na,9,1,2\nb,3,5,5\nb,9,5,6\n");
        DynamicScenario market = visitorPlays(", vehicle: b");
        assertThat(begins(market, 5)).isEqualTo(3);
        assertThat(begins(market, 2)).isZero();
        tables.put("tables/t.csv", tables.get("t.csv"));
        assertThat(read(market.text()).text()).isEqualTo(market.text());
        assertThatThrownBy(() -> visitorPlays(", vehicle: bb"))
                .hasMessage("s.yaml: overTime.motion.agents.visitor.tracks.vehicle must be the id of a track of t.csv: "
                        + "\"bb\"\nHint: did you mean b? The tracks of the table are a, b.");
        assertThatThrownBy(() -> visitorPlays(""))
                .hasMessage("s.yaml: overTime.motion.agents.visitor.tracks.vehicle must name one of the 2 tracks of "
                        + "t.csv\nHint: write for example vehicle: a, the first of them.");
        tables.put("t.csv", "id,seconds,x,y\na,0,1,1\na,9,1,2\n");
        assertThat(begins(visitorPlays(""), 5)).as("the only track").isZero();
        assertThatThrownBy(() -> campus("motion: {mobileAgents: {tracks: {file: t.csv, vehicle: a}}}"))
                .hasMessageStartingWith("s.yaml: overTime.motion.mobileAgents.tracks.vehicle must not be given");
    }

    /** Returns the start of an agent's track, by the clock of its file, s. */
    private static double begins(DynamicScenario market, int agent) {
        return ((TrackPlayback) market.dynamics().wirelessMotion().get(agent)).shiftSeconds();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "poisson: {tasksPerSecond: 2.0e5}",
                "bursts: {calmTasksPerSecond: 1, busyTasksPerSecond: 2.0e5, rise: 0.1, fall: 0.9}"
            })
    void refusesTooManyTasksPerSlot(String arrivals) {
        DynamicScenario market = campus("arrivals: {" + arrivals + "}");
        assertThatThrownBy(() -> market.requirePlayable("s.yaml"))
                .hasMessage(
                        "s.yaml: overTime.arrivals must lead to at most 1000000 tasks per slot on average: 1200000.0\n"
                                + "Hint: use about 1; tasksPerSecond counts the tasks of one agent.");
        campus("arrivals: {" + arrivals.replace("2.0e5", "1.0e5") + "}").requirePlayable("s.yaml");
    }

    @Test
    void refusesFewerTracksThanAgents() {
        tables.put("t.csv", "id,seconds,x,y\na,1,0,0\na,2,1,0\n");
        assertThatThrownBy(() -> campus("motion: {wirelessAgents: {tracks: {file: t.csv}}}"))
                .hasMessageStartingWith("t.csv: must contain a track for each of 6 agents: 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "`seconds,inputBits,work,deadlineSeconds`; t.csv: must hold a request: 0",
                "`seconds,inputBits,work,deadlineSeconds|2,1,1,1|1,1,1,1`; t.csv: line 3, seconds must not decrease: 1.0",
                "`seconds,inputBits,work,deadlineSeconds|2,0,1,1`; t.csv: line 2",
                "`seconds,bits`; t.csv: line 1 must name known columns",
            },
            quoteCharacter = '`')
    void refusesInvalidTraces(String table, String complaint) {
        tables.put("t.csv", table.replace("|", "\n") + "\n");
        assertThatThrownBy(() -> campus("arrivals: {trace: {file: t.csv}}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(complaint)
                .hasMessageContaining("\nHint: ");
    }

    private static final String BUS = "id,seconds,x,y\na,0,1,1\na,9,1,2\n";

    private DynamicScenario twoTables() {
        return campus("motion: {mobileAgents: {tracks: {file: one/t.csv}},"
                + " agents: {visitor: {tracks: {file: two/t.csv}}}}");
    }

    /** A copy has one folder of tables, so that the second of two files of one name would replace the first. */
    @Test
    void tablesOfOneNameMustBeEqual() {
        tables.put("one/t.csv", BUS);
        tables.put("two/t.csv", BUS);
        DynamicScenario market = twoTables();
        assertThat(market.tables()).containsOnlyKeys("tables/t.csv");
        assertThat(market.tables().get("tables/t.csv"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(BUS);
        tables.put("two/t.csv", BUS.replace("9,1,2", "9,1,3"));
        assertThatThrownBy(this::twoTables)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("s.yaml: overTime.motion.")
                .hasMessageContaining(".tracks.file must not have the name of another table: ")
                .hasMessageContaining("Hint: use the same file twice");
    }

    /** The text of a list is written agent by agent. It equals the text of its tree. */
    @Test
    void textOfListEqualsTextOfTree() {
        DynamicScenario market = campus("arrivals: {poisson: {tasksPerSecond: 0.5}}");
        ObjectNode tree = ScenarioText.tree(market.scenario());
        assertThat(ScenarioText.writeYaml(market.scenario())).isEqualTo(YamlWriter.write(tree));
        tree.set("overTime", market.block());
        assertThat(market.text()).isEqualTo(YamlWriter.write(tree)).contains("tasksPerSecond: 0.5");
    }

    private static long allocated(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        work.run(); // loads classes
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** Reading a long list must not allocate its text again. */
    @Test
    void readingDoesNotAllocateTheTextAgain() {
        Scenario sampled = ScenarioSampler.standard(new ScenarioSampler.Counts(2_000, 2, 3, 3))
                .sample("list", 1);
        byte[] bytes = ScenarioText.writeYaml(sampled).getBytes(StandardCharsets.UTF_8);
        long once = allocated(() -> ScenarioText.read("s.yaml", bytes));
        long overTime = allocated(() -> ScenarioText.readOverTime("s.yaml", bytes, _ -> bytes));
        long written = allocated(() -> ScenarioText.writeYaml(sampled));
        assertThat(overTime).isLessThan(once + written / 4);
    }
}
