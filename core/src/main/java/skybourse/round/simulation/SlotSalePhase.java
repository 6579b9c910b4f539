package skybourse.round.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.PriceEvaluation;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.SellersClockStart;
import skybourse.round.market.Settlement;
import skybourse.round.market.SoldPieces;
import skybourse.round.state.PieceTable;
import skybourse.round.state.SimulationState;
import skybourse.round.state.TaskTable;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;

/**
 * Sale phase of a slot: evaluates both tiers as one round. Pieces that arrived in the slot are sold, and the overload is auctioned. Refund
 * and penalty for work that waits are paid once, in the slot of the sale.
 */
final class SlotSalePhase {

    private final SimulationState state;
    private final TaskTable tasks;
    private final PieceTable pieces;
    private final SlotPieces sold;
    private final PostedTerms terms;

    /** Creates the sale of a slot; {@code sold} is overwritten. */
    SlotSalePhase(SimulationState state, SlotPieces sold, PostedTerms terms) {
        this.state = state;
        this.sold = sold;
        this.terms = terms;
        tasks = state.tasks;
        pieces = state.pieces;
    }

    /** Evaluates the arrived pieces as a round, and holds the auction of tier 2. */
    SaleResult sell(DecisionResult decided, PieceTransferResult sent) {
        int[] arrived = inOrderOfSale(sent.arrived());
        SoldPieces columns = sold.begin(arrived, state.now());
        if (arrived.length == 0) {
            return SaleResult.nothing(sold);
        }
        fill(columns, arrived, decided, sent);
        SlotGames games = decided.games();
        Scenario scenario = games.slotScenario();
        TaskRunner runner = state.setup.tasks();
        double[] prices = state.desk.prices();
        Round round = PriceEvaluation.evaluate(
                scenario, games.reach(), prices, columns, state.backlog, games.ownWork(), runner);
        var ties = new TieOrder.Lottery(state.setup.seed(), state.slot);
        Optional<ResaleMarket> offered = market(round, (k, _, costTicks) -> terms.ask(k, costTicks));
        Optional<ResaleOutcome> traded =
                offered.map(market -> ResaleOutcome.of(round, market, rule(market), ties, runner));
        List<Trade> undelivered =
                traded.map(tier -> undelivered(tier.outcome().trades())).orElse(List.of());
        Optional<ResaleOutcome> resold =
                undelivered.isEmpty() ? traded : traded.map(tier -> without(undelivered, tier, round, runner));
        Optional<ResaleMarket> costs = terms.asks().length == 0
                ? resold.map(ResaleOutcome::market)
                : market(round, ResaleMarket.Asks.COSTS).map(market -> market.forRule(rule(market)));
        Round after = resold.map(ResaleOutcome::after).orElseGet(() -> PriceEvaluation.withoutResale(round, runner));
        sold.end(after.sold());
        OrderBook book = costs.map(ResaleMarket::book).orElseGet(() -> OrderBook.of(List.of()));
        double soldWork = traded.map(ResaleOutcome::after).stream()
                .flatMap(sale -> sale.leaders().stream())
                .mapToDouble(leader -> leader.load().resale().work())
                .sum();
        return new SaleResult(sold, Optional.of(after), resold, undelivered, soldWork, book);
    }

    private List<Trade> undelivered(List<Trade> trades) {
        return trades.stream()
                .filter(trade -> state.behaviours.failsLot(
                        trade.ask().participant(), state.slot, trade.ask().lot()))
                .toList();
    }

    private static ResaleOutcome without(List<Trade> undelivered, ResaleOutcome tier, Round before, TaskRunner runner) {
        Set<Trade> failed = Set.copyOf(undelivered);
        List<Trade> computed = tier.outcome().trades().stream()
                .filter(trade -> !failed.contains(trade))
                .toList();
        return tier.withOnly(before, computed, runner);
    }

    private AuctionRule rule(ResaleMarket market) {
        return state.setup.mechanism().apply(market);
    }

