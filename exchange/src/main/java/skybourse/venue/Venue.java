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
import skybourse.base.agent.Leader;
import skybourse.venue.event.Answer;
import skybourse.venue.event.Answer.Done;
import skybourse.venue.event.Answer.Kind;
import skybourse.venue.event.Answer.Refused;
import skybourse.venue.event.Answer.Reply;
import skybourse.venue.event.Caller;
import skybourse.venue.event.Command;
import skybourse.venue.event.Event;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Movement;
import skybourse.venue.event.Piece;
import skybourse.venue.event.Solved;
import skybourse.venue.event.Terms;
import skybourse.venue.event.WaitingTask;

/**
 * A market that lives, without time, threads or files of its own: commands become events, events make the state.
 *
 * <p>Who uses it decides a command with {@link #decide}, keeps its events where nothing is lost, and only then tells the answer to anybody;
 * {@link #apply} makes the state of kept events again. Both lead to the same state. Nothing is solved here: a {@link FrozenRound} is
 * solved by whoever drives the market, on another thread if it likes, and comes back as {@link Command.SolveFinished}.
 *
 * <p>Names make every command safe to repeat: the same name with equal arguments has the first reply, however often it comes, and happens
 * once. Nobody is left with less than nothing but who is outside: what an agent may owe is kept aside before. For one thread.
 */
public final class Venue {

    private final MarketRules rules;
    private final State state;
    private final AgentDesk agents;
    private final WorkDesk work;
    private final DisputeDesk disputes;
    private final RoundDesk rounds;

    private Venue(MarketRules rules, Consumer<Movement> paid) {
        this.rules = rules;
        state = new State(rules, paid);
        agents = new AgentDesk(rules, state);
        work = new WorkDesk(rules, state);
        disputes = new DisputeDesk(rules, state);
        rounds = new RoundDesk(rules, state);
    }

    /** Opens a market with empty seats and empty accounts, before its round 0. */
    public static Venue open(MarketRules rules) {
        return open(rules, _ -> {});
    }

    /**
     * Opens a market, as {@link #open(MarketRules)}.
     *
     * @param paid told each payment as it is made, in order
     */
    public static Venue open(MarketRules rules, Consumer<Movement> paid) {
        return new Venue(rules, paid);
    }

    /** Returns all that events made of it; empty while a round waits for its prices. */
    public Optional<Snapshot> snapshot() {
        return state.frozen == null ? Optional.of(Snapshot.of(state)) : Optional.empty();
    }

    /** Goes on from a snapshot of a market of these rules; to be called once, before any event. */
    public void restore(Snapshot snapshot) {
        snapshot.into(state);
    }

    /**
     * Makes of the market what it is after an entry that was decided before, such as one that was read back.
     *
     * @param seq number of the entry
     * @param events of the entry
     */
    public void apply(long seq, List<Event> events) {
        state.seq = seq;
        events.forEach(state::apply);
    }

    /** Returns the number of the last entry; 0 before any. */
    public long seq() {
        return state.seq;
    }

    /**
     * Decides a command; its events have happened when this returns.
     *
     * @param command what is asked
     * @param caller who brings it
     * @param at milliseconds of the market's clock, not less than for the command before
     */
    public Answer decide(Command command, Caller caller, long at) {
        Optional<Refused> stranger = identified(command, caller);
        Answer answer = stranger.<Answer>map(refused -> refused).orElseGet(() -> decided(command, caller, at));
        if (answer instanceof Done done && !done.events().isEmpty()) {
            apply(state.seq + 1, done.events());
            return new Done(done.events(), done.reply().at(state.seq));
        }
        return answer;
    }

