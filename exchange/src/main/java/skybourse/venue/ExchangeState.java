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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Accounts;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PostedPriceAdmission;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.SubmittedTask;

/** State of a market, which results from its events. This class decides no commands and refuses no events. Mutable, not thread safe. */
final class ExchangeState {

    /**
     * Number of rounds for which a task is stored after its last round, its pieces after its last sale, and a blob after its upload. Open tasks, tasks
     * that have a piece with money in escrow, and their pieces are not deleted. The last round of a deleted task is over, so it cannot be submitted again.
     */
    static final long KEPT_ROUNDS = 100;

    final MarketRules rules;
    final List<String> names = new ArrayList<>();
    final SequencedMap<String, Seat> seats = new LinkedHashMap<>();
    final MarketMoney money;

    /** Number of seats in the market file. Seats of newcomers follow in the order in which they joined. */
    private final int places;

    final SortedMap<TaskKey, SubmittedTask> tasks = new TreeMap<>();
    final PieceIndex pieces = new PieceIndex();
    private final PieceSettlement ends = new PieceSettlement(this);
    /** Payments from and to outside, by reference. */
    final SortedMap<String, Snapshot.Payment> payments = new TreeMap<>();

    final BlobIndex blobs = new BlobIndex();

    final InferenceState inference = new InferenceState();

    /** Number of the journal's entry that was applied last. */
    long seq;

    /** Invitations to join as an agent of some kind, by the SHA-256 of the invited secret. */
    final SortedMap<String, Snapshot.KindInvite> kindInvites = new TreeMap<>();

    /** The round that collects orders. */
    long round;

    @Nullable
    FrozenRound frozen;

    /** Prices of the last round that was sold, money/bit, by leader. */
    SortedMap<String, Double> lastPrices = new TreeMap<>();

    /** Prices of the last round that was sold with a valid certificate, money/bit, by leader; for mixed prices the most probable ones. */
    SortedMap<String, Double> certifiedPrices = new TreeMap<>();

    @Nullable
    RoundPrices lastSolved;

    /** Decision about the posted prices of the last round that was sold. */
    PostedPriceAdmission lastAdmission = PostedPriceAdmission.NONE;

    /** Last price paid in tier 2, money/work; NaN before the first trade. */
    double resalePrice = Double.NaN;

    /** Keys of tasks by their last round, earliest first. */
    private final SortedMap<Long, Set<TaskKey>> endsWith = new TreeMap<>();

