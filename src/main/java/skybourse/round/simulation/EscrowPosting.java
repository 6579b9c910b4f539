package skybourse.round.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.Ledger;
import skybourse.round.market.Ledger.Entry;
import skybourse.round.market.Ledger.Reason;
import skybourse.round.market.Resold;
import skybourse.tier2.auction.Trade;

/** Posts a round's ledger with what buyers pay put in escrow, piece by piece and lot by lot, until sellers deliver. */
final class EscrowPosting {

    private final MarketState state;
    private final PieceTable pieces;

    /** The pieces sold, in the order of the round's bills. */
    private final int[] sold;

    EscrowPosting(MarketState state, int[] sold) {
        this.state = state;
        this.sold = sold;
        pieces = state.pieces;
    }

    /** Posts a round's ledger with payments to sellers put aside until they deliver. */
    void post(Ledger ledger) {
        int bill = 0;
        Map<String, Integer> firstOf = new HashMap<>();
        for (Entry entry : ledger.entries()) {
            switch (entry.reason()) {
                case BILL -> {
                    firstOf.putIfAbsent(between(entry.from(), entry.to()), bill);
                    pieces.held[sold[bill++]] = entry.units();
                    state.accounts.post(entry.from(), Scenario.ESCROW, entry.units(), Reason.HELD);
                }
                case REFUND -> refund(entry, firstOf.getOrDefault(between(entry.to(), entry.from()), bill));
                case LOT_BOUGHT, LOT_SOLD -> {}
                default -> state.accounts.post(entry);
            }
        }
    }

    private static String between(String buyer, String seller) {
        return buyer + "\n" + seller;
    }

    /** Gives back from escrow what was put there for work that waits: from the pieces of the buyer at the leader, first to last. */
    private void refund(Entry entry, int firstBill) {
        long left = entry.units();
        int leader = pieces.leader[sold[firstBill]];
        int buyer = state.owner(sold[firstBill]);
        for (int i = firstBill; i < sold.length && state.owner(sold[i]) == buyer; i++) {
            int piece = sold[i];
            if (pieces.leader[piece] == leader) {
                long given = Math.min(left, pieces.held[piece]);
                pieces.held[piece] -= given;
                left -= given;
                state.accounts.post(Scenario.ESCROW, entry.to(), given, Reason.REFUND);
            }
        }
        state.accounts.post(entry.from(), entry.to(), left, Reason.REFUND);
    }

    /** Puts what buyers of lots pay in escrow until the lots are done. */
    static void holdLots(MarketState state, Resold tier) {
        Scenario scenario = state.setup.scenario();
        List<AerialAgent> sellers = scenario.aerialAgents();
        long half = scenario.rules().ledgerUnitsPerHalfTick();
        for (Trade trade : tier.outcome().trades()) {
            int seller = 0;
            while (!sellers.get(seller).id().equals(trade.ask().participant())) {
                seller++;
            }
            AerialOutcome outcome = tier.aerialAgents().get(seller);
            long later = (long) ((outcome.executionSeconds() + outcome.transferSeconds()) / state.setup.slotSeconds());
            long buyer = trade.buyerPriceHalfTicks() * half;
            state.accounts.post(trade.bid().participant(), Scenario.ESCROW, buyer, Reason.HELD);
            state.soldLots.add(
                    new SoldLots.Lot(seller, state.slot + later, buyer, trade.sellerPriceHalfTicks() * half));
        }
    }

    /** Pays for a lot that is done. */
    static void pay(MarketState state, SoldLots.Lot lot) {
        String seller =
                state.setup.scenario().aerialAgents().get(lot.aerialAgent()).id();
        state.accounts.post(Scenario.ESCROW, Scenario.HOUSE, lot.buyerUnits(), Reason.LOT_BOUGHT);
        state.accounts.post(Scenario.HOUSE, seller, lot.sellerUnits(), Reason.LOT_SOLD);
    }
}
