package skybourse.venue;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import skybourse.base.scenario.Scenario;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.CommandReply.Refused;
import skybourse.venue.event.CommandReply.Reply;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.NewcomerSettings;

/** Handles commands about seats and their money: joining, leaving, invitations, exclusions, deposits and withdrawals. */
final class AgentCommandHandler {

    /** Largest sum of money in the exchange, ledger units. No sum of balances exceeds 64 bits. */
    private static final long MOST_MONEY = 1L << 62;

    /** Largest factor by which a declared worth may differ from the worths of the scenario file, or a wireless agent's speed exceed its speeds. */
    private static final double SPAN = 1_000;

    private static final Set<String> OWN_NAMES = Set.of(Scenario.HOUSE, Scenario.ESCROW, MarketRules.OUTSIDE);

    private final MarketRules rules;
    private final ExchangeState state;

    AgentCommandHandler(MarketRules rules, ExchangeState state) {
        this.rules = rules;
        this.state = state;
    }

    CommandReply put(MarketCommand.PutAgent put, Caller.Agent caller) {
        Optional<Refused> stays =
                state.seats.containsKey(put.agent()) ? Optional.empty() : joining(put, caller.secret());
        if (stays.isPresent()) {
            return stays.get();
        }
        Seat seat = state.seat(put.agent(), put.terms());
        Optional<Refused> wrong = ArgumentCheck.first(List.of(
                ArgumentCheck.digest(caller.secret(), "secret", false),
                ArgumentCheck.rule(put.version() >= 1, "version", "must be at least 1", put.version()),
                ArgumentCheck.terms(seat, put.terms()),
                ArgumentCheck.spending(seat, put),
                speed(seat, put.terms()),
                worth(put.terms())));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        if (!seat.openTask.isEmpty()
                && (!put.terms().workPerSecond().equals(seat.terms.workPerSecond())
                        || !put.terms().worth().equals(seat.terms.worth()))) {
            return new Refused(
                    Kind.TAKEN,
                    "workPerSecond",
                    "and worth must not change while a task is open, " + seat.openTask,
                    put.agent());
        }
        boolean isHolder = ExchangeEngine.isSame(seat.secret, caller.secret());
        if (isHolder && put.version() <= seat.version) {
            boolean isSame = put.version() == seat.version
                    && seat.isPresent
                    && put.terms().equals(seat.terms)
                    && put.spendUnitsADay().equals(seat.spendUnitsADay);
            return isSame
                    ? ExchangeEngine.done(new Reply(put.agent(), seat.version, seat.since, 0, seat.termsSeq))
                    : outOfOrder(seat.version, put.version(), "other terms");
        }
        Optional<Refused> unsigned = isHolder ? unsigned(seat, put) : Optional.empty();
        if (unsigned.isPresent()) {
            return unsigned.get();
        }
        if (!isHolder && !seat.secret.isEmpty() && state.frozen != null) {
            return new Refused(
                    Kind.LATER,
                    "agent",
                    "can change its holder only between rounds, after the prices are computed",
                    put.agent());
        }
        var reply = new Reply(put.agent(), put.version(), state.round, 0);
        var event = new MarketEvent.AgentPut(put.agent(), put.version(), put.terms(), caller.secret());
        return put.spendUnitsADay().equals(seat.spendUnitsADay)
                ? ExchangeEngine.done(reply, event)
                : ExchangeEngine.done(reply, event, new MarketEvent.SpendingLimited(put.agent(), put.spendUnitsADay()));
    }

    /** Returns the refusal of terms that raise or remove a spending limit without a signature by the agent's key, or that set a limit with another key. */
    private static Optional<Refused> unsigned(Seat seat, MarketCommand.PutAgent put) {
        OptionalLong limit = seat.spendUnitsADay;
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        String key = seat.terms.publicKey();
        OptionalLong next = put.spendUnitsADay();
        if (next.isPresent() && !put.terms().publicKey().equals(key)) {
            String rule = "must not change while there is a spending limit";
            return Optional.of(
                    new Refused(Kind.FORBIDDEN, "publicKey", rule, put.terms().publicKey()));
        }
        boolean isRaised = next.isEmpty() || next.getAsLong() > limit.getAsLong();
        return isRaised && !put.signer().equals(key)
                ? Optional.of(new Refused(
                        Kind.FORBIDDEN,
                        "spendUnitsADay",
                        "must be at most " + limit.getAsLong() + " in a command that is not signed by the agent's key",
                        next.isPresent() ? "" + next.getAsLong() : "missing"))
                : Optional.empty();
    }