    private Answer decided(Command command, Caller caller, long at) {
        return switch (command) {
            case Command.PutAgent put -> agents.put(put, (Caller.Agent) caller);
            case Command.LeaveMarket leave -> agents.leave(leave);
            case Command.PutTask put -> work.put(put);
            case Command.WithdrawTask gone -> work.withdraw(gone);
            case Command.PutResult put -> disputes.put(put, at);
            case Command.PutUndoable put -> disputes.put(put, at);
            case Command.ConfirmUndoable confirm -> disputes.confirm(confirm, at);
            case Command.RejectResult reject -> disputes.reject(reject, at);
            case Command.PutBlob put -> work.put(put);
            case Command.Invite invite -> agents.invite(invite);
            case Command.InviteKind invite -> agents.invite(invite);
            case Command.Deposit in ->
                agents.move(
                        in.agent(),
                        in.units(),
                        in.reference(),
                        new Event.Deposited(in.agent(), in.units(), in.reference()));
            case Command.Withdraw out ->
                agents.move(
                        out.agent(),
                        out.units(),
                        out.reference(),
                        new Event.Withdrawn(out.agent(), out.units(), out.reference()));
            case Command.Rule rule -> disputes.rule(rule);
            case Command.Bar bar -> agents.bar(bar);
            case Command.Freeze freeze -> rounds.freeze(freeze);
            case Command.SolveFinished finished -> rounds.settle(finished, at);
            case Command.PieceDue due -> disputes.pieceDue(due, at);
        };
    }

