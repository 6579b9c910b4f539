package skybourse.round.market;

import skybourse.base.agent.Leader;

/**
 * What one leader asked, sold and earned in tier 1.
 *
 * @param leader the leader
 * @param pricePerBit its price, money per bit; {@code PricingGame.CLOSED} where it stays closed
 * @param load what it sold beside its capacity, and what became of the overload
 * @param buyers how many wireless agents bought from it
 * @param revenue what they pay, money
 */
public record LeaderOutcome(Leader leader, double pricePerBit, LeaderLoad load, int buyers, double revenue) {

    /** Returns the energy of the work the leader does itself. */
    public double joules() {
        return load.kept() * leader.computer().joulesPerWork();
    }

    /**
     * Returns revenue less the leader's own energy, money. Refunds, penalties and payments to aerial agents are not in it;
     * neither is the overload price, which is a number in the leader's decision and never a payment.
     */
    public double profit() {
        return revenue - leader.joulePrice() * joules();
    }

    /** Returns the same sales with the overload gone elsewhere. */
    LeaderOutcome with(Resale resale) {
        var moved = new LeaderLoad(load.work(), load.capacity(), load.backlog(), load.workPerSecond(), resale);
        return new LeaderOutcome(leader, pricePerBit, moved, buyers, revenue);
    }
}