    /**
     * Checks an agent that has no seat and wants to join. Its terms must contain the values that its model does not supply: the kind of the agent,
     * and the speed of a seller or the worth of a buyer.
     */
    private Optional<Refused> joining(MarketCommand.PutAgent put, String secret) {
        NewcomerSettings newcomers = rules.newcomers();
        AgentTerms terms = put.terms();
        if (newcomers.most() == 0 || terms.kind().isEmpty()) {
            return Optional.of(ExchangeEngine.unknown("agent", put.agent()));
        }
        if (!rules.open() && !isInvited(secret, terms.kind())) {
            return Optional.of(new Refused(
                    Kind.FORBIDDEN,
                    "agent",
                    "can join an open market, or any market with an invitation for its kind",
                    put.agent()));
        }
        if (!isInvited(secret, terms.kind()) && unpromised() <= 0) {
            return Optional.of(noPlace("agent"));
        }
        boolean isWireless = terms.kind().equals("wireless");
        boolean isBuyer = isWireless || terms.kind().equals(InferenceModel.BUYER);
        return ArgumentCheck.first(List.of(
                ArgumentCheck.name(put.agent(), "agent"),
                ArgumentCheck.rule(
                        !OWN_NAMES.contains(put.agent()), "agent", "must not be a reserved name", put.agent()),
                joins(terms.kind()),
                ArgumentCheck.rule(
                        isBuyer || terms.workPerSecond().isPresent(),
                        "workPerSecond",
                        "must be given by an agent that joins as a seller",
                        "missing"),
                ArgumentCheck.rule(
                        !isWireless || terms.worth().isPresent(),
                        "worth",
                        "must be given by an agent that joins as a buyer",
                        "missing")));
    }

    /** Returns the number of places for newcomers that are neither taken nor reserved by an invitation. */
    private long unpromised() {
        long promised = state.kindInvites.values().stream()
                .filter(invite -> !invite.isTaken())
                .count();
        return rules.newcomers().most() - state.newcomers() - promised;
    }

    private Refused noPlace(String field) {
        String rule = "cannot join: all places for newcomers are taken or reserved by invitations";
        return new Refused(Kind.FORBIDDEN, field, rule, "" + rules.newcomers().most());
    }

    private boolean isInvited(String secret, String kind) {
        return state.kindInvites.entrySet().stream()
                .anyMatch(invite -> ExchangeEngine.isSame(invite.getKey(), secret)
                        && invite.getValue().kind().equals(kind)
                        && !invite.getValue().isTaken());
    }

    /**
     * Checks the declared speed. An aerial agent may offer at most its share of all lots, because a larger number of lots would make the round
     * unsolvable. A wireless agent may be at most {@value #SPAN} times as fast as the fastest one of the scenario file. A faster agent would save
     * so much energy by offloading that price differences are lost in rounding, and it would buy its complete task from each leader.
     */
    private Optional<Refused> speed(Seat seat, AgentTerms terms) {
        if (rules.inference().isPresent()) {
            return Optional.empty();
        }
        Scenario scenario = rules.scenario();
        double most = seat.isWireless() ? SPAN * fastest(scenario) : Double.POSITIVE_INFINITY;
        if (seat.isAerial()) {
            most = MarketRules.MOST_LOTS
                    / (double) Math.max(
                            1,
                            scenario.aerialAgents().size() + rules.newcomers().most("aerial"))
                    * scenario.rules().lotWork()
                    / scenario.rules().roundSeconds();
        }
        boolean fits = terms.workPerSecond().orElse(0) <= most;
        return ArgumentCheck.rule(fits, "workPerSecond", "must be at most " + most, terms.workPerSecond());
    }

    private static double fastest(Scenario scenario) {
        return scenario.wirelessAgents().stream()
                .mapToDouble(agent -> agent.computer().workPerSecond())
                .max()
                .orElse(0);
    }

    /**
     * Checks a declared worth. It must be at least the smallest worth in the scenario file divided by {@value #SPAN}, and at most the largest one
     * times {@value #SPAN}. For other worths the solver may find no prices.
     */
    private Optional<Refused> worth(AgentTerms terms) {
        if (terms.worth().isEmpty()) {
            return Optional.empty();
        }
        DoubleSummaryStatistics file = rules.scenario().wirelessAgents().stream()
                .mapToDouble(agent -> agent.satisfactionWeight() * Math.log(2))
                .summaryStatistics();
        double worth = terms.worth().getAsDouble();
        double least = file.getMin() / SPAN;
        double most = file.getMax() * SPAN;
        return ArgumentCheck.rule(
                worth >= least && worth <= most, "worth", "must be in [" + least + ", " + most + "]", worth);
    }

    private static Refused outOfOrder(long there, long version, String what) {
        return version < there
                ? new Refused(Kind.STALE, "version", "must be above the current version, " + there, "" + version)
                : new Refused(Kind.TAKEN, "version", "is already used for " + what, "" + version);
    }

    CommandReply leave(MarketCommand.LeaveMarket leave) {
        Seat seat = state.seat(leave.agent());
        if (leave.version() <= seat.version) {
            boolean isSame = leave.version() == seat.version && !seat.isPresent;
            return isSame
                    ? ExchangeEngine.done(new Reply(leave.agent(), seat.version, seat.since, 0, seat.termsSeq))
                    : outOfOrder(seat.version, leave.version(), "other terms");
        }
        return ExchangeEngine.done(
                new Reply(leave.agent(), leave.version(), seat.since, 0),
                new MarketEvent.AgentLeft(leave.agent(), leave.version()));
    }

