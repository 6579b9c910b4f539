package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.round.market.ResaleMarket;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.rule.SellerVickrey;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;

/**
 * Two of five agents are malicious, compared with the same market of honest agents. The invariants of money hold after
 * every entry, no balance is negative, and no agent gains by a deviation. {@code -Dbad.rounds=5000} plays that many
 * rounds and prints the tables; {@code -Dbad.first} is the first market.
 */
public class BadCompanyTest {

    private static final int ROUNDS = Integer.getInteger("bad.rounds", 45);
    private static final int ROUNDS_A_MARKET = 15;
    private static final int FIRST = Integer.getInteger("bad.first", 1);
    private static final int LAST = FIRST + (ROUNDS - 1) / ROUNDS_A_MARKET;

    /** Number of malicious agents among the 20. */
    private static final int MALICIOUS_AGENTS = 8;

    /** Behaviour of an agent. */
    enum Kind {
        HONEST,
        SILENT,
        LATE,
        RUBBISH,
        REJECTS_ALL,
        VANISHES,
        REPEATS,
        OVERSTATES,
        /** Honest, and declares its own asks, as {@link #OVERSTATES} does. Baseline for that kind. */
        SAYS_ITS_ASKS;

        /** Returns whether an agent can be of this kind. */
        boolean suits(Agent agent) {
            return switch (this) {
                case HONEST, SAYS_ITS_ASKS -> false;
                case REJECTS_ALL -> agent instanceof WirelessAgent;
                case REPEATS -> true;
                default -> !(agent instanceof WirelessAgent);
            };
        }
    }

    /** Costs of lots of aerial agents, by market. Honest agents ask their costs. */
    private static final Map<Integer, Map<String, List<Long>>> COSTS = new TreeMap<>();

    private static Map<String, List<Long>> lotCosts(int seed) {
        Played all = new Played(rules(seed)).joined();
        all.putTasks("t");
        all.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
        FrozenRound frozen = all.venue.frozenRound().orElseThrow();
        double[] prices = frozen.solve(all.solver, () -> false).prices().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return ResaleMarket.of(frozen.tiers().sell(prices)).stream()
                .flatMap(market -> market.forRule(new SellerVickrey()).book().orders(Side.SELLERS).stream())
                .collect(Collectors.groupingBy(
                        Order::participant, Collectors.mapping(Order::limitTicks, Collectors.toList())));
    }

    /** A market of 20 agents over several rounds. */
    private static final class MarketRun {

        private final Played market;
        private final Map<String, Kind> kinds = new TreeMap<>();
        private final Map<String, Double> costs = new TreeMap<>();
        private final Map<String, List<Long>> lotCosts;

        /** Commands that repeating agents sent so far. They send all of them again, the newest first. */
        private final List<MarketCommand> sent = new ArrayList<>();

        /** Agents that sold work and did not do it. */
        private final Set<String> undone = new TreeSet<>();

        /**
         * Starts a market.
         *
         * @param bad number of malicious agents
         * @param alone index of the only malicious agent; -1 for none
         * @param how behaviour of that agent
         */
        MarketRun(int seed, int bad, int alone, Kind how) {
            this(new Played(rules(seed)), seed, bad, alone, how);
        }

        MarketRun(Played played, int seed, int bad, int alone, Kind how) {
            market = played.joined();
            lotCosts = COSTS.computeIfAbsent(seed, BadCompanyTest::lotCosts);
            RandomGenerator random = new RandomStreams(seed).stream("company", 0);
            List<Agent> agents = market.agents();
            agents.forEach(agent -> {
                kinds.put(agent.id(), Kind.HONEST);
                costs.put(agent.id(), 0.0);
            });
            List<Agent> shuffled = new ArrayList<>(agents);
            Collections.shuffle(shuffled, random);
            for (Agent agent : shuffled.subList(0, bad)) {
                List<Kind> suiting = Arrays.stream(Kind.values())
                        .filter(kind -> kind.suits(agent))
                        .toList();
                kinds.put(agent.id(), suiting.get(random.nextInt(suiting.size())));
            }
            if (alone >= 0) {
                kinds.put(agents.get(alone).id(), how);
            }
            kinds.forEach((id, kind) -> {
                List<Long> asks = lotCosts.getOrDefault(id, List.of());
                if (kind == Kind.SAYS_ITS_ASKS) {
                    market.done(new MarketCommand.PutAgent(id, 2, terms(speed(id), asks)));
                } else if (kind == Kind.OVERSTATES) {
                    List<Long> more = asks.isEmpty() ? asks : Collections.nCopies(2 * asks.size(), asks.getFirst());
                    market.done(new MarketCommand.PutAgent(id, 2, terms(2 * speed(id), more)));
                }
            });
        }

        private static AgentTerms terms(double speed, List<Long> asks) {
            return AgentTerms.ofScenario()
                    .withWorkPerSecond(OptionalDouble.of(speed))
                    .withAskTicks(asks.isEmpty() ? Optional.empty() : Optional.of(asks));
        }

