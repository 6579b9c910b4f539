package skybourse.round.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.WirelessAgent;
import skybourse.round.ledger.Ledger;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Resold;
import skybourse.round.market.Round;
import skybourse.round.market.RoundEvaluation;
import skybourse.round.market.Sale;
import skybourse.round.market.SellersStart;
import skybourse.round.market.Settlement;
import skybourse.tier2.auction.TieOrder;

/**
 * Both tiers of a slot as one round: what arrived in it is sold in it, and its overload auctioned. Refund and penalty of what waits count
 * once, in the slot of the sale.
 */
final class SlotSale {

    private final MarketState state;
    private final TaskTable tasks;
    private final PieceTable pieces;
    private final SoldPieces sold;

    /** Sells into columns, which are filled anew. */
    SlotSale(MarketState state, SoldPieces sold) {
        this.state = state;
        this.sold = sold;
        tasks = state.tasks;
        pieces = state.pieces;
    }

    /** Turns what has arrived into sales and plays both tiers of the round. */
    Sold sell(Decided decided, Sent sent) {
        sold.clear();
        for (int piece : inOrderOfSale(sent.arrived())) {
            sold.add(piece, pieces.task[piece], state.owner(piece), pieces.leader[piece]);
        }
        if (sold.count() == 0) {
            return new Sold(sold, Optional.empty(), Optional.empty());
        }
        SlotGames games = decided.games();
        Scenario world = games.slotScenario();
        Round round = RoundEvaluation.evaluate(
                world, games.reach(), state.desk.prices(), sales(decided, sent), state.backlog);
        var ties = new TieOrder.ByLot(state.setup.scenario().seed(), state.slot);
        Optional<Resold> resold = ResaleMarket.of(
                        round, state.fleet::lots, ResaleMarket.Asks.COSTS, SellersStart.of(world.rules()))
                .map(market -> Resold.of(round, market, state.setup.mechanism().apply(market), ties));
        Round after = resold.map(Resold::after).orElse(round);
        fillIn(after);
        return new Sold(sold, Optional.of(after), resold);
    }

    private void fillIn(Round after) {
        int part = 0;
        for (AgentOutcome outcome : after.agents()) {
            for (AgentOutcome.Link link : outcome.links()) {
                double ready = state.now() + link.delay().seconds();
                sold.set(
                        part++,
                        link.ratio(),
                        link.transferSeconds(),
                        link.bill(),
                        ready,
                        link.delay().last());
            }
        }
    }

    /** By wireless agent, then task, then leader, as a round has its bills. */
    private int[] inOrderOfSale(int[] arrived) {
        boolean sorted = true;
        for (int i = 1; i < arrived.length; i++) {
            sorted &= compare(arrived[i - 1], arrived[i]) < 0;
        }
        return sorted
                ? arrived
                : Arrays.stream(arrived)
                        .boxed()
                        .sorted(this::compare)
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    private int compare(int a, int b) {
        int byOwner = Integer.compare(state.owner(a), state.owner(b));
        int byTask = Long.compare(tasks.id[pieces.task[a]], tasks.id[pieces.task[b]]);
        return byOwner != 0 ? byOwner : byTask != 0 ? byTask : Integer.compare(pieces.leader[a], pieces.leader[b]);
    }

    private List<Sale> sales(Decided decided, Sent sent) {
        double[] home = new double[tasks.rows];
        for (int i = 0; i < decided.offers().count(); i++) {
            home[decided.offers().row(i)] = decided.decisions().homeRatios()[i];
        }
        List<Sale> sales = new ArrayList<>();
        for (int first = 0; first < sold.count(); ) {
            int row = sold.task(first);
            List<Sale.Piece> parts = new ArrayList<>();
            int next = first;
            while (next < sold.count() && sold.task(next) == row) {
                parts.add(part(sold.piece(next++), sent));
            }
            int n = tasks.owner[row];
            WirelessAgent agent =
                    tasks.likeTask[row] == n ? state.agent(n) : state.agent(n).withTask(state.task(row));
            sales.add(new Sale(agent, parts, home[row]));
            first = next;
        }
        return sales;
    }

    private Sale.Piece part(int piece, Sent sent) {
        return new Sale.Piece(
                pieces.leader[piece],
                pieces.ratio[piece],
                state.world.bitsPerSecond(state.owner(piece), pieces.leader[piece]),
                pieces.quality[piece],
                sent.seconds()[piece],
                pieces.price[piece]);
    }

    /** Books the sales: says when each piece is ready, and posts the round's ledger. */
    void settle(Sold sale) {
        for (int part = 0; part < sold.count(); part++) {
            pieces.state[sold.piece(part)] = PieceTable.SOLD;
            pieces.ready[sold.piece(part)] = sold.ready(part);
        }
        sale.after().ifPresent(round -> {
            Ledger ledger = sale.resold().map(Resold::ledger).orElseGet(() -> Settlement.of(round, List.of()));
            if (state.setup.dynamics().escrow()) {
                new EscrowPosting(state, sold).post(ledger);
                sale.resold().ifPresent(tier -> EscrowPosting.holdLots(state, tier));
            } else {
                state.accounts.postAll(ledger);
            }
        });
    }
}
