package skybourse.round.simulation;

import java.util.List;
import skybourse.round.dynamics.AerialMode;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.Ledger;
import skybourse.round.market.Resale;

/**
 * Result of a slot of a simulation. Immutable, except for {@code sold}.
 *
 * @param slot number of the slot
 * @param complete rows of slots that became final in this slot, in order; a row becomes final after the longest deadline of a task
 * @param leaders results by leader index
 * @param aerialAgents results by aerial agent index
 * @param ledger payments of the slot
 * @param sold the parts of tasks that were sold; the next slot overwrites them
 * @param resales resales by leader index; empty if no work was sold in the slot
 * @param places positions of wireless agents, then of leaders, as pairs of east and north coordinates, m; NaN for an absent agent
 * @param fates two numbers for each wireless agent: its tasks that have ended so far, and those of them that met their deadline
 * @param emptied indices of wireless agents whose batteries became empty in the slot, ascending
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
        long[] fates,
        List<Integer> emptied) {

    /**
     * Slot of a leader. Amounts of work are in work units.
     *
     * @param price its price, money per bit; infinite if it was closed
     * @param soldWork work of the pieces that reached it
     * @param capacity work that it can compute in a slot
     * @param backlog work that waits at the leader at the end of the slot
     * @param resoldWork work that aerial agents took over
     * @param balance balance of its account since the start, ledger units
     */
    public record LeaderSlot(
            double price, double soldWork, double capacity, double backlog, double resoldWork, long balance) {

        /**
         * Returns the work that aerial agents took over although the leader could have computed it in the slot.
         *
         * @param backlogBefore work that waited at the leader at the start of the slot
         */
        public double resoldWithinCapacity(double backlogBefore) {
            double overload = Math.max(0, soldWork - Math.max(0, capacity - backlogBefore));
            return Math.max(0, resoldWork - overload);
        }
    }

    /**
     * Slot of an aerial agent.
     *
     * @param mode activity at the end of the slot
     * @param charge charge at the end of the slot as a share of the battery; 1 without batteries
     * @param lots number of lots that it sold
     * @param cost cost of the lots that it computed, money: energy and battery price, without the markup
     * @param balance balance of its account since the start, ledger units
     * @param surplusHalfTicks prices of the lots that it sold minus the agent's truthful asks for them, in half ticks
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
        emptied = List.copyOf(emptied);
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