        private Agent agent(String id) {
            return market.agents().stream()
                    .filter(agent -> agent.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }

        private double speed(String id) {
            return switch (agent(id)) {
                case Leader leader -> leader.computer().workPerSecond();
                case AerialAgent aerial -> aerial.computer().workPerSecond();
                default -> 1;
            };
        }

        /** Returns the cost of an agent for an amount of work in one round, money. */
        private double cost(String id, double work) {
            return switch (agent(id)) {
                case Leader leader -> leader.costPerWork() * work;
                case AerialAgent _ -> lotCosts(lotCosts.getOrDefault(id, List.of()), work / lotWork());
                default -> 0;
            };
        }

        private double lotWork() {
            return market.rules.scenario().rules().lotWork();
        }

        /**
         * Returns the cost of lots, money. Each lot costs the agent's honest ask; each lot beyond its asks costs the
         * last one.
         */
        private double lotCosts(List<Long> asks, double lots) {
            double ticks = 0;
            for (int lot = 0; lot < lots && !asks.isEmpty(); lot++) {
                ticks += Math.min(1, lots - lot) * asks.get(Math.min(lot, asks.size() - 1));
            }
            return ticks * market.rules.scenario().rules().tickMoney();
        }

        void play(int round) {
            market.agents().stream()
                    .filter(agent -> agent instanceof WirelessAgent)
                    .forEach(agent -> {
                        var put = new MarketCommand.PutTask(
                                agent.id(),
                                "t" + round,
                                ((WirelessAgent) agent).task(),
                                0,
                                Played.PAYLOAD,
                                market.venue.round() + 1);
                        market.ask(put);
                        if (kinds.get(agent.id()) == Kind.REPEATS) {
                            sent.add(put);
                            sent.reversed().forEach(market::ask);
                        }
                    });
            market.ask(new MarketCommand.Freeze(
                    market.venue.round(), new TreeSet<>(), market.draws.apply(market.venue.round())));
            market.venue
                    .frozenRound()
                    .ifPresent(frozen ->
                            market.done(new MarketCommand.SolveFinished(frozen.solve(market.solver, () -> false))));
            Map<String, Double> doneBy = new TreeMap<>();
            List<Piece> open = new ArrayList<>(market.venue.pieces());
            open.removeIf(piece -> piece.state() != Piece.Stage.OPEN);
            open.forEach(piece -> work(piece, doneBy));
            doneBy.forEach(
                    (id, work) -> costs.merge(id, kinds.get(id) == Kind.RUBBISH ? 0 : cost(id, work), Double::sum));
            market.wait(2);
            market.venue.pieces().stream()
                    .filter(piece -> piece.state() == Piece.Stage.DONE)
                    .forEach(this::judge);
            market.venue.pieces().stream()
                    .filter(piece -> piece.state() == Piece.Stage.REJECTED)
                    .forEach(piece ->
                            market.done(new MarketCommand.Rule(piece.id(), kinds.get(piece.worker()) != Kind.RUBBISH)));
            market.wait(60);
            open.stream()
                    .filter(piece -> kinds.get(piece.worker()) == Kind.LATE)
                    .forEach(piece -> market.refused(
                            new MarketCommand.PutResult(piece.worker(), piece.id(), Played.secret("late"))));
            assertNoNegativeBalances();
        }

        private void work(Piece piece, Map<String, Double> doneBy) {
            String worker = piece.worker();
            double after = doneBy.getOrDefault(worker, 0.0) + piece.work();
            boolean isDone = switch (kinds.get(worker)) {
                case SILENT, LATE, VANISHES -> false;
                case OVERSTATES ->
                    after <= speed(worker) * market.rules.scenario().rules().roundSeconds();
                default -> true;
            };
            if (!isDone || kinds.get(worker) == Kind.RUBBISH) {
                undone.add(worker);
            }
            if (isDone) {
                doneBy.put(worker, after);
                var put = new MarketCommand.PutResult(worker, piece.id(), Played.secret(piece.id()));
                market.done(put);
                if (kinds.get(worker) == Kind.REPEATS) {
                    sent.add(put);
                    sent.reversed().forEach(market::done);
                }
            }
        }

        /** Lets a buyer check a result. An honest buyer rejects only wrong results. */
        private void judge(Piece piece) {
            boolean rejects = kinds.get(piece.buyer()) == Kind.REJECTS_ALL || kinds.get(piece.worker()) == Kind.RUBBISH;
            if (rejects) {
                market.done(new MarketCommand.RejectResult(piece.buyer(), piece.id(), "is not what I asked for"));
            }
        }

        private void assertNoNegativeBalances() {
            market.venue.agents().forEach(agent -> {
                assertThat(agent.balanceUnits()).as(agent.id()).isNotNegative();
                assertThat(agent.heldUnits()).as(agent.id()).isBetween(0L, agent.balanceUnits());
            });
        }

        String side(String id) {
            return switch (agent(id)) {
                case WirelessAgent _ -> "buyer";
                case Leader _ -> "leader";
                default -> "aerial";
            };
        }

        /** Returns the utility of an agent, money: its payments received minus the cost of its work. */
        double left(String id) {
            double unit = market.rules.scenario().rules().ledgerUnitMoney();
            return (market.balance(id) - Played.MONEY) * unit - costs.get(id);
        }
    }

