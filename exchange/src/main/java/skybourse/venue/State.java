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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.Task;
import skybourse.round.ledger.Accounts;
import skybourse.round.ledger.Ledger;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.ledger.Statement;

/** What events make of a market: nothing is decided here, and no event is refused. Mutable; for one thread. */
final class State {

    /** How many rounds a name is known after its task is over; {@code lastRound} and {@code due} refuse whoever comes later. */
    private static final long KEPT_ROUNDS = 100;

    private static final Pattern PIECE = Pattern.compile("r[0-9]{1,15}\\.[0-9]{1,9}");

    final MarketRules rules;
    final Accounts accounts;

    /** Those of all accounts. */
    final List<String> names = new ArrayList<>();

    final SequencedMap<String, Seat> seats = new LinkedHashMap<>();

    /** How many of the seats are the file's; those of newcomers follow, in the order in which they joined. */
    private final int places;

    /** By the keys of agent and name. */
    final Map<String, WaitingTask> tasks = new HashMap<>();

    final PieceBook pieces = new PieceBook();

    /** Payments from and to outside, by reference. */
    final SortedMap<String, Event> payments = new TreeMap<>();

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
    private final SortedMap<Long, Set<String>> endsWith = new TreeMap<>();

    private final Consumer<Ledger.Entry> paid;

    State(MarketRules rules, Consumer<Ledger.Entry> paid) {
        this.rules = rules;
        this.paid = paid;
        Scenario scenario = rules.scenario();
        Newcomers.all(scenario).forEach(agent -> {
            seats.put(agent.id(), new Seat(agent.id(), agent, names.size()));
            names.add(agent.id());
        });
        places = seats.size();
        if (seats.containsKey(MarketRules.OUTSIDE)) {
            throw new IllegalArgumentException("id must not be the name of what is outside: " + MarketRules.OUTSIDE);
        }
        Stream.iterate(1, n -> n + 1)
                .map(n -> "newcomer " + n)
                .filter(name -> !seats.containsKey(name))
                .limit(rules.newcomers().most())
                .forEach(names::add);
        names.addAll(List.of(Scenario.HOUSE, MarketRules.OUTSIDE, Scenario.ESCROW));
        accounts = Accounts.open(names);
    }

    static String key(String agent, String task) {
        return agent + '\n' + task;
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
        return seat == null
                ? new Seat(agent, rules.newcomers().like(rules.scenario(), terms.kind()), seats.size())
                : seat;
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
    double expectedResalePrice() {
        return rules.scenario().rules().resalePriceAfter(resalePrice);
    }

    Optional<WaitingTask> task(String agent, String name) {
        return Optional.ofNullable(tasks.get(key(agent, name)));
    }

    /** Makes of the state what it is after an event. */
    void apply(Event event) {
        switch (event) {
            case Event.AgentPut put -> {
                Seat seat = seat(put.agent(), put.terms());
                if (seats.put(put.agent(), seat) == null) {
                    kindInvites.computeIfPresent(
                            put.secret(),
                            (_, invite) -> invite.taken(put.terms().kind()));
                }
                seat.hold(put.secret());
                seat.terms = put.terms();
                seat.version = put.version();
                seat.since = round;
                seat.isPresent = true;
            }
            case Event.AgentLeft left -> {
                seat(left.agent()).isPresent = false;
                seat(left.agent()).version = left.version();
            }
            case Event.Invited invited -> seat(invited.agent()).invite(invited.secret());
            case Event.KindInvited invited ->
                kindInvites.put(invited.secret(), new Snapshot.KindInvite(invited.kind(), false));
            case Event.Barred barred -> {
                seat(barred.agent()).isBarred = barred.barred();
                seat(barred.agent()).barVersion = barred.version();
            }
            case Event.Deposited in -> {
                payments.put(in.reference(), in);
                post(MarketRules.OUTSIDE, in.agent(), in.units(), Reason.ISSUED);
            }
            case Event.Withdrawn out -> {
                payments.put(out.reference(), out);
                post(out.agent(), MarketRules.OUTSIDE, out.units(), Reason.REDEEMED);
            }
            case Event.TaskPut put -> put(put);
            case Event.TaskWithdrawn gone -> close(gone.agent(), gone.task(), WaitingTask.Stage.WITHDRAWN, -1);
            case Event.TaskExpired gone -> close(gone.agent(), gone.task(), WaitingTask.Stage.EXPIRED, -1);
            case Event.RoundFrozen freeze -> freeze(freeze);
            case Event.RoundPostponed later -> frozen = frozen().postponed(later.reason());
            case Event.TaskLeftOut gone -> {
                close(gone.agent(), gone.task(), WaitingTask.Stage.LEFT_OUT, -1);
                tasks.computeIfPresent(key(gone.agent(), gone.task()), (_, task) -> task.leftOut(gone.reason()));
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
                pieces.change(piece, piece.done(done.digest(), done.paysAt()));
            }
            case Event.PieceRejected rejected -> {
                Piece piece = pieces.of(rejected.piece());
                pieces.change(piece, piece.rejected(rejected.reason()));
            }
            case Event.PiecePaid paid -> pay(paid.piece());
            case Event.PieceFailed failed -> fail(failed.piece());
        }
    }

    /** Pays; nothing is posted for 0 units. */
    private void post(String from, String to, long units, Reason reason) {
        if (units != 0) {
            accounts.post(account(from), account(to), units, reason);
            paid.accept(new Ledger.Entry(from, to, units, reason));
        }
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
                "");
        know(task);
        Seat seat = seat(put.agent());
        seat.names++;
        seat.openTask = put.task();
        seat.heldUnits = Math.addExact(seat.heldUnits, put.holdUnits());
    }

