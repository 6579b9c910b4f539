package skybourse.venue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Done;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.CommandReply.Refused;
import skybourse.venue.event.CommandReply.Reply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceMeter;
import skybourse.venue.event.PostedPriceAdmission;
import skybourse.venue.event.RoundLots;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.SubmittedTask;

/**
 * Core of a running exchange. Uses no files, clock or threads. A command is decided, which results in events. Events change the state.
 *
 * <p>The caller decides a command with {@link #decide}, stores its events durably, and only then sends the answer. {@link #apply} reconstructs the
 * state from stored events. Both methods lead to the same state. The venue solves no rounds: its caller solves the {@link FrozenRound}, possibly on
 * another thread, and submits the prices as {@link MarketCommand.SolveFinished}.
 *
 * <p>Names are idempotency keys. While a name is stored, another command with the same name and equal arguments receives the first reply and has no
 * further effect. Amounts that an agent may owe are held in advance, so that no agent's balance becomes negative. Not thread safe.
 */
public final class ExchangeEngine {

    private final MarketRules rules;
    private final ExchangeState state;
    private final AgentCommandHandler agents;
    private final TaskCommandHandler work;
    private final UploadCommandHandler uploads;
    private final DisputeCommandHandler disputes;
    private final RoundCommandHandler rounds;

    private ExchangeEngine(MarketRules rules, Consumer<MarketPayment> paid) {
        this.rules = rules;
        state = new ExchangeState(rules, paid);
        agents = new AgentCommandHandler(rules, state);
        work = new TaskCommandHandler(rules, state);
        uploads = new UploadCommandHandler(state);
        disputes = new DisputeCommandHandler(rules, state);
        rounds = new RoundCommandHandler(rules, state);
    }

    /**
     * Opens a market with free seats and zero balances, which collects orders of round 0.
     *
     * @throws IllegalArgumentException if an agent has the reserved id {@link MarketRules#OUTSIDE}
     */
    public static ExchangeEngine open(MarketRules rules) {
        return open(rules, _ -> {});
    }

    /**
     * Opens a market like {@link #open(MarketRules)}, and reports its payments.
     *
     * @param paid receives each payment when it is made, in order
     * @throws IllegalArgumentException if an agent has the reserved id {@link MarketRules#OUTSIDE}
     */
    public static ExchangeEngine open(MarketRules rules, Consumer<MarketPayment> paid) {
        return new ExchangeEngine(rules, paid);
    }

    /** Returns a snapshot of the state; empty while a round waits for its prices. */
    public Optional<Snapshot> snapshot() {
        return state.frozen == null ? Optional.of(Snapshot.of(state)) : Optional.empty();
    }

    /** Restores a snapshot of a market with the same rules. Must be called at most once, before any event. */
    public void restore(Snapshot snapshot) {
        snapshot.into(state);
    }

    /**
     * Applies the events of an entry that is already decided, such as an entry read from a journal.
     *
     * @param seq number of the entry
     * @param at milliseconds of the market's clock
     * @param events its events, in order
     */
    public void apply(long seq, long at, List<MarketEvent> events) {
        state.seq = seq;
        state.money.day = MarketMoney.day(at);
        events.forEach(state::apply);
    }

    /** Returns the number of the last entry; 0 if there is no entry yet. */
    public long seq() {
        return state.seq;
    }

    /**
     * Decides a command and applies its events.
     *
     * @param command the command
     * @param caller its sender
     * @param at milliseconds of the market's clock, not less than for the previous command
     */
    public CommandReply decide(MarketCommand command, Caller caller, long at) {
        Optional<Refused> stranger = identified(command, caller);
        CommandReply answer =
                stranger.<CommandReply>map(refused -> refused).orElseGet(() -> decided(command, caller, at));
        if (answer instanceof Done done && !done.events().isEmpty()) {
            apply(state.seq + 1, at, done.events());
            return new Done(done.events(), done.reply().at(state.seq));
        }
        return answer;
    }

