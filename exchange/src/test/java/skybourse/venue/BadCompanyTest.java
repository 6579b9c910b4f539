package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.Agent;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.WirelessAgent;
import skybourse.round.market.ResaleMarket;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;

/**
 * Two of five agents do what they should not, beside the same market with all honest: laws of money hold after every entry, nobody falls below
 * nothing, and nobody is better off for it. {@code -Dbad.rounds=5000} plays as many rounds and prints the table.
 */
public class BadCompanyTest {

    private static final int ROUNDS = Integer.getInteger("bad.rounds", 45);
    private static final int ROUNDS_A_MARKET = 15;

    /** What an agent does. */
    enum Kind {
        HONEST,
        SILENT,
        LATE,
        RUBBISH,
        REJECTS_ALL,
        VANISHES,
        REPEATS,
        OVERSTATES;

        /** Tells whether an agent can be of this kind. */
        boolean suits(Agent agent) {
            return switch (this) {
                case REJECTS_ALL -> agent instanceof WirelessAgent;
                case REPEATS -> true;
                default -> !(agent instanceof WirelessAgent);
            };
        }
    }

    /** One market of 20 agents over some rounds. */
    private static final class Company {

        private final Played market;
        private final Map<String, Kind> kinds = new TreeMap<>();
        private final Map<String, Double> costs = new TreeMap<>();
        private final Map<String, List<Long>> lotCosts = new TreeMap<>();

        /**
         * Begins.
         *
         * @param bad how many of five agents are bad
         * @param alone the one that is bad alone, by its number; -1 for none
         * @param how what it does
         */
        Company(int seed, int bad, int alone, Kind how) {
            this(new Played(rules(seed)), seed, bad, alone, how);
        }

        Company(Played played, int seed, int bad, int alone, Kind how) {
            market = played.joined();
            RandomGenerator random = new RandomStreams(seed).stream("company", 0);
            List<Agent> agents = market.agents();
            for (int i = 0; i < agents.size(); i++) {
                Kind kind = Kind.values()[1 + random.nextInt(Kind.values().length - 1)];
                boolean isBad = random.nextInt(5) < bad && kind.suits(agents.get(i));
                kinds.put(agents.get(i).id(), i == alone ? how : isBad ? kind : Kind.HONEST);
                costs.put(agents.get(i).id(), 0.0);
            }
            kinds.forEach((id, kind) -> {
                List<Long> asks = new ArrayList<>(asks(id));
                if (kind == Kind.OVERSTATES) {
                    asks.addAll(asks.isEmpty() ? asks : Collections.nCopies(asks.size(), asks.getLast()));
                    market.done(new Command.PutAgent(id, 2, terms(2 * speed(id), asks)));
                }
            });
        }

        /** Returns what an aerial agent's lots cost it, in ticks: what it asks where everybody is honest. */
        private List<Long> asks(String id) {
            Played all = new Played(market.rules).joined();
            all.putTasks("t");
            all.done(new Command.Freeze(0, new TreeSet<>()));
            FrozenRound frozen = all.venue.frozen().orElseThrow();
            double[] prices = frozen.solve(all.solver, () -> false).prices().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            return ResaleMarket.of(frozen.tiers().sold(prices)).stream()
                    .flatMap(book -> book.book().ordersOf(id).stream())
                    .filter(order -> order.side() == Side.SELLERS)
                    .map(Order::limitTicks)
                    .toList();
        }