    void know(WaitingTask task) {
        String key = key(task.agent(), task.name());
        tasks.put(key, task);
        endsWith.computeIfAbsent(task.lastRound(), _ -> new HashSet<>()).add(key);
    }

    private void close(String agent, String name, WaitingTask.Stage stage, long soldIn) {
        WaitingTask task = task(agent, name).orElseThrow();
        tasks.put(key(agent, name), task.at(stage, soldIn));
        Seat seat = seat(agent);
        seat.openTask = "";
        seat.heldUnits -= task.holdUnits();
    }

    private void freeze(Event.RoundFrozen freeze) {
        Map<String, Task> wanted = new HashMap<>();
        freeze.buyers()
                .forEach(id ->
                        wanted.put(id, task(id, seat(id).openTask).orElseThrow().amounts()));
        frozen = FrozenRound.of(
                rules.scenario()
                        .withNetwork(rules.newcomers().linked(rules.scenario().network(), seats.values())),
                freeze.round(),
                wanted,
                Set.copyOf(freeze.sellers()),
                seats.values(),
                expectedResalePrice(),
                freeze.draw());
        round = freeze.round() + 1;
        forget();
    }

    /** Forgets tasks and pieces that are long over. */
    private void forget() {
        PieceBook.forget(endsWith.headMap(round - KEPT_ROUNDS), this::isForgotten);
        pieces.forget(round - KEPT_ROUNDS);
    }

    private boolean isForgotten(String key) {
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
        boolean isOld = PIECE.matcher(id).matches() && PieceBook.round(id) < round - KEPT_ROUNDS;
        return isOld
                ? new Answer.Refused(
                        Answer.Kind.PAST,
                        "piece",
                        "is forgotten " + KEPT_ROUNDS + " rounds after its own, but while its money waits",
                        id)
                : Venue.unknown("piece", id);
    }

    /** Returns the digests of all payloads and results of which somebody may still ask. */
    Set<String> digests() {
        Set<String> digests = new HashSet<>();
        tasks.values().forEach(task -> digests.add(task.payload()));
        pieces.byId.values().forEach(piece -> digests.add(piece.digest()));
        return digests;
    }

    private void settle(Event.RoundSettled settled) {
        FrozenRound sold = frozen();
        sold.taskNames().forEach((agent, task) -> close(agent, task, WaitingTask.Stage.SOLD, sold.round()));
        for (Ledger.Entry entry : settled.entries()) {
            post(entry.from(), entry.to(), entry.units(), entry.reason());
        }
        for (Piece piece : settled.pieces()) {
            pieces.change(piece, piece);
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

    private Piece close(String id, Piece.Stage stage) {
        Piece piece = pieces.of(id);
        owed -= piece.escrowUnits();
        seat(piece.leader()).heldUnits -= piece.bondUnits();
        seat(piece.worker()).heldUnits -= piece.lotBondUnits();
        pieces.change(piece, piece.at(stage));
        if (piece.fineUnits() > 0) {
            fine(piece, stage == Piece.Stage.FAILED);
        }
        return piece;
    }

    /** A fine is kept once for all lots of an aerial agent in a round: the first that fails takes it, or the last that does not lets it go. */
    private void fine(Piece piece, boolean isOwed) {
        List<Piece> others = pieces.openLotsBeside(piece);
        if (isOwed || others.isEmpty()) {
            seat(piece.worker()).heldUnits -= piece.fineUnits();
        }
        if (isOwed) {
            others.forEach(other -> pieces.change(other, other.fined(0)));
            post(piece.worker(), Scenario.HOUSE, piece.fineUnits(), Reason.PENALTY);
        }
    }

    private void pay(String id) {
        Piece piece = close(id, Piece.Stage.PAID);
        post(Scenario.ESCROW, piece.leader(), piece.billUnits(), Reason.BILL);
        post(Scenario.ESCROW, Scenario.HOUSE, piece.lotUnits(), Reason.LOT_BOUGHT);
        post(Scenario.HOUSE, piece.worker(), piece.wageUnits(), Reason.LOT_SOLD);
    }

    private void fail(String id) {
        Piece piece = close(id, Piece.Stage.FAILED);
        post(Scenario.ESCROW, piece.buyer(), piece.billUnits(), Reason.RETURNED);
        post(Scenario.ESCROW, piece.leader(), piece.lotUnits(), Reason.RETURNED);
        post(piece.leader(), piece.buyer(), piece.bondUnits(), Reason.PENALTY);
        post(piece.worker(), piece.leader(), piece.lotBondUnits(), Reason.PENALTY);
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