    private CommandReply decided(MarketCommand command, Caller caller, long at) {
        state.money.day = MarketMoney.day(at);
        return switch (command) {
            case MarketCommand.PutAgent put -> agents.put(put, (Caller.Agent) caller);
            case MarketCommand.LeaveMarket leave -> agents.leave(leave);
            case MarketCommand.PutTask put -> work.put(put);
            case MarketCommand.PutBatch put -> work.put(put);
            case MarketCommand.WithdrawTask gone -> work.withdraw(gone);
            case MarketCommand.PutResult put -> disputes.put(put, at);
            case MarketCommand.PutAnswers put -> disputes.put(put, at);
            case MarketCommand.PutUndoable put -> disputes.put(put, at);
            case MarketCommand.ConfirmUndoable confirm -> disputes.confirm(confirm, at);
            case MarketCommand.RejectResult reject -> disputes.reject(reject, at);
            case MarketCommand.PutBlob put -> uploads.put(put);
            case MarketCommand.EraseBytes erase -> uploads.erase(erase);
            case MarketCommand.Invite invite -> agents.invite(invite);
            case MarketCommand.InviteKind invite -> agents.invite(invite);
            case MarketCommand.Deposit in ->
                agents.move(
                        in.agent(),
                        in.units(),
                        in.reference(),
                        new MarketEvent.MoneyDeposited(in.agent(), in.units(), in.reference()));
            case MarketCommand.Withdraw out ->
                agents.move(
                        out.agent(),
                        out.units(),
                        out.reference(),
                        new MarketEvent.MoneyWithdrawn(out.agent(), out.units(), out.reference()));
            case MarketCommand.Rule rule -> disputes.rule(rule);
            case MarketCommand.Check check -> disputes.check(check, at);
            case MarketCommand.Bar bar -> agents.bar(bar);
            case MarketCommand.Freeze freeze -> rounds.freeze(freeze, at);
            case MarketCommand.SolveFinished finished -> rounds.settle(finished, at);
            case MarketCommand.PieceDue due -> disputes.pieceDue(due, at);
        };
    }

    /** Returns the refusal of a command that the caller may not send. */
    private Optional<Refused> identified(MarketCommand command, Caller caller) {
        boolean fits = switch (command) {
            case MarketCommand.OfAgent _ -> caller instanceof Caller.Agent;
            case MarketCommand.OfOperator _ -> caller instanceof Caller.Operator;
            case MarketCommand.Freeze _ -> !(caller instanceof Caller.Agent);
            case MarketCommand.OfMarket _ -> caller instanceof Caller.Market;
        };
        if (!fits) {
            String name = command.getClass().getSimpleName();
            return Optional.of(new Refused(Kind.FORBIDDEN, "command", "is not for agents", name));
        }
        if (!(command instanceof MarketCommand.OfAgent asked)) {
            return Optional.empty();
        }
        Seat seat = state.seats.get(asked.agent());
        if (seat == null) {
            return command instanceof MarketCommand.PutAgent
                    ? Optional.empty()
                    : Optional.of(unknown("agent", asked.agent()));
        }
        String secret = ((Caller.Agent) caller).secret();
        boolean isHolder = isSame(seat.secret, secret);
        if (isHolder || (command instanceof MarketCommand.PutAgent && (isSame(seat.invited, secret) || isFree(seat)))) {
            return Optional.empty();
        }
        return Optional.of(
                seat.secret.isEmpty()
                        ? new Refused(Kind.FORBIDDEN, "agent", "needs an invitation to take its seat", asked.agent())
                        : new Refused(Kind.STRANGER, "agent", "belongs to another secret", asked.agent()));
    }

    private boolean isFree(Seat seat) {
        return rules.open() && seat.secret.isEmpty() && seat.invited.isEmpty();
    }

    /** Compares secrets. The duration does not depend on their common prefix. Returns false if the stored secret is empty. */
    static boolean isSame(String kept, String brought) {
        return !kept.isEmpty()
                && MessageDigest.isEqual(
                        kept.getBytes(StandardCharsets.UTF_8), brought.getBytes(StandardCharsets.UTF_8));
    }

    static Refused unknown(String field, String name) {
        return new Refused(Kind.UNKNOWN, field, "is not in this market", name);
    }

    static Done done(Reply reply, MarketEvent... events) {
        return new Done(List.of(events), reply);
    }

    /** Returns the number of the round that collects orders. */
    public long round() {
        return state.round;
    }

    /** Returns the round that waits for its prices; empty if no round waits. */
    public Optional<FrozenRound> frozenRound() {
        return Optional.ofNullable(state.frozen);
    }

    /** Returns the prices of the last round that was sold, money/bit, by leader id; empty if no round was sold yet. */
    public SortedMap<String, Double> lastPrices() {
        return new TreeMap<>(state.lastPrices);
    }

    /**
     * Returns the prices of the last round that was sold with a valid certificate, money/bit, by leader id; infinite for a closed leader;
     * empty if there was no such round. If the prices were mixed, these are the most probable price of each leader.
     */
    public SortedMap<String, Double> certifiedPrices() {
        return new TreeMap<>(state.certifiedPrices);
    }

    /** Returns the solution of the last round that was sold; empty if no round was sold yet. */
    public Optional<RoundPrices> lastSolved() {
        return Optional.ofNullable(state.lastSolved);
    }

    /** Returns the decision about the posted prices of the last round that was sold. */
    public PostedPriceAdmission lastAdmission() {
        return state.lastAdmission;
    }

    /** Returns the last round of an inference market that was sold; empty if there is none. */
    public Optional<RoundLots> lastLots() {
        return state.inference.last();
    }

    /** Returns the meter of a stored piece of an inference market; empty for other pieces. */
    public Optional<PieceMeter> meter(String piece) {
        return state.inference.meter(piece);
    }

