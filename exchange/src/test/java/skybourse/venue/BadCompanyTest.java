package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Agent;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.venue.event.MarketRules;
import skybourse.venue.play.BehaviourRun;
import skybourse.venue.play.DisputeDecisions;
import skybourse.venue.play.PlayedExchange;

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

    private static final List<Behaviour> BEHAVIOURS = List.of(
            new Behaviour.NoShow(1),
            new Behaviour.WrongResult(1),
            new Behaviour.Decline(1),
            new Behaviour.Overstate(2),
            new Behaviour.Reject(1));

    private static List<Behaviour> suiting(Agent agent) {
        return BEHAVIOURS.stream().filter(behaviour -> behaviour.suits(agent)).toList();
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
        mixed(market, seed, true).run.play(rounds);
    }

    /** A run in an exchange that repeats commands. */
    private record Company(RepeatingExchange exchange, BehaviourRun run) {

        Company play(int rounds) {
            run.play(rounds);
            return this;
        }

        List<Double> profits() {
            return exchange.rules()
                    .scenario()
                    .agents()
                    .map(agent -> run.profit(agent.id()))
                    .toList();
        }

        /** Returns the behaviour of an agent, or its role if it is honest, with its role. */
        String kind(Agent agent) {
            String behaviour = run.behaviour(agent.id())
                    .map(any -> any.getClass().getSimpleName())
                    .orElse(exchange.repeating().contains(agent.id()) ? "Repeats" : "Honest");
            return behaviour + " "
                    + switch (agent) {
                        case WirelessAgent _ -> "buyer";
                        case FixedAgent _ -> "fixed";
                        case Leader _ -> "mobile";
                        default -> "aerial";
                    };
        }
    }

    private static Company company(Played market, int seed, MaliciousGroup... groups) {
        var exchange = new RepeatingExchange(market);
        return new Company(exchange, run(exchange, seed, DisputeDecisions.RIGHT, groups));
    }

    /** Returns a run before its first round. */
    static BehaviourRun run(PlayedExchange market, int seed, DisputeDecisions disputes, MaliciousGroup... groups) {
        return new BehaviourRun(market, Played.SOLVED, seed, disputes, List.of(groups));
    }

    private static Company mixed(Played market, int seed) {
        return mixed(market, seed, false);
    }

    /**
     * Returns a run in which two of five agents are malicious. Each has one of the behaviours, or repeats its commands.
     *
     * @param isAsked whether honest aerial agents state their asks
     */
    private static Company mixed(Played market, int seed, boolean isAsked) {
        RandomGenerator random = new RandomStreams(seed).stream("company", 0);
        List<Agent> shuffled = new ArrayList<>(market.agents());
        Collections.shuffle(shuffled, random);
        List<MaliciousGroup> groups = new ArrayList<>();
        List<String> repeating = new ArrayList<>();
        for (Agent agent : shuffled.subList(0, MALICIOUS_AGENTS)) {
            List<Behaviour> suiting = suiting(agent);
            int choice = random.nextInt(suiting.size() + 1);
            if (choice == suiting.size()) {
                repeating.add(agent.id());
            } else {
                groups.add(MaliciousGroup.of(suiting.get(choice), agent.id()));
            }
        }
        for (Agent agent : shuffled.subList(MALICIOUS_AGENTS, shuffled.size())) {
            if (isAsked && agent instanceof AerialAgent) {
                groups.add(MaliciousGroup.of(new Behaviour.Overstate(1), agent.id()));
            }
        }
        Company company = company(market, seed, groups.toArray(MaliciousGroup[]::new));
        company.exchange.repeating().addAll(repeating);
        return company;
    }

    private static Company played(int seed, int rounds, MaliciousGroup... groups) {
        return company(new Played(rules(seed)), seed, groups).play(rounds);
    }

    /** Means per round of an agent of one kind: with honest agents only, and with malicious ones. */
    private static final class Table {

        private final SortedMap<String, double[]> rows = new TreeMap<>();

        void add(String kind, double honest, double bad) {
            double[] row = rows.computeIfAbsent(kind, _ -> new double[3]);
            row[0]++;
            row[1] += honest;
            row[2] += bad;
        }

        void print(String head) {
            if (Integer.getInteger("bad.rounds") != null) {
                System.out.println(head);
                rows.forEach((kind, row) -> System.out.println(String.format(
                        Locale.ROOT, "%-20s %5.0f %8.3f %8.3f", kind, row[0], row[1] / row[0], row[2] / row[0])));
            }
        }
    }

    @Test
    void invariantsHoldWithMaliciousAgents() {
        var table = new Table();
        for (int seed = FIRST; seed <= LAST; seed++) {
            Company honest = played(seed, ROUNDS_A_MARKET);
            Company bad = mixed(new Played(rules(seed)), seed).play(ROUNDS_A_MARKET);
            for (Agent agent : bad.exchange.market().agents()) {
                String id = agent.id();
                table.add(
                        bad.kind(agent), honest.run.profit(id) / ROUNDS_A_MARKET, bad.run.profit(id) / ROUNDS_A_MARKET);
            }
        }
        table.print("what an agent is left with a round: all honest, and two of five bad");
        assertThat(table.rows).hasSizeGreaterThan(8);
    }

    private static boolean isUndoneBy(BehaviourRun run, String worker) {
        return run.undone().stream().anyMatch(piece -> piece.worker().equals(worker));
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
        var table = new Table();
        for (int seed = FIRST; seed <= LAST; seed++) {
            BehaviourRun honest = played(seed, 3).run;
            List<Agent> agents = new Played(rules(seed)).agents();
            for (Agent agent : agents.subList(13, agents.size())) {
                String id = agent.id();
                double saying = played(seed, 3, MaliciousGroup.of(new Behaviour.Overstate(1), id))
                        .run
                        .profit(id);
                for (Behaviour behaviour : suiting(agent)) {
                    Company bad = played(seed, 3, MaliciousGroup.of(behaviour, id));
                    boolean isOverstated = behaviour instanceof Behaviour.Overstate;
                    double fair = isOverstated ? saying : honest.profit(id);
                    double left = bad.run.profit(id);
                    if (left > fair + 1e-9 && (isUndoneBy(bad.run, id) || !isOverstated)) {
                        gains.add(behaviour + " " + id + " of " + seed + ": " + left + " instead of " + fair);
                    }
                    worse += left < fair ? 1 : 0;
                    fined += agent instanceof AerialAgent && left < 0 ? 1 : 0;
                    table.add(bad.kind(agent), fair / 3, left / 3);
                }
            }
        }
        table.print("what an agent is left with a round: honest, and bad alone");
        assertThat(gains).isEmpty();
        assertThat(worse).isGreaterThan(5);
        assertThat(fined).as("aerial agents that pay for lots they did not do").isPositive();
    }

    /** Entries and balances equal those of a run without restarts. */
    @Test
    void restartsChangeNothing() {
        int rounds = Integer.getInteger("bad.rounds") == null ? 12 : 200;
        Company once = mixed(new Played(rules(FIRST)), FIRST).play(rounds);
        Company killed = mixed(new Played(rules(FIRST)), FIRST);
        killed.exchange.restarts().addAll(List.of(rounds / 3L, rounds / 2L));
        ExchangeEngine first = killed.exchange.engine();
        killed.play(rounds);
        assertThat(killed.exchange.engine()).isNotSameAs(first);
        assertThat(killed.exchange.market().entries).isEqualTo(once.exchange.market().entries);
        assertThat(killed.profits()).isEqualTo(once.profits());
    }

    /** All agents that repeat every command end with the same money as if each command was sent once. */
    @Test
    void repeatedCommandsChangeNothing() {
        for (int seed = FIRST; seed <= LAST; seed++) {
            Company repeating = company(new Played(rules(seed)), seed);
            repeating
                    .exchange
                    .rules()
                    .scenario()
                    .agents()
                    .forEach(agent -> repeating.exchange.repeating().add(agent.id()));
            repeating.play(3);
            assertThat(repeating.exchange.sent()).isNotEmpty();
            assertThat(repeating.profits()).isEqualTo(played(seed, 3).profits());
        }
    }

    /** Two cases in which an agent gained by lots that it could not do while only the agreed penalty was held. */
    @Test
    void sellingImpossibleLotsReducesProfit() {
        for (int[] who : new int[][] {{31, 17}, {35, 19}}) {
            String id = new Played(rules(who[0])).agents().get(who[1]).id();
            BehaviourRun fair = played(who[0], 3, MaliciousGroup.of(new Behaviour.Overstate(1), id)).run;
            BehaviourRun bad = played(who[0], 3, MaliciousGroup.of(new Behaviour.Overstate(2), id)).run;
            assertThat(isUndoneBy(bad, id)).isTrue();
            assertThat(bad.profit(id)).as(id).isLessThan(fair.profit(id));
        }
    }
}