    /** Returns the rules of a market of 20 agents. */
    public static MarketRules rules(int seed) {
        var counts = new ScenarioSampler.Counts(13, 1, 2, 4);
        return MarketRules.standard(ScenarioSampler.standard(counts).sample("drawn", seed), "seller-vcg", 2, 10, true);
    }

    /**
     * Plays rounds with two of five agents malicious, in an exchange that the caller provides.
     *
     * @param engine an empty exchange with {@link #rules}
     * @param kept receives each entry after it was applied
     * @param draws signs the draw of a round
     */
    public static void play(
            int seed, ExchangeEngine engine, Consumer<Journal.Entry> kept, LongFunction<String> draws, int rounds) {
        var market = new Played(rules(seed), engine, kept);
        market.draws = draws;
        played(new MarketRun(market, seed, MALICIOUS_AGENTS, -1, Kind.HONEST), rounds);
    }

    private static MarketRun played(MarketRun company, int rounds) {
        for (int round = 0; round < rounds; round++) {
            company.play(round);
        }
        return company;
    }

    @Test
    void invariantsHoldWithMaliciousAgents() {
        SortedMap<String, double[]> table = new TreeMap<>();
        for (int seed = FIRST; seed <= LAST; seed++) {
            MarketRun honest = played(new MarketRun(seed, 0, -1, Kind.HONEST), ROUNDS_A_MARKET);
            MarketRun bad = played(new MarketRun(seed, MALICIOUS_AGENTS, -1, Kind.HONEST), ROUNDS_A_MARKET);
            bad.kinds.forEach((id, kind) -> {
                double[] row = table.computeIfAbsent(kind + " " + bad.side(id), _ -> new double[3]);
                row[0]++;
                row[1] += honest.left(id) / ROUNDS_A_MARKET;
                row[2] += bad.left(id) / ROUNDS_A_MARKET;
            });
        }
        print("what an agent is left with a round: all honest, and two of five bad", table);
        assertThat(table).hasSizeGreaterThan(8);
    }

    private static void print(String head, SortedMap<String, double[]> table) {
        if (Integer.getInteger("bad.rounds") != null) {
            System.out.println(head);
            table.forEach((kind, row) -> System.out.println(String.format(
                    Locale.ROOT, "%-20s %5.0f %8.3f %8.3f", kind, row[0], row[1] / row[0], row[2] / row[0])));
        }
    }

    /**
     * A single malicious agent is not better off than if it were honest. An aerial agent can lose money by lots that it
     * sold and did not do.
     */
    @Test
    void maliciousAgentGainsNothingAlone() {
        int worse = 0;
        int fined = 0;
        List<String> gains = new ArrayList<>();
        SortedMap<String, double[]> table = new TreeMap<>();
        for (int seed = FIRST; seed <= LAST; seed++) {
            MarketRun honest = played(new MarketRun(seed, 0, -1, Kind.HONEST), 3);
            List<Agent> agents = honest.market.agents();
            for (int i = 13; i < agents.size(); i++) {
                String id = agents.get(i).id();
                double saying =
                        played(new MarketRun(seed, 0, i, Kind.SAYS_ITS_ASKS), 3).left(id);
                for (Kind kind : Kind.values()) {
                    if (kind.suits(agents.get(i))) {
                        MarketRun bad = played(new MarketRun(seed, 0, i, kind), 3);
                        double fair = kind == Kind.OVERSTATES ? saying : honest.left(id);
                        double left = bad.left(id);
                        if (left > fair + 1e-9 && (bad.undone.contains(id) || kind != Kind.OVERSTATES)) {
                            gains.add(kind + " " + id + " of " + seed + ": " + left + " instead of " + fair);
                        }
                        worse += left < fair ? 1 : 0;
                        fined += agents.get(i) instanceof AerialAgent && left < 0 ? 1 : 0;
                        double[] row = table.computeIfAbsent(kind + " " + bad.side(id), _ -> new double[3]);
                        row[0]++;
                        row[1] += fair / 3;
                        row[2] += left / 3;
                    }
                }
            }
        }
        print("what an agent is left with a round: honest, and bad alone", table);
        assertThat(gains).isEmpty();
        assertThat(worse).isGreaterThan(5);
        assertThat(fined).as("aerial agents that pay for lots they did not do").isPositive();
    }

    /** Two cases in which an agent gained by lots that it could not do while only the agreed penalty was held. */
    @Test
    void sellingImpossibleLotsReducesProfit() {
        for (int[] who : new int[][] {{31, 17}, {35, 19}}) {
            MarketRun fair = played(new MarketRun(who[0], 0, who[1], Kind.SAYS_ITS_ASKS), 3);
            MarketRun bad = played(new MarketRun(who[0], 0, who[1], Kind.OVERSTATES), 3);
            String id = bad.market.agents().get(who[1]).id();
            assertThat(bad.undone).contains(id);
            assertThat(bad.left(id)).as(id).isLessThan(fair.left(id));
        }
    }
}
