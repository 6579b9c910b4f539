package skybourse.round.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.WirelessAgent;
import skybourse.round.ledger.Ledger;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderLoad;
import skybourse.round.market.Resale;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Resold;
import skybourse.round.market.Round;
import skybourse.round.market.RoundEvaluation;
import skybourse.round.market.Sale;
import skybourse.round.market.SellersStart;
import skybourse.round.market.Settlement;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;

/**
 * Both tiers of a slot as one round: what arrived in it is sold in it, and its overload auctioned. Refund and penalty of what waits count
 * once, in the slot of the sale.
 */
final class SlotSale {

    private final SlotPlay play;
    private final MarketState state;
    private final Setup setup;
    private final Scenario scenario;
    private final TaskTable tasks;
    private final PieceTable pieces;
    private final Transfers transfers;

    private int[] arrivedPieces = {};
    private Optional<Round> sold = Optional.empty();
    private Optional<Resold> resold = Optional.empty();

    SlotSale(SlotPlay play, Transfers transfers) {
        this.play = play;
        state = play.state;
        setup = state.setup;
        scenario = play.scenario;
        tasks = state.tasks;
        pieces = state.pieces;
        this.transfers = transfers;
    }

    /** Turns what has arrived into sales, declines what was sent for an old quote, and plays both tiers of the round. */
    void sell() {
        arrivedPieces = transfers.arrived();
        sortBySale();
        if (arrivedPieces.length == 0) {
            return;
        }
        Scenario world = play.games.slotScenario();
        Round round = RoundEvaluation.evaluate(world, play.games.reach(), state.desk.prices(), sales(), state.backlog);
        sold = Optional.of(round);
        var ties = new TieOrder.ByLot(scenario.seed(), play.slot);
        resold = ResaleMarket.of(round, state.fleet::lots, SellersStart.of(world.rules()))
                .map(market -> Resold.of(round, market, setup.mechanism().apply(market), ties));
    }

    /** By wireless agent, then task, then leader, as a round has its bills. */
    private void sortBySale() {
        boolean sorted = true;
        for (int i = 1; i < arrivedPieces.length; i++) {
            sorted &= compare(arrivedPieces[i - 1], arrivedPieces[i]) < 0;
        }
        if (!sorted) {
            arrivedPieces = Arrays.stream(arrivedPieces)
                    .boxed()
                    .sorted(this::compare)
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    private int compare(int a, int b) {
        int byOwner = Integer.compare(state.owner(a), state.owner(b));
        int byTask = Long.compare(tasks.id[pieces.task[a]], tasks.id[pieces.task[b]]);
        return byOwner != 0 ? byOwner : byTask != 0 ? byTask : Integer.compare(pieces.leader[a], pieces.leader[b]);
    }

    private List<Sale> sales() {
        double[] home = new double[tasks.rows];
        for (int i = 0; i < play.offers.count(); i++) {
            home[play.offers.row(i)] = play.homeRatios[i];
        }
        List<Sale> sales = new ArrayList<>();
        for (int first = 0; first < arrivedPieces.length; ) {
            int row = pieces.task[arrivedPieces[first]];
            List<Sale.Piece> parts = new ArrayList<>();
            int next = first;
            while (next < arrivedPieces.length && pieces.task[arrivedPieces[next]] == row) {
                parts.add(part(arrivedPieces[next++]));
            }
            int n = tasks.owner[row];
            WirelessAgent agent =
                    tasks.likeTask[row] == n ? state.agent(n) : state.agent(n).withTask(state.task(row));
            sales.add(new Sale(agent, parts, home[row]));
            first = next;
        }
        return sales;
    }

    private Sale.Piece part(int piece) {
        return new Sale.Piece(
                pieces.leader[piece],
                pieces.ratio[piece],
                state.world.bitsPerSecond(state.owner(piece), pieces.leader[piece]),
                pieces.quality[piece],
                transfers.sentSeconds(piece),
                pieces.price[piece]);
    }

    /** Returns the round as tier 2 left it; empty where nothing was sold. */
    Optional<Round> after() {
        return resold.map(Resold::after).or(() -> sold);
    }

    /** Returns what tier 2 changed; empty where it was not played. */
    Optional<Resold> resold() {
        return resold;
    }

    List<Trade> trades() {
        return resold.map(tier -> tier.outcome().trades()).orElse(List.of());
    }

    /** Returns what a leader was sold beside what it can do. */
    LeaderLoad load(int s) {
        return after().map(round -> round.leaders().get(s).load())
                .orElseGet(() -> new LeaderLoad(
                        0,
                        play.capacities[s],
                        state.backlog[s],
                        scenario.leaders().get(s).computer().workPerSecond(),
                        Resale.NONE));
    }

    /** Books the sales: says when each piece is ready, and posts the round's ledger. */
    void settle() {
        if (after().isEmpty()) {
            return;
        }
        Round round = after().get();
        int next = 0;
        for (AgentOutcome outcome : round.agents()) {
            for (AgentOutcome.Link link : outcome.links()) {
                int piece = arrivedPieces[next++];
                pieces.state[piece] = PieceTable.SOLD;
                pieces.ready[piece] = play.now + link.delay().seconds();
            }
        }
        Ledger ledger = resold.map(Resold::ledger).orElseGet(() -> Settlement.of(round, List.of()));
        if (setup.dynamics().escrow()) {
            new EscrowPosting(state, arrivedPieces).post(ledger);
            resold.ifPresent(tier -> EscrowPosting.holdLots(state, tier));
        } else {
            state.accounts.postAll(ledger);
        }
    }
}
