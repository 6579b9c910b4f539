package skybourse.venue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.CommandReply.Refused;
import skybourse.venue.event.CommandReply.Reply;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RequestLot;
import skybourse.venue.event.SubmittedTask;

/** Handles commands about tasks before their sale. */
final class TaskCommandHandler {

    /**
     * Number of stored task names from which on the {@code lastRound} of an agent's task may be at most {@value #MOST_AHEAD} rounds ahead. A task
     * name uses memory until the last round of the task is over. With fewer names any last round is accepted, and the command is idempotent until
     * that round. An agent that sells one task in each round has about 11,100 stored names, plus those of tasks with money in escrow.
     */
    private static final int MOST_NAMES = 10_000;

    /** Largest distance of {@code lastRound} from the current round for agents with at least {@code MOST_NAMES} stored names. */
    private static final long MOST_AHEAD = 1_000;

    /** Largest number of stored task names of an agent. */
    private static final int MOST_NAMES_AHEAD = 12_000;

    /** Largest number of requests of a batch. */
    private static final int MOST_REQUESTS = 10_000;

    /** Longest deadline, s: about 32 years. */
    private static final double MOST_SECONDS = 1e9;

    /** Largest value of a lot at the highest price cap, in ticks. It is half of the largest distance between two clocks. */
    private static final double MOST_TICKS = 1 << 23;

    private final MarketRules rules;
    private final ExchangeState state;

    /** Largest work per bit of input of a task, work/bit. */
    private final double mostWorkPerBit;

    TaskCommandHandler(MarketRules rules, ExchangeState state) {
        this.rules = rules;
        this.state = state;
        mostWorkPerBit = rules.inference().isPresent() ? 0 : mostWorkPerBit(rules.scenario());
    }

    CommandReply put(MarketCommand.PutTask put) {
        Seat seat = state.seat(put.agent());
        if (!seat.isWireless()) {
            return new Refused(Kind.INVALID, "agent", "must be a wireless agent of a two-tier market", put.agent());
        }
        Optional<Refused> wrong = ArgumentCheck.first(List.of(
                ArgumentCheck.name(put.task(), "task"),
                ArgumentCheck.rule(put.units() >= 0, "units", "must be at least 1, or left out", put.units()),
                ArgumentCheck.digest(put.payload(), "payload", false),
                amounts(put.amounts(), put.units() > 0)));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        SubmittedTask there = state.task(put.agent(), put.task()).orElse(null);
        if (there != null) {
            return there.isSameAs(put)
                    ? ExchangeEngine.done(reply(there).at(there.putSeq()))
                    : new Refused(Kind.TAKEN, "task", "is already used for another task", put.task());
        }
        long hold = holdUnits(seat.wireless().withTask(put.amounts()));
        Optional<Refused> refused = waiting(seat, put.task(), put.lastRound())
                .or(() -> soonEnough(put.amounts()))
                .or(() -> ArgumentCheck.funds(state, seat, hold, "bill"));
        if (refused.isPresent()) {
            return refused.get();
        }
        return ExchangeEngine.done(
                new Reply(put.task(), 0, state.round, hold),
                new MarketEvent.TaskPut(
                        put.agent(),
                        put.task(),
                        put.amounts(),
                        put.units(),
                        put.payload(),
                        put.lastRound(),
                        state.round,
                        hold));
    }

