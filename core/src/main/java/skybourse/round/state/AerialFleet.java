package skybourse.round.state;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.AerialAgent;
import skybourse.base.numeric.StateArchive;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.AerialMode;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.FlightEnergy;

/**
 * Aerial agents and their batteries. An agent hovers at its station and sells lots. It flies to the base while its charge still suffices for the
 * flight, charges there, and returns. Without batteries all agents are always at their stations and offer every lot that they can compute in a
 * slot.
 *
 * <p>The energy account of a battery is the sum of two kinds of terms: power x time, with at most one term per mode and slot, and climbs. The
 * energy of a climb is the weight of {@value AerialEnergy#WEIGHT_NEWTONS} N x the metres climbed.
 */
public final class AerialFleet {

    private final List<AerialAgent> agents;
    private final @Nullable AerialEnergy energy;
    private final double slotSeconds;
    private final double lotWork;
    private final FlightEnergy flights;
    private final EnergyAccounts accounts;

    private AerialMode[] mode;
    private double[] joules;
    private double[] remainingFlightSeconds;
    /** Energy charged and energy spent since the start, in joules. */
    private double[] charged;

    private double[] spent;

    /** Creates the fleet with full batteries at the stations. Energy from batteries is entered into {@code accounts}. */
    public AerialFleet(Scenario scenario, Dynamics dynamics, EnergyAccounts accounts) {
        this.accounts = accounts;
        agents = scenario.aerialAgents();
        energy = dynamics.aerialEnergy().orElse(null);
        slotSeconds = scenario.rules().roundSeconds();
        lotWork = scenario.rules().lotWork();
        int count = agents.size();
        flights = new FlightEnergy(scenario, dynamics);
        mode = new AerialMode[count];
        Arrays.fill(mode, AerialMode.SERVING);
        joules = new double[count];
        remainingFlightSeconds = new double[count];
        charged = new double[count];
        spent = new double[count];
        if (energy != null) {
            Arrays.fill(joules, energy.batteryJoules());
        }
    }

    public boolean isServing(int k) {
        return mode[k] == AerialMode.SERVING;
    }

    public AerialMode mode(int k) {
        return mode[k];
    }

    public int serving() {
        int count = 0;
        for (int k = 0; k < mode.length; k++) {
            count += isServing(k) ? 1 : 0;
        }
        return count;
    }

    /** Returns the charge of an agent as a share of its battery; 1 without batteries. */
    public double charge(int k) {
        return energy == null ? 1 : joules[k] / energy.batteryJoules();
    }

    /** Returns an agent with the battery price that it has in this slot. */
    public AerialAgent seller(int k) {
        AerialAgent agent = agents.get(k);
        return energy == null || !energy.priceFollowsCharge()
                ? agent
                : agent.withBatteryPrice(agent.batteryPrice() * (1 / charge(k) - 1));
    }

    /** Returns whether ask prices depend on the charge. */
    public boolean repricesByCharge() {
        return energy != null && energy.priceFollowsCharge();
    }

    /**
     * Returns the largest number of lots that an agent can compute in this slot. The charge must suffice for computing the lots, for hovering in
     * the meantime, and for the return flight with its reserve.
     *
     * @param k index of the aerial agent
     * @param bitsPerLot bits that are sent to the agent per lot
     * @param bitsPerSecond rate of the relay link
     */
    public int lots(int k, double bitsPerLot, double bitsPerSecond) {
        int most = mostLots(agents.get(k), slotSeconds, lotWork);
        if (energy == null) {
            return most;
        }
        int lots = most;
        while (lots > 0
                && flights.lotsJoules(k, lots, bitsPerLot / bitsPerSecond) + flights.returnJoules(k) > joules[k]) {
            lots--;
        }
        return lots;
    }

    /** Returns the number of lots that the computer of an aerial agent can compute in a slot. */
    public static int mostLots(AerialAgent agent, double slotSeconds, double lotWork) {
        return (int) Math.min(Integer.MAX_VALUE, Math.floor(agent.computer().workPerSecond() * slotSeconds / lotWork));
    }

