package skybourse.app.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static skybourse.app.traces.SmallImport.CAST;
import static skybourse.app.traces.SmallImport.MILLIDEGREE;
import static skybourse.app.traces.SmallImport.TRACE;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import skybourse.app.traces.ImportedScenario.Participants;
import skybourse.app.traces.RequestTrace.Request;
import skybourse.app.traces.Tracks.Point;
import skybourse.base.agent.Computer;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.Task;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler.Counts;

/** Import of a few requests, places and cars, compared with manual calculations. */
class ImportedScenarioTest {

    private static final Offset<Double> TOLERANCE = within(1e-9);
    private final Scenario scenario = SmallImport.standard().assemble(CAST, "small", 7, "made up");

    private static void assertAt(Position position, double east, double north, double height) {
        assertThat(position.xMetres()).isCloseTo(east, within(1e-6));
        assertThat(position.yMetres()).isCloseTo(north, within(1e-6));
        assertThat(position.heightMetres()).isEqualTo(height);
    }

    /** A second is 100 work units, 8 s are four lots of 200; a lot is worth 30, or 300 ticks of 0.1. */
    @Test
    void lotIsQuarterOfAerialRound() {
        assertThat(scenario.name()).isEqualTo("small");
        assertThat(scenario.seed()).isEqualTo(7);
        assertThat(scenario.description()).isEqualTo("made up");
        assertThat(scenario.rules().roundSeconds()).isEqualTo(8);
        assertThat(scenario.rules().lotWork()).isEqualTo(200);
        assertThat(scenario.rules().tickMoney()).isCloseTo(0.1, TOLERANCE);
        assertThat(scenario.rules().ledgerUnitMoney()).isCloseTo(1e-5, within(1e-15));
    }

    /** Works of 200, 400 and 400 take 2, 4 and 4 s locally: all deadlines are three times the median. */
    @Test
    void requestsBecomeTasks() {
        var agents = scenario.wirelessAgents();
        assertThat(agents).extracting(agent -> agent.id()).containsExactly("WA1", "WA2", "WA3");
        assertThat(agents)
                .extracting(agent -> agent.task())
                .containsExactly(new Task(3200, 200, 12), new Task(6400, 400, 12), new Task(1600, 400, 12));
        var first = agents.getFirst();
        assertThat(first.computer()).isEqualTo(new Computer(100, 5e-6));
        assertThat(first.radio()).isEqualTo(new Radio(0.2, 1e6));
        assertThat(first.satisfactionWeight()).isCloseTo(2 * (100 * 0.15 + 10 * 0.6), TOLERANCE);
        assertThat(first.joulePrice()).isCloseTo(10 * 0.36 / 3.6, TOLERANCE);
        assertAt(first.position(), 0, MILLIDEGREE, 1.5);
        assertAt(agents.get(1).position(), 3 * MILLIDEGREE, 0, 1.5);
        assertAt(agents.get(2).position(), 0, MILLIDEGREE, 1.5);
    }

    @Test
    void deadlineFollowsQuantile() {
        Counts counts = new Counts(60, 3, 3, 4);
        var participants =
                new Participants(List.of(new Request(0, 100, 0), new Request(0, 300, 0)), CAST.homes(), List.of());
        assertThat(SmallImport.of(TRACE, counts, 0).deadlineSeconds(participants))
                .isEqualTo(3);
        assertThat(SmallImport.of(TRACE, counts, 0.5).deadlineSeconds(participants))
                .isEqualTo(3);
        assertThat(SmallImport.of(TRACE, counts, 0.51).deadlineSeconds(participants))
                .isEqualTo(9);
        assertThat(SmallImport.of(TRACE, counts, 1).deadlineSeconds(participants))
                .isEqualTo(9);
    }

    /** The middle of all vehicles is moved to that of the sites; a public service costs 91.5 for 11,200 bits. */
    @Test
    void carsBecomeMobileAgentsWithPriceCaps() {
        var agents = scenario.mobileAgents();
        assertThat(agents).extracting(agent -> agent.id()).containsExactly("MA1", "MA2");
        assertAt(agents.getFirst().position(), 30, 10, 1.5);
        assertAt(agents.getLast().position(), -30, -10, 1.5);
        assertThat(agents.getFirst().joulePrice()).isCloseTo(0.1, TOLERANCE);
        assertThat(agents.getFirst().priceCapPerBit()).isCloseTo(4 * 91.5 / 11_200, TOLERANCE);
    }

    /** The site closest to the middle, then the farthest, then the one farthest from both. */
    @Test
    void fixedAgentsAreFarApart() {
        var agents = scenario.fixedAgents();
        assertThat(agents).extracting(agent -> agent.id()).containsExactly("FA1", "FA2", "FA3");
        assertAt(agents.get(0).position(), 0, MILLIDEGREE, 10);
        assertAt(agents.get(1).position(), 4 * MILLIDEGREE, 0, 10);
        assertAt(agents.get(2).position(), -4 * MILLIDEGREE, 0, 10);
        assertThat(agents.getFirst().computer()).isEqualTo(new Computer(400, 8 / 64e6));
        assertThat(agents.getFirst().radio()).isEqualTo(new Radio(1, 5e6));
        assertThat(agents.getFirst().penaltyPerWork()).isCloseTo(0.075, TOLERANCE);
        assertThat(agents.getFirst().priceCapPerBit()).isCloseTo(4 * 91.5 / 11_200, TOLERANCE);
        assertThat(SmallImport.of(TRACE, new Counts(60, 3, 9, 0), 0.5)
                        .assemble(CAST, "n", 1, "")
                        .fixedAgents())
                .hasSize(4);
    }

