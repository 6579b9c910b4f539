package skybourse.round.dynamics;

import java.util.List;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.RotaryWing;
import skybourse.base.scenario.Scenario;

/** Energy that aerial agents need for their flights between base and station, and for lots in one slot. Flight times and climbs are 0 without batteries. */
public final class FlightEnergy {

    /** Power of hovering, W. */
    public static final double HOVER_WATTS = RotaryWing.standard().powerWatts(0);

    /** Power of flying at the speed of the best range, W. */
    public static final double CRUISE_WATTS = RotaryWing.standard().powerWatts(AerialEnergy.CRUISE);

    private final List<AerialAgent> agents;
    private final double slotSeconds;
    private final double lotWork;
    private final double[] flightSeconds;
    private final double[] climbJoules;

    /**
     * Creates the energies of the aerial agents of a market.
     *
     * @param scenario the aerial agents, the slot's length and the size of lots
     * @param dynamics the base of the aerial agents
     */
    public FlightEnergy(Scenario scenario, Dynamics dynamics) {
        agents = scenario.aerialAgents();
        slotSeconds = scenario.rules().roundSeconds();
        lotWork = scenario.rules().lotWork();
        flightSeconds = new double[agents.size()];
        climbJoules = new double[agents.size()];
        dynamics.aerialEnergy().ifPresent(energy -> {
            var base = new Position(energy.baseEastMetres(), energy.baseNorthMetres(), 0);
            for (int k = 0; k < flightSeconds.length; k++) {
                Position station = agents.get(k).position();
                flightSeconds[k] = station.groundDistanceMetres(base) / AerialEnergy.CRUISE;
                climbJoules[k] = AerialEnergy.WEIGHT_NEWTONS * station.heightMetres();
            }
        });
    }

    /** Returns the duration of a flight of an agent between base and station, s. */
    public double flightSeconds(int k) {
        return flightSeconds[k];
    }

    /** Returns the energy of an agent's climb, J. */
    public double climbJoules(int k) {
        return climbJoules[k];
    }

    /** Returns the energy of an agent's flight to the base, J, times 1.2 as a reserve. The descent counts like a climb. */
    public double returnJoules(int k) {
        return AerialEnergy.RESERVE * (CRUISE_WATTS * flightSeconds[k] + climbJoules[k]);
    }

    /**
     * Returns the energy of a slot in which an agent computes lots, J.
     *
     * @param k index of the agent
     * @param lots number of lots
     * @param transferSeconds the time for which it receives each lot, s
     */
    public double lotsJoules(int k, int lots, double transferSeconds) {
        var computer = agents.get(k).computer();
        double busy = lots * (lotWork / computer.workPerSecond() + transferSeconds);
        return lots * computer.joulesPerWork() * lotWork + HOVER_WATTS * Math.max(slotSeconds, busy);
    }

    /**
     * Returns the smallest sufficient battery, J. Every agent that takes off at the charge {@link AerialEnergy#READY} then has enough energy for
     * the flight to its station, a slot with one lot (without the time of its transfer), and the flight back.
     */
    public double leastBatteryJoules() {
        double least = 0;
        for (int k = 0; k < flightSeconds.length; k++) {
            double out = CRUISE_WATTS * flightSeconds[k] + climbJoules[k];
            least = Math.max(least, (out + lotsJoules(k, 1, 0) + returnJoules(k)) / AerialEnergy.READY);
        }
        return least;
    }
}
