package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Agent;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.AgentBehaviours;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.round.market.ResaleMarket;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.rule.SellerVickrey;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.Piece;

/** A market over several rounds in which some agents are malicious. The invariants of money hold after every entry. */
final class BehaviourRun {

    /** Costs of lots of aerial agents, ticks, by scenario and agent. Honest agents ask their costs. */
    private static final Map<Scenario, Map<String, List<Long>>> COSTS = new ConcurrentHashMap<>();

    final Played market;

    /** Agents that send each command three times, and all earlier ones again. */
    final Set<String> repeating = new TreeSet<>();

    /** Agents that sold work and did not do it. */
    final Set<String> undone = new TreeSet<>();

    /** All pieces of sold rounds, as they were sold. */
    final List<Piece> sold = new ArrayList<>();

    /** Rounds after whose sale the exchange is restarted. */
    final Set<Integer> restarts = new TreeSet<>();

    /** Results that their buyer rejects though they are correct. */
    Predicate<Piece> rejected;

    /** Whether honest buyers reject wrong results. */
    boolean isChecked = true;

    /** Whether the operator rules on disputes; otherwise they end at the time limit of rulings. */
    boolean isRuled = true;

    /** Probability of a wrong ruling. */
    double rulingError;

    private final AgentBehaviours behaviours;
    private final RandomStreams streams;
    private final Map<String, Double> costs = new TreeMap<>();
    private final Map<String, Agent> agents = new TreeMap<>();
    private final Map<String, List<Long>> lotCosts;

    /** Commands that repeating agents sent so far. They send all of them again, the newest first. */
    private final List<MarketCommand> sent = new ArrayList<>();

    BehaviourRun(Played played, int seed, MaliciousGroup... groups) {
        market = played.joined();
        streams = new RandomStreams(seed);
        Scenario scenario = market.rules.scenario();
        behaviours = AgentBehaviours.ofExchange(new Adversary(0, List.of(groups)), scenario, streams);
        rejected = piece -> behaves(piece.buyer(), piece) instanceof Behaviour.Reject;
        lotCosts = COSTS.computeIfAbsent(scenario, _ -> lotCosts(market));
        market.agents().forEach(agent -> {
            agents.put(agent.id(), agent);
            costs.put(agent.id(), 0.0);
            behaviours.behaviour(agent.id()).ifPresent(behaviour -> {
                if (behaviour instanceof Behaviour.Overstate(double factor)) {
                    market.done(new MarketCommand.PutAgent(agent.id(), 2, overstated(agent.id(), factor)));
                } else if (behaviour instanceof Behaviour.Misreport(double factor)) {
                    double worth = factor * ((WirelessAgent) agent).satisfactionWeight() * Math.log(2);
                    market.done(new MarketCommand.PutAgent(
                            agent.id(), 2, AgentTerms.ofScenario().withWorth(OptionalDouble.of(worth))));
                }
            });
        });
    }

    private static Map<String, List<Long>> lotCosts(Played played) {
        Played all = new Played(played.rules).joined();
        all.putTasks("t");
        all.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
        FrozenRound frozen = all.venue.frozenRound().orElseThrow();
        double[] prices = all.solved(frozen).prices().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return ResaleMarket.of(frozen.tiers().sell(prices)).stream()
                .flatMap(market -> market.forRule(new SellerVickrey()).book().orders(Side.SELLERS).stream())
                .collect(Collectors.groupingBy(
                        Order::participant, Collectors.mapping(Order::limitTicks, Collectors.toList())));
    }

    /** Returns the terms of an agent that states a factor of its speed. Additional lots are at the cost of its first lot. */
    private AgentTerms overstated(String id, double factor) {
        List<Long> asks = lotCosts.getOrDefault(id, List.of());
        List<Long> more = asks.isEmpty() || factor == 1
                ? asks
                : Collections.nCopies((int) Math.round(factor * asks.size()), asks.getFirst());
        return AgentTerms.ofScenario()
                .withWorkPerSecond(OptionalDouble.of(factor * speed(id)))
                .withAskTicks(more.isEmpty() ? Optional.empty() : Optional.of(more));
    }

    private double speed(String id) {
        return switch (agents.get(id)) {
            case Leader leader -> leader.computer().workPerSecond();
            case AerialAgent aerial -> aerial.computer().workPerSecond();
            default -> 1;
        };
    }

    /** Returns what an agent does with a piece; null if it is honest. */
    private Behaviour behaves(String id, Piece piece) {
        return behaviours.behaviour(id, piece.id()).orElse(null);
    }

    /** Returns the behaviour of an agent, or its role if it is honest, with its role. */
    String kind(String id) {
        String behaviour = behaviours
                .behaviour(id)
                .map(any -> any.getClass().getSimpleName())
                .orElse(repeating.contains(id) ? "Repeats" : "Honest");
        return behaviour + " " + role(id);
    }

    private String role(String id) {
        return switch (agents.get(id)) {
            case WirelessAgent _ -> "buyer";
            case FixedAgent _ -> "fixed";
            case Leader _ -> "mobile";
            default -> "aerial";
        };
    }

    /** Returns the cost of an agent for an amount of work in one round, money. */
    private double cost(String id, double work) {
        return switch (agents.get(id)) {
            case Leader leader -> leader.costPerWork() * work;
            case AerialAgent _ ->
                lotCosts(
                        lotCosts.getOrDefault(id, List.of()),
                        work / market.rules.scenario().rules().lotWork());
            default -> 0;
        };
    }

