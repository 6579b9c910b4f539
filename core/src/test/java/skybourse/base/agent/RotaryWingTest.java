package skybourse.base.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static skybourse.testing.KnownAnswers.number;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.testing.KnownAnswers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RotaryWingTest {

    @Test
    void powerMatchesPaper() {
        var rows = KnownAnswers.rows("uav_propulsion_power_cases.csv");
        assertThat(rows).hasSize(16);
        rows.forEach(row -> assertThat(RotaryWing.standard().powerWatts(number(row, "speed_mps")))
                .as(row.toString())
                .isCloseTo(number(row, "power_w"), within(1e-6)));
    }

    @Test
    void standardVehicleHasPapersParameters() {
        JsonNode paper = JsonMapper.shared().readTree(KnownAnswers.text("uav_propulsion_parameters.json"));
        double drag = 0.5;
        for (String factor : List.of("d0", "rho_kg_m3", "s", "A_m2")) {
            drag *= paper.get(factor).asDouble();
        }
        RotaryWing wing = RotaryWing.standard();
        assertThat(wing)
                .isEqualTo(new RotaryWing(
                        paper.get("P0_w").asDouble(),
                        paper.get("Pi_w").asDouble(),
                        paper.get("U_tip_mps").asDouble(),
                        paper.get("v0_mps").asDouble(),
                        drag));
        assertThat(wing.powerWatts(paper.get("v_max_range_mps").asDouble()))
                .isCloseTo(paper.get("p_at_vmr_w").asDouble(), within(1e-6));
    }

    /** Zeng, Xu and Zhang: hovering 168.48 W, least power 126.0 W near 10.2 m/s. */
    @Test
    void hoveringCostsMoreThanSlowFlight() {
        RotaryWing wing = RotaryWing.standard();
        assertThat(wing.powerWatts(0)).isCloseTo(168.4842, within(1e-9));
        assertThat(wing.powerWatts(10.212)).isCloseTo(126.002722, within(1e-6));
        assertThat(wing.powerWatts(10.1)).isGreaterThan(wing.powerWatts(10.212));
        assertThat(wing.powerWatts(10.3)).isGreaterThan(wing.powerWatts(10.212));
    }

    @Test
    void lotCostIncludesEnergyAndBatteryAsksIncludeMarkup() {
        var agent = AerialAgentBuilder.builder()
                .id("k")
                .position(new Position(0, 0, 100))
                .computer(new Computer(1e10, 1e-29))
                .computeJoulePrice(0.03)
                .hoverJoulePrice(0.05)
                .markup(1.1)
                .batteryPrice(0.2)
                .build();
        // lot of 2e9 cycles with 1e-3 bits each at 20 Mbit/s: 2 J computing, 0.2 s + 0.1 s hovering
        double expected = 1.1 * (0.03 * 2 + 0.05 * 168.4842 * 0.3);
        assertThat(agent.lotAsk(2e9, 1e-3, 2e7, 0)).isCloseTo(expected, within(1e-9));
        assertThat(agent.lotAsk(2e9, 1e-3, 2e7, 3)).isCloseTo(expected + 0.6, within(1e-9));
        assertThat(agent.lotCost(2e9, 1e-3, 2e7, 0)).isCloseTo(expected / 1.1, within(1e-9));
        assertThat(agent.lotCost(2e9, 1e-3, 2e7, 3)).isCloseTo(expected / 1.1 + 0.6, within(1e-9));
        assertThat(agent.askPerWork(1e-3, 2e7)).isCloseTo(expected / 2e9, within(1e-18));
    }
}