    private Optional<ResaleMarket> market(Round round, ResaleMarket.Asks asks) {
        return ResaleMarket.of(
                round,
                (k, bitsPerLot, rate) -> terms.lots(k, state.fleet.lots(k, bitsPerLot, rate)),
                asks,
                SellersClockStart.of(round.scenario().rules()));
    }

    /**
     * Returns rows of pieces sorted by wireless agent, then task, then leader, which is the order of bills in a round. The method is a counting
     * sort by agent, then an insertion sort of the few pieces of each agent. If the array is already sorted, returns the array itself. It is always
     * sorted if no piece is from an earlier slot.
     */
    private int[] inOrderOfSale(int[] arrived) {
        int sorted = 1;
        while (sorted < arrived.length && !comesAfter(arrived[sorted - 1], arrived[sorted])) {
            sorted++;
        }
        if (sorted >= arrived.length) {
            return arrived;
        }
        int[] next = new int[state.homeBacklog.length + 1];
        for (int piece : arrived) {
            next[state.owner(piece) + 1]++;
        }
        for (int n = 1; n < next.length; n++) {
            next[n] += next[n - 1];
        }
        int[] ordered = new int[arrived.length];
        for (int piece : arrived) {
            ordered[next[state.owner(piece)]++] = piece;
        }
        for (int i = 1; i < ordered.length; i++) {
            int piece = ordered[i];
            int at = i;
            while (at > 0 && comesAfter(ordered[at - 1], piece)) {
                ordered[at] = ordered[at - 1];
                at--;
            }
            ordered[at] = piece;
        }
        return ordered;
    }

    private boolean comesAfter(int a, int b) {
        if (state.owner(a) != state.owner(b)) {
            return state.owner(a) > state.owner(b);
        }
        int byTask = Long.compare(tasks.id[pieces.task[a]], tasks.id[pieces.task[b]]);
        return byTask > 0 || (byTask == 0 && pieces.leader[a] > pieces.leader[b]);
    }

    private void fill(SoldPieces columns, int[] arrived, DecisionResult decided, PieceTransferResult sent) {
        double[] home = new double[tasks.rows];
        for (int i = 0; i < decided.offers().count(); i++) {
            home[decided.offers().row(i)] = decided.decisions().homeRatios()[i];
        }
        int before = -1;
        for (int piece : arrived) {
            int row = pieces.task[piece];
            if (row != before) {
                int n = tasks.owner[row];
                WirelessAgent agent = state.withTask(n, tasks.likeTask[row], state.deadlineSeconds(row));
                columns.addTask(agent, n, home[row], state.inputBits(row), state.work(row));
                before = row;
            }
            columns.addPiece();
        }
        state.setup.tasks().run(columns.tasks(), SimulationState.LEAST_PER_THREAD, task -> {
            for (int part = columns.start(task); part < columns.end(task); part++) {
                int piece = arrived[part];
                columns.setPiece(
                        task,
                        part,
                        pieces.leader[piece],
                        pieces.ratio[piece],
                        pieces.quality[piece],
                        sent.seconds()[piece],
                        pieces.price[piece]);
            }
        });
    }

    /** Marks the pieces as sold, sets the time at which each is computed, and posts the payments of the round. */
    void settle(SaleResult sale) {
        state.setup.tasks().run(sold.count(), SimulationState.LEAST_PER_THREAD, part -> {
            pieces.state[sold.row(part)] = PieceTable.SOLD;
            pieces.ready[sold.row(part)] = sold.ready(part);
            pieces.qualityBits[sold.row(part)] = sold.qualityBits(part);
        });
        sale.after().ifPresent(round -> {
            boolean escrow = state.setup.dynamics().escrow();
            Settlement.Posting posting = escrow ? new EscrowPosting(state, sold) : Settlement.Posting.AT_ONCE;
            Settlement.post(round, sale.trades(), state.accounts, posting, state.setup.tasks());
            sale.resold()
                    .filter(_ -> escrow)
                    .ifPresent(tier -> EscrowPosting.holdLots(state, tier, sale.undelivered()));
        });
    }
}
