package skybourse.round.simulation;

import java.util.List;
import java.util.Set;
import skybourse.round.ledger.Accounts;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Settlement;
import skybourse.round.state.SimulationState;
import skybourse.tier2.auction.Trade;

/** Posts the payments of a round through escrow. Escrow holds each buyer's payment for a piece or lot until delivery. */
record EscrowPosting(SimulationState state, SlotPieces sold) implements Settlement.Posting {

    @Override
    public void bill(Accounts accounts, int piece, int from, int to, long units) {
        state.pieces.held[sold.row(piece)] = units;
        accounts.hold(from, units);
    }

    /** Does nothing, because lots are posted after all other payments, see {@link #holdLots}. */
    @Override
    public void lot(Accounts accounts, int from, int to, long units, Reason side) {}

    @Override
    public long takeBack(int piece, long units) {
        long[] held = state.pieces.held;
        int row = sold.row(piece);
        long given = Math.min(units, held[row]);
        held[row] -= given;
        return given;
    }

    /** Refunds a buyer from the amounts that escrow holds for its pieces at the leader, in the order of pieces. The leader pays the rest. */
    @Override
    public void refund(Accounts accounts, int first, int leader, int buyer, long units) {
        long left = units;
        int seller = sold.leader(first);
        for (int piece = first; left > 0 && piece < sold.count() && sold.sender(piece) == buyer; piece++) {
            if (sold.leader(piece) == seller) {
                long given = takeBack(piece, left);
                left -= given;
                accounts.release(buyer, given, Reason.REFUND);
            }
        }
        if (left > 0) {
            accounts.post(leader, buyer, left, Reason.REFUND);
        }
    }

    /**
     * Moves the buyers' payments for lots to escrow, until the slot in which the lots are transferred and computed. Payments for undelivered lots are
     * returned at once.
     */
    static void holdLots(SimulationState state, ResaleOutcome tier, List<Trade> undelivered) {
        Set<Trade> failed = Set.copyOf(undelivered);
        long half = state.setup.scenario().rules().ledgerUnitsPerHalfTick();
        for (Trade trade : tier.outcome().trades()) {
            int buyer = state.accounts.number(trade.bid().participant());
            long paid = trade.buyerPriceHalfTicks() * half;
            if (failed.contains(trade)) {
                state.accounts.hold(buyer, paid);
                state.accounts.release(buyer, paid, Reason.RETURNED);
                continue;
            }
            int seller = state.accounts.number(trade.ask().participant()) - state.aerialAccount(0);
            AerialOutcome outcome = tier.aerialAgents().get(seller);
            long later = (long) ((outcome.executionSeconds() + outcome.transferSeconds()) / state.setup.slotSeconds());
            state.soldLots.add(buyer, paid, seller, trade.sellerPriceHalfTicks() * half, state.slot + later);
        }
    }
}
