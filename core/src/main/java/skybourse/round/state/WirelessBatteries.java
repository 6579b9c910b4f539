package skybourse.round.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import skybourse.base.agent.EnergyModel.Battery;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.StateArchive;

/**
 * Batteries of wireless agents. The price of energy of an agent follows its charge at the start of the slot. An agent without a battery has unlimited
 * energy. Mutable; only reading methods are safe for several threads.
 */
public final class WirelessBatteries {

    private final List<WirelessAgent> agents;
    private final boolean exist;

    /** Charge by agent, infinite without a battery; empty if no agent has a battery. */
    private double[] joules;

    private List<WirelessAgent> priced;

    /** Indices of the agents whose batteries have become empty since the start of the slot. */
    private final List<Integer> emptied = new ArrayList<>();

    WirelessBatteries(List<WirelessAgent> agents) {
        this.agents = agents;
        exist = agents.stream().anyMatch(agent -> agent.computer().battery().isPresent());
        joules = IntStream.range(0, exist ? agents.size() : 0)
                .mapToDouble(n -> battery(n).map(Battery::joules).orElse(Double.POSITIVE_INFINITY))
                .toArray();
        priced = agents;
    }

    private Optional<Battery> battery(int n) {
        return exist ? agents.get(n).computer().battery() : Optional.empty();
    }

    /** Returns whether at least one agent has a battery. */
    public boolean exist() {
        return exist;
    }

    /** Sets the prices of energy for the slot that starts. */
    public void startSlot() {
        emptied.clear();
        if (exist) {
            priced = IntStream.range(0, joules.length).mapToObj(this::priced).toList();
        }
    }

    private WirelessAgent priced(int n) {
        double factor =
                battery(n).map(battery -> battery.priceFactor(joules[n])).orElse(1.0);
        WirelessAgent agent = agents.get(n);
        return agent.withJoulePrice(Math.min(Checks.LARGEST_AMOUNT, factor * agent.joulePrice()));
    }

    /** Returns an agent with its price of energy in this slot. */
    public WirelessAgent agent(int n) {
        return priced.get(n);
    }

    /** Returns whether the battery of an agent is empty. */
    public boolean isEmpty(int n) {
        return battery(n).filter(battery -> battery.isEmpty(joules[n])).isPresent();
    }

    /** Returns the indices of the agents whose batteries have become empty since the start of the slot, ascending. */
    public List<Integer> newlyEmpty() {
        return emptied.stream().sorted().toList();
    }

    /** Returns the charge of an agent's battery, J; infinite without a battery. */
    public double joules(int n) {
        return exist ? joules[n] : Double.POSITIVE_INFINITY;
    }

    /** Returns the energy that an agent's battery has lost since the start, J; empty without a battery. */
    Optional<Double> lostJoules(int n) {
        return battery(n).map(battery -> battery.joules() - joules[n]);
    }

    /** Returns the time for which an agent's battery can supply a power, at most {@code seconds}, s. */
    public double seconds(int n, double watts, double seconds) {
        return isEmpty(n) ? 0 : Math.min(seconds, joules(n) / watts);
    }

    /** Takes energy from an agent's battery. Returns the energy taken, J: {@code amount}, or the charge if it is smaller. */
    public double draw(int n, double amount) {
        double taken = Math.min(amount, joules(n));
        if (exist) {
            boolean wasEmpty = isEmpty(n);
            joules[n] -= taken;
            if (!wasEmpty && isEmpty(n)) {
                emptied.add(n);
            }
        }
        return taken;
    }

    void exchange(StateArchive state) {
        if (exist) {
            joules = state.numbers(joules);
        }
    }
}
