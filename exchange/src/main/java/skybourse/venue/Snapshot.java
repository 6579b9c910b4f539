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
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.Solved;
import skybourse.venue.event.Terms;
import skybourse.venue.event.WaitingTask;

/**
 * All that events made of a market, while no round waits for its prices: who begins with it need not read them again.
 *
 * @param seq number of the last entry that it is of
 * @param round that collects
 * @param seats all, in the scenario's order, those of newcomers last
 * @param balances of all accounts, by name
 * @param owed from escrow
 * @param tasks that are known
 * @param pieces that are known
 * @param payments from and to outside, all, by reference, which counts once
 * @param blobs that agents brought and that are known, the oldest first
 * @param kindInvites invitations to join as a kind, by the SHA-256 of the secret that is invited
 * @param lastPrices by leader
 * @param certifiedPrices of the last round that was sold with a certificate that holds, by leader; the likeliest of a mix
 * @param lastSolved how the last round that was sold was solved
 * @param resalePrice what a unit of work was paid last in tier 2; NaN before any
 */
public record Snapshot(
        long seq,
        long round,
        List<SeatPart> seats,
        SortedMap<String, Long> balances,
        long owed,
        List<WaitingTask> tasks,
        List<Piece> pieces,
        SortedMap<String, Payment> payments,
        List<KnownBlob> blobs,
        SortedMap<String, KindInvite> kindInvites,
        SortedMap<String, Double> lastPrices,
        SortedMap<String, Double> certifiedPrices,
        Optional<Solved> lastSolved,
        double resalePrice) {

    /** A payment from outside, or to outside. */
    record Payment(String agent, long units, boolean isDeposit, long seq) {}

    /** Bytes of an agent. */
    record BlobKey(String agent, String digest) {}

    /** How many bytes, the round that collected when they came, and number of their entry. */
    record Blob(int bytes, long round, long seq) {}

    /** Bytes that are known. */
    record KnownBlob(BlobKey key, Blob blob) {}

    /** An invitation to join as a kind, which may have been taken. */
    record KindInvite(String kind, boolean isTaken, long seq) {

        /** Returns what is left of it once its secret joined as a kind. */
        KindInvite taken(String joined) {
            return new KindInvite(kind, isTaken || kind.equals(joined), seq);
        }
    }

    /** A seat: what {@link Seat} has of whoever plays it. */
    record SeatPart(
            String id,
            int account,
            Terms terms,
            long version,
            long since,
            long termsSeq,
            long taken,
            boolean isKept,
            boolean isPresent,
            boolean isBarred,
            long barVersion,
            long barSeq,
            String secret,
            String invited,
            SortedSet<String> over,
            SortedMap<String, Long> invitations,
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
                    seat.termsSeq,
                    seat.taken,
                    seat.isKept,
                    seat.isPresent,
                    seat.isBarred,
                    seat.barVersion,
                    seat.barSeq,
                    seat.secret,
                    seat.invited,
                    new TreeSet<>(seat.over),
                    new TreeMap<>(seat.invitations),
                    seat.heldUnits,
                    seat.names,
                    seat.openTask);
        }

        private void into(Seat seat) {
            seat.terms = terms;
            seat.version = version;
            seat.since = since;
            seat.termsSeq = termsSeq;
            seat.taken = taken;
            seat.isKept = isKept;
            seat.isPresent = isPresent;
            seat.isBarred = isBarred;
            seat.barVersion = barVersion;
            seat.barSeq = barSeq;
            seat.secret = secret;
            seat.invited = invited;
            seat.over.addAll(over);
            seat.invitations.putAll(invitations);
            seat.heldUnits = heldUnits;
            seat.names = names;
            seat.openTask = openTask;
        }
    }

    static Snapshot of(State state) {
        SortedMap<String, Long> balances = new TreeMap<>();
        state.names.forEach(name -> balances.put(name, state.accounts.balance(state.accounts.number(name))));
        return new Snapshot(
                state.seq,
                state.round,
                state.seats.values().stream().map(SeatPart::of).toList(),
                balances,
                state.owed,
                state.tasks.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList(),
                state.pieces.all(),
                new TreeMap<>(state.payments),
                state.blobs.all(),
                new TreeMap<>(state.kindInvites),
                new TreeMap<>(state.lastPrices),
                new TreeMap<>(state.certifiedPrices),
                Optional.ofNullable(state.lastSolved),
                state.resalePrice);
    }

    /** Makes of a state before its first event this one. */
    void into(State state) {
        state.seq = seq;
        state.round = round;
        for (SeatPart part : seats) {
            part.into(state.seats.computeIfAbsent(part.id(), id -> state.newcomer(id, part.terms(), part.account())));
        }
        balances.forEach((name, units) -> open(state, name, units));
        state.owed = owed;
        tasks.forEach(state::know);
        pieces.forEach(piece -> state.pieces.change(piece, piece));
        state.payments.putAll(payments);
        blobs.forEach(known -> state.blobs.put(known.key(), known.blob()));
        state.kindInvites.putAll(kindInvites);
        state.lastPrices = new TreeMap<>(lastPrices);
        state.certifiedPrices = new TreeMap<>(certifiedPrices);
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
