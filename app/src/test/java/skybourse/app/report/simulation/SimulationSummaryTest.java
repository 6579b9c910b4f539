package skybourse.app.report.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel.Dvfs;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Metric;
import skybourse.round.market.SmallRound;

class SimulationSummaryTest {

    /** A table of 30 slots with zeros, and ones in a column in the slots named. */
    private static String summary(Metric marked, Set<Long> slots) {
        String head =
                Stream.of(Metric.values()).map(Metric::column).collect(Collectors.joining(",", "slot,seconds,", ""));
        Stream<String> rows = LongStream.range(0, 30)
                .mapToObj(slot -> Stream.of(Metric.values())
                        .map(metric -> metric == marked && slots.contains(slot) ? "1" : "0")
                        .collect(Collectors.joining(",", slot + "," + slot + ",", "")));
        return SimulationSummary.text(SmallRound.scenario(), Stream.concat(Stream.of(head), rows), new long[5]);
    }

    @Test
    void listsSlotsOfStandstill() {
        assertThat(summary(Metric.STOOD_STILL, Set.of())).doesNotContain("Standstill");
        assertThat(summary(Metric.STOOD_STILL, Set.of(7L, 3L)))
                .contains(
                        "Standstill       no trade in 2 slots, although a leader would have earned by another price. Slots: 3, 7\n");
        assertThat(summary(Metric.STOOD_STILL, LongStream.range(2, 24).boxed().collect(Collectors.toSet())))
                .contains("in 22 slots", "19, 20, 21, ...\n");
    }

    /** 9 of 10 slots are certified, and leaders randomize in 4 of these; the gap at the sampled prices is another number. */
    @Test
    void distinguishesGapOfMixFromSampledPrices() {
        assertThat(equilibrium(4))
                .contains(
                        "Equilibrium      certified in 9 of 10 slots. Leaders randomize in 4 of these: before prices are sampled, no"
                                + " agent can expect to gain more than 0.00005 %; at the sampled prices, in half of the slots no agent"
                                + " could gain more than 11 % (2 % in money)\n");
        assertThat(equilibrium(0))
                .contains(
                        "Equilibrium      in half of the slots no agent could gain more than 11 % at the quoted prices (2 % in"
                                + " money)\n");
    }

    private static String equilibrium(int mixed) {
        String head =
                Stream.of(Metric.values()).map(Metric::column).collect(Collectors.joining(",", "slot,seconds,", ""));
        Stream<String> rows = LongStream.range(0, 10)
                .mapToObj(slot -> Stream.of(Metric.values())
                        .map(metric -> switch (metric) {
                            case CERTIFIED -> slot == 9 ? "0" : "1";
                            case EPS_MIX -> slot < mixed ? "5e-7" : "";
                            case EPS_PRICES -> "0.11";
                            case EPS_PRICES_REAL -> "0.02";
                            default -> "0";
                        })
                        .collect(Collectors.joining(",", slot + "," + slot + ",", "")));
        return SimulationSummary.text(SmallRound.scenario(), Stream.concat(Stream.of(head), rows), new long[5]);
    }

    /** Slots 0 and 1 have an overload of 1 and 3 units. If work within capacity is resold too, also slot 2 has work to resell. */
    @Test
    void resaleWithinCapacityRefersToWorkToBeResold() {
        Scenario linear = SmallRound.resaleScenario();
        assertThat(resale(linear, List.of("1", "3", "0"), List.of("1", "0.5", "0.3")))
                .contains("Overload         62.5 % resold to aerial agents\n");
        assertThat(resale(linear, List.of("0", "0", "0"), List.of("", "", "")))
                .contains("Overload         none: no fixed agent was overloaded\n");
        Scenario slow = linear.withFixedAgents(linear.fixedAgents().stream()
                .map(agent -> agent.withComputer(new Computer(
                        agent.computer().workPerSecond(),
                        agent.computer().powerCoefficient(),
                        Optional.of(new Dvfs(0, 0)))))
                .toList());
        assertThat(resale(slow, List.of("1", "3", "0"), List.of("1", "0.5", "0.3")))
                .contains("Work to resell   60 % resold to aerial agents, mean of slots\n");
        assertThat(resale(slow, List.of("0", "0", "0"), List.of("", "", "")))
                .contains("Work to resell   none: no fixed agent had work to resell\n");
    }

    private static String resale(Scenario scenario, List<String> overload, List<String> share) {
        String head =
                Stream.of(Metric.values()).map(Metric::column).collect(Collectors.joining(",", "slot,seconds,", ""));
        Stream<String> rows = IntStream.range(0, overload.size())
                .mapToObj(slot -> Stream.of(Metric.values())
                        .map(metric -> switch (metric) {
                            case OVERLOAD -> overload.get(slot);
                            case SOLD_SHARE -> share.get(slot);
                            default -> "0";
                        })
                        .collect(Collectors.joining(",", slot + "," + slot + ",", "")));
        return SimulationSummary.text(scenario, Stream.concat(Stream.of(head), rows), new long[5]);
    }
}