    CommandReply put(MarketCommand.PutBatch put) {
        Seat seat = state.seat(put.agent());
        Optional<InferenceModel> market = rules.inference();
        if (market.isEmpty() || !seat.isBuyer()) {
            return new Refused(Kind.INVALID, "agent", "must be a buyer of an inference market", put.agent());
        }
        InferenceProduct product = market.get().product();
        Optional<Refused> wrong = ArgumentCheck.first(List.of(
                ArgumentCheck.name(put.task(), "task"),
                ArgumentCheck.digest(put.payload(), "payload", false),
                requests(put.reserved(), product.lotVolume())));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        SubmittedTask there = state.task(put.agent(), put.task()).orElse(null);
        if (there != null) {
            return there.isSameAs(put)
                    ? ExchangeEngine.done(reply(there).at(there.putSeq()))
                    : new Refused(Kind.TAKEN, "task", "is already used for another batch", put.task());
        }
        List<RequestLot> lots = RequestLot.pack(put.reserved(), product);
        long hold = lots.size() * product.capUnits();
        return waiting(seat, put.task(), put.lastRound())
                .or(() -> tooManyLots(lots.size()))
                .or(() -> ArgumentCheck.funds(state, seat, hold, "bill"))
                .<CommandReply>map(refused -> refused)
                .orElseGet(() -> ExchangeEngine.done(
                        new Reply(put.task(), 0, state.round, hold),
                        new MarketEvent.BatchPut(
                                put.agent(),
                                put.task(),
                                put.reserved().size(),
                                put.bytes(),
                                lots,
                                put.payload(),
                                put.lastRound(),
                                state.round,
                                hold)));
    }

    private static Optional<Refused> requests(List<Long> reserved, long lotVolume) {
        if (reserved.isEmpty() || reserved.size() > MOST_REQUESTS) {
            return ArgumentCheck.rule(
                    false, "payload", "must have 1 to " + MOST_REQUESTS + " requests", reserved.size());
        }
        return IntStream.range(0, reserved.size())
                .filter(request -> reserved.get(request) < 1 || reserved.get(request) > lotVolume)
                .mapToObj(request -> new Refused(
                        Kind.INVALID,
                        "payload",
                        "must have requests whose reserved volume is in [1, " + lotVolume
                                + "], the volume of a lot; line " + (request + 1) + " is larger or empty",
                        "" + reserved.get(request)))
                .findFirst();
    }

    /** Limits the lots of a batch, so that all batches together have at most the lots of a round. */
    private Optional<Refused> tooManyLots(int lots) {
        long buyers = state.seats.values().stream().filter(Seat::isBuyer).count()
                + rules.newcomers().most();
        long most = Math.max(1, MarketRules.MOST_LOTS / buyers);
        return ArgumentCheck.rule(lots <= most, "payload", "must fit in " + most + " lots", lots);
    }