    /** Returns the cost of lots, money. Each lot costs the agent's honest ask; each lot beyond its asks costs the last one. */
    private double lotCosts(List<Long> asks, double lots) {
        double ticks = 0;
        for (int lot = 0; lot < lots && !asks.isEmpty(); lot++) {
            ticks += Math.min(1, lots - lot) * asks.get(Math.min(lot, asks.size() - 1));
        }
        return ticks * market.rules.scenario().rules().tickMoney();
    }

    BehaviourRun play(int rounds) {
        for (int round = 0; round < rounds; round++) {
            putTasks("t" + market.venue.round());
            market.ask(new MarketCommand.Freeze(
                    market.venue.round(), new TreeSet<>(), market.draws.apply(market.venue.round())));
            market.venue
                    .frozenRound()
                    .ifPresent(frozen -> market.done(new MarketCommand.SolveFinished(market.solved(frozen))));
            if (restarts.contains(round)) {
                market.restart();
            }
            settle();
        }
        return this;
    }

    private void putTasks(String name) {
        for (WirelessAgent agent : market.rules.scenario().wirelessAgents()) {
            var put = new MarketCommand.PutTask(
                    agent.id(), name, agent.task(), 0, Played.PAYLOAD, market.venue.round() + 1);
            market.ask(put);
            repeat(agent.id(), put);
        }
    }

    private void repeat(String id, MarketCommand command) {
        if (repeating.contains(id)) {
            sent.add(command);
            sent.reversed().forEach(market::ask);
        }
    }

    private List<Piece> pieces(Piece.Stage... stages) {
        return market.venue.pieces().stream()
                .filter(piece -> Arrays.asList(stages).contains(piece.state()))
                .toList();
    }

    /** Does the work of a round, and lets buyers and the operator decide on it. */
    private void settle() {
        Map<String, Double> doneBy = new TreeMap<>();
        List<Piece> open = pieces(Piece.Stage.OPEN);
        sold.addAll(open);
        open.forEach(piece -> work(piece, doneBy));
        doneBy.forEach((id, work) -> costs.merge(id, cost(id, work), Double::sum));
        market.wait(2);
        pieces(Piece.Stage.DONE, Piece.Stage.UNDOABLE).forEach(this::judge);
        if (isRuled) {
            pieces(Piece.Stage.REJECTED).forEach(this::rule);
        }
        market.wait(isRuled ? 60 : 2 * (int) market.rules.disputes().rulingSeconds());
        open.stream()
                .filter(piece -> behaves(piece.worker(), piece) instanceof Behaviour.NoShow)
                .forEach(piece ->
                        market.refused(new MarketCommand.PutResult(piece.worker(), piece.id(), Played.secret("late"))));
        assertNoNegativeBalances();
    }

    private void work(Piece piece, Map<String, Double> doneBy) {
        String worker = piece.worker();
        Behaviour behaviour = behaves(worker, piece);
        double after = doneBy.getOrDefault(worker, 0.0) + piece.work();
        boolean isDone = switch (behaviour) {
            case Behaviour.NoShow _, Behaviour.Decline _, Behaviour.WrongResult _ -> false;
            case Behaviour.Overstate _ ->
                after <= speed(worker) * market.rules.scenario().rules().roundSeconds();
            case null, default -> true;
        };
        if (isDone) {
            doneBy.put(worker, after);
        } else {
            undone.add(worker);
        }
        if (behaviour instanceof Behaviour.Decline) {
            market.done(new MarketCommand.PutUndoable(worker, piece.id(), "cannot be read"));
        } else if (isDone || behaviour instanceof Behaviour.WrongResult) {
            var put = new MarketCommand.PutResult(worker, piece.id(), Played.secret(piece.id()));
            market.done(put);
            repeat(worker, put);
        }
    }

    /** Returns whether a worker did what it says. */
    private boolean isRight(Piece piece) {
        Behaviour behaviour = behaves(piece.worker(), piece);
        return !(behaviour instanceof Behaviour.WrongResult || behaviour instanceof Behaviour.Decline);
    }

    private void judge(Piece piece) {
        if (rejected.test(piece) || (isChecked && !isRight(piece))) {
            market.done(new MarketCommand.RejectResult(piece.buyer(), piece.id(), "is not what I asked for"));
        }
    }

    private void rule(Piece piece) {
        boolean isWrong = streams.stream("rulings", piece.id().hashCode()).nextDouble() < rulingError;
        market.done(new MarketCommand.Rule(piece.id(), isRight(piece) != isWrong));
    }

    private void assertNoNegativeBalances() {
        market.venue.agents().forEach(agent -> {
            assertThat(agent.balanceUnits()).as(agent.id()).isNotNegative();
            assertThat(agent.heldUnits()).as(agent.id()).isBetween(0L, agent.balanceUnits());
        });
    }

    /** Returns the utility of an agent without the worth of results, money: its payments received minus the cost of its work. */
    double left(String id) {
        double unit = market.rules.scenario().rules().ledgerUnitMoney();
        return (market.balance(id) - Played.MONEY) * unit - costs.get(id);
    }

    /** Returns the sum of {@link #left} of some agents. */
    double left(List<String> ids) {
        return ids.stream().mapToDouble(this::left).sum();
    }
}