    /** Starts a slot. Each agent whose charge does not suffice for one lot and the return flight starts to fly home. */
    public void startSlot() {
        for (int k = 0; energy != null && k < mode.length; k++) {
            if (mode[k] == AerialMode.SERVING && flights.lotsJoules(k, 1, 0) + flights.returnJoules(k) > joules[k]) {
                mode[k] = AerialMode.RETURNING;
                remainingFlightSeconds[k] = flights.flightSeconds(k);
            }
        }
    }

    /**
     * Accounts for the energy of an agent in a slot, and moves it between modes. Does nothing without batteries.
     *
     * @param k index of the aerial agent
     * @param work work that it computed, in work units
     * @param busySeconds duration of its lots, transfers included; a serving agent hovers for this time or for the slot, whichever is longer
     */
    public void play(int k, double work, double busySeconds) {
        AerialEnergy settings = energy;
        if (settings == null) {
            return;
        }
        if (mode[k] == AerialMode.SERVING) {
            spend(k, EnergyKind.AERIAL_COMPUTING, agents.get(k).computer().joulesPerWork() * work);
            spend(k, EnergyKind.HOVER, FlightEnergy.HOVER_WATTS * Math.max(slotSeconds, busySeconds));
            return;
        }
        double time = slotSeconds;
        while (time > 0) {
            time -= switch (mode[k]) {
                case RETURNING -> fly(k, time, AerialMode.CHARGING);
                case CHARGING -> charge(k, time, settings);
                case OUTBOUND -> fly(k, time, AerialMode.SERVING);
                case SERVING -> hover(k, time);
            };
        }
    }

    private double hover(int k, double seconds) {
        spend(k, EnergyKind.HOVER, FlightEnergy.HOVER_WATTS * seconds);
        return seconds;
    }

    private double fly(int k, double seconds, AerialMode then) {
        double flown = Math.min(seconds, remainingFlightSeconds[k]);
        spend(k, EnergyKind.FLIGHT, FlightEnergy.CRUISE_WATTS * flown);
        remainingFlightSeconds[k] -= flown;
        if (remainingFlightSeconds[k] <= 0) {
            spend(k, EnergyKind.FLIGHT, flights.climbJoules(k));
            mode[k] = then;
        }
        return flown;
    }

    private double charge(int k, double seconds, AerialEnergy settings) {
        double missing = AerialEnergy.READY * settings.batteryJoules() - joules[k];
        double needed = Math.max(0, missing / settings.chargerWatts());
        double time = Math.min(seconds, needed);
        joules[k] += settings.chargerWatts() * time;
        charged[k] += settings.chargerWatts() * time;
        if (time == needed) {
            mode[k] = AerialMode.OUTBOUND;
            remainingFlightSeconds[k] = flights.flightSeconds(k);
        }
        return time;
    }

    private void spend(int k, EnergyKind use, double amount) {
        accounts.addAerial(k, use, amount);
        joules[k] -= amount;
        spent[k] += amount;
    }

    public double joules(int k) {
        return joules[k];
    }

    /** Returns the error of a battery's energy account, in joules: initial charge plus charged minus spent minus present charge. */
    public double unaccounted(int k) {
        return energy == null ? 0 : energy.batteryJoules() + charged[k] - spent[k] - joules[k];
    }

    double charged(int k) {
        return charged[k];
    }

    /** Returns the loss of charge of a battery since the start, in joules; empty without batteries. */
    Optional<Double> lostJoules(int k) {
        return energy == null ? Optional.empty() : Optional.of(energy.batteryJoules() - joules[k]);
    }

    public double spent(int k) {
        return spent[k];
    }

    public void exchange(StateArchive state) {
        int[] codes = state.ints(Arrays.stream(mode).mapToInt(AerialMode::code).toArray());
        mode = Arrays.stream(codes).mapToObj(AerialMode::ofCode).toArray(AerialMode[]::new);
        joules = state.numbers(joules);
        remainingFlightSeconds = state.numbers(remainingFlightSeconds);
        charged = state.numbers(charged);
        spent = state.numbers(spent);
    }
}
