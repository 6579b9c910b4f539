package skybourse.round.market;

import skybourse.base.agent.Computer;
import skybourse.base.agent.Leader;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.EnergyCurves;

/**
 * Outcome of one leader in a round: its sales in tier 1, and its resale in tier 2 ({@link Resale#NONE} before tier 2).
 *
 * @param leader the leader
 * @param pricePerBit its price, money per bit; {@code PricingGame.CLOSED} if it is closed
 * @param load work sold, capacity and resale
 * @param buyers number of pieces sold to wireless agents
 * @param revenue bills for them, money
 */
public record LeaderOutcome(Leader leader, double pricePerBit, LeaderLoad load, int buyers, double revenue) {

    /** Returns the energy of the work that the leader computes itself, J. Work beyond its capacity takes the mean energy of a full round. */
    public double joules() {
        Computer computer = leader.computer();
        if (computer.energy().isEmpty()) {
            return load.kept() * computer.joulesPerWork();
        }
        double seconds = load.capacity() / load.workPerSecond();
        double inTime = Math.min(load.kept(), load.freeCapacity());
        double waiting = Math.min(load.backlog(), load.capacity());
        double full = EnergyCurves.joules(computer, load.capacity(), seconds);
        return EnergyCurves.joules(computer, waiting + inTime, seconds)
                - EnergyCurves.joules(computer, waiting, seconds)
                + (load.kept() - inTime) * full / load.capacity();
    }

    /**
     * Returns the mean loss of a unit of resale demand if none of it is resold, money/work, at least 0: refund and penalty of the overload, and the energy
     * of the other work minus its energy at full speed. Without demand, it is the refund and penalty of a unit of overload. NaN without sales.
     */
    public double lossPerWork() {
        double refunded = revenue / load.work() + leader.penaltyPerWork();
        double within = load.resaleDemand() - load.overload();
        CostCurve curve = EnergyCurves.joules(leader.computer(), load.capacity() / load.workPerSecond());
        if (within <= 0 || curve == null) {
            return refunded;
        }
        double most = Math.min(load.backlog(), load.capacity()) + Math.min(load.work(), load.freeCapacity());
        double joules = curve.cost(most) - curve.cost(Math.max(0, most - within));
        double energy =
                leader.joulePrice() * (joules - within * leader.computer().joulesPerWork());
        return Math.max(0, load.overload() * refunded + energy) / load.resaleDemand();
    }

    /**
     * Returns the revenue minus the cost of the leader's own energy, money. It excludes refunds, penalties, payments to aerial agents, and the
     * overload price, which is part of the leader's decision and not a payment.
     */
    public double profit() {
        return revenue - leader.joulePrice() * joules();
    }

    /** Returns the same sales with another resale of the overload. */
    LeaderOutcome with(Resale resale) {
        var moved = new LeaderLoad(
                load.work(), load.capacity(), load.backlog(), load.workPerSecond(), load.ownWork(), resale);
        return new LeaderOutcome(leader, pricePerBit, moved, buyers, revenue);
    }
}
