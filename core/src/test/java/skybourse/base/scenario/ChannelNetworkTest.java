package skybourse.base.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.agent.WirelessAgentBuilder;
import skybourse.base.scenario.ChannelNetwork.Access;
import skybourse.testing.Cases;

class ChannelNetworkTest {

    private static final ChannelNetwork STANDARD = ChannelNetwork.standard();

    private static ChannelNetwork network(PathLoss loss, Fading fading, Access access, int mostLinks) {
        return STANDARD.withPathLoss(loss).withFading(fading).withAccess(access).withMostLinks(mostLinks);
    }

    private static Scenario world(ChannelNetwork network, int wireless, int fixed, long seed) {
        var standard = ScenarioSampler.standard(new ScenarioSampler.Counts(wireless, 1, fixed, 2));
        return standard.withNetwork(network).sample("world", seed);
    }

    /** 0.1 W over 10 MHz: noise is -104 dBm and path loss at 500 m is 116.78 dB, so SNR is 7.22 dB. */
    @Test
    void rateAndQualityFollowShannonFormula() {
        Position there = new Position(500, 0, 0);
        Scenario sampled = world(STANDARD, 1, 1, 1);
        WirelessAgent agent = sampled.wirelessAgents().getFirst();
        var scenario = ScenarioBuilder.builder()
                .name("pair")
                .description("")
                .seed(1)
                .rules(sampled.rules())
                .network(STANDARD)
                .wirelessAgents(List.of(WirelessAgentBuilder.builder()
                        .id("w")
                        .position(new Position(0, 0, 0))
                        .task(agent.task())
                        .computer(agent.computer())
                        .radio(new Radio(0.1, 10e6))
                        .satisfactionWeight(agent.satisfactionWeight())
                        .joulePrice(1)
                        .build()))
                .mobileAgents(List.of(new MobileAgent("m", there, agent.computer(), 1, 1e-6)))
                .fixedAgents(List.of())
                .aerialAgents(List.of())
                .build();
        AgentLinks links = STANDARD.linksOf(scenario).of(0);
        double snr = Math.pow(10, (20 + 104 - 128.1 - 37.6 * Math.log10(0.5)) / 10);
        assertThat(links.leaders()).containsExactly(0);
        assertThat(links.bitsPerSecond()[0]).isCloseTo(10e6 * Math.log(1 + snr) / Math.log(2), within(1e-3));
        assertThat(links.qualities()[0]).isCloseTo(Math.log(1 + snr) / Math.log(101), within(1e-12));
    }

    @Test
    void strongestLeadersKeepTheirOrder() {
        Cases.forAll(
                (random, size) -> random.doubles(1 + size * 3L)
                        .map(value -> Math.floor(value * (size + 1)))
                        .toArray(),
                values -> {
                    for (int most = 0; most <= values.length + 1; most++) {
                        int[] kept = ChannelLinks.strongest(values, most);
                        int[] expected = IntStream.range(0, values.length)
                                .boxed()
                                .sorted((a, b) -> Double.compare(values[b], values[a]))
                                .limit(most == 0 ? values.length : most)
                                .sorted()
                                .mapToInt(s -> s)
                                .toArray();
                        assertThat(kept).containsExactly(expected);
                    }
                });
    }

    /** If only distance determines loss, signals of distant leaders are not computed. The links are the best in all cases. */
    @Test
    void limitedLinksAreBestOfAllLinks() {
        List<PathLoss> losses = List.of(
                STANDARD.pathLoss(),
                new PathLoss.LogDistance(128.1, 0, 0),
                new PathLoss.LogDistance(128.1, -0.0, 0),
                new PathLoss.LogDistance(128.1, 37.6, 8),
                new PathLoss.UrbanMicro(3.5e9));
        for (PathLoss loss : losses) {
            for (Fading fading : List.of(new Fading.None(), new Fading.Rayleigh())) {
                for (Access access : Access.values()) {
                    assertBestLinks(loss, fading, access);
                }
            }
        }
    }

    private static void assertBestLinks(PathLoss loss, Fading fading, Access access) {
        ChannelNetwork all = network(loss, fading, access, 0);
        ChannelNetwork best = network(loss, fading, access, 3);
        Scenario scenario = world(all, 40, 11, 9);
        ScenarioLinks few = best.linksOf(scenario);
        ScenarioLinks whole = all.linksOf(scenario);
        for (int n = 0; n < 40; n++) {
            AgentLinks links = whole.of(n);
            int[] kept = ChannelLinks.strongest(links.bitsPerSecond(), 3);
            assertThat(few.of(n).leaders())
                    .as("%s, %s, %s", loss, fading, access)
                    .containsExactly(
                            IntStream.of(kept).map(l -> links.leaders()[l]).toArray());
            assertThat(few.of(n).bitsPerSecond())
                    .containsExactly(IntStream.of(kept)
                            .mapToDouble(l -> links.bitsPerSecond()[l])
                            .toArray());
        }
    }

