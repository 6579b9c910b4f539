package skybourse.round.market;

import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.RotaryWing;

/**
 * What one aerial agent did and earned in tier 2.
 *
 * @param agent the agent
 * @param lots lots it was sold
 * @param lotsWork the work it was paid for, whole lots
 * @param transferSeconds while it received input
 * @param received what it was paid, money
 */
public record AerialOutcome(AerialAgent agent, int lots, double lotsWork, double transferSeconds, double received) {

    /** Returns its time for all lots. */
    public double executionSeconds() {
        return lotsWork / agent.computer().workPerSecond();
    }

    /** Returns the energy of computing. */
    public double computeJoules() {
        return agent.computer().joulesPerWork() * lotsWork;
    }

    /** Returns the energy of hovering while it receives and computes. */
    public double hoverJoules() {
        return RotaryWing.standard().powerWatts(0) * (executionSeconds() + transferSeconds);
    }

    /** Returns what that cost it, money: energy and battery, no markup. */
    public double cost() {
        return agent.computeJoulePrice() * computeJoules()
                + agent.hoverJoulePrice() * hoverJoules()
                + agent.batteryPrice() * lots * (lots - 1) / 2;
    }

    /** Returns what it was paid less what it cost it, money. */
    public double profit() {
        return received - cost();
    }
}
