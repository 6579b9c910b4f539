package skybourse.venue.play;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.random.RandomStreams;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.AgentBehaviours;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.round.market.AgentOutcome;
import skybourse.venue.FrozenRound;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;

/** Run of an exchange over several rounds, in which each wireless agent has one task per round and some agents are malicious. */
public final class BehaviourRun {

    /** Time after the due time of a result after which its objection time is over, s. */
    private static final long SETTLED_SECONDS = 60;

    private final PlayedExchange market;
    private final SolvedRounds solved;
    private final DisputeDecisions disputes;
    private final AgentBehaviours behaviours;
    private final RandomStreams streams;
    private final LotCosts lotCosts;
    private final Map<String, Agent> agents = new HashMap<>();
    private final Map<String, Double> costs = new HashMap<>();
    private final Map<String, Delivered> delivered = new HashMap<>();
    private final List<Piece> sold = new ArrayList<>();
    private final Set<String> done = new HashSet<>();

    /**
     * Worth of the results of a wireless agent by its true weight, minus its cost of sending, money.
     *
     * @param parts counts each part of a task that was done
     * @param complete counts a task only if all its parts were done
     */
    private record Delivered(double parts, double complete) {

        Delivered plus(Delivered other) {
            return new Delivered(parts + other.parts, complete + other.complete);
        }
    }

    /**
     * Lets all agents join and state their terms.
     *
     * @param market an exchange without agents
     * @param solved stored prices, which may be shared with other runs
     * @param seed seed of all random choices: the agents of a share, the pieces for which they are malicious, and wrong rulings
     * @throws IllegalArgumentException as {@link AgentBehaviours#ofExchange} throws
     */
    public BehaviourRun(
            PlayedExchange market,
            SolvedRounds solved,
            long seed,
            DisputeDecisions disputes,
            List<MaliciousGroup> groups) {
        this.market = market;
        this.solved = solved;
        this.disputes = disputes;
        streams = new RandomStreams(seed);
        behaviours = AgentBehaviours.ofExchange(
                new Adversary(0, groups), market.rules().scenario(), streams);
        lotCosts = LotCosts.of(market.rules(), solved);
        market.join();
        market.rules().scenario().agents().forEach(agent -> {
            agents.put(agent.id(), agent);
            terms(agent).ifPresent(terms -> market.done(new MarketCommand.PutAgent(agent.id(), 2, terms)));
        });
    }

    /** Returns the terms of an agent that misreports; empty for others. */
    private Optional<AgentTerms> terms(Agent agent) {
        return switch (behaviour(agent.id()).orElse(null)) {
            case Behaviour.Overstate(double factor) ->
                Optional.of(lotCosts.overstated(agent.id(), factor, workPerSecond(agent)));
            case Behaviour.Misreport(double factor) ->
                Optional.of(AgentTerms.ofScenario()
                        .withWorth(OptionalDouble.of(
                                factor * ((WirelessAgent) agent).satisfactionWeight() * Math.log(2))));
            case null, default -> Optional.empty();
        };
    }

    private static double workPerSecond(Agent agent) {
        return switch (agent) {
            case Leader leader -> leader.computer().workPerSecond();
            case AerialAgent aerial -> aerial.computer().workPerSecond();
            default -> 1;
        };
    }

    /** Returns the behaviour of an agent; empty if it is honest. */
    public Optional<Behaviour> behaviour(String agent) {
        return behaviours.behaviour(agent);
    }

    /** Returns what an agent does with a piece; null if it is honest. */
    private @Nullable Behaviour behaves(String agent, Piece piece) {
        return behaviours.behaviour(agent, piece.id()).orElse(null);
    }

    /**
     * Plays rounds: all wireless agents submit their tasks, the round is sold, and its work is settled. A postponed round counts as one.
     *
     * @return this run
     * @throws IllegalStateException if an invariant of money is violated
     */
    public BehaviourRun play(int rounds) {
        for (int i = 0; i < rounds; i++) {
            long round = market.engine().round();
            for (WirelessAgent agent : market.rules().scenario().wirelessAgents()) {
                market.ask(new MarketCommand.PutTask(
                        agent.id(), taskName(round), agent.task(), 0, PlayedExchange.PAYLOAD, round + 1));
            }
            market.ask(new MarketCommand.Freeze(round, new TreeSet<>(), market.draw(round)));
            Optional<FrozenRound> frozen = market.engine().frozenRound();
            Optional<RoundPrices> prices = frozen.map(solved::prices);
            prices.ifPresent(at -> market.done(new MarketCommand.SolveFinished(at)));
            settle();
            frozen.ifPresent(of -> value(of, prices.orElseThrow(), taskName(round)));
            market.engine().breach().ifPresent(breach -> {
                throw new IllegalStateException(breach);
            });
        }
        return this;
    }

    private static String taskName(long round) {
        return "t" + round;
    }

    private List<Piece> pieces(Piece.Stage... stages) {
        return market.engine().pieces().stream()
                .filter(piece -> Arrays.asList(stages).contains(piece.state()))
                .toList();
    }

    /** Does the work of a round, and lets buyers and the operator decide on it. */
    private void settle() {
        Map<String, Double> workBy = new TreeMap<>();
        List<Piece> open = pieces(Piece.Stage.OPEN);
        sold.addAll(open);
        open.forEach(piece -> work(piece, workBy));
        workBy.forEach((id, work) -> costs.merge(id, cost(id, work), Double::sum));
        market.pass(2);
        pieces(Piece.Stage.DONE, Piece.Stage.UNDOABLE).forEach(this::judge);
        if (disputes.isRuled()) {
            pieces(Piece.Stage.REJECTED).forEach(this::rule);
        }
        market.pass(
                disputes.isRuled()
                        ? SETTLED_SECONDS
                        : 2 * (long) market.rules().disputes().rulingSeconds());
    }

