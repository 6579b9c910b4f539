package skybourse.round.simulation;

import java.util.List;
import skybourse.round.dynamics.AerialMode;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.Ledger;
import skybourse.round.market.Resale;

/**
 * What came out of a slot.
 *
 * @param slot its number
 * @param complete rows of slots that nothing can change any more, in order; rows lag by the longest deadline
 * @param leaders by leader index
 * @param aerialAgents by aerial agent index
 * @param ledger every payment of the slot
 * @param sold the parts of tasks that were sold, in columns that the next slot fills anew
 * @param resales by leader index, what aerial agents took over; empty where nothing was sold
 * @param places where wireless agents, then leaders are; pairs of east and north in metres, NaN for one that is absent
 * @param fates by wireless agent, tasks that ended so far and of them those in time, in turn
 */
public record SlotResult(
        long slot,
        List<SlotRow> complete,
        List<LeaderSlot> leaders,
        List<AerialSlot> aerialAgents,
        Ledger ledger,
        SlotPieces sold,
        List<Resale> resales,
        double[] places,
        long[] fates) {

    /**
     * A leader's slot.
     *
     * @param price money per bit that it asked; infinite where it was closed
     * @param soldWork what reached it
     * @param capacity work that it can do in a slot
     * @param backlog work that waits at it, at the end
     * @param resoldWork what aerial agents took over
     * @param balance what it has earned so far, in ledger units
     */
    public record LeaderSlot(
            double price, double soldWork, double capacity, double backlog, double resoldWork, long balance) {}

    /**
     * An aerial agent's slot.
     *
     * @param mode at the end
     * @param charge share of its battery, at the end; 1 without batteries
     * @param lots what it sold
     * @param cost what those cost it, money: energy and battery, no markup
     * @param balance what it has earned so far, in ledger units
     * @param surplusHalfTicks what it was paid above what it asks for these lots by its true costs, in half ticks
     */
    public record AerialSlot(
            AerialMode mode, double charge, int lots, double cost, long balance, long surplusHalfTicks) {}

    public SlotResult {
        complete = List.copyOf(complete);
        leaders = List.copyOf(leaders);
        aerialAgents = List.copyOf(aerialAgents);
        resales = List.copyOf(resales);
        places = places.clone();
        fates = fates.clone();
    }

    @Override
    public double[] places() {
        return places.clone();
    }

    @Override
    public long[] fates() {
        return fates.clone();
    }
}