    /** Returns a stored task by its agent and name. */
    public Optional<SubmittedTask> task(String agent, String task) {
        return state.task(agent, task);
    }

    /** Returns the stored tasks of an agent of this market. */
    public AgentTasks tasks(String agent) {
        return new AgentTasks(state, agent);
    }

    /** Returns a stored piece by its id. */
    public Optional<Piece> piece(String id) {
        return Optional.ofNullable(state.pieces.byId.get(id));
    }

    /**
     * Returns the refusal of an id for which {@link #piece} finds no piece. Its kind is {@code PAST} if pieces of the round are deleted, otherwise
     * {@code UNKNOWN}.
     */
    public CommandReply.Refused missingPieceReason(String id) {
        return state.missingPieceReason(id);
    }

    /** Returns all stored pieces, by id. */
    public List<Piece> pieces() {
        return state.pieces.all();
    }

    /** Returns the pieces that wait for a result of a worker, by id. */
    public List<Piece> openPieces(String worker) {
        return List.copyOf(
                state.pieces.openOf.getOrDefault(worker, new TreeMap<>()).values());
    }

    /** Returns the lots of a leader that are reported undoable and not disputed, by id. */
    public List<Piece> undoableLotsOf(String leader) {
        return List.copyOf(state.pieces
                .undoableLotsOf
                .getOrDefault(leader, new TreeMap<>())
                .values());
    }

    /** Returns the stored pieces of a task, by id. */
    public List<Piece> piecesOfTask(String buyer, String task) {
        return List.copyOf(state.pieces
                .ofTask
                .getOrDefault(new TaskKey(buyer, task), new TreeMap<>())
                .values());
    }

    /** Returns whether an upload of an agent is stored. */
    public boolean hasBlob(String agent, String digest) {
        return state.blobs.of(agent, digest).isPresent();
    }

    /** Returns the digests of all stored payloads, results and uploads. If a piece has no result, the set also contains the empty string. */
    public Set<String> digests() {
        return state.digests();
    }

    /** Returns the instant at which the next piece is due, milliseconds of the market's clock; {@link Long#MAX_VALUE} if none is. */
    public long nextDueMillis() {
        return state.pieces.nextDueMillis();
    }

    /** Returns the {@link MarketCommand.PieceDue} commands for pieces that are due by an instant, milliseconds of the market's clock: earliest first, then by id. */
    public List<MarketCommand> dueBy(long nowMillis) {
        return state.pieces
                .dueBy(nowMillis)
                .<MarketCommand>map(MarketCommand.PieceDue::new)
                .toList();
    }

    /** Returns the ids of all seats in the scenario's order, newcomers last. The collection is an unmodifiable view. */
    public Collection<String> ids() {
        return Collections.unmodifiableCollection(state.seats.keySet());
    }

    /** Returns whether there is a seat with this id. */
    public boolean isSeat(String id) {
        return state.seats.containsKey(id);
    }

    /** Returns the state of an agent by its id. */
    public Optional<AgentView> agent(String id) {
        return Optional.ofNullable(state.seats.get(id)).map(this::view);
    }

    /** Returns the states of all agents in the scenario's order, newcomers last. */
    public List<AgentView> agents() {
        return state.seats.values().stream().map(this::view).toList();
    }

    private AgentView view(Seat seat) {
        return new AgentView(
                seat.id,
                seat.kind(),
                seat.version,
                seat.terms,
                seat.isPresent,
                seat.isBarred,
                seat.barVersion,
                !seat.invited.isEmpty(),
                state.money.balance(seat),
                seat.heldUnits,
                seat.spendUnitsADay,
                state.money.spendableUnits(seat),
                PerformanceBonds.neededUnits(rules, seat));
    }

    /** Returns the balance of each agent, ledger units, by id. */
    public Map<String, Long> balances() {
        return state.money.balances();
    }

    /** Returns whether the holder of a secret holds the seat of an agent. The secret is given as its SHA-256. */
    public boolean isHeldBy(String agent, String secret) {
        Seat seat = state.seats.get(agent);
        return seat != null && isSame(seat.secret, secret);
    }

    /**
     * Returns whether an agent that submits terms with this secret would take a free seat or join the market without an invitation. The secret is
     * given as its SHA-256.
     */
    public boolean isUninvited(String agent, String secret) {
        Seat seat = state.seats.get(agent);
        return seat == null
                ? rules.newcomers().most() > 0 && !state.isInvitedAsKind(secret)
                : seat.secret.isEmpty() && !isSame(seat.invited, secret);
    }

    /**
     * Recomputes all balances from the payments since the last call, and compares them with the stored balances. Also checks that no
     * agent's balance is below the amount held from it.
     *
     * @return description of the first violated invariant; empty if all hold
     */
    public Optional<String> breach() {
        return state.money.breach();
    }
}
