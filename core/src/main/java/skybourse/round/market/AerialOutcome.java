package skybourse.round.market;

import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.RotaryWing;

/**
 * Outcome of one aerial agent in tier 2.
 *
 * @param agent the agent
 * @param lots number of lots that it sold
 * @param lotsWork work that it is paid for, work units; each lot counts as a complete lot
 * @param transferSeconds time for receiving the input of all its lots
 * @param received payments to it, money
 */
public record AerialOutcome(AerialAgent agent, int lots, double lotsWork, double transferSeconds, double received) {

    /** Returns the computing time of all lots, s. */
    public double executionSeconds() {
        return lotsWork / agent.computer().workPerSecond();
    }

    /** Returns the energy of computing, J. */
    public double computeJoules() {
        return agent.computer().joulesPerWork() * lotsWork;
    }

    /** Returns the energy of hovering while the agent receives and computes, J. */
    public double hoverJoules() {
        return RotaryWing.standard().powerWatts(0) * (executionSeconds() + transferSeconds);
    }

    /** Returns the cost of all lots, money: energy and battery price, without the markup. */
    public double cost() {
        return agent.computeJoulePrice() * computeJoules()
                + agent.hoverJoulePrice() * hoverJoules()
                + agent.batteryPrice() * lots * (lots - 1) / 2;
    }

    /** Returns the payments received minus the cost, money. */
    public double profit() {
        return received - cost();
    }
}
