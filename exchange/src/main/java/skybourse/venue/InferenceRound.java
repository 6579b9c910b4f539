package skybourse.venue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import skybourse.base.scenario.Scenario;
import skybourse.tier2.rule.ProcurementAuction;
import skybourse.tier2.rule.ProcurementAuction.Offer;
import skybourse.tier2.rule.ProcurementAuction.Purchase;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketPayment.Reason;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceBuilder;
import skybourse.venue.event.PieceMeter;
import skybourse.venue.event.RequestLot;

/**
 * Sells a round of an inference market: all waiting lots are demanded in one {@link ProcurementAuction}. Each lot that is bought becomes a piece. Its
 * largest possible bill is held in escrow, and its seller's bond is held. The bond is the price cap of a lot, as the proof of the auction requires.
 */
final class InferenceRound {

    private final MarketRules rules;
    private final ExchangeState state;
    private final InferenceProduct product;

    InferenceRound(MarketRules rules, ExchangeState state, InferenceProduct product) {
        this.rules = rules;
        this.state = state;
        this.product = product;
    }

    /** Demanded lot with its buyer and batch. */
    private record DemandedLot(String buyer, String task, int requests, RequestLot lot) {}

    /**
     * Returns the event that sells a round, or voids it if nothing is bought. Changes nothing.
     *
     * @param round number of the round
     * @param draw signature of the round
     * @param buyers agents with a waiting batch
     * @param sellers sellers that take part
     * @param at time of the sale, milliseconds of the market's clock
     */
    MarketEvent sell(long round, String draw, List<String> buyers, Collection<Seat> sellers, long at) {
        List<MarketEvent.Demand> demand = new ArrayList<>();
        List<DemandedLot> lots = new ArrayList<>();
        for (String buyer : buyers) {
            String task = state.seat(buyer).openTask;
            List<RequestLot> waiting =
                    state.inference.waiting(new TaskKey(buyer, task)).orElseThrow();
            int requests = state.task(buyer, task).orElseThrow().units();
            demand.add(new MarketEvent.Demand(buyer, task, waiting));
            waiting.forEach(lot -> lots.add(new DemandedLot(buyer, task, requests, lot)));
        }
        List<Offer> offers = sellers.stream()
                .map(this::offer)
                .filter(offer -> offer.lots() > 0)
                .sorted(Comparator.comparing(Offer::seller))
                .toList();
        var auction = new ProcurementAuction(lots.size(), product.capUnits());
        long seed = RoundDraw.seed(draw);
        List<Purchase> purchases = auction.clear(offers, seed, round);
        if (purchases.isEmpty()) {
            return new MarketEvent.RoundVoid(
                    round, offers.isEmpty() ? "no seller offers a lot" : "all asks are above the price cap");
        }
        List<Piece> pieces = new ArrayList<>();
        List<MarketPayment> entries = new ArrayList<>();
        int[] sellerOf = auction.assignLots(purchases, seed, round);
        for (int i = 0; i < sellerOf.length; i++) {
            if (sellerOf[i] != ProcurementAuction.NOT_BOUGHT) {
                Piece piece = piece("r" + round + "." + pieces.size(), lots.get(i), purchases.get(sellerOf[i]), at);
                pieces.add(piece);
                entries.add(
                        new MarketPayment(piece.buyer(), Scenario.ESCROW, piece.billUnits(), Reason.HELD, piece.id()));
            }
        }
        return new MarketEvent.LotsSold(round, draw, demand, offers, purchases, pieces, entries);
    }

    /** Returns the offer of a seller: the lots of its terms without those that it owes, and at most as many as it can cover with bonds. */
    private Offer offer(Seat seller) {
        long owed = state.pieces.openOf.getOrDefault(seller.id, new TreeMap<>()).size();
        long covered = state.money.freeUnits(seller) / product.capUnits();
        long lots = Math.max(0, Math.min(seller.lots(product) - owed, covered));
        return new Offer(seller.id, (int) lots, ask(seller));
    }

    private static long ask(Seat seller) {
        return seller.terms.askTicks().map(List::getFirst).orElse(0L);
    }

    private Piece piece(String id, DemandedLot demanded, Purchase purchase, long at) {
        RequestLot lot = demanded.lot();
        double seconds = product.answerSeconds() + rules.graceSeconds();
        return PieceBuilder.builder()
                .id(id)
                .buyer(demanded.buyer())
                .task(demanded.task())
                .leader(purchase.seller())
                .worker(purchase.seller())
                .from((double) lot.first() / demanded.requests())
                .to((double) lot.end() / demanded.requests())
                .work((double) lot.volume())
                .money(Piece.Money.billed(meter(purchase, lot.volume(), product).escrowUnits())
                        .bound(product.capUnits(), 0))
                .soldAt(at)
                .dueMillis(at + (long) Math.ceil(1_000 * seconds))
                .state(Piece.Stage.OPEN)
                .claims(Piece.Claims.NONE)
                .build();
    }

    /** Returns the meter of a piece that was just sold. */
    static PieceMeter meter(Purchase purchase, long volume, InferenceProduct product) {
        return new PieceMeter(
                purchase.paymentTicks(),
                purchase.lots() * product.lotVolume(),
                (double) purchase.lotsAtCap() / purchase.lots(),
                volume,
                PieceMeter.Answers.NONE);
    }
}