    /** Refuses whoever may not bring a command. */
    private Optional<Refused> identified(Command command, Caller caller) {
        boolean fits = switch (command) {
            case Command.OfAgent _ -> caller instanceof Caller.Agent;
            case Command.OfOperator _ -> caller instanceof Caller.Operator;
            case Command.Freeze _ -> !(caller instanceof Caller.Agent);
            case Command.OfMarket _ -> caller instanceof Caller.Market;
        };
        if (!fits) {
            return Optional.of(new Refused(Kind.FORBIDDEN, "command", "is not for agents", name(command)));
        }
        if (!(command instanceof Command.OfAgent asked)) {
            return Optional.empty();
        }
        Seat seat = state.seats.get(asked.agent());
        if (seat == null) {
            return command instanceof Command.PutAgent
                    ? Optional.empty()
                    : Optional.of(unknown("agent", asked.agent()));
        }
        String secret = ((Caller.Agent) caller).secret();
        boolean isHolder = isSame(seat.secret, secret);
        if (isHolder || (command instanceof Command.PutAgent && (isSame(seat.invited, secret) || isFree(seat)))) {
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

    /** Compares in a time that does not tell how much is the same. */
    static boolean isSame(String kept, String brought) {
        return !kept.isEmpty()
                && MessageDigest.isEqual(
                        kept.getBytes(StandardCharsets.UTF_8), brought.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(Command command) {
        return command.getClass().getSimpleName();
    }

    static Refused unknown(String field, String name) {
        return new Refused(Kind.UNKNOWN, field, "is not in this market", name);
    }

    static Done done(Reply reply, Event... events) {
        return new Done(List.of(events), reply);
    }

    /** Returns the number of the round that collects. */
    public long round() {
        return state.round;
    }

    /** Returns the round that waits for its prices. */
    public Optional<FrozenRound> frozen() {
        return Optional.ofNullable(state.frozen);
    }

    /** Returns the prices of the last round that was sold, by leader, money per bit. */
    public SortedMap<String, Double> lastPrices() {
        return new TreeMap<>(state.lastPrices);
    }

    /** Returns the prices of the last round that was sold with a certificate that holds, by leader, money per bit; infinite for a closed one. */
    public SortedMap<String, Double> certifiedPrices() {
        return new TreeMap<>(state.certifiedPrices);
    }

    /** Returns how the last round that was sold was solved. */
    public Optional<Solved> lastSolved() {
        return Optional.ofNullable(state.lastSolved);
    }

    /** Returns a task by whose it is and its name. */
    public Optional<WaitingTask> task(String agent, String task) {
        return state.task(agent, task);
    }

    /** Returns a piece. */
    public Optional<Piece> piece(String id) {
        return Optional.ofNullable(state.pieces.byId.get(id));
    }

    /** Says why there is no piece of an id. */
    public Answer.Refused missingPiece(String id) {
        return state.missingPiece(id);
    }

    /** Returns all pieces that are not forgotten, by id. */
    public List<Piece> pieces() {
        return state.pieces.all();
    }

    /** Returns the pieces that an agent still has to do, by id. */
    public List<Piece> openOf(String worker) {
        return List.copyOf(
                state.pieces.openOf.getOrDefault(worker, new TreeMap<>()).values());
    }

    /** Returns the lots that a leader sold and that are said to be undoable, by id. */
    public List<Piece> undoableLotsOf(String leader) {
        return List.copyOf(state.pieces
                .undoableLotsOf
                .getOrDefault(leader, new TreeMap<>())
                .values());
    }

    /** Returns the pieces of a task that are not forgotten, by id. */
    public List<Piece> ofTask(String buyer, String task) {
        return List.copyOf(state.pieces
                .ofTask
                .getOrDefault(new TaskKey(buyer, task), new TreeMap<>())
                .values());
    }

    /** Tells whether an agent brought bytes that are known. */
    public boolean isBrought(String agent, String digest) {
        return state.blobs.of(agent, digest).isPresent();
    }

    /** Returns the digests of all payloads and results of tasks and pieces that are not forgotten. */
    public Set<String> digests() {
        return state.digests();
    }

    /** Returns when the next piece is due, milliseconds of the market's clock; the largest long where none is. */
    public long nextDueMillis() {
        return state.pieces.nextDueMillis();
    }

    /** Returns the commands of the pieces that are due by an instant, milliseconds of the market's clock, in order. */
    public List<Command> dueBy(long nowMillis) {
        return state.pieces.dueBy(nowMillis).<Command>map(Command.PieceDue::new).toList();
    }

    /**
     * An agent, as it stands.
     *
     * @param id its seat
     * @param kind {@code wireless}, {@code mobile}, {@code fixed} or {@code aerial}
     * @param version of its terms; 0 before there are any
     * @param terms as it put them
     * @param isPresent whether it takes part
     * @param isBarred whether it is kept out
     * @param barVersion of the last decision about that; 0 before there is any
     * @param isInvited whether somebody may take its seat by an invitation, and has not yet
     * @param balanceUnits what it has
     * @param heldUnits what of that is kept for bills and bonds
     * @param neededUnits what must be free for a leader to be in a round
     */
    public record AgentView(
            String id,
            String kind,
            long version,
            Terms terms,
            boolean isPresent,
            boolean isBarred,
            long barVersion,
            boolean isInvited,
            long balanceUnits,
            long heldUnits,
            long neededUnits) {}

    /** Returns the ids of all seats, in the scenario's order, newcomers last. */
    public Collection<String> ids() {
        return Collections.unmodifiableCollection(state.seats.keySet());
    }

    /** Tells whether there is a seat of this id. */
    public boolean isSeat(String id) {
        return state.seats.containsKey(id);
    }

    /** Returns an agent by its id. */
    public Optional<AgentView> agent(String id) {
        return Optional.ofNullable(state.seats.get(id)).map(this::view);
    }

    /** Returns all agents, in the scenario's order, newcomers last. */
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
                state.balance(seat),
                seat.heldUnits,
                seat.agent instanceof Leader ? Bonds.neededUnits(rules, seat.leader()) : 0);
    }

    /** Returns what each agent has, by id, in ledger units. */
    public Map<String, Long> balances() {
        return state.balances();
    }

    /** Tells whether a secret is that of an agent. */
    public boolean isHeldBy(String agent, String secret) {
        Seat seat = state.seats.get(agent);
        return seat != null && isSame(seat.secret, secret);
    }

    /** Tells whether a secret that puts an agent would take a seat, or join, without an invitation. */
    public boolean isUninvited(String agent, String secret) {
        Seat seat = state.seats.get(agent);
        return seat == null
                ? rules.newcomers().most() > 0 && !state.isInvitedAsKind(secret)
                : seat.secret.isEmpty() && !isSame(seat.invited, secret);
    }

    /**
     * Makes all balances anew from what was posted since this was last asked, and compares.
     *
     * @return the first law of money that does not hold, in words; empty for sound books
     */
    public Optional<String> breach() {
        return state.breach();
    }
}
