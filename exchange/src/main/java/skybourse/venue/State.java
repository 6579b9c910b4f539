package skybourse.venue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Accounts;
import skybourse.round.ledger.Statement;
import skybourse.venue.event.Answer;
import skybourse.venue.event.Event;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Movement;
import skybourse.venue.event.Newcomers;
import skybourse.venue.event.Piece;
import skybourse.venue.event.Solved;
import skybourse.venue.event.Terms;
import skybourse.venue.event.WaitingTask;

/** What events make of a market: nothing is decided here, and no event is refused. Mutable; for one thread. */
final class State {

    /** How many rounds a name is known after its task is over; {@code lastRound} and {@code due} refuse whoever comes later. */
    static final long KEPT_ROUNDS = 100;

    final MarketRules rules;
    final Accounts accounts;
    final List<String> names = new ArrayList<>();
    final SequencedMap<String, Seat> seats = new LinkedHashMap<>();

    /** How many of the seats are the file's; those of newcomers follow, in the order in which they joined. */
    private final int places;

    final Map<TaskKey, WaitingTask> tasks = new HashMap<>();

    final PieceBook pieces = new PieceBook();
    private final PieceEnds ends = new PieceEnds(this);
    /** Payments from and to outside, by reference. */
    final SortedMap<String, Snapshot.Payment> payments = new TreeMap<>();

    final BlobBook blobs = new BlobBook();

    /** Number of the journal's entry that was applied last. */
    long seq;

    /** Invitations to join as a kind, by the SHA-256 of the secret that is invited. */
    final SortedMap<String, Snapshot.KindInvite> kindInvites = new TreeMap<>();

    /** The round that collects. */
    long round;

    @Nullable
    FrozenRound frozen;

    /** Prices of the last round that was sold, by leader. */
    SortedMap<String, Double> lastPrices = new TreeMap<>();

    /** Prices of the last round that was sold with a certificate that holds, by leader; the likeliest of a mix. */
    SortedMap<String, Double> certifiedPrices = new TreeMap<>();

    @Nullable
    Solved lastSolved;

    /** What a unit of work was paid last in tier 2; NaN before any. */
    double resalePrice = Double.NaN;

    /** All that waits in escrow, added up by pieces. */
    long owed;

    /** Keys of tasks by their last round, the soonest to be forgotten first. */
    private final SortedMap<Long, Set<TaskKey>> endsWith = new TreeMap<>();

    private final Consumer<Movement> paid;

    State(MarketRules rules, Consumer<Movement> paid) {
        this.rules = rules;
        this.paid = paid;
        Scenario scenario = rules.scenario();
        Newcomers.all(scenario).forEach(agent -> {
            seats.put(agent.id(), new Seat(agent.id(), agent, names.size()));
            names.add(agent.id());
        });
        places = seats.size();
        if (seats.containsKey(MarketRules.OUTSIDE)) {
            throw new IllegalArgumentException("id must not be a reserved name: " + MarketRules.OUTSIDE);
        }
        Stream.iterate(1, n -> n + 1)
                .map(n -> "newcomer " + n)
                .filter(name -> !seats.containsKey(name))
                .limit(rules.newcomers().most())
                .forEach(names::add);
        names.addAll(List.of(Scenario.HOUSE, MarketRules.OUTSIDE, Scenario.ESCROW));
        accounts = Accounts.open(names);
    }

    Seat seat(String agent) {
        Seat seat = seats.get(agent);
        if (seat == null) {
            throw new IllegalStateException("no seat of this market: " + agent);
        }
        return seat;
    }

    /** Returns how many joined beside the seats of the file. */
    int newcomers() {
        return seats.size() - places;
    }

    /** Returns a seat, or the one that somebody of this id has who joins on such terms. */
    Seat seat(String agent, Terms terms) {
        Seat seat = seats.get(agent);
        return seat == null ? newcomer(agent, terms, NewcomerSeats.freeAccount(places, seats.values())) : seat;
    }

    Seat newcomer(String agent, Terms terms, int account) {
        return new Seat(agent, rules.newcomers().like(rules.scenario(), terms.kind()), account);
    }

    long balance(Seat seat) {
        return accounts.balance(seat.account);
    }

    /** Returns what each agent has, by id. */
    Map<String, Long> balances() {
        Map<String, Long> balances = new HashMap<>();
        seats.forEach((id, seat) -> balances.put(id, balance(seat)));
        return balances;
    }

    /** Returns what an agent may spend: nothing that is kept for bills and bonds. */
    long free(Seat seat) {
        return Math.max(0, balance(seat) - seat.heldUnits);
    }

    /** Returns what leaders expect to pay for a unit of work in tier 2: what was paid last, pulled back to what is published. */
    double roundResalePrice() {
        return rules.scenario().rules().resalePriceAfter(resalePrice);
    }

    Optional<WaitingTask> task(String agent, String name) {
        return Optional.ofNullable(tasks.get(new TaskKey(agent, name)));
    }