        private static Terms terms(double speed, List<Long> asks) {
            return new Terms(
                    OptionalDouble.empty(),
                    OptionalDouble.of(speed),
                    Optional.empty(),
                    asks.isEmpty() ? Optional.empty() : Optional.of(asks),
                    "");
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

        /** Returns what it costs an agent to do so much work of one round, money. */
        private double cost(String id, double work) {
            return switch (agent(id)) {
                case Leader leader -> leader.costPerWork() * work;
                case AerialAgent _ -> lotCosts(lotCosts.computeIfAbsent(id, this::asks), work / lotWork());
                default -> 0;
            };
        }

        private double lotWork() {
            return market.rules.scenario().rules().lotWork();
        }

        /** Each lot costs what the agent would honestly ask for it, each further one what the last does. */
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
                        var put = new Command.PutTask(
                                agent.id(),
                                "t" + round,
                                ((WirelessAgent) agent).task(),
                                10,
                                "",
                                market.venue.round() + 1);
                        for (int copies = kinds.get(agent.id()) == Kind.REPEATS ? 3 : 1; copies > 0; copies--) {
                            market.ask(put);
                        }
                    });
            market.ask(new Command.Freeze(market.venue.round(), new TreeSet<>()));
            market.venue
                    .frozen()
                    .ifPresent(
                            frozen -> market.done(new Command.SolveFinished(frozen.solve(market.solver, () -> false))));
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
                            market.done(new Command.Rule(piece.id(), kinds.get(piece.worker()) != Kind.RUBBISH)));
            market.wait(60);
            open.stream()
                    .filter(piece -> kinds.get(piece.worker()) == Kind.LATE)
                    .forEach(piece ->
                            market.refused(new Command.PutResult(piece.worker(), piece.id(), Played.secret("late"))));
            nobodyIsBelowNothing();
        }

        private void work(Piece piece, Map<String, Double> doneBy) {
            String worker = piece.worker();
            double after = doneBy.getOrDefault(worker, 0.0) + piece.work();
            boolean isDone = switch (kinds.get(worker)) {
                case SILENT, LATE, VANISHES -> false;
                case OVERSTATES -> after <= mostWork(worker);
                default -> true;
            };
            if (isDone) {
                doneBy.put(worker, after);
                var put = new Command.PutResult(worker, piece.id(), Played.secret(piece.id()));
                for (int copies = kinds.get(worker) == Kind.REPEATS ? 3 : 1; copies > 0; copies--) {
                    market.done(put);
                }
            }
        }

        /** Returns what an agent can really do in a round: whole lots where it sells lots. */
        private double mostWork(String id) {
            double all = speed(id) * market.rules.scenario().rules().roundSeconds();
            return agent(id) instanceof AerialAgent ? Math.floor(all / lotWork()) * lotWork() : all;
        }

        /** A buyer looks at its results: an honest one rejects rubbish alone. */
        private void judge(Piece piece) {
            boolean rejects = kinds.get(piece.buyer()) == Kind.REJECTS_ALL || kinds.get(piece.worker()) == Kind.RUBBISH;
            if (rejects) {
                market.done(new Command.RejectResult(piece.buyer(), piece.id(), "is not what I asked for"));
            }
        }

        private void nobodyIsBelowNothing() {
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

        /** Returns what an agent is left with: its money, less what its work cost it. */
        double left(String id) {
            double unit = market.rules.scenario().rules().ledgerUnitMoney();
            return (market.balance(id) - Played.MONEY) * unit - costs.get(id);
        }
    }

    /** Returns the rules of a market of 20 agents. */
    public static MarketRules rules(int seed) {
        var counts = new ScenarioSampler.Counts(13, 1, 2, 4);
        return new MarketRules(ScenarioSampler.standard(counts).sample("drawn", seed), "seller-vcg", 2, 10, true);
    }

    /**
     * Plays rounds in which two of five agents are bad, in a market that somebody else keeps.
     *
     * @param venue of {@link #rules}, with nothing in it
     * @param kept told each entry once the market is what it made of it
     */
    public static void play(int seed, Venue venue, Consumer<Journal.Entry> kept, int rounds) {
        played(new Company(new Played(rules(seed), venue, kept), seed, 2, -1, Kind.HONEST), rounds);
    }

    private static Company played(Company company, int rounds) {
        for (int round = 0; round < rounds; round++) {
            company.play(round);
        }
        return company;
    }

    @Test
    void lawsHoldInBadCompany() {
        SortedMap<String, double[]> table = new TreeMap<>();
        for (int seed = 1; seed <= ROUNDS / ROUNDS_A_MARKET; seed++) {
            Company honest = played(new Company(seed, 0, -1, Kind.HONEST), ROUNDS_A_MARKET);
            Company bad = played(new Company(seed, 2, -1, Kind.HONEST), ROUNDS_A_MARKET);
            bad.kinds.forEach((id, kind) -> {
                double[] row = table.computeIfAbsent(kind + " " + bad.side(id), _ -> new double[3]);
                row[0]++;
                row[1] += honest.left(id) / ROUNDS_A_MARKET;
                row[2] += bad.left(id) / ROUNDS_A_MARKET;
            });
        }
        if (Integer.getInteger("bad.rounds") != null) {
            System.out.println("what an agent is left with a round: all honest, and two of five bad");
            table.forEach((kind, row) -> System.out.println(String.format(
                    Locale.ROOT, "%-20s %4.0f %8.3f %8.3f", kind, row[0], row[1] / row[0], row[2] / row[0])));
        }
        assertThat(table).hasSizeGreaterThan(8);
    }

    /** Whoever is bad alone is not better off than honest; what it sold and did not do costs it more than nothing. */
    @Test
    void nobodyGainsByWhatItShouldNotDo() {
        int worse = 0;
        int fined = 0;
        for (int seed = 1; seed <= ROUNDS / ROUNDS_A_MARKET; seed++) {
            Company honest = played(new Company(seed, 0, -1, Kind.HONEST), 3);
            List<Agent> agents = honest.market.agents();
            for (int i = 13; i < agents.size(); i++) {
                String id = agents.get(i).id();
                for (Kind kind : Kind.values()) {
                    if (kind != Kind.HONEST && kind.suits(agents.get(i))) {
                        double left = played(new Company(seed, 0, i, kind), 3).left(id);
                        assertThat(left)
                                .as(kind + " " + id + " of " + seed)
                                .isLessThanOrEqualTo(honest.left(id) + 1e-9);
                        worse += left < honest.left(id) ? 1 : 0;
                        fined += agents.get(i) instanceof AerialAgent && left < 0 ? 1 : 0;
                    }
                }
            }
        }
        assertThat(worse).isGreaterThan(5);
        assertThat(fined).as("aerial agents that pay for lots they did not do").isPositive();
    }
}