    @Test
    void samplesDoNotDependOnOrderOfRequests() {
        var fading = network(new PathLoss.UrbanMicro(3.5e9), new Fading.Rayleigh(), Access.ORTHOGONAL, 0);
        Scenario scenario = world(fading, 10, 4, 7);
        ScenarioLinks asked = fading.linksOf(scenario);
        ScenarioLinks again = fading.linksOf(scenario);
        for (int n = 9; n >= 0; n--) {
            AgentLinks links = again.of(n);
            asked.of(3);
            assertThat(asked.of(n).bitsPerSecond()).containsExactly(links.bitsPerSecond());
            assertThat(asked.of(n).qualities()).containsExactly(links.qualities());
        }
        assertThat(fading.linksOf(world(fading, 10, 4, 8)).of(0).bitsPerSecond())
                .isNotEqualTo(asked.of(0).bitsPerSecond());
    }

    @Test
    void fadingDoesNotChangeLineOfSightOrShadowing() {
        var steady = network(new PathLoss.UrbanMicro(3.5e9), new Fading.None(), Access.ORTHOGONAL, 0);
        var faded = network(new PathLoss.UrbanMicro(3.5e9), new Fading.Rician(1e9), Access.ORTHOGONAL, 0);
        Scenario scenario = world(steady, 10, 4, 7);
        for (int n = 0; n < 10; n++) {
            double[] rates = steady.linksOf(scenario).of(n).bitsPerSecond();
            double[] barelyFaded = faded.linksOf(scenario).of(n).bitsPerSecond();
            for (int l = 0; l < rates.length; l++) {
                assertThat(barelyFaded[l]).isCloseTo(rates[l], within(1e-3 * rates[l]));
            }
        }
    }

    @Test
    void linksBelowLowestRateAreExcluded() {
        var withHighLowestRate = ChannelNetworkBuilder.builder()
                .pathLoss(STANDARD.pathLoss())
                .fading(STANDARD.fading())
                .access(Access.ORTHOGONAL)
                .airToGround(STANDARD.airToGround())
                .noiseDbmPerHertz(-174)
                .referenceSnrDecibels(20)
                .leastBitsPerSecond(40e6)
                .mostLinks(0)
                .build();
        Scenario scenario = world(withHighLowestRate, 50, 4, 3);
        for (int n = 0; n < 50; n++) {
            AgentLinks all = STANDARD.linksOf(scenario).of(n);
            long fast = Arrays.stream(all.bitsPerSecond())
                    .filter(rate -> rate >= 40e6)
                    .count();
            assertThat(withHighLowestRate.linksOf(scenario).of(n).count()).isEqualTo((int) fast);
        }
    }

    /** With two agents the weaker one is decoded last, without interference; the stronger one is decoded over the weaker one. */
    @Test
    void weakestAgentHasNoInterferenceAfterCancellation() {
        var shared = network(STANDARD.pathLoss(), new Fading.None(), Access.SUCCESSIVE_CANCELLATION, 0);
        Scenario scenario = world(shared, 2, 1, 5);
        ScenarioLinks alone = STANDARD.linksOf(scenario);
        ScenarioLinks together = shared.linksOf(scenario);
        for (int l = 0; l < 2; l++) {
            int weak = alone.of(0).bitsPerSecond()[l] < alone.of(1).bitsPerSecond()[l] ? 0 : 1;
            double weakSnr = snr(alone.of(weak).bitsPerSecond()[l]);
            double strongSnr = snr(alone.of(1 - weak).bitsPerSecond()[l]);
            assertThat(snr(together.of(weak).bitsPerSecond()[l])).isCloseTo(weakSnr, within(1e-9 * weakSnr));
            double over = strongSnr / (weakSnr + 1);
            assertThat(snr(together.of(1 - weak).bitsPerSecond()[l])).isCloseTo(over, within(1e-9 * over));
        }
    }

    private static double snr(double bitsPerSecond) {
        return Math.pow(2, bitsPerSecond / 10e6) - 1;
    }

    @Test
    void relaysUseMeanAirToGroundLoss() {
        Scenario scenario = world(STANDARD, 1, 2, 1);
        double loss = STANDARD.airToGround()
                .meanDecibels(
                        scenario.fixedAgents().get(1).position(),
                        scenario.aerialAgents().get(0).position());
        double snr = Math.pow(10, (30 + 104 - loss) / 10);
        double rate = 10e6 * Math.log(1 + snr) / Math.log(2);
        int leader = scenario.leaders().indexOf(scenario.fixedAgents().get(1));
        assertThat(STANDARD.linksOf(scenario).relayBitsPerSecond(leader, 0)).isCloseTo(rate, within(1e-9 * rate));
    }

    @Test
    void rejectsInvalidSettings() {
        assertThatThrownBy(() -> STANDARD.withMostLinks(-1)).hasMessageContaining("mostLinks must be in");
        assertThatThrownBy(() -> new PathLoss.UrbanMicro(1e6)).hasMessageContaining("carrierHertz must be in");
        assertThatThrownBy(() -> new Fading.Rician(-1)).hasMessageContaining("dominantToRest must not be negative");
    }
}
