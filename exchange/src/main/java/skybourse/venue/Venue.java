package skybourse.venue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.SettingException;
import skybourse.base.scenario.WirelessAgent;
import skybourse.venue.Answer.Done;
import skybourse.venue.Answer.Kind;
import skybourse.venue.Answer.Refused;
import skybourse.venue.Answer.Reply;
import skybourse.venue.Answer.Stale;

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

    private static final double BONDS = 2;

    private final MarketRules rules;
    private final State state;

    private Venue(MarketRules rules) {
        this.rules = rules;
        this.state = new State(rules);
    }

    /** Opens a market with empty seats and empty accounts, before its round 0. */
    public static Venue open(MarketRules rules) {
        return new Venue(rules);
    }

    /** Makes of the market what it is after an event that was decided before, such as one that was read back. */
    public void apply(Event event) {
        state.apply(event);
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
        if (answer instanceof Done done) {
            done.events().forEach(state::apply);
        }
        return answer;
    }

    private Answer decided(Command command, Caller caller, long at) {
        return switch (command) {
            case Command.PutAgent put -> put(put, (Caller.Agent) caller);
            case Command.LeaveMarket leave -> leave(leave);
            case Command.PutTask put -> put(put);
            case Command.WithdrawTask gone -> withdraw(gone);
            case Command.PutResult put -> put(put, at);
            case Command.RejectResult reject -> reject(reject, at);
            case Command.Invite invite -> invite(invite);
            case Command.Deposit in -> move(in.agent(), in.units(), in.reference(), new Event.Deposited(in.agent(), in.units(), in.reference()));
            case Command.Withdraw out -> move(out.agent(), out.units(), out.reference(), new Event.Withdrawn(out.agent(), out.units(), out.reference()));
            case Command.Rule rule -> rule(rule);
            case Command.Bar bar -> bar(bar);
            case Command.Freeze freeze -> freeze(freeze);
            case Command.SolveFinished finished -> settle(finished.solved(), at);
            case Command.PieceDue due -> due(due, at);
        };
    }

    /** Refuses whoever may not bring a command. */
    private Optional<Refused> identified(Command command, Caller caller) {
        boolean fits =
                switch (command) {
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
            return Optional.of(unknown("agent", asked.agent()));
        }
        String secret = ((Caller.Agent) caller).secret();
        boolean isHolder = isSame(seat.secret, secret);
        if (isHolder || (command instanceof Command.PutAgent && (isSame(seat.invited, secret) || isFree(seat)))) {
            return Optional.empty();
        }
        return Optional.of(
                seat.secret.isEmpty()
                        ? new Refused(Kind.FORBIDDEN, "agent", "takes its seat by an invitation", asked.agent())
                        : new Refused(Kind.STRANGER, "agent", "is held by another secret", asked.agent()));
    }

    private boolean isFree(Seat seat) {
        return rules.open() && seat.secret.isEmpty() && seat.invited.isEmpty();
    }

    /** Compares in a time that does not tell how much is the same. */
    private static boolean isSame(String kept, String brought) {
        return !kept.isEmpty()
                && MessageDigest.isEqual(
                        kept.getBytes(StandardCharsets.UTF_8), brought.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(Command command) {
        return command.getClass().getSimpleName();
    }

    private static Refused unknown(String field, String name) {
        return new Refused(Kind.UNKNOWN, field, "is not in this market", name);
    }

    private static Done done(Reply reply, Event... events) {
        return new Done(List.of(events), reply);
    }

    private Answer put(Command.PutAgent put, Caller.Agent caller) {
        Seat seat = state.seat(put.agent());
        Optional<Refused> wrong = TermsCheck.first(
                TermsCheck.digest(caller.secret(), "secret", false),
                TermsCheck.rule(put.version() >= 1, "version", "must be at least 1", put.version()),
                TermsCheck.terms(seat, put.terms()));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        boolean isHolder = isSame(seat.secret, caller.secret());
        if (isHolder && put.version() <= seat.version) {
            boolean isSame = put.version() == seat.version && seat.isPresent && put.terms().equals(seat.terms);
            return isSame ? done(new Reply(put.agent(), seat.version, seat.since, 0)) : outOfOrder(seat, put.version());
        }
        return done(
                new Reply(put.agent(), put.version(), state.round, 0),
                new Event.AgentPut(put.agent(), put.version(), put.terms(), caller.secret()));
    }

    private static Refused outOfOrder(Seat seat, long version) {
        return version < seat.version
                ? new Refused(Kind.STALE, "version", "must be above what is there, " + seat.version, "" + version)
                : new Refused(Kind.TAKEN, "version", "stands for other terms", "" + version);
    }

    private Answer leave(Command.LeaveMarket leave) {
        Seat seat = state.seat(leave.agent());
        if (leave.version() <= seat.version) {
            boolean isSame = leave.version() == seat.version && !seat.isPresent;
            return isSame ? done(new Reply(leave.agent(), seat.version, seat.since, 0)) : outOfOrder(seat, leave.version());
        }
        return done(
                new Reply(leave.agent(), leave.version(), seat.since, 0),
                new Event.AgentLeft(leave.agent(), leave.version()));
    }

    private Answer put(Command.PutTask put) {
        Seat seat = state.seat(put.agent());
        Optional<Refused> wrong = TermsCheck.first(
                TermsCheck.rule(seat.isWireless(), "agent", "must be a wireless agent", put.agent()),
                TermsCheck.name(put.task(), "task"),
                TermsCheck.rule(put.units() >= 1, "units", "must be at least 1", put.units()),
                TermsCheck.digest(put.payload(), "payload", true));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        WaitingTask there = state.tasks.get(State.key(put.agent(), put.task()));
        if (there != null) {
            return there.isSameAs(put)
                    ? done(new Reply(there.name(), 0, there.round(), there.holdUnits()))
                    : new Refused(Kind.TAKEN, "task", "stands for another task", put.task());
        }
        if (put.lastRound() < state.round) {
            return new Refused(Kind.PAST, "lastRound", "must be at least " + state.round, "" + put.lastRound());
        }
        if (!seat.openTask.isEmpty()) {
            return new Refused(Kind.TAKEN, "task", "must wait for the open one, " + seat.openTask, put.task());
        }
        long hold = holdUnits(seat.wireless().withTask(put.amounts()));
        if (hold > state.free(seat)) {
            return new Refused(Kind.FUNDS, "agent", "must have " + hold + " units free for the bill", "" + state.free(seat));
        }
        return done(
                new Reply(put.task(), 0, state.round, hold),
                new Event.TaskPut(
                        put.agent(),
                        put.task(),
                        put.amounts(),
                        put.units(),
                        put.payload(),
                        put.lastRound(),
                        state.round,
                        hold));
    }

    /**
     * Returns more than any bill: sending nothing is feasible, so nobody pays more than the satisfaction, at most that of perfect links in
     * equal parts, and the energy that is saved at home; nor more than all input at the highest cap. A unit a link for rounding.
     */
    private long holdUnits(WirelessAgent agent) {
        List<Leader> leaders = rules.scenario().leaders();
        double all = leaders.size() * Math.log1p(1.0 / leaders.size());
        double homeJoules = agent.computer().joulesPerWork() * agent.task().work();
        double worth = agent.satisfactionWeight() * all + agent.joulePrice() * homeJoules;
        double cap = leaders.stream().mapToDouble(Leader::priceCapPerBit).max().orElse(0);
        double most = Math.min(worth, cap * agent.task().inputBits());
        return Math.addExact((long) Math.ceil(most / rules.scenario().rules().ledgerUnitMoney()), leaders.size());
    }

    private Answer withdraw(Command.WithdrawTask gone) {
        WaitingTask task = state.tasks.get(State.key(gone.agent(), gone.task()));
        if (task == null) {
            return unknown("task", gone.task());
        }
        Reply reply = new Reply(task.name(), 0, task.round(), task.holdUnits());
        FrozenRound frozen = state.frozen;
        boolean isFrozen = frozen != null && task.name().equals(frozen.taskNames().get(gone.agent()));
        return switch (task.stage()) {
            case WITHDRAWN -> done(reply);
            case OPEN ->
                isFrozen
                        ? new Refused(Kind.PAST, "task", "is in a round that was closed", task.name())
                        : done(reply, new Event.TaskWithdrawn(gone.agent(), gone.task()));
            case SOLD, EXPIRED -> new Refused(Kind.PAST, "task", "is over", task.name());
        };
    }

    private Answer put(Command.PutResult put, long at) {
        Optional<Refused> wrong = TermsCheck.digest(put.digest(), "result", false);
        Piece piece = state.pieces.get(put.piece());
        if (wrong.isPresent() || piece == null) {
            return wrong.orElseGet(() -> unknown("piece", put.piece()));
        }
        if (!piece.worker().equals(put.agent())) {
            return new Refused(Kind.FORBIDDEN, "piece", "is done by " + piece.worker(), put.agent());
        }
        Reply reply = new Reply(piece.id(), 0, 0, piece.billUnits());
        if (!piece.digest().isEmpty()) {
            return piece.digest().equals(put.digest())
                    ? done(reply)
                    : new Refused(Kind.TAKEN, "result", "is there, and is another", put.digest());
        }
        if (piece.state() != Piece.Stage.OPEN || at > piece.due()) {
            return new Refused(Kind.PAST, "piece", "was due at " + piece.due(), "" + at);
        }
        long paysAt = Math.addExact(at, (long) Math.ceil(1_000 * rules.objectionSeconds()));
        return done(reply, new Event.PieceDone(piece.id(), put.digest(), paysAt));
    }

    private Answer reject(Command.RejectResult reject, long at) {
        Piece piece = state.pieces.get(reject.piece());
        if (piece == null) {
            return unknown("piece", reject.piece());
        }
        if (!piece.buyer().equals(reject.agent())) {
            return new Refused(Kind.FORBIDDEN, "piece", "is bought by another", reject.agent());
        }
        Reply reply = new Reply(piece.id(), 0, 0, piece.billUnits());
        return switch (piece.state()) {
            case REJECTED -> done(reply);
            case DONE ->
                at > piece.due()
                        ? new Refused(Kind.PAST, "piece", "could be rejected until " + piece.due(), "" + at)
                        : done(reply, new Event.PieceRejected(piece.id(), reject.reason()));
            case OPEN -> new Refused(Kind.UNKNOWN, "piece", "has no result yet", piece.id());
            case PAID, FAILED -> new Refused(Kind.PAST, "piece", "is over", piece.id());
        };
    }

    private Answer invite(Command.Invite invite) {
        Optional<Refused> wrong = TermsCheck.digest(invite.secret(), "secret", false);
        Seat seat = state.seats.get(invite.agent());
        if (wrong.isPresent() || seat == null) {
            return wrong.orElseGet(() -> unknown("agent", invite.agent()));
        }
        Reply reply = new Reply(invite.agent(), seat.version, state.round, 0);
        boolean isThere = invite.secret().equals(seat.invited) || invite.secret().equals(seat.secret);
        return isThere ? done(reply) : done(reply, new Event.Invited(invite.agent(), invite.secret()));
    }

    private Answer move(String agent, long units, String reference, Event event) {
        Optional<Refused> wrong = TermsCheck.first(
                TermsCheck.name(reference, "reference"),
                TermsCheck.rule(units >= 1 && units <= MOST_UNITS, "units", "must be in [1, " + MOST_UNITS + "]", units));
        Seat seat = state.seats.get(agent);
        if (wrong.isPresent() || seat == null) {
            return wrong.orElseGet(() -> unknown("agent", agent));
        }
        Reply reply = new Reply(reference, 0, 0, units);
        Event there = state.payments.get(reference);
        if (there != null) {
            return there.equals(event) ? done(reply) : new Refused(Kind.TAKEN, "reference", "stands for another payment", reference);
        }
        if (event instanceof Event.Withdrawn && units > state.free(seat)) {
            return new Refused(Kind.FUNDS, "units", "must be at most what is free, " + state.free(seat), "" + units);
        }
        return done(reply, event);
    }

    /** Largest payment from or to outside: no sum of a million of them passes 64 bits. */
    private static final long MOST_UNITS = (1L << 53) - 1;

    private Answer rule(Command.Rule rule) {
        Piece piece = state.pieces.get(rule.piece());
        if (piece == null) {
            return unknown("piece", rule.piece());
        }
        Reply reply = new Reply(piece.id(), 0, 0, piece.billUnits());
        Piece.Stage after = rule.pays() ? Piece.Stage.PAID : Piece.Stage.FAILED;
        if (piece.state() == after) {
            return done(reply);
        }
        if (piece.state() != Piece.Stage.REJECTED) {
            return new Refused(Kind.PAST, "piece", "must be rejected to be ruled on", piece.state().name());
        }
        return done(reply, rule.pays() ? new Event.PiecePaid(piece.id()) : new Event.PieceFailed(piece.id()));
    }

    private Answer bar(Command.Bar bar) {
        Seat seat = state.seats.get(bar.agent());
        if (seat == null) {
            return unknown("agent", bar.agent());
        }
        Reply reply = new Reply(bar.agent(), seat.version, state.round, 0);
        return seat.isBarred == bar.barred() ? done(reply) : done(reply, new Event.Barred(bar.agent(), bar.barred()));
    }

    private Answer freeze(Command.Freeze freeze) {
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
            boolean isThere = seat.isPresent && !seat.isBarred && !freeze.silent().contains(id);
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

    private long bondUnits(Leader leader) {
        double work = leader.computer().workPerSecond() * rules.scenario().rules().roundSeconds();
        return rules.units(BONDS * leader.penaltyPerWork() * work);
    }

    private Answer settle(Solved solved, long at) {
        FrozenRound frozen = state.frozen;
        if (frozen == null
                || frozen.round() != solved.round()
                || solved.prices().size() != frozen.posted().size()) {
            return new Stale();
        }
        Reply reply = new Reply("round", 0, solved.round(), 0);
        try {
            return done(reply, Settling.settle(rules, frozen, solved, free(), at));
        } catch (SettingException e) {
            return done(reply, new Event.RoundVoid(solved.round(), String.valueOf(e.getMessage())));
        }
    }

    private Map<String, Long> free() {
        Map<String, Long> free = new TreeMap<>();
        state.seats.forEach((id, seat) -> free.put(id, state.free(seat)));
        return free;
    }

    private Answer due(Command.PieceDue due, long at) {
        Piece piece = state.pieces.get(due.piece());
        if (piece == null || at < piece.due()) {
            return new Stale();
        }
        Reply reply = new Reply(piece.id(), 0, 0, piece.billUnits());
        return switch (piece.state()) {
            case OPEN -> done(reply, new Event.PieceFailed(piece.id()));
            case DONE -> done(reply, new Event.PiecePaid(piece.id()));
            case REJECTED, PAID, FAILED -> new Stale();
        };
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

    /** Returns how the last round that was sold was solved. */
    public Optional<Solved> lastSolved() {
        return Optional.ofNullable(state.lastSolved);
    }

    /** Returns a task by whose it is and its name. */
    public Optional<WaitingTask> task(String agent, String task) {
        return Optional.ofNullable(state.tasks.get(State.key(agent, task)));
    }

    /** Returns a piece. */
    public Optional<Piece> piece(String id) {
        return Optional.ofNullable(state.pieces.get(id));
    }

    /** Returns all pieces that are not forgotten, by id. */
    public List<Piece> pieces() {
        return List.copyOf(state.pieces.values());
    }

    /** Returns when the next piece is due, milliseconds of the market's clock; the largest long where none is. */
    public long nextDue() {
        return state.timed.isEmpty() ? Long.MAX_VALUE : state.timed.first().due();
    }

    /** Returns what timers have to bring by now, in order. */
    public List<Command> due(long now) {
        return state.timed.stream()
                .takeWhile(piece -> piece.due() <= now)
                .<Command>map(piece -> new Command.PieceDue(piece.id()))
                .toList();
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
            long balanceUnits,
            long heldUnits,
            long neededUnits) {}

    /** Returns an agent by its id. */
    public Optional<AgentView> agent(String id) {
        return Optional.ofNullable(state.seats.get(id)).map(this::view);
    }

    /** Returns all agents, in the scenario's order. */
    public List<AgentView> agents() {
        return state.seats.values().stream().map(this::view).toList();
    }

    private AgentView view(Seat seat) {
        String kind =
                switch (seat.agent) {
                    case WirelessAgent _ -> "wireless";
                    case AerialAgent _ -> "aerial";
                    case Leader leader -> leader.moves() ? "mobile" : "fixed";
                    default -> throw new IllegalStateException(seat.agent.id());
                };
        return new AgentView(
                seat.agent.id(),
                kind,
                seat.version,
                seat.terms,
                seat.isPresent,
                seat.isBarred,
                state.balance(seat),
                seat.heldUnits,
                seat.agent instanceof Leader ? bondUnits(seat.leader()) : 0);
    }

    /** Tells whether a secret is that of an agent. */
    public boolean isHeldBy(String agent, String secret) {
        Seat seat = state.seats.get(agent);
        return seat != null && isSame(seat.secret, secret);
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