    /** Makes of the state what it is after an event. */
    void apply(Event event) {
        switch (event) {
            case Event.AgentPut put -> {
                Seat seat = seat(put.agent(), put.terms());
                if (seats.put(put.agent(), seat) == null) {
                    seat.isKept = isInvitedAsKind(put.secret());
                    kindInvites.computeIfPresent(
                            put.secret(),
                            (_, invite) -> invite.taken(put.terms().kind()));
                    seat.isKept &= !isInvitedAsKind(put.secret());
                }
                seat.hold(put.secret(), round, seq);
                seat.termsSeq = seq;
                seat.terms = put.terms();
                seat.version = put.version();
                seat.since = round;
                seat.isPresent = true;
            }
            case Event.AgentLeft left -> {
                seat(left.agent()).isPresent = false;
                seat(left.agent()).version = left.version();
                seat(left.agent()).termsSeq = seq;
            }
            case Event.SeatFreed freed ->
                seats.computeIfPresent(freed.agent(), (_, seat) -> seat.isNewcomer() ? null : seat.freed());
            case Event.Invited invited -> seat(invited.agent()).invite(invited.secret(), seq);
            case Event.KindInvited invited ->
                kindInvites.put(invited.secret(), new Snapshot.KindInvite(invited.kind(), false, seq));
            case Event.Barred barred -> {
                seat(barred.agent()).isBarred = barred.barred();
                seat(barred.agent()).barVersion = barred.version();
                seat(barred.agent()).barSeq = seq;
            }
            case Event.Deposited in -> {
                payments.put(in.reference(), new Snapshot.Payment(in.agent(), in.units(), true, seq));
                post(MarketRules.OUTSIDE, in.agent(), in.units(), Movement.Reason.ISSUED, in.reference());
            }
            case Event.Withdrawn out -> {
                payments.put(out.reference(), new Snapshot.Payment(out.agent(), out.units(), false, seq));
                post(out.agent(), MarketRules.OUTSIDE, out.units(), Movement.Reason.REDEEMED, out.reference());
            }
            case Event.TaskPut put -> put(put);
            case Event.TaskWithdrawn gone -> close(gone.agent(), gone.task(), WaitingTask.Stage.WITHDRAWN, -1);
            case Event.TaskExpired gone -> close(gone.agent(), gone.task(), WaitingTask.Stage.EXPIRED, -1);
            case Event.RoundFrozen freeze -> freeze(freeze);
            case Event.RoundPostponed later -> frozen = frozen().postponed(later.reason());
            case Event.TaskLeftOut gone -> {
                close(gone.agent(), gone.task(), WaitingTask.Stage.LEFT_OUT, -1);
                tasks.computeIfPresent(
                        new TaskKey(gone.agent(), gone.task()), (_, task) -> task.leftOut(gone.reason(), seq));
                frozen = frozen().without(gone.agent());
            }
            case Event.RoundVoid gone -> {
                round = frozen == null ? round + 1 : round;
                frozen = null;
                forget();
            }
            case Event.RoundSettled settled -> settle(settled);
            case Event.PieceDone done -> {
                Piece piece = pieces.of(done.piece());
                pieces.change(piece, piece.done(done.digest(), done.dueMillis(), seq));
            }
            case Event.PieceUndoable undoable -> {
                Piece piece = pieces.of(undoable.piece());
                pieces.change(piece, piece.undoable(undoable.reason(), undoable.dueMillis(), seq));
            }
            case Event.PieceConfirmed confirmed -> {
                Piece piece = pieces.of(confirmed.piece());
                pieces.change(piece, piece.said(Piece.Claims.confirmation(confirmed.agent()), seq));
            }
            case Event.PieceRejected no -> {
                Piece piece = pieces.of(no.piece());
                pieces.change(piece, piece.disputed(no.agent(), no.reason(), no.stakeUnits(), no.dueMillis(), seq));
                seat(no.agent()).heldUnits += no.stakeUnits();
            }
            case Event.StakeRaised raised -> {
                Piece piece = pieces.of(raised.piece());
                pieces.change(piece, piece.staked(raised.units()));
                seat(piece.claims().disputedBy()).heldUnits += raised.units();
            }
            case Event.LotFined lot -> ends.fine(pieces.of(lot.piece()), true);
            case Event.PiecePaid paid -> ends.pay(paid);
            case Event.PieceFailed failed -> ends.fail(failed);
            case Event.PieceReturned returned -> ends.giveBack(returned);
            case Event.BlobPut put ->
                blobs.put(new Snapshot.BlobKey(put.agent(), put.digest()), new Snapshot.Blob(put.bytes(), round, seq));
        }
    }

    /** Pays; nothing is posted for 0 units. */
    void post(String from, String to, long units, Movement.Reason reason, String of) {
        if (units != 0) {
            accounts.post(account(from), account(to), units, reason.posted());
            keep(from);
            keep(to);
            paid.accept(new Movement(from, to, units, reason, of));
        }
    }

    /** Leaves a seat that was used to its holder. */
    private void keep(String name) {
        seats.computeIfPresent(name, (_, seat) -> seat.kept());
    }

    private int account(String name) {
        Seat seat = seats.get(name);
        return seat == null ? accounts.number(name) : seat.account;
    }