    /** Returns the refusal of a new task because of its last round, the agent's stored names, or its open task. */
    private Optional<Refused> waiting(Seat seat, String task, long lastRound) {
        if (lastRound < state.round) {
            return Optional.of(new Refused(Kind.PAST, "lastRound", "must be at least " + state.round, "" + lastRound));
        }
        if (seat.names >= MOST_NAMES && lastRound > state.round + MOST_AHEAD) {
            String rule = "must be at most " + (state.round + MOST_AHEAD) + ", the limit of remembered task names";
            return Optional.of(new Refused(Kind.INVALID, "lastRound", rule, "" + lastRound));
        }
        if (seat.names >= MOST_NAMES_AHEAD) {
            String rule = "must wait until task names expire, " + seat.names + " are remembered";
            return Optional.of(new Refused(Kind.INVALID, "task", rule, task));
        }
        return seat.openTask.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refused(Kind.TAKEN, "task", "must wait for the open task, " + seat.openTask, task));
    }

    private static Reply reply(SubmittedTask task) {
        return new Reply(task.name(), 0, task.round(), task.holdUnits());
    }

    /**
     * Returns the refusal of a task that no leader can finish by the due time at its declared speed. Only present leaders that are not
     * barred count; if there are none, no task is refused.
     */
    private Optional<Refused> soonEnough(Task task) {
        double fastest = state.seats.values().stream()
                .filter(seat -> seat.isLeader() && seat.isPresent && !seat.isBarred)
                .mapToDouble(seat -> seat.leader().computer().workPerSecond())
                .max()
                .orElse(Double.POSITIVE_INFINITY);
        double shortest = task.work() / fastest - rules.graceSeconds();
        return ArgumentCheck.rule(
                task.deadlineSeconds() >= shortest,
                "deadlineSeconds",
                "must be at least " + shortest + ", because the fastest leader needs " + task.work() / fastest
                        + " s and a result is accepted until " + rules.graceSeconds() + " s after the deadline",
                task.deadlineSeconds());
    }

    /**
     * Returns an upper bound of the bill, ledger units. A buyer can choose to send nothing. It therefore pays at most its satisfaction plus the
     * cost of the local energy that it saves. Its satisfaction is at most that with perfect links and equal ratios. It also pays at most the price
     * of its complete input at the highest price cap. One unit per link is added for rounding.
     */
    private long holdUnits(WirelessAgent agent) {
        List<Leader> leaders = rules.scenario().leaders();
        int most = leaders.size() + rules.newcomers().mostLeaders();
        double all = most * Math.log1p(1.0 / most);
        double homeJoules = agent.computer().joulesPerWork() * agent.task().work();
        double mostGain = agent.satisfactionWeight() * all + agent.joulePrice() * homeJoules;
        double cap = leaders.stream().mapToDouble(Leader::priceCapPerBit).max().orElse(0);
        double bill = Math.min(mostGain, cap * agent.task().inputBits());
        double units = Math.ceil(bill / rules.scenario().rules().ledgerUnitMoney()) + most;
        return (long) Math.min(units, Long.MAX_VALUE / 2.0);
    }

    /**
     * Limits the amounts of a task, because a single extreme task would make the round unsolvable. Tasks whose units are slightly larger than half
     * a lot need twice as many lots as divisible work.
     */
    private Optional<Refused> amounts(Task task, boolean hasUnits) {
        Rules all = rules.scenario().rules();
        double mostWork = all.lotWork()
                * (hasUnits ? MarketRules.MOST_LOTS / 2 : MarketRules.MOST_LOTS)
                / (rules.scenario().wirelessAgents().size() + rules.newcomers().most("wireless"));
        double cap = rules.scenario().leaders().stream()
                .mapToDouble(Leader::priceCapPerBit)
                .max()
                .orElse(0);
        double mostBitsPerWork = MOST_TICKS * all.tickMoney() / (cap * all.lotWork());
        return ArgumentCheck.first(List.of(
                ArgumentCheck.rule(task.work() <= mostWork, "work", "must be at most " + mostWork, task.work()),
                ArgumentCheck.rule(
                        task.work() / task.inputBits() <= mostWorkPerBit,
                        "work",
                        "must be at most " + mostWorkPerBit + " per bit of input",
                        task.work()),
                ArgumentCheck.rule(
                        task.inputBits() <= mostBitsPerWork * task.work(),
                        "inputBits",
                        "must be at most " + mostBitsPerWork + " per unit of work",
                        task.inputBits()),
                ArgumentCheck.rule(
                        task.deadlineSeconds() <= MOST_SECONDS,
                        "deadlineSeconds",
                        "must be at most " + MOST_SECONDS,
                        task.deadlineSeconds())));
    }

    /**
     * Returns the largest work per bit of a task. Prices are per bit, and a leader cannot refuse a buyer. If the work per bit of a task were so
     * large that a leader's highest price did not cover its cost, the task would close this leader to all buyers. The tasks of the scenario file
     * are always accepted.
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

    CommandReply withdraw(MarketCommand.WithdrawTask gone) {
        SubmittedTask task = state.task(gone.agent(), gone.task()).orElse(null);
        if (task == null) {
            return ExchangeEngine.unknown("task", gone.task());
        }
        Reply reply = reply(task);
        FrozenRound frozen = state.frozen;
        boolean isFrozen =
                frozen != null && task.name().equals(frozen.taskNames().get(gone.agent()));
        return switch (task.stage()) {
            case WITHDRAWN -> ExchangeEngine.done(reply.at(task.endSeq()));
            case OPEN ->
                isFrozen
                        ? new Refused(Kind.PAST, "task", "is in a round that is closed", task.name())
                        : ExchangeEngine.done(reply, new MarketEvent.TaskWithdrawn(gone.agent(), gone.task()));
            case SOLD, EXPIRED, LEFT_OUT -> new Refused(Kind.PAST, "task", "is over", task.name());
        };
    }
}
