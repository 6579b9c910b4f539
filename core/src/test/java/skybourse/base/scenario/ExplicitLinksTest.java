package skybourse.base.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.ExplicitNetwork.Link;
import skybourse.base.scenario.ScenarioSampler.Counts;

/** Listed links and their allowed end points. Relays are indexed by the leader's position among all leaders. */
class ExplicitLinksTest {

    private static final Scenario SCENARIO =
            ScenarioSampler.standard(new Counts(2, 1, 2, 1)).sample("small", 1);

    private static String leader(int s) {
        return SCENARIO.leaders().get(s).id();
    }

    private static String aerial() {
        return SCENARIO.aerialAgents().getFirst().id();
    }

    private static Link link(String from, String to, double bitsPerSecond) {
        return new Link(from, to, bitsPerSecond, 1);
    }

    @Test
    void relaysBelongToLeadersThatResell() {
        String agent = SCENARIO.wirelessAgents().get(1).id();
        ScenarioLinks links = new ExplicitLinks(
                SCENARIO, List.of(link(leader(2), aerial(), 7), link(agent, leader(2), 3), link(agent, leader(0), 5)));
        assertThat(links.relayBitsPerSecond(0, 0)).isZero();
        assertThat(links.relayBitsPerSecond(1, 0)).isZero();
        assertThat(links.relayBitsPerSecond(2, 0)).isEqualTo(7);
        assertThat(links.of(0).count()).isZero();
        assertThat(links.of(1).leaders()).containsExactly(0, 2);
        assertThat(links.of(1).bitsPerSecond()).containsExactly(5, 3);
    }

    @Test
    void rejectsRelaysOfLeadersThatDoNotResell() {
        assertThat(SCENARIO.leaders().getFirst().resells()).isFalse();
        assertThatThrownBy(() -> new ExplicitLinks(SCENARIO, List.of(link(leader(0), aerial(), 7))))
                .hasMessageContaining("links must lead from a wireless agent to a leader or from a fixed to an aerial");
        assertThatThrownBy(() -> new ExplicitLinks(SCENARIO, List.of(link(leader(1), leader(2), 7))))
                .hasMessageContaining("links must lead");
        List<Link> twice = List.of(link(leader(1), aerial(), 7), link(leader(1), aerial(), 8));
        assertThatThrownBy(() -> new ExplicitLinks(SCENARIO, twice)).hasMessageContaining("each pair once");
    }
}