    CommandReply invite(MarketCommand.Invite invite) {
        Optional<Refused> wrong = ArgumentCheck.digest(invite.secret(), "secret", false);
        Seat seat = state.seats.get(invite.agent());
        if (wrong.isPresent() || seat == null) {
            return wrong.orElseGet(() -> ExchangeEngine.unknown("agent", invite.agent()));
        }
        Reply reply = new Reply(invite.agent(), 0, 0, 0);
        boolean isThere = invite.secret().equals(seat.invited)
                || invite.secret().equals(seat.secret)
                || seat.over.contains(invite.secret());
        long seq = seat.invitations.getOrDefault(invite.secret(), seat.termsSeq);
        return isThere
                ? ExchangeEngine.done(reply.at(seq))
                : ExchangeEngine.done(reply, new MarketEvent.AgentInvited(invite.agent(), invite.secret()));
    }

    CommandReply invite(MarketCommand.InviteKind invite) {
        Optional<Refused> wrong = ArgumentCheck.first(
                List.of(ArgumentCheck.digest(invite.secret(), "secret", false), joins(invite.kind())));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Reply reply = new Reply(invite.kind(), 0, 0, 0);
        Snapshot.KindInvite there = state.kindInvites.get(invite.secret());
        if (there == null && unpromised() <= 0) {
            return noPlace("kind");
        }
        if (there == null) {
            return ExchangeEngine.done(reply, new MarketEvent.KindInvited(invite.kind(), invite.secret()));
        }
        return there.kind().equals(invite.kind())
                ? ExchangeEngine.done(reply.at(there.seq()))
                : new Refused(Kind.TAKEN, "secret", "has an invitation as " + there.kind(), invite.kind());
    }

    /** Returns the refusal of a kind of agent that newcomers cannot be. */
    private Optional<Refused> joins(String kind) {
        NewcomerSettings newcomers = rules.newcomers();
        return ArgumentCheck.rule(
                newcomers.most(kind) > 0,
                "kind",
                newcomers.most() == 0
                        ? "must not be given, because no newcomers can join"
                        : "must be one of " + String.join(", ", newcomers.like().keySet()),
                kind);
    }

    CommandReply move(String agent, long units, String reference, MarketEvent event) {
        Optional<Refused> wrong = ArgumentCheck.first(List.of(
                ArgumentCheck.name(reference, "reference"),
                ArgumentCheck.rule(
                        units >= 1 && units <= ArgumentCheck.MOST_UNITS,
                        "units",
                        "must be in [1, " + ArgumentCheck.MOST_UNITS + "]",
                        units)));
        Seat seat = state.seats.get(agent);
        if (wrong.isPresent() || seat == null) {
            return wrong.orElseGet(() -> ExchangeEngine.unknown("agent", agent));
        }
        Reply reply = new Reply(reference, 0, 0, units);
        Snapshot.Payment there = state.payments.get(reference);
        if (there != null) {
            boolean isDeposit = event instanceof MarketEvent.MoneyDeposited;
            return there.equals(new Snapshot.Payment(agent, units, isDeposit, there.seq()))
                    ? ExchangeEngine.done(reply.at(there.seq()))
                    : new Refused(Kind.TAKEN, "reference", "is already used for another payment", reference);
        }
        if (event instanceof MarketEvent.MoneyWithdrawn && units > state.money.freeUnits(seat)) {
            return new Refused(
                    Kind.FUNDS,
                    "units",
                    "must be at most the free balance, " + state.money.freeUnits(seat),
                    "" + units);
        }
        long room = MOST_MONEY + state.money.accounts.balance(state.money.accounts.number(MarketRules.OUTSIDE));
        return event instanceof MarketEvent.MoneyDeposited && units > room
                ? new Refused(
                        Kind.INVALID,
                        "units",
                        "must be at most the remaining capacity of the ledger, " + room,
                        "" + units)
                : ExchangeEngine.done(reply, event);
    }

    CommandReply bar(MarketCommand.Bar bar) {
        Seat seat = state.seats.get(bar.agent());
        if (seat == null) {
            return ExchangeEngine.unknown("agent", bar.agent());
        }
        Optional<Refused> wrong =
                ArgumentCheck.rule(bar.version() >= 1, "version", "must be at least 1", bar.version());
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Reply reply = new Reply(bar.agent(), bar.version(), 0, 0);
        if (bar.version() > seat.barVersion) {
            return ExchangeEngine.done(reply, new MarketEvent.AgentBarred(bar.agent(), bar.version(), bar.barred()));
        }
        return bar.version() == seat.barVersion && bar.barred() == seat.isBarred
                ? ExchangeEngine.done(reply.at(seat.barSeq))
                : outOfOrder(seat.barVersion, bar.version(), "another decision");
    }
}
