package skybourse.venue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import skybourse.base.scenario.SettingException;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Done;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.CommandReply.Refused;
import skybourse.venue.event.CommandReply.Reply;
import skybourse.venue.event.CommandReply.Stale;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PostedPriceAdmission;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.SubmittedTask;

/** Handles commands about rounds: closes the orders of a round, and settles or postpones it. */
final class RoundCommandHandler {

    /** Number of rounds after which an unused seat of an open market becomes free again if its holder was not invited. */
    private static final long MOST_UNUSED_ROUNDS = 100;

    /** Reason of a postponement. It is public and therefore names no agent. */
    private static final String UNCOVERED = "a bill is above what was kept for it";

    private final MarketRules rules;
    private final ExchangeState state;

    RoundCommandHandler(MarketRules rules, ExchangeState state) {
        this.rules = rules;
        this.state = state;
    }

    /**
     * Closes the orders of a round. A round of an inference market is also sold.
     *
     * @param at milliseconds of the market's clock
     */
    CommandReply freeze(MarketCommand.Freeze freeze, long at) {
        if (freeze.round() != state.round || state.frozen != null) {
            return new Stale();
        }
        if (!RoundDraw.isDraw(freeze.draw())) {
            return new Refused(Kind.INVALID, "draw", "must be 128 hexadecimal digits", freeze.draw());
        }
        List<MarketEvent> events = new ArrayList<>();
        List<String> buyers = new ArrayList<>();
        List<Seat> sellers = new ArrayList<>();
        boolean hasTask = false;
        List<MarketEvent> freed = new ArrayList<>();
        for (Seat seat : state.seats.values()) {
            String id = seat.id;
            if (rules.open() && seat.isUnused(freeze.round(), MOST_UNUSED_ROUNDS)) {
                freed.add(new MarketEvent.SeatFreed(id));
                continue;
            }
            SubmittedTask task = state.task(id, seat.openTask).orElse(null);
            boolean isThere =
                    seat.isPresent && !seat.isBarred && !freeze.silent().contains(id);
            if (task != null && task.lastRound() < freeze.round()) {
                events.add(new MarketEvent.TaskExpired(id, task.name()));
            } else if (task != null) {
                hasTask = true;
                if (isThere) {
                    buyers.add(id);
                }
            } else if (!seat.isBuyer() && isThere && hasBond(seat)) {
                sellers.add(seat);
            }
        }
        if (!hasTask && events.isEmpty()) {
            return new Stale();
        }
        events.addAll(freed);
        events.add(closed(freeze, buyers, sellers, at));
        return new Done(events, new Reply("round", 0, freeze.round(), 0));
    }

    private MarketEvent closed(MarketCommand.Freeze freeze, List<String> buyers, List<Seat> sellers, long at) {
        if (buyers.isEmpty()) {
            return new MarketEvent.RoundVoid(freeze.round(), "no task");
        }
        Optional<InferenceModel> inference = rules.inference();
        if (inference.isPresent()) {
            return new InferenceRound(rules, state, inference.get().product())
                    .sell(freeze.round(), freeze.draw(), buyers, sellers, at);
        }
        return sellers.stream().anyMatch(Seat::isLeader)
                ? new MarketEvent.RoundFrozen(
                        freeze.round(),
                        buyers,
                        sellers.stream().map(seat -> seat.id).toList(),
                        freeze.draw())
                : new MarketEvent.RoundVoid(freeze.round(), "no leader");
    }

    /**
     * Returns whether an agent has the free balance that a leader needs ({@link PerformanceBonds#neededUnits}). Returns true for agents that are not leaders.
     */
    private boolean hasBond(Seat seat) {
        return !seat.isLeader() || state.money.freeUnits(seat) >= PerformanceBonds.neededUnits(rules, seat);
    }

