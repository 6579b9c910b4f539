package skybourse.round.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Accounts;
import skybourse.round.ledger.Ledger;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.Resold;
import skybourse.tier2.auction.Trade;

/** Posts a round's ledger with what buyers pay put in escrow, piece by piece and lot by lot, until sellers deliver. */
final class EscrowPosting {

    private final MarketState state;
    private final Accounts accounts;
    private final PieceTable pieces;

    /** In the order of the round's bills. */
    private final SoldPieces sold;

    EscrowPosting(MarketState state, SoldPieces sold) {
        this.state = state;
        this.sold = sold;
        accounts = state.accounts;
        pieces = state.pieces;
    }

    /** Posts a round's ledger with payments to sellers put aside until they deliver. */
    void post(Ledger ledger) {
        int[] account = accounts.numbers(ledger);
        int bill = 0;
        Map<Long, Integer> firstOf = new HashMap<>();
        for (int i = 0; i < ledger.count(); i++) {
            int from = account[ledger.from(i)];
            int to = account[ledger.to(i)];
            long units = ledger.units(i);
            switch (ledger.reason(i)) {
                case BILL -> {
                    firstOf.putIfAbsent(between(from, to), bill);
                    pieces.held[sold.piece(bill++)] = units;
                    accounts.hold(from, units);
                }
                case REFUND -> refund(from, to, units, firstOf.getOrDefault(between(to, from), bill));
                case LOT_BOUGHT, LOT_SOLD -> {}
                default -> accounts.post(from, to, units, ledger.reason(i));
            }
        }
    }

    private static long between(int buyer, int seller) {
        return ((long) buyer << Integer.SIZE) + seller;
    }

    /** Gives back from escrow what was put there for work that waits: from the pieces of the buyer at the leader, first to last. */
    private void refund(int leader, int buyer, long units, int firstBill) {
        long left = units;
        for (int i = firstBill; i < sold.count() && sold.sender(i) == buyer; i++) {
            int piece = sold.piece(i);
            if (state.leaderAccount(sold.leader(i)) == leader) {
                long given = Math.min(left, pieces.held[piece]);
                pieces.held[piece] -= given;
                left -= given;
                accounts.release(buyer, given, Reason.REFUND);
            }
        }
        if (left > 0) {
            accounts.post(leader, buyer, left, Reason.REFUND);
        }
    }

    /** Puts what buyers of lots pay in escrow until the lots are done. */
    static void holdLots(MarketState state, Resold tier) {
        Scenario scenario = state.setup.scenario();
        List<String> sellers =
                scenario.aerialAgents().stream().map(AerialAgent::id).toList();
        long half = scenario.rules().ledgerUnitsPerHalfTick();
        for (Trade trade : tier.outcome().trades()) {
            int seller = sellers.indexOf(trade.ask().participant());
            AerialOutcome outcome = tier.aerialAgents().get(seller);
            long later = (long) ((outcome.executionSeconds() + outcome.transferSeconds()) / state.setup.slotSeconds());
            state.soldLots.add(
                    state.accounts.number(trade.bid().participant()),
                    trade.buyerPriceHalfTicks() * half,
                    seller,
                    trade.sellerPriceHalfTicks() * half,
                    state.slot + later);
        }
    }
}
