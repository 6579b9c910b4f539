package skybourse.venue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.SettingException;
import skybourse.venue.Answer.Done;
import skybourse.venue.Answer.Reply;
import skybourse.venue.Answer.Stale;

/** Closes the orders of a round and sells it. */
final class RoundDesk {

    /** For how many rounds' work a leader must have what it may owe. */
    private static final double BONDS = 2;

    private final MarketRules rules;
    private final State state;

    RoundDesk(MarketRules rules, State state) {
        this.rules = rules;
        this.state = state;
    }

    Answer freeze(Command.Freeze freeze) {
        if (freeze.round() != state.round || state.frozen != null) {
            return new Stale();
        }
        List<Event> events = new ArrayList<>();
        List<String> buyers = new ArrayList<>();
        List<String> sellers = new ArrayList<>();
        boolean hasLeader = false;
        boolean hasTask = false;
        for (Seat seat : state.seats.values()) {
            String id = seat.agent.id();
            WaitingTask task = state.tasks.get(State.key(id, seat.openTask));
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
        boolean isWhole = !buyers.isEmpty() && hasLeader;
        events.add(
                isWhole
                        ? new Event.RoundFrozen(freeze.round(), buyers, sellers)
                        : new Event.RoundVoid(freeze.round(), buyers.isEmpty() ? "no task" : "no leader"));
        return new Done(events, new Reply("round", 0, freeze.round(), 0));
    }

    /** Tells whether a leader has free what it may owe for a round or two of work that it does not do. */
    private boolean hasBond(Seat seat) {
        return !(seat.agent instanceof Leader) || state.free(seat) >= bondUnits(seat.leader());
    }

    long bondUnits(Leader leader) {
        double work =
                leader.computer().workPerSecond() * rules.scenario().rules().roundSeconds();
        return rules.units(BONDS * leader.penaltyPerWork() * work);
    }

    Answer settle(Solved solved, long at) {
        FrozenRound frozen = state.frozen;
        if (frozen == null
                || frozen.round() != solved.round()
                || solved.prices().size() != frozen.posted().size()) {
            return new Stale();
        }
        Reply reply = new Reply("round", 0, solved.round(), 0);
        try {
            return Venue.done(reply, Settling.settle(rules, frozen, solved, free(), at));
        } catch (SettingException e) {
            return Venue.done(reply, new Event.RoundVoid(solved.round(), String.valueOf(e.getMessage())));
        }
    }

    private Map<String, Long> free() {
        Map<String, Long> free = new TreeMap<>();
        state.seats.forEach((id, seat) -> free.put(id, state.free(seat)));
        return free;
    }
}