    private void work(Piece piece, Map<String, Double> workBy) {
        String worker = piece.worker();
        Behaviour behaviour = behaves(worker, piece);
        double after = workBy.getOrDefault(worker, 0.0) + piece.work();
        boolean isDone = switch (behaviour) {
            case Behaviour.NoShow _, Behaviour.Decline _, Behaviour.WrongResult _ -> false;
            case Behaviour.Overstate(double factor)
            when factor != 1 ->
                after
                        <= workPerSecond(agent(worker))
                                * market.rules().scenario().rules().roundSeconds();
            case null, default -> true;
        };
        if (isDone) {
            workBy.put(worker, after);
            done.add(piece.id());
        }
        if (behaviour instanceof Behaviour.Decline) {
            market.done(new MarketCommand.PutUndoable(worker, piece.id(), "cannot be read"));
        } else if (isDone || behaviour instanceof Behaviour.WrongResult) {
            market.done(new MarketCommand.PutResult(worker, piece.id(), PlayedExchange.secret(piece.id())));
        }
    }

    private Agent agent(String id) {
        Agent agent = agents.get(id);
        if (agent == null) {
            throw new IllegalArgumentException("agent must be in this market: " + id);
        }
        return agent;
    }

    /** Returns the cost of an agent for an amount of work in one round, money. */
    private double cost(String id, double work) {
        return switch (agent(id)) {
            case Leader leader -> leader.costPerWork() * work;
            case AerialAgent _ -> {
                var rules = market.rules().scenario().rules();
                yield rules.tickMoney() * lotCosts.costTicks(id, work / rules.lotWork());
            }
            default -> 0;
        };
    }

    private void judge(Piece piece) {
        boolean isRejected = behaves(piece.buyer(), piece) instanceof Behaviour.Reject
                || disputes.rejected().test(piece)
                || (disputes.isChecked() && !done.contains(piece.id()));
        if (isRejected) {
            market.done(new MarketCommand.RejectResult(piece.buyer(), piece.id(), "is not what I asked for"));
        }
    }

    private void rule(Piece piece) {
        boolean isWrong = streams.uniformKey("rulings", piece.id().hashCode()) < disputes.rulingError();
        market.done(new MarketCommand.Rule(piece.id(), done.contains(piece.id()) != isWrong));
    }

    /** Adds the worth of the results of a sold round. */
    private void value(FrozenRound frozen, RoundPrices prices, String task) {
        for (AgentOutcome sent : frozen.afterTierOne(prices).agents()) {
            List<Piece> pieces = market.engine().piecesOfTask(sent.agent().id(), task);
            if (!pieces.isEmpty()) {
                delivered.merge(sent.agent().id(), delivered(frozen, sent, pieces), Delivered::plus);
            }
        }
    }

    private Delivered delivered(FrozenRound frozen, AgentOutcome sent, List<Piece> pieces) {
        var agent = (WirelessAgent) agent(sent.agent().id());
        double homeMoney = agent.joulePrice()
                * agent.computer().joulesPerWork()
                * agent.task().work();
        double worth = 0;
        for (AgentOutcome.Link link : sent.links()) {
            String leader = frozen.scenario().leaders().get(link.leader()).id();
            double ratio = pieces.stream()
                    .filter(piece -> piece.leader().equals(leader) && done.contains(piece.id()))
                    .mapToDouble(piece -> piece.to() - piece.from())
                    .sum();
            worth += agent.satisfactionWeight() * Math.log1p(link.quality() * ratio) + homeMoney * ratio;
        }
        boolean isComplete = pieces.stream().allMatch(piece -> done.contains(piece.id()));
        double sending = agent.joulePrice() * sent.sendingJoules();
        return new Delivered(worth - sending, (isComplete ? worth : 0) - sending);
    }

    /** Returns all pieces that had a worker, as they were sold. */
    public List<Piece> sold() {
        return Collections.unmodifiableList(sold);
    }

    /** Returns the sold pieces whose work was not done; a wrong result is not done either. */
    public List<Piece> undone() {
        return sold.stream().filter(piece -> !done.contains(piece.id())).toList();
    }

    /** Returns the money of a ledger unit. */
    public double unitMoney() {
        return market.rules().scenario().rules().ledgerUnitMoney();
    }

    /** Returns the payments that an agent received, minus those that it made and the cost of its work, money. The worth of results is not included. */
    public double profit(String id) {
        long units = market.engine().agent(id).orElseThrow().balanceUnits() - PlayedExchange.MONEY_UNITS;
        return units * unitMoney() - costs.getOrDefault(id, 0.0);
    }

    /** Returns the sum of the profits of some agents, money. */
    public double profit(List<String> ids) {
        return ids.stream().mapToDouble(this::profit).sum();
    }

    /**
     * Returns the profit of an agent, with the worth of its complete tasks and its cost of sending, money. A rejected result has its worth if the work
     * was done.
     */
    public double utility(String id) {
        return profit(id) + delivered.getOrDefault(id, new Delivered(0, 0)).complete();
    }

    /** Returns {@link #utility} with the worth of all parts that were done, also of tasks that are not complete, money. */
    public double utilityByParts(String id) {
        return profit(id) + delivered.getOrDefault(id, new Delivered(0, 0)).parts();
    }
}