    CommandReply settle(MarketCommand.SolveFinished finished, long at) {
        RoundPrices solved = finished.solved();
        if (state.frozen == null
                || state.frozen.round() != solved.round()
                || solved.prices().size() != state.frozen.postedPrices().size()) {
            return new Stale();
        }
        FrozenRound frozen = state.frozen.withAdmission(finished.admission());
        Reply reply = new Reply("round", 0, solved.round(), 0);
        try {
            Optional<String> objection =
                    frozen.objection(solved, rules.twoTier().maxEpsilon());
            if (objection.isPresent()) {
                return new Done(notSold(frozen, finished.hardest(), objection.get()), reply);
            }
            MarketEvent.RoundSettled settled = RoundSettlement.settle(rules, frozen, solved, free(), at);
            return uncovered(frozen, settled)
                    .map(agent -> new Done(notSold(frozen, agent, UNCOVERED), reply))
                    .orElseGet(() -> new Done(sold(frozen, settled), reply));
        } catch (SettingException e) {
            return new Done(notSold(frozen, finished.hardest(), String.valueOf(e.getMessage())), reply);
        }
    }

    private static List<MarketEvent> sold(FrozenRound frozen, MarketEvent.RoundSettled settled) {
        return frozen.admission().equals(PostedPriceAdmission.NONE)
                ? List.of(settled)
                : List.of(new MarketEvent.PostedPricesChecked(frozen.round(), frozen.admission()), settled);
    }

    /**
     * Returns the events of a round that cannot be sold. The round is postponed or, after the last attempt, one task is left out. A market with
     * several extreme tasks therefore drops these tasks one after the other and continues.
     */
    private static List<MarketEvent> notSold(FrozenRound frozen, String hardest, String reason) {
        if (!frozen.isLastAttempt()) {
            return List.of(new MarketEvent.RoundPostponed(frozen.round(), reason));
        }
        SortedMap<String, String> tasks = frozen.taskNames();
        String agent =
                tasks.containsKey(hardest) ? hardest : frozen.outlierBuyers().getFirst();
        String why = "the round cannot be sold with it: " + reason;
        List<MarketEvent> events = new ArrayList<>();
        events.add(new MarketEvent.TaskLeftOut(frozen.round(), agent, tasks.getOrDefault(agent, ""), why));
        if (tasks.size() == 1) {
            events.add(new MarketEvent.RoundVoid(frozen.round(), "no task is left"));
        }
        return events;
    }

    /**
     * Returns an agent whose free balance would become negative, or the buyer of a piece with a negative amount; empty if there is none. Amounts
     * held in advance and the apportionment already prevent both cases, so that this is a second check.
     */
    private Optional<String> uncovered(FrozenRound frozen, MarketEvent.RoundSettled settled) {
        Map<String, Long> after = new HashMap<>();
        state.seats.forEach((id, seat) -> after.put(id, state.money.balance(seat) - seat.heldUnits));
        frozen.taskNames()
                .forEach((agent, task) -> state.task(agent, task)
                        .ifPresent(waiting -> after.merge(agent, waiting.holdUnits(), Math::addExact)));
        for (MarketPayment entry : settled.entries()) {
            after.merge(entry.from(), -entry.units(), Math::addExact);
            after.merge(entry.to(), entry.units(), Math::addExact);
        }
        for (Piece piece : settled.pieces()) {
            after.merge(piece.leader(), -piece.bondUnits(), Math::addExact);
            after.merge(piece.worker(), -piece.lotBondUnits(), Math::addExact);
            if (Math.min(piece.billUnits(), piece.lotUnits()) < 0) {
                return Optional.of(piece.buyer());
            }
        }
        settled.fines().forEach((worker, units) -> after.merge(worker, -units, Math::addExact));
        return state.seats.keySet().stream()
                .filter(id -> after.getOrDefault(id, 0L) < 0)
                .findFirst();
    }

    private Map<String, Long> free() {
        Map<String, Long> free = new HashMap<>();
        state.seats.forEach((id, seat) -> free.put(id, state.money.freeUnits(seat)));
        return free;
    }
}
