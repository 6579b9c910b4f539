package skybourse.venue;

import java.util.List;
import java.util.Optional;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.Task;
import skybourse.base.scenario.WirelessAgent;
import skybourse.venue.Answer.Kind;
import skybourse.venue.Answer.Refused;
import skybourse.venue.Answer.Reply;
import skybourse.venue.Answer.Stale;

/** Decides about tasks before they are sold, and about results after. */
final class WorkDesk {

    private static final int MOST_REASON = 1_000;

    /**
     * Names take memory until their last round is over. An agent may give a last round that never comes, and be safe to repeat itself for
     * good, until so many of its names are known; from then on it may be so far ahead. Who has one task sold
     * in each round comes to some 11,100 of them, and those for which money still waits.
     */
    private static final int MOST_NAMES = 10_000;

    private static final long MOST_AHEAD = 1_000;
    private static final int MOST_NAMES_AHEAD = 12_000;

    /** Longest deadline: thirty years. */
    private static final double MOST_SECONDS = 1e9;

    /** Most ticks that a lot may be worth at the highest price, half of what clocks can stand apart. */
    private static final double MOST_TICKS = 1 << 23;

    private final MarketRules rules;
    private final State state;

    WorkDesk(MarketRules rules, State state) {
        this.rules = rules;
        this.state = state;
    }

