package skybourse.venue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PostedPriceAdmission;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.SubmittedTask;

/**
 * State of a market between two rounds. A market that is restored from it needs no entries up to {@code seq}.
 *
 * @param seq number of the last entry that it includes
 * @param day day of the market's clock of that entry
 * @param round the round that collects orders
 * @param seats all seats in the scenario's order, those of newcomers last
 * @param balances balances of all accounts, ledger units, by name
 * @param owed sum of the escrow of all pieces, ledger units
 * @param tasks stored tasks
 * @param pieces stored pieces
 * @param payments all deposits and withdrawals, by reference, their idempotency key
 * @param blobs stored uploads, oldest first
 * @param kindInvites invitations to join as an agent of some kind, by the SHA-256 of the invited secret
 * @param lastPrices prices of the last round that was sold, money/bit, by leader
 * @param certifiedPrices prices of the last round that was sold with a valid certificate, money/bit, by leader; if the prices were mixed, the most
 *     probable price of each leader
 * @param lastSolved solution of the last round that was sold
 * @param lastAdmission decision about the posted prices of that round
 * @param resalePrice last price paid in tier 2, money/work; NaN before the first trade
 * @param inference part that only an inference market has
 */
public record Snapshot(
        long seq,
        long day,
        long round,
        List<SeatPart> seats,
        SortedMap<String, Long> balances,
        long owed,
        List<SubmittedTask> tasks,
        List<Piece> pieces,
        SortedMap<String, Payment> payments,
        List<KnownBlob> blobs,
        SortedMap<String, KindInvite> kindInvites,
        SortedMap<String, Double> lastPrices,
        SortedMap<String, Double> certifiedPrices,
        Optional<RoundPrices> lastSolved,
        PostedPriceAdmission lastAdmission,
        double resalePrice,
        InferenceState.Part inference) {

    /** Deposit or withdrawal, with the number of its journal entry. */
    record Payment(String agent, long units, boolean isDeposit, long seq) {}

    /** Key of an upload: agent and SHA-256 of the bytes. */
    record BlobKey(String agent, String digest) {}

    /** Upload: number of bytes, the round that was collecting orders at the time, the number of the journal entry that uploaded or erased it, and whether it was erased. */
    record Blob(int bytes, long round, long seq, boolean isErased) {

        Blob(int bytes, long round, long seq) {
            this(bytes, round, seq, false);
        }

        Blob erased(long erasedSeq) {
            return new Blob(bytes, round, erasedSeq, true);
        }
    }

    /** Stored upload. */
    record KnownBlob(BlobKey key, Blob blob) {}

    /** Invitation to join as an agent of some kind, and whether it was used. */
    record KindInvite(String kind, boolean isTaken, long seq) {

        /** Returns this invitation after its secret was used to join as a kind. It counts as used only if this is the invited kind. */
        KindInvite taken(String joined) {
            return new KindInvite(kind, isTaken || kind.equals(joined), seq);
        }
    }

    /** State of a {@link Seat}; components as its fields. */
    record SeatPart(
            String id,
            int account,
            AgentTerms terms,
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
            OptionalLong spendUnitsADay,
            long spendingDay,
            long spentUnits,
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
                    seat.spendUnitsADay,
                    seat.spendingDay,
                    seat.spentUnits,
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
            seat.spendUnitsADay = spendUnitsADay;
            seat.spendingDay = spendingDay;
            seat.spentUnits = spentUnits;
            seat.names = names;
            seat.openTask = openTask;
        }
    }

    static Snapshot of(ExchangeState state) {
        SortedMap<String, Long> balances = new TreeMap<>();
        state.names.forEach(
                name -> balances.put(name, state.money.accounts.balance(state.money.accounts.number(name))));
        return new Snapshot(
                state.seq,
                state.money.day,
                state.round,
                state.seats.values().stream().map(SeatPart::of).toList(),
                balances,
                state.money.owed,
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
                state.lastAdmission,
                state.resalePrice,
                state.inference.part());
    }

    /** Restores this snapshot into a state to which no events have been applied. */
    void into(ExchangeState state) {
        state.seq = seq;
        state.money.day = day;
        state.round = round;
        for (SeatPart part : seats) {
            part.into(state.seats.computeIfAbsent(part.id(), id -> state.newcomer(id, part.terms(), part.account())));
        }
        balances.forEach((name, units) -> open(state, name, units));
        state.money.owed = owed;
        tasks.forEach(state::putTask);
        pieces.forEach(piece -> state.pieces.change(piece, piece));
        state.payments.putAll(payments);
        blobs.forEach(known -> state.blobs.put(known.key(), known.blob()));
        state.kindInvites.putAll(kindInvites);
        state.lastPrices = new TreeMap<>(lastPrices);
        state.certifiedPrices = new TreeMap<>(certifiedPrices);
        state.lastSolved = lastSolved.orElse(null);
        state.lastAdmission = lastAdmission;
        state.resalePrice = resalePrice;
        state.inference.restore(inference);
    }

    /** Restores a balance by a payment from or to the outside account. The balance of the outside account follows from all others. */
    private static void open(ExchangeState state, String name, long units) {
        int outside = state.money.accounts.number(MarketRules.OUTSIDE);
        int account = state.money.accounts.number(name);
        if (account != outside && units > 0) {
            Reason reason = name.equals(Scenario.ESCROW) ? Reason.HELD : Reason.ISSUED;
            state.money.accounts.post(outside, account, units, reason);
        } else if (account != outside && units < 0) {
            state.money.accounts.post(account, outside, -units, Reason.REDEEMED);
        }
    }
}