    ExchangeState(MarketRules rules, Consumer<MarketPayment> paid) {
        this.rules = rules;
        rules.model().listedAgents().forEach(listed -> {
            seats.put(listed.id(), new Seat(listed.id(), listed, names.size()));
            names.add(listed.id());
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
        money = new MarketMoney(
                Accounts.open(names), seats, paid, id -> pieces.of(id).soldAt());
    }

    Seat seat(String agent) {
        Seat seat = seats.get(agent);
        if (seat == null) {
            throw new IllegalStateException("no seat of this market: " + agent);
        }
        return seat;
    }

    /** Returns the number of newcomers. */
    int newcomers() {
        return seats.size() - places;
    }

    /** Returns the seat of an agent. If the agent has none, returns a new seat that suits the terms. The new seat is not added to this state. */
    Seat seat(String agent, AgentTerms terms) {
        Seat seat = seats.get(agent);
        return seat == null ? newcomer(agent, terms, NewcomerSeats.freeAccount(places, seats.values())) : seat;
    }

    Seat newcomer(String agent, AgentTerms terms, int account) {
        return new Seat(agent, rules.newcomers().like(rules.model(), terms.kind()), account);
    }

    /** Returns the price that leaders expect in tier 2, money/work. It is a weighted mean of the last price paid and the published price. */
    double roundResalePrice() {
        return rules.scenario().rules().resalePriceAfter(resalePrice);
    }

    Optional<SubmittedTask> task(String agent, String name) {
        return Optional.ofNullable(tasks.get(new TaskKey(agent, name)));
    }

    /** Applies an event. */
    void apply(MarketEvent event) {
        switch (event) {
            case MarketEvent.AgentPut put -> {
                Seat seat = seat(put.agent(), put.terms());
                if (seats.put(put.agent(), seat) == null) {
                    seat.isKept = isInvitedAsKind(put.secret());
                    kindInvites.computeIfPresent(
                            put.secret(),
                            (_, invite) -> invite.taken(put.terms().kind()));
                    seat.isKept &= !isInvitedAsKind(put.secret());
                }
                seat.put(put, round, seq);
            }
            case MarketEvent.SpendingLimited limited -> seat(limited.agent()).spendUnitsADay = limited.units();
            case MarketEvent.AgentLeft left -> seat(left.agent()).leave(left.version(), seq);
            case MarketEvent.SeatFreed freed ->
                seats.computeIfPresent(freed.agent(), (_, seat) -> seat.isNewcomer() ? null : seat.freed());
            case MarketEvent.AgentInvited invited -> seat(invited.agent()).invite(invited.secret(), seq);
            case MarketEvent.KindInvited invited ->
                kindInvites.put(invited.secret(), new Snapshot.KindInvite(invited.kind(), false, seq));
            case MarketEvent.AgentBarred barred -> seat(barred.agent()).bar(barred, seq);
            case MarketEvent.MoneyDeposited in -> {
                payments.put(in.reference(), new Snapshot.Payment(in.agent(), in.units(), true, seq));
                money.post(MarketRules.OUTSIDE, in.agent(), in.units(), MarketPayment.Reason.ISSUED, in.reference());
            }
            case MarketEvent.MoneyWithdrawn out -> {
                payments.put(out.reference(), new Snapshot.Payment(out.agent(), out.units(), false, seq));
                money.post(
                        out.agent(), MarketRules.OUTSIDE, out.units(), MarketPayment.Reason.REDEEMED, out.reference());
            }
            case MarketEvent.TaskPut put -> put(SubmittedTask.of(put, seq));
            case MarketEvent.BatchPut put -> {
                put(SubmittedTask.of(put, product(), seq));
                inference.put(put);
            }
            case MarketEvent.TaskWithdrawn gone -> close(gone.agent(), gone.task(), SubmittedTask.Stage.WITHDRAWN, -1);
            case MarketEvent.TaskExpired gone -> close(gone.agent(), gone.task(), SubmittedTask.Stage.EXPIRED, -1);
            case MarketEvent.RoundFrozen freeze -> freeze(freeze);
            case MarketEvent.RoundPostponed later -> frozen = frozen().postponed(later.reason());
            case MarketEvent.TaskLeftOut gone -> {
                close(gone.agent(), gone.task(), SubmittedTask.Stage.LEFT_OUT, -1);
                tasks.computeIfPresent(
                        new TaskKey(gone.agent(), gone.task()), (_, task) -> task.leftOut(gone.reason(), seq));
                frozen = frozen().without(gone.agent());
            }
            case MarketEvent.RoundVoid gone -> {
                round = frozen == null ? round + 1 : round;
                frozen = null;
                forget();
            }
            case MarketEvent.PostedPricesChecked checked -> frozen = frozen().withAdmission(checked.admission());
            case MarketEvent.RoundSettled settled -> settle(settled);
            case MarketEvent.LotsSold sold -> sell(sold);
            case MarketEvent.PieceDone done -> ends.done(done);
            case MarketEvent.PieceMetered measured -> inference.measure(measured);
            case MarketEvent.PieceUndoable undoable -> ends.report(undoable);
            case MarketEvent.PieceConfirmed confirmed -> ends.confirm(confirmed);
            case MarketEvent.PieceRejected no -> ends.dispute(no);
            case MarketEvent.StakeRaised raised -> ends.raise(raised);
            case MarketEvent.LotFined lot -> ends.fine(pieces.of(lot.piece()), true);
            case MarketEvent.PiecePaid paid -> ends.pay(paid);
            case MarketEvent.PieceFailed failed -> ends.fail(failed);
            case MarketEvent.PieceReturned returned -> ends.giveBack(returned);
            case MarketEvent.BytesErased gone -> blobs.erase(gone.digest(), seq);
            case MarketEvent.BlobPut put ->
                blobs.put(new Snapshot.BlobKey(put.agent(), put.digest()), new Snapshot.Blob(put.bytes(), round, seq));
        }
    }

    private void put(SubmittedTask task) {
        putTask(task);
        Seat seat = seat(task.agent());
        seat.isKept = true;
        seat.names++;
        seat.openTask = task.name();
        seat.heldUnits = Math.addExact(seat.heldUnits, task.holdUnits());
    }

    void putTask(SubmittedTask task) {
        var key = new TaskKey(task.agent(), task.name());
        tasks.put(key, task);
        endsWith.computeIfAbsent(task.lastRound(), _ -> new HashSet<>()).add(key);
    }

    private void close(String agent, String name, SubmittedTask.Stage stage, long soldIn) {
        SubmittedTask task = task(agent, name).orElseThrow();
        var key = new TaskKey(agent, name);
        tasks.put(key, task.withStage(stage, Math.max(soldIn, pieces.lastRound(key)), seq));
        Seat seat = seat(agent);
        seat.openTask = "";
        seat.heldUnits -= inference
                .waiting(key)
                .map(lots -> lots.size() * product().capUnits())
                .orElse(task.holdUnits());
        inference.close(key);
    }

    /** Returns the product of an inference market. */
    InferenceProduct product() {
        return rules.inference().orElseThrow().product();
    }

    private void freeze(MarketEvent.RoundFrozen freeze) {
        Map<String, SubmittedTask> wanted = new HashMap<>();
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

    /** Deletes tasks, pieces and blobs that are older than {@value #KEPT_ROUNDS} rounds, as {@link #KEPT_ROUNDS} says. */
    private void forget() {
        PieceIndex.forget(endsWith.headMap(round - KEPT_ROUNDS), this::isForgotten);
        pieces.forget(
                round - KEPT_ROUNDS,
                key -> Optional.ofNullable(tasks.get(key))
                        .filter(SubmittedTask::isOpen)
                        .isPresent(),
                inference::forget);
        blobs.forget(round - KEPT_ROUNDS);
    }

    /** Returns whether a secret has an unused invitation to join as an agent of some kind. */
    boolean isInvitedAsKind(String secret) {
        Snapshot.KindInvite invite = kindInvites.get(secret);
        return invite != null && !invite.isTaken();
    }

    private boolean isForgotten(TaskKey key) {
        SubmittedTask task = Objects.requireNonNull(tasks.get(key));
        if (task.isOpen() || pieces.hasOpenPieces(key)) {
            return false;
        }
        tasks.remove(key);
        seat(task.agent()).names--;
        return true;
    }

    CommandReply.Refused missingPieceReason(String id) {
        return PieceIndex.missingReason(id, round, KEPT_ROUNDS);
    }

    /** Returns the digests of all stored payloads, results and blobs. If a piece has no result, the set also contains the empty string. */
    Set<String> digests() {
        Set<String> digests = new HashSet<>();
        tasks.values().forEach(task -> digests.add(task.payload()));
        pieces.byId.values().forEach(piece -> digests.add(piece.digest()));
        blobs.all().forEach(known -> digests.add(known.key().digest()));
        return digests;
    }

    private void settle(MarketEvent.RoundSettled settled) {
        FrozenRound sold = frozen();
        sold.taskNames().forEach((agent, task) -> close(agent, task, SubmittedTask.Stage.SOLD, sold.round()));
        hold(settled.entries(), settled.pieces());
        settled.fines().forEach((worker, units) -> seat(worker).heldUnits += units);
        resalePrice = Double.isNaN(settled.resalePricePerWork()) ? resalePrice : settled.resalePricePerWork();
        lastSolved = settled.solved();
        lastAdmission = sold.admission();
        RoundPrices solved = settled.solved();
        lastPrices = sold.byLeader(solved.prices());
        certifiedPrices =
                solved.hasProof() ? solved.mix().map(RoundPrices.Mix::likeliest).orElse(lastPrices) : certifiedPrices;
        frozen = null;
    }

    /** Makes the payments of a sale, and adds its pieces with their bonds. */
    private void hold(List<MarketPayment> entries, List<Piece> sold) {
        for (MarketPayment entry : entries) {
            money.post(entry.from(), entry.to(), entry.units(), entry.reason(), entry.of());
        }
        for (Piece piece : sold) {
            pieces.change(piece, piece);
            money.markUsed(piece.leader());
            money.markUsed(piece.worker());
            money.owed = Math.addExact(money.owed, piece.escrowUnits());
            seat(piece.leader()).heldUnits += piece.bondUnits();
            seat(piece.worker()).heldUnits += piece.lotBondUnits();
        }
    }

    private void sell(MarketEvent.LotsSold sold) {
        hold(sold.entries(), sold.pieces());
        inference.sell(sold, product());
        Map<TaskKey, List<Piece>> byBatch = sold.pieces().stream()
                .collect(Collectors.groupingBy(piece -> new TaskKey(piece.buyer(), piece.task())));
        byBatch.forEach((batch, bought) -> {
            seat(batch.agent()).heldUnits -= bought.size() * product().capUnits();
            int requests = task(batch.agent(), batch.task()).orElseThrow().units();
            if (inference.removeSold(batch, requests, bought)) {
                close(batch.agent(), batch.task(), SubmittedTask.Stage.SOLD, sold.round());
            }
        });
        round = sold.round() + 1;
        forget();
    }

    private FrozenRound frozen() {
        return Objects.requireNonNull(frozen, "no round is frozen");
    }
}
