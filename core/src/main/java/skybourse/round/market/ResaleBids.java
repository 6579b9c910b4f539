package skybourse.round.market;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.Computer;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.EnergyCurves;

/**
 * Valuations of lots by fixed agents.
 *
 * <p>The first lots contain the overload. Each unit of it is worth the refund and the penalty that its sale avoids; the energy of computing it later is
 * not counted. Further lots contain work that the agent would otherwise compute itself, the most expensive units first, and are worth the energy that
 * their sale saves, but never more than the lot before, because bids of a trader must not rise. Only agents with a convex energy model have such lots.
 *
 * <p>Ours: the formulas. In the paper, fixed agents resell only overload.
 */
final class ResaleBids {

    private ResaleBids() {}

    /** Returns an agent's valuations of the lots that it bids for, in money, not rising. */
    static List<Double> valuations(ResaleMarket.Buyer buyer, LeaderOutcome outcome, double lotWork) {
        LeaderLoad load = outcome.load();
        double perWork = outcome.revenue() / load.work() + buyer.agent().penaltyPerWork();
        CostCurve energy = energy(outcome.leader(), load.capacity() / load.workPerSecond());
        List<Double> valuations = new ArrayList<>();
        double last = Double.POSITIVE_INFINITY;
        double passedOn = 0;
        for (int lot = 1; lot <= buyer.lots(); lot++) {
            double work = buyer.workOf(lot, lotWork);
            double valuation = perWork * work;
            if (energy != null && buyer.packed().isEmpty()) {
                double overload = Math.clamp(load.overload() - passedOn, 0, work);
                double within = passedOn + overload - load.overload();
                valuation = perWork * overload + saved(energy, load, within, work - overload);
                passedOn += work;
            }
            last = Math.min(last, valuation);
            valuations.add(last);
        }
        return valuations;
    }

    /**
     * Returns the money that a leader saves if it does not compute some work in the round.
     *
     * @param energy cost of the energy of a round by load
     * @param passedOn work within its capacity that it does not compute in any case
     * @param work further such work
     */
    private static double saved(CostCurve energy, LeaderLoad load, double passedOn, double work) {
        double earlier = Math.min(load.backlog(), load.capacity());
        double most = earlier + Math.min(load.work(), load.freeCapacity()) - passedOn;
        return energy.cost(most) - energy.cost(Math.max(earlier, most - work));
    }

    private static @Nullable CostCurve energy(Leader leader, double seconds) {
        CostCurve joules = EnergyCurves.joules(leader.computer(), seconds);
        return joules == null ? null : joules.times(leader.joulePrice());
    }

    /**
     * Returns a bound on the valuation of a unit of work by any fixed agent at agreed or offered prices, money/work.
     *
     * @param bitsPerWork largest input per unit of work of a task that was sent, bit/work
     * @param pricePerBit highest price of a fixed agent, agreed or offered, money/bit
     */
    static double highest(Round round, double bitsPerWork, double pricePerBit) {
        double bits = bitsPerWork;
        for (WirelessAgent agent : round.scenario().wirelessAgents()) {
            Task task = agent.task();
            bits = Math.max(bits, task.inputBits() / task.work());
        }
        double penalty = 0;
        double energy = 0;
        Rules rules = round.scenario().rules();
        for (LeaderOutcome outcome : round.leaders()) {
            Leader leader = outcome.leader();
            penalty = Math.max(penalty, leader.resells() ? leader.penaltyPerWork() : 0);
            energy = Math.max(
                    energy, EnergyCurves.resellsWithinCapacity(leader) ? lastUnit(leader, rules.roundSeconds()) : 0);
        }
        return Math.max(pricePerBit * bits + penalty, energy);
    }

    /** Returns the cost of the energy of the last unit of work that fits into a leader's round, money/work; 0 without a convex energy model. */
    private static double lastUnit(Leader leader, double seconds) {
        Computer computer = leader.computer();
        CostCurve energy = energy(leader, seconds);
        return energy == null ? 0 : energy.slopeBelow(computer.workPerSecond() * seconds);
    }
}
