package skybourse.app.report.simulation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import skybourse.app.report.Columns;
import skybourse.app.report.NumberText;
import skybourse.app.report.PageBuilder;
import skybourse.base.agent.EnergyModel.Battery;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.files.log.TableLineSource;
import skybourse.files.text.TableRowReader;
import skybourse.round.state.EnergyKind;

/** Batteries of wireless agents at the end of a simulation, read from its tables. */
public final class WirelessBatteryTable {

    private static final int ROWS_SHOWN = 150;

    private final List<WirelessAgent> owners;

    /** Slot in which the battery became empty, by agent, in the order of slots. */
    private final SequencedMap<String, Long> empty = new LinkedHashMap<>();

    /** Energy that the battery has lost, J, by agent. */
    private final Map<String, Double> lost = new HashMap<>();

    private WirelessBatteryTable(List<WirelessAgent> owners) {
        this.owners = owners;
    }

    /** Returns whether a wireless agent has a battery. */
    static boolean exist(Scenario scenario) {
        return !owners(scenario).isEmpty();
    }

    /** Returns the wireless agents that have batteries. */
    static List<WirelessAgent> owners(Scenario scenario) {
        return scenario.wirelessAgents().stream()
                .filter(agent -> agent.computer().battery().isPresent())
                .toList();
    }

    /** Reads {@link SlotCsvTables#BATTERIES} and {@link SlotCsvTables#ENERGY}. Empty if no wireless agent has a battery. */
    public static Optional<WirelessBatteryTable> read(Scenario scenario, TableLineSource tables) {
        var batteries = new WirelessBatteryTable(owners(scenario));
        if (batteries.owners.isEmpty()) {
            return Optional.empty();
        }
        List<String> slots = List.of("slot", "id");
        tables.read(
                SlotCsvTables.BATTERIES,
                lines -> TableRowReader.each(
                        SlotCsvTables.BATTERIES, lines, slots, row -> batteries.empty.put(row.text(1), row.whole(0))));
        List<String> columns = List.of("id", "kind", "joules");
        tables.read(
                SlotCsvTables.ENERGY,
                lines -> TableRowReader.each(SlotCsvTables.ENERGY, lines, columns, row -> {
                    if (row.text(1).equals(EnergyKind.BATTERY.toString())) {
                        batteries.lost.put(row.text(0), row.number(2));
                    }
                }));
        return Optional.of(batteries);
    }

    /** Returns the number of empty batteries and the first slot in which one became empty. */
    public String text() {
        return NumberText.whole(empty.size()) + " of " + NumberText.whole(owners.size()) + " empty"
                + (empty.isEmpty()
                        ? ""
                        : ", the first in slot "
                                + NumberText.whole(empty.firstEntry().getValue()));
    }

    /** Adds the table of batteries to a page. */
    void addTo(PageBuilder main) {
        List<WirelessAgent> shown = owners.subList(0, Math.min(ROWS_SHOWN, owners.size()));
        String which = shown.size() < owners.size()
                ? " The first " + shown.size() + " of " + NumberText.whole(owners.size()) + " are shown."
                : "";
        main.folded(
                NumberText.count(owners.size(), "wireless agent") + " with a battery",
                new PageBuilder()
                        .table(
                                "Batteries of wireless agents",
                                "At the end: " + text() + "." + which,
                                new Columns<WirelessAgent>()
                                        .with("wireless agent", WirelessAgent::id)
                                        .with("battery", agent -> NumberText.si(joules(agent)) + "J")
                                        .with("used", agent -> NumberText.si(used(agent)) + "J")
                                        .with("charge left", agent -> charge(agent))
                                        .with("empty in slot", agent -> slot(agent)),
                                shown));
    }

    private static double joules(WirelessAgent agent) {
        return agent.computer().battery().map(Battery::joules).orElseThrow();
    }

    private double used(WirelessAgent agent) {
        return lost.getOrDefault(agent.id(), 0.0);
    }

    private String charge(WirelessAgent agent) {
        return empty.containsKey(agent.id()) ? "0 %" : NumberText.percent(1 - used(agent) / joules(agent), 3);
    }

    private String slot(WirelessAgent agent) {
        return empty.containsKey(agent.id()) ? NumberText.whole(empty.get(agent.id())) : "–";
    }
}