    Answer put(Command.PutTask put) {
        Seat seat = state.seat(put.agent());
        Optional<Refused> wrong = TermsCheck.first(List.of(
                TermsCheck.rule(seat.isWireless(), "agent", "must be a wireless agent", put.agent()),
                TermsCheck.name(put.task(), "task"),
                TermsCheck.rule(put.units() >= 1, "units", "must be at least 1", put.units()),
                TermsCheck.digest(put.payload(), "payload", true),
                amounts(put.amounts())));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        WaitingTask there = state.task(put.agent(), put.task()).orElse(null);
        if (there != null) {
            return there.isSameAs(put)
                    ? Venue.done(new Reply(there.name(), 0, there.round(), there.holdUnits()))
                    : new Refused(Kind.TAKEN, "task", "stands for another task", put.task());
        }
        if (put.lastRound() < state.round) {
            return new Refused(Kind.PAST, "lastRound", "must be at least " + state.round, "" + put.lastRound());
        }
        if (seat.names >= MOST_NAMES && put.lastRound() > state.round + MOST_AHEAD) {
            String rule = "must be at most " + (state.round + MOST_AHEAD) + ", for so many names are known";
            return new Refused(Kind.INVALID, "lastRound", rule, "" + put.lastRound());
        }
        if (seat.names >= MOST_NAMES_AHEAD) {
            String rule = "must wait until names are forgotten, " + seat.names + " are known";
            return new Refused(Kind.INVALID, "task", rule, put.task());
        }
        if (!seat.openTask.isEmpty()) {
            return new Refused(Kind.TAKEN, "task", "must wait for the open one, " + seat.openTask, put.task());
        }
        long hold = holdUnits(seat.wireless().withTask(put.amounts()));
        if (hold > state.free(seat)) {
            return new Refused(
                    Kind.FUNDS, "agent", "must have " + hold + " units free for the bill", "" + state.free(seat));
        }
        return Venue.done(
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
        int most = leaders.size() + rules.newcomers().mostLeaders();
        double all = most * Math.log1p(1.0 / most);
        double homeJoules = agent.computer().joulesPerWork() * agent.task().work();
        double worth = agent.satisfactionWeight() * all + agent.joulePrice() * homeJoules;
        double cap = leaders.stream().mapToDouble(Leader::priceCapPerBit).max().orElse(0);
        double bill = Math.min(worth, cap * agent.task().inputBits());
        double units = Math.ceil(bill / rules.scenario().rules().ledgerUnitMoney()) + most;
        return (long) Math.min(units, Long.MAX_VALUE / 2.0);
    }

    /** Keeps what one task can do to a round in bounds: more would leave no round to anybody. */
    private Optional<Refused> amounts(Task task) {
        Rules all = rules.scenario().rules();
        double mostWork = all.lotWork()
                * MarketRules.MOST_LOTS
                / (rules.scenario().wirelessAgents().size() + rules.newcomers().most("wireless"));
        double cap = rules.scenario().leaders().stream()
                .mapToDouble(Leader::priceCapPerBit)
                .max()
                .orElse(0);
        double mostBitsPerWork = MOST_TICKS * all.tickMoney() / (cap * all.lotWork());
        double mostWorkPerBit = mostWorkPerBit(rules.scenario());
        return TermsCheck.first(List.of(
                TermsCheck.rule(task.work() <= mostWork, "work", "must be at most " + mostWork, task.work()),
                TermsCheck.rule(
                        task.work() / task.inputBits() <= mostWorkPerBit,
                        "work",
                        "must be at most " + mostWorkPerBit + " for a bit of input",
                        task.work()),
                TermsCheck.rule(
                        task.inputBits() <= mostBitsPerWork * task.work(),
                        "inputBits",
                        "must be at most " + mostBitsPerWork + " for a unit of work",
                        task.inputBits()),
                TermsCheck.rule(
                        task.deadlineSeconds() <= MOST_SECONDS,
                        "deadlineSeconds",
                        "must be at most " + MOST_SECONDS,
                        task.deadlineSeconds())));
    }

    /**
     * A price is one for each bit, and no leader can refuse a buyer: who wants more work for a bit than the highest price pays each leader for,
     * would close leaders to all. What tasks of the file want is always taken.
     */
    private static double mostWorkPerBit(Scenario scenario) {
        double resale = scenario.rules().expectedResalePrice().orElse(0);
        double paid = scenario.leaders().stream()
                .mapToDouble(leader -> leader.priceCapPerBit() / (leader.costPerWork() + resale))
                .min()
                .orElse(0);
        return scenario.wirelessAgents().stream()
                .mapToDouble(agent -> agent.task().work() / agent.task().inputBits())
                .reduce(paid, Math::max);
    }

    Answer withdraw(Command.WithdrawTask gone) {
        WaitingTask task = state.task(gone.agent(), gone.task()).orElse(null);
        if (task == null) {
            return Venue.unknown("task", gone.task());
        }
        Reply reply = new Reply(task.name(), 0, task.round(), task.holdUnits());
        FrozenRound frozen = state.frozen;
        boolean isFrozen =
                frozen != null && task.name().equals(frozen.taskNames().get(gone.agent()));
        return switch (task.stage()) {
            case WITHDRAWN -> Venue.done(reply);
            case OPEN ->
                isFrozen
                        ? new Refused(Kind.PAST, "task", "is in a round that was closed", task.name())
                        : Venue.done(reply, new Event.TaskWithdrawn(gone.agent(), gone.task()));
            case SOLD, EXPIRED, LEFT_OUT -> new Refused(Kind.PAST, "task", "is over", task.name());
        };
    }

    Answer put(Command.PutResult put, long at) {
        Optional<Refused> wrong = TermsCheck.digest(put.digest(), "result", false);
        Piece piece = state.pieces.byId.get(put.piece());
        if (wrong.isPresent() || piece == null) {
            return wrong.orElseGet(() -> state.missingPiece(put.piece()));
        }
        if (!piece.worker().equals(put.agent())) {
            return new Refused(Kind.FORBIDDEN, "piece", "is done by " + piece.worker(), put.agent());
        }
        Reply reply = new Reply(piece.id(), 0, 0, piece.billUnits());
        if (!piece.digest().isEmpty()) {
            return piece.digest().equals(put.digest())
                    ? Venue.done(reply)
                    : new Refused(Kind.TAKEN, "result", "is there, and is another", put.digest());
        }
        if (piece.state() != Piece.Stage.OPEN || at > piece.due()) {
            return new Refused(Kind.PAST, "piece", "was due at " + piece.due(), "" + at);
        }
        long paysAt = Math.addExact(at, (long) Math.ceil(1_000 * rules.objectionSeconds()));
        return Venue.done(reply, new Event.PieceDone(piece.id(), put.digest(), paysAt));
    }

    Answer reject(Command.RejectResult reject, long at) {
        Piece piece = state.pieces.byId.get(reject.piece());
        if (piece == null) {
            return state.missingPiece(reject.piece());
        }
        if (reject.reason().isBlank() || reject.reason().length() > MOST_REASON) {
            return new Refused(
                    Kind.INVALID,
                    "reason",
                    "must have 1 to " + MOST_REASON + " characters",
                    "" + reject.reason().length());
        }
        if (!piece.buyer().equals(reject.agent())) {
            return new Refused(Kind.FORBIDDEN, "piece", "is bought by another", reject.agent());
        }
        Reply reply = new Reply(piece.id(), 0, 0, piece.billUnits());
        if (!piece.rejection().isEmpty()) {
            return piece.rejection().equals(reject.reason())
                    ? Venue.done(reply)
                    : new Refused(Kind.TAKEN, "reason", "is there, and is another", reject.reason());
        }
        return switch (piece.state()) {
            case DONE ->
                at > piece.due()
                        ? new Refused(Kind.PAST, "piece", "could be rejected until " + piece.due(), "" + at)
                        : Venue.done(reply, new Event.PieceRejected(piece.id(), reject.reason()));
            case OPEN -> new Refused(Kind.UNKNOWN, "piece", "has no result yet", piece.id());
            case REJECTED, PAID, FAILED -> new Refused(Kind.PAST, "piece", "is over", piece.id());
        };
    }

    Answer rule(Command.Rule rule) {
        Piece piece = state.pieces.byId.get(rule.piece());
        if (piece == null) {
            return state.missingPiece(rule.piece());
        }
        Reply reply = new Reply(piece.id(), 0, 0, piece.billUnits());
        Piece.Stage after = rule.pays() ? Piece.Stage.PAID : Piece.Stage.FAILED;
        if (piece.state() == after) {
            return Venue.done(reply);
        }
        if (piece.state() != Piece.Stage.REJECTED) {
            return new Refused(
                    Kind.PAST,
                    "piece",
                    "must be rejected to be ruled on",
                    piece.state().name());
        }
        return Venue.done(reply, rule.pays() ? new Event.PiecePaid(piece.id()) : new Event.PieceFailed(piece.id()));
    }

    Answer due(Command.PieceDue due, long at) {
        Piece piece = state.pieces.byId.get(due.piece());
        if (piece == null || at < piece.due()) {
            return new Stale();
        }
        Reply reply = new Reply(piece.id(), 0, 0, piece.billUnits());
        return switch (piece.state()) {
            case OPEN -> Venue.done(reply, new Event.PieceFailed(piece.id()));
            case DONE -> Venue.done(reply, new Event.PiecePaid(piece.id()));
            case REJECTED, PAID, FAILED -> new Stale();
        };
    }
}