    /** Sites are 0.0025 degrees from the middle on average; the radius of the circle is half of this. */
    @Test
    void aerialAgentsAreOnCircle() {
        var agents = scenario.aerialAgents();
        assertThat(agents).extracting(agent -> agent.id()).containsExactly("AA1", "AA2", "AA3", "AA4");
        double radius = 1.25 * MILLIDEGREE;
        assertAt(agents.get(0).position(), radius, 0, 100);
        assertAt(agents.get(1).position(), 0, radius, 100);
        assertAt(agents.get(2).position(), -radius, 0, 100);
        assertAt(agents.get(3).position(), 0, -radius, 100);
        assertThat(agents.getFirst().computeJoulePrice()).isCloseTo(0.1, TOLERANCE);
        assertThat(agents.getFirst().markup()).isEqualTo(1.5);
        assertThat(agents.getFirst().batteryPrice()).isEqualTo(0.25);
    }

    @Test
    void participantsAreSampledInOrderOfArrival() {
        ImportedScenario one = SmallImport.of(TRACE, new Counts(2, 1, 1, 1), 0.5);
        Set<List<Double>> pairs = new HashSet<>();
        Set<String> homes = new HashSet<>();
        Set<String> cars = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            Participants participants = one.draw(new RandomStreams(i).stream("import", 0));
            assertThat(participants.requests()).hasSize(2);
            assertThat(participants.cars()).hasSize(1);
            pairs.add(participants.requests().stream()
                    .map(Request::arrivalSeconds)
                    .toList());
            homes.add(participants.homes().toString());
            cars.add(participants.cars().getFirst().getKey());
        }
        assertThat(pairs).containsExactlyInAnyOrder(List.of(0.0, 5.0), List.of(0.0, 7.0), List.of(5.0, 7.0));
        assertThat(homes).hasSize(2);
        assertThat(cars).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void allParticipateIfTooFew() {
        Participants participants = SmallImport.standard().draw(new RandomStreams(1).stream("import", 0));
        assertThat(participants.requests())
                .containsExactly(
                        new Request(0, 200, 20),
                        new Request(5, 100, 10),
                        TRACE.requests().getLast());
        assertThat(participants.homes()).containsExactlyInAnyOrderElementsOf(CAST.homes());
        assertThat(participants.cars())
                .extracting(Map.Entry::getValue)
                .containsExactlyInAnyOrder(new Point(30, 0, 0), new Point(30, 60, 20));
    }

    /**
     * 1,000 work units arrive in 8 s, or 125/s. Two cars of 100 and three sites of 400 compute 1,400/s, and 250/s at a load of 0.5. Four
     * aerial agents of 100 compute half of these 250/s. The median task takes 4 s on a phone; two of them then take ten slots of 8 s.
     */
    @Test
    void loadScalingSetsSpeedOfEachKind() {
        ImportedScenario all = SmallImport.standard();
        DeviceSpeedFactors scaling = DeviceSpeedFactors.of(all, CAST, 0.5);
        assertThat(scaling).isEqualTo(new DeviceSpeedFactors(0.1, 0.179, 0.313));
        assertThat(DeviceSpeedFactors.of(all, CAST, 0.25))
                .as("only capacities change")
                .isEqualTo(new DeviceSpeedFactors(0.1, 0.357, 0.625));
        ImportedScenario slower = scaling.applyTo(all);
        assertThat(DeviceSpeedFactors.of(slower, CAST, 0.5).leaders())
                .as("the scaled market has the load")
                .isCloseTo(1, within(0.005));
        Scenario scenario = slower.assemble(CAST, "small", 7, "");
        assertThat(scenario.wirelessAgents().getFirst().computer().workPerSecond())
                .isCloseTo(10, within(1e-9));
        assertThat(scenario.wirelessAgents().getFirst().computer().joulesPerWork())
                .as("energy per work unit is unchanged")
                .isCloseTo(0.05, within(1e-12));
        assertThat(scenario.fixedAgents().getFirst().computer().workPerSecond()).isCloseTo(71.6, within(1e-9));
        assertThat(scenario.mobileAgents().getFirst().computer().workPerSecond())
                .isCloseTo(17.9, within(1e-9));
        assertThat(scenario.aerialAgents().getFirst().computer().workPerSecond())
                .isCloseTo(31.3, within(1e-9));
        assertThat(scenario.wirelessAgents().getFirst().task().deadlineSeconds())
                .as("ten slots")
                .isCloseTo(80, within(1e-9));
        assertThat(scenario.wirelessAgents().getFirst().satisfactionWeight())
                .as("money is unchanged")
                .isEqualTo(all.assemble(CAST, "small", 7, "")
                        .wirelessAgents()
                        .getFirst()
                        .satisfactionWeight());
    }

