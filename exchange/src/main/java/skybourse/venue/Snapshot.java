package skybourse.venue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Ledger.Reason;

/**
 * All that events made of a market, while no round waits for its prices: who begins with it need not read them again.
 *
 * @param round that collects
 * @param seats all, in the scenario's order, those of newcomers last
 * @param balances of all accounts, by name
 * @param owed from escrow
 * @param tasks that are known
 * @param pieces that are known
 * @param deposits all, for their references count once
 * @param withdrawals as deposits
 * @param kindInvites invitations to join as a kind, by the SHA-256 of the secret that is invited
 * @param lastPrices by leader
 * @param lastSolved how the last round that was sold was solved
 * @param resalePrice what a unit of work was paid last in tier 2; NaN before any
 */
public record Snapshot(
        long round,
        List<SeatPart> seats,
        SortedMap<String, Long> balances,
        long owed,
        List<WaitingTask> tasks,
        List<Piece> pieces,
        List<Event.Deposited> deposits,
        List<Event.Withdrawn> withdrawals,
        SortedMap<String, KindInvite> kindInvites,
        SortedMap<String, Double> lastPrices,
        Optional<Solved> lastSolved,
        double resalePrice) {

    /** An invitation to join as a kind, which may have been taken. */
    record KindInvite(String kind, boolean isTaken) {

        /** Returns what is left of it once its secret joined as a kind. */
        KindInvite taken(String joined) {
            return new KindInvite(kind, isTaken || kind.equals(joined));
        }
    }

    /** A seat: what {@link Seat} has of whoever plays it. */
    record SeatPart(
            String id,
            int account,
            Terms terms,
            long version,
            long since,
            long taken,
            boolean isKept,
            boolean isPresent,
            boolean isBarred,
            long barVersion,
            String secret,
            String invited,
            SortedSet<String> over,
            long heldUnits,
            int names,
            String openTask) {

        static SeatPart of(Seat seat) {
            return new SeatPart(
                    seat.id,
                    seat.account,
                    seat.terms,
                    seat.version,
                    seat.since,
                    seat.taken,
                    seat.isKept,
                    seat.isPresent,
                    seat.isBarred,
                    seat.barVersion,
                    seat.secret,
                    seat.invited,
                    new TreeSet<>(seat.over),
                    seat.heldUnits,
                    seat.names,
                    seat.openTask);
        }

        private void into(Seat seat) {
            seat.terms = terms;
            seat.version = version;
            seat.since = since;
            seat.taken = taken;
            seat.isKept = isKept;
            seat.isPresent = isPresent;
            seat.isBarred = isBarred;
            seat.barVersion = barVersion;
            seat.secret = secret;
            seat.invited = invited;
            seat.over.addAll(over);
            seat.heldUnits = heldUnits;
            seat.names = names;
            seat.openTask = openTask;
        }
    }

    static Snapshot of(State state) {
        SortedMap<String, Long> balances = new TreeMap<>();
        state.names.forEach(name -> balances.put(name, state.accounts.balance(state.accounts.number(name))));
        return new Snapshot(
                state.round,
                state.seats.values().stream().map(SeatPart::of).toList(),
                balances,
                state.owed,
                state.tasks.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList(),
                state.pieces.all(),
                payments(state, Event.Deposited.class),
                payments(state, Event.Withdrawn.class),
                new TreeMap<>(state.kindInvites),
                new TreeMap<>(state.lastPrices),
                Optional.ofNullable(state.lastSolved),
                state.resalePrice);
    }

    private static <E extends Event> List<E> payments(State state, Class<E> kind) {
        return state.payments.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Makes of a state before its first event this one. */
    void into(State state) {
        state.round = round;
        for (SeatPart part : seats) {
            part.into(state.seats.computeIfAbsent(part.id(), id -> state.newcomer(id, part.terms(), part.account())));
        }
        balances.forEach((name, units) -> open(state, name, units));
        state.owed = owed;
        tasks.forEach(state::know);
        pieces.forEach(piece -> state.pieces.change(piece, piece));
        deposits.forEach(in -> state.payments.put(in.reference(), in));
        withdrawals.forEach(out -> state.payments.put(out.reference(), out));
        state.kindInvites.putAll(kindInvites);
        state.lastPrices = new TreeMap<>(lastPrices);
        state.lastSolved = lastSolved.orElse(null);
        state.resalePrice = resalePrice;
    }

    /** Brings a balance in from outside, whose own is what all others leave. */
    private static void open(State state, String name, long units) {
        int outside = state.accounts.number(MarketRules.OUTSIDE);
        int account = state.accounts.number(name);
        if (account != outside && units > 0) {
            Reason reason = name.equals(Scenario.ESCROW) ? Reason.HELD : Reason.ISSUED;
            state.accounts.post(outside, account, units, reason);
        } else if (account != outside && units < 0) {
            state.accounts.post(account, outside, -units, Reason.REDEEMED);
        }
    }
}
