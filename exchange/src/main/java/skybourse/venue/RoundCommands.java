package skybourse.venue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import skybourse.base.agent.Leader;
import skybourse.base.scenario.SettingException;
import skybourse.venue.event.Answer;
import skybourse.venue.event.Answer.Done;
import skybourse.venue.event.Answer.Kind;
import skybourse.venue.event.Answer.Refused;
import skybourse.venue.event.Answer.Reply;
import skybourse.venue.event.Answer.Stale;
import skybourse.venue.event.Command;
import skybourse.venue.event.Event;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundSolution;
import skybourse.venue.event.WaitingTask;

/** Handles commands about rounds: closes the orders of a round, and settles or postpones it. */
final class RoundCommands {

    private static final Pattern DRAW = Pattern.compile("[0-9a-f]{128}");

    /** Number of rounds after which an unused seat of an open market becomes free again if its holder was not invited. */
    private static final long MOST_UNUSED_ROUNDS = 100;

    /** Reason of a postponement. It is public and therefore names no agent. */
    private static final String UNCOVERED = "a bill is above what was kept for it";

    private final MarketRules rules;
    private final ExchangeState state;

    RoundCommands(MarketRules rules, ExchangeState state) {
        this.rules = rules;
        this.state = state;
    }

    Answer freeze(Command.Freeze freeze) {
        if (freeze.round() != state.round || state.frozen != null) {
            return new Stale();
        }
        if (!DRAW.matcher(freeze.draw()).matches()) {
            return new Refused(Kind.INVALID, "draw", "must be 128 hexadecimal digits", freeze.draw());
        }
        List<Event> events = new ArrayList<>();
        List<String> buyers = new ArrayList<>();
        List<String> sellers = new ArrayList<>();
        boolean hasLeader = false;
        boolean hasTask = false;
        List<Event> freed = new ArrayList<>();
        for (Seat seat : state.seats.values()) {
            String id = seat.id;
            if (rules.open() && seat.isUnused(freeze.round(), MOST_UNUSED_ROUNDS)) {
                freed.add(new Event.SeatFreed(id));
                continue;
            }
            WaitingTask task = state.task(id, seat.openTask).orElse(null);
            boolean isThere =
                    seat.isPresent && !seat.isBarred && !freeze.silent().contains(id);
            if (task != null && task.lastRound() < freeze.round()) {
                events.add(new Event.TaskExpired(id, task.name()));
            } else if (task != null) {
                hasTask = true;
                if (isThere) {
                    buyers.add(id);
                }
            } else if (!seat.isWireless() && isThere && hasBond(seat)) {
                sellers.add(id);
                hasLeader |= seat.agent instanceof Leader;
            }
        }
        if (!hasTask && events.isEmpty()) {
            return new Stale();
        }
        events.addAll(freed);
        boolean isWhole = !buyers.isEmpty() && hasLeader;
        events.add(
                isWhole
                        ? new Event.RoundFrozen(freeze.round(), buyers, sellers, freeze.draw())
                        : new Event.RoundVoid(freeze.round(), buyers.isEmpty() ? "no task" : "no leader"));
        return new Done(events, new Reply("round", 0, freeze.round(), 0));
    }

    /**
     * Returns whether an agent has the free balance that a leader needs ({@link Bonds#neededUnits}). Returns true for agents that are not leaders.
     */
    private boolean hasBond(Seat seat) {
        return !(seat.agent instanceof Leader) || state.freeUnits(seat) >= Bonds.neededUnits(rules, seat.leader());
    }

    Answer settle(Command.SolveFinished finished, long at) {
        RoundSolution solved = finished.solved();
        FrozenRound frozen = state.frozen;
        if (frozen == null
                || frozen.round() != solved.round()
                || solved.prices().size() != frozen.postedPrices().size()) {
            return new Stale();
        }
        Reply reply = new Reply("round", 0, solved.round(), 0);
        try {
            Optional<String> objection = frozen.objection(solved, rules.maxEpsilon());
            if (objection.isPresent()) {
                return new Done(notSold(frozen, finished.hardest(), objection.get()), reply);
            }
            Event.RoundSettled settled = RoundSettlement.settle(rules, frozen, solved, free(), at);
            return uncovered(frozen, settled)
                    .map(agent -> new Done(notSold(frozen, agent, UNCOVERED), reply))
                    .orElseGet(() -> ExchangeEngine.done(reply, settled));
        } catch (SettingException e) {
            return new Done(notSold(frozen, finished.hardest(), String.valueOf(e.getMessage())), reply);
        }
    }

    /**
     * Returns the events of a round that cannot be sold. The round is postponed or, after the last attempt, one task is left out. A market with
     * several extreme tasks therefore drops these tasks one after the other and continues.
     */
    private static List<Event> notSold(FrozenRound frozen, String hardest, String reason) {
        if (!frozen.isLastAttempt()) {
            return List.of(new Event.RoundPostponed(frozen.round(), reason));
        }
        SortedMap<String, String> tasks = frozen.taskNames();
        String agent =
                tasks.containsKey(hardest) ? hardest : frozen.outlierBuyers().getFirst();
        String why = "the round cannot be sold with it: " + reason;
        List<Event> events = new ArrayList<>();
        events.add(new Event.TaskLeftOut(frozen.round(), agent, tasks.getOrDefault(agent, ""), why));
        if (tasks.size() == 1) {
            events.add(new Event.RoundVoid(frozen.round(), "no task is left"));
        }
        return events;
    }

    /**
     * Returns an agent whose free balance would become negative, or the buyer of a piece with a negative amount; empty if there is none. Amounts
     * held in advance and the apportionment already prevent both cases, so that this is a second check.
     */
    private Optional<String> uncovered(FrozenRound frozen, Event.RoundSettled settled) {
        Map<String, Long> after = new HashMap<>();
        state.seats.forEach((id, seat) -> after.put(id, state.balance(seat) - seat.heldUnits));
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
        state.seats.forEach((id, seat) -> free.put(id, state.freeUnits(seat)));
        return free;
    }
}
