package skybourse.round.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.EnergyModel.Battery;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.Checks;
import skybourse.round.simulation.Hamlet;
import skybourse.testing.Copies;

/** Charges and prices of energy of two agents, the first with a battery of 4 J and scarcity 0.5; a joule costs 0.1. Manual calculations. */
class BatteryChargesTest {

    private static final List<WirelessAgent> AGENTS = Hamlet.HAMLET.wirelessAgents();

    private static WirelessBatteries charges(double joules, double scarcity, double joulePrice) {
        return new WirelessBatteries(IntStream.range(0, AGENTS.size())
                .mapToObj(n -> {
                    WirelessAgent agent = AGENTS.get(n).withJoulePrice(joulePrice);
                    return n == 0
                            ? agent.withComputer(agent.computer().withEnergy(new Battery(joules, scarcity)))
                            : agent;
                })
                .toList());
    }

    @Test
    void batteriesLoseWhatIsDrawn() {
        WirelessBatteries charges = charges(4, 0.5, 0.1);
        assertThat(charges.exist()).isTrue();
        assertThat(charges.draw(0, 3)).isEqualTo(3);
        assertThat(charges.joules(0)).isEqualTo(1);
        assertThat(charges.lostJoules(0)).contains(3.0);
        assertThat(charges.seconds(0, 0.5, 9)).isEqualTo(2);
        assertThat(charges.seconds(0, 0.5, 1.5)).isEqualTo(1.5);
        assertThat(charges.newlyEmpty()).isEmpty();
        assertThat(charges.draw(0, 3)).as("no more than the charge").isEqualTo(1);
        assertThat(charges.joules(0)).isZero();
        assertThat(charges.isEmpty(0)).isTrue();
        assertThat(charges.seconds(0, 0.5, 9)).isZero();
        assertThat(charges.newlyEmpty()).containsExactly(0);
        charges.draw(0, 1);
        assertThat(charges.newlyEmpty()).as("once").containsExactly(0);
        charges.startSlot();
        assertThat(charges.newlyEmpty()).as("in an earlier slot").isEmpty();
    }

    @Test
    void agentsWithoutBatteryHaveUnlimitedEnergy() {
        for (WirelessBatteries charges : List.of(charges(4, 0.5, 0.1), new WirelessBatteries(AGENTS))) {
            assertThat(charges.draw(1, 1e12)).isEqualTo(1e12);
            assertThat(charges.joules(1)).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(charges.lostJoules(1)).isEmpty();
            assertThat(charges.isEmpty(1)).isFalse();
            assertThat(charges.seconds(1, 0.5, 9)).isEqualTo(9);
        }
        assertThat(new WirelessBatteries(AGENTS).exist()).isFalse();
    }

    @Test
    void priceFollowsChargeAtStartOfSlot() {
        WirelessBatteries charges = charges(4, 0.5, 0.1);
        charges.draw(0, 3);
        assertThat(charges.agent(0).joulePrice()).as("price of a full battery").isEqualTo(0.1);
        charges.startSlot();
        assertThat(charges.agent(0).joulePrice()).as("1 + 0.5 (4 / 1 - 1)").isEqualTo(2.5 * 0.1);
        assertThat(charges.agent(1).joulePrice()).isEqualTo(0.1);
        charges.draw(0, 1);
        charges.startSlot();
        assertThat(charges.agent(0).joulePrice())
                .as("an empty battery sells no energy")
                .isEqualTo(0.1);

        WirelessBatteries dear = charges(4, 1e6, 1e17);
        dear.draw(0, 3.9);
        dear.startSlot();
        assertThat(dear.agent(0).joulePrice()).isEqualTo(Checks.LARGEST_AMOUNT);
    }

    @Test
    void chargesAreStored() {
        WirelessBatteries charges = charges(4, 0.5, 0.1);
        charges.draw(0, 3);
        Copies copies = new Copies();
        charges.exchange(copies);
        WirelessBatteries resumed = charges(4, 0.5, 0.1);
        resumed.exchange(copies.read());
        assertThat(resumed.joules(0)).isEqualTo(1);
        assertThat(copies.isEmpty()).isTrue();

        Copies none = new Copies();
        new WirelessBatteries(AGENTS).exchange(none);
        assertThat(none.isEmpty()).as("nothing is stored without batteries").isTrue();
    }
}