    private void put(Event.TaskPut put) {
        var task = new WaitingTask(
                put.agent(),
                put.task(),
                put.amounts(),
                put.units(),
                put.payload(),
                put.lastRound(),
                put.round(),
                put.holdUnits(),
                WaitingTask.Stage.OPEN,
                -1,
                "",
                seq,
                0);
        know(task);
        Seat seat = seat(put.agent());
        seat.isKept = true;
        seat.names++;
        seat.openTask = put.task();
        seat.heldUnits = Math.addExact(seat.heldUnits, put.holdUnits());
    }

    void know(WaitingTask task) {
        var key = new TaskKey(task.agent(), task.name());
        tasks.put(key, task);
        endsWith.computeIfAbsent(task.lastRound(), _ -> new HashSet<>()).add(key);
    }

    private void close(String agent, String name, WaitingTask.Stage stage, long soldIn) {
        WaitingTask task = task(agent, name).orElseThrow();
        tasks.put(new TaskKey(agent, name), task.at(stage, soldIn, seq));
        Seat seat = seat(agent);
        seat.openTask = "";
        seat.heldUnits -= task.holdUnits();
    }

    private void freeze(Event.RoundFrozen freeze) {
        Map<String, WaitingTask> wanted = new HashMap<>();
        freeze.buyers().forEach(id -> wanted.put(id, task(id, seat(id).openTask).orElseThrow()));
        frozen = FrozenRound.of(
                rules.scenario()
                        .withNetwork(NewcomerSeats.linked(rules.scenario().network(), seats.values())),
                freeze.round(),
                wanted,
                Set.copyOf(freeze.sellers()),
                seats.values(),
                roundResalePrice(),
                freeze.draw());
        round = freeze.round() + 1;
        forget();
    }

    /** Forgets tasks and pieces that are long over. */
    private void forget() {
        PieceBook.forget(endsWith.headMap(round - KEPT_ROUNDS), this::isForgotten);
        pieces.forget(round - KEPT_ROUNDS);
        blobs.forget(round - KEPT_ROUNDS);
    }

    /** Tells whether a secret may still join as a kind by an invitation. */
    boolean isInvitedAsKind(String secret) {
        Snapshot.KindInvite invite = kindInvites.get(secret);
        return invite != null && !invite.isTaken();
    }

    private boolean isForgotten(TaskKey key) {
        WaitingTask task = Objects.requireNonNull(tasks.get(key));
        if (task.stage() == WaitingTask.Stage.OPEN || pieces.isAtWork(key)) {
            return false;
        }
        tasks.remove(key);
        seat(task.agent()).names--;
        return true;
    }

    /** Says why there is no piece of an id: its round may be too long ago. */
    Answer.Refused missingPiece(String id) {
        return PieceBook.missing(id, round, KEPT_ROUNDS);
    }

    /** Returns the digests of all payloads and results of which somebody may still ask. */
    Set<String> digests() {
        Set<String> digests = new HashSet<>();
        tasks.values().forEach(task -> digests.add(task.payload()));
        pieces.byId.values().forEach(piece -> digests.add(piece.digest()));
        blobs.all().forEach(known -> digests.add(known.key().digest()));
        return digests;
    }

    private void settle(Event.RoundSettled settled) {
        FrozenRound sold = frozen();
        sold.taskNames().forEach((agent, task) -> close(agent, task, WaitingTask.Stage.SOLD, sold.round()));
        for (Movement entry : settled.entries()) {
            post(entry.from(), entry.to(), entry.units(), entry.reason(), entry.of());
        }
        for (Piece piece : settled.pieces()) {
            pieces.change(piece, piece);
            keep(piece.leader());
            keep(piece.worker());
            owed = Math.addExact(owed, piece.escrowUnits());
            seat(piece.leader()).heldUnits += piece.bondUnits();
            seat(piece.worker()).heldUnits += piece.lotBondUnits();
        }
        settled.fines().forEach((worker, units) -> seat(worker).heldUnits += units);
        resalePrice = Double.isNaN(settled.resalePricePerWork()) ? resalePrice : settled.resalePricePerWork();
        lastSolved = settled.solved();
        Solved solved = settled.solved();
        lastPrices = sold.byLeader(solved.prices());
        certifiedPrices =
                solved.hasProof() ? solved.mix().map(Solved.Mix::likeliest).orElse(lastPrices) : certifiedPrices;
        frozen = null;
    }

    private FrozenRound frozen() {
        return Objects.requireNonNull(frozen, "no round is frozen");
    }

    /** Closes the books since they were last closed; returns the first law that is broken. */
    Optional<String> breach() {
        Statement statement = accounts.close(owed);
        Optional<String> money = statement.breach().map(Statement.Breach::toString);
        if (money.isPresent()) {
            return money;
        }
        for (Seat seat : seats.values()) {
            if (seat.heldUnits < 0 || balance(seat) < seat.heldUnits) {
                return Optional.of("nobody has less than is kept for its bills and bonds: " + seat.id + " has "
                        + balance(seat) + ", " + seat.heldUnits + " are kept");
            }
        }
        return Optional.empty();
    }
}