    @Test
    void limitsLinksPerAgent() {
        ImportSettings s = SmallImport.standard().settings();
        var three =
                new ImportSettings(s.counts(), s.tokens(), s.money(), s.devices(), new ImportSettings.Links(3, 2e6));
        ImportedScenario all = SmallImport.standard();
        var listed =
                new ImportedScenario(all.trace(), all.window(), all.sites(), all.users(), all.vehicles(), 8, three);
        var network = (ChannelNetwork) listed.assemble(CAST, "small", 7, "").network();
        assertThat(network.mostLinks()).isEqualTo(3);
        assertThat(network.leastBitsPerSecond()).isEqualTo(2e6);
        assertThat(network.withMostLinks(0).pathLoss())
                .isEqualTo(ChannelNetwork.standard().pathLoss());
        FileAttribution mine = new FileAttribution("t.csv", "mine, CC0", false);
        var files =
                new Provenance.Files(mine, Optional.empty(), mine, mine, Optional.empty(), Optional.empty(), List.of());
        assertThat(Provenance.describe(files, listed, List.of()))
                .endsWith("\nAssumed: a wireless agent's list of leaders has the 3 best of those that it reaches at"
                        + " 2000000.0 bit/s or more.");
        assertThat(scenario.network()).isEqualTo(ChannelNetwork.standard());
    }

    @Test
    void descriptionStatesSourcesOfNumbers() {
        FileAttribution mine = new FileAttribution("t.csv", "mine, CC0", false);
        var files = new Provenance.Files(
                mine, Optional.of(mine), mine, mine, Optional.of(mine), Optional.of(mine), List.of(mine));
        assertThat(Provenance.describe(files, SmallImport.standard(), List.of("Over time: nothing.")))
                .isEqualTo("""
                        Money is in millionths of a US dollar, work in token-equivalents.
                        Requests: t.csv (mine, CC0); window from 0.0 s, 8.0 s long.
                        More requests, from the middle of the window on: t.csv (mine, CC0).
                        Places, laid flat around the middle of the sites: fixed agents, t.csv (mine, CC0); wireless agents, t.csv (mine, CC0).
                        Positions of mobile agents: t.csv (mine, CC0); their middle was laid on the sites' middle.
                        Ways of wireless agents: t.csv (mine, CC0).
                        Devices to choose from: t.csv (mine, CC0).
                        Assumed: 32.0 bits an input token; an output token is the work of 10.0 input tokens.
                        Derived: deadline = 3.0 times the 0.5 quantile of work over speed at home.
                        Device of wireless agents: small, 10.0 tokens/s out at 5.0 W.
                        Device of mobile agents: small, 10.0 tokens/s out at 5.0 W.
                        Device of fixed agents: large, 40.0 tokens/s out at 8.0 W.
                        Device of aerial agents: small, 10.0 tokens/s out at 5.0 W.
                        Derived: speed = tokens/s out times the work of an output token; power coefficient = W / speed^3.
                        Assumed: public service price 0.15 and 0.6 a token in and out; weight 2.0 and price cap 4.0 times that.
                        Assumed: lots of tier 2 of 200.0 work units, a quarter of an aerial agent's round; ticks of 0.1.
                        Derived: a unit of work is expected to be resold at 0.264, what the last lot of an aerial agent costs it.
                        Assumed: electricity 0.36 USD/kWh, 10.0 times that on a wireless agent's battery; penalty 0.075 a work unit.
                        Assumed: aerial agents at 100 m on a circle, markup 1.5, 0.25 more for each further lot; radios 0.2 W and 1 MHz, fixed agents 1 W and 5 MHz.
                        Over time: nothing.""");
        var drawn = new FileAttribution("u.csv", "EUA data set, MIT", true);
        var simulated =
                new FileAttribution("m.csv", "simulated by SUMO on Bologna's network and demand, DLR, EPL-2.0", true);
        var generated = new Provenance.Files(
                mine, Optional.empty(), drawn, drawn, Optional.of(simulated), Optional.of(drawn), List.of());
        assertThat(Provenance.describe(generated, SmallImport.standard(), List.of("Over time: nothing.")))
                .endsWith("\nGenerated, not observed: places of wireless agents, drawn by the authors of the data set;"
                        + " tracks of mobile agents, simulated by SUMO on a real network and demand.");
        assertThat(Provenance.describe(generated, SmallImport.standard(), List.of()))
                .doesNotContain("Generated");
        var untimed = new RequestTrace(4, false, TRACE.requests());
        assertThat(Provenance.describe(files, SmallImport.of(untimed, new Counts(1, 1, 1, 1), 0.5), List.of()))
                .contains("Requests, without arrival times: t.csv (mine, CC0).\n")
                .contains("Assumed: 4.0 characters a token.\n");
    }
}
