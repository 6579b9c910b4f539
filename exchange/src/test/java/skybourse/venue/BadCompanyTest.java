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
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.venue.event.MarketRules;

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
        mixed(market, seed, true).play(rounds);
    }

    private static BehaviourRun mixed(Played market, int seed) {
        return mixed(market, seed, false);
    }

    /**
     * Returns a run in which two of five agents are malicious. Each has one of the behaviours, or repeats its commands.
     *
     * @param isAsked whether honest aerial agents state their asks
     */
    private static BehaviourRun mixed(Played market, int seed, boolean isAsked) {
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
        var run = new BehaviourRun(market, seed, groups.toArray(MaliciousGroup[]::new));
        run.repeating.addAll(repeating);
        return run;
    }

    private static BehaviourRun played(int seed, int rounds, MaliciousGroup... groups) {
        return new BehaviourRun(new Played(rules(seed)), seed, groups).play(rounds);
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
            BehaviourRun honest = played(seed, ROUNDS_A_MARKET);
            BehaviourRun bad = mixed(new Played(rules(seed)), seed).play(ROUNDS_A_MARKET);
            for (Agent agent : bad.market.agents()) {
                String id = agent.id();
                table.add(bad.kind(id), honest.left(id) / ROUNDS_A_MARKET, bad.left(id) / ROUNDS_A_MARKET);
            }
        }
        table.print("what an agent is left with a round: all honest, and two of five bad");
        assertThat(table.rows).hasSizeGreaterThan(8);
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
            BehaviourRun honest = played(seed, 3);
            List<Agent> agents = honest.market.agents();
            for (Agent agent : agents.subList(13, agents.size())) {
                String id = agent.id();
                double saying = played(seed, 3, MaliciousGroup.of(new Behaviour.Overstate(1), id))
                        .left(id);
                for (Behaviour behaviour : suiting(agent)) {
                    BehaviourRun bad = played(seed, 3, MaliciousGroup.of(behaviour, id));
                    boolean isOverstated = behaviour instanceof Behaviour.Overstate;
                    double fair = isOverstated ? saying : honest.left(id);
                    double left = bad.left(id);
                    if (left > fair + 1e-9 && (bad.undone.contains(id) || !isOverstated)) {
                        gains.add(behaviour + " " + id + " of " + seed + ": " + left + " instead of " + fair);
                    }
                    worse += left < fair ? 1 : 0;
                    fined += agent instanceof AerialAgent && left < 0 ? 1 : 0;
                    table.add(bad.kind(id), fair / 3, left / 3);
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
        BehaviourRun once = mixed(new Played(rules(FIRST)), FIRST).play(rounds);
        BehaviourRun killed = mixed(new Played(rules(FIRST)), FIRST);
        killed.restarts.addAll(List.of(rounds / 3, rounds / 2));
        ExchangeEngine first = killed.market.venue;
        killed.play(rounds);
        assertThat(killed.market.venue).isNotSameAs(first);
        assertThat(killed.market.entries).isEqualTo(once.market.entries);
        for (Agent agent : once.market.agents()) {
            assertThat(killed.left(agent.id())).isEqualTo(once.left(agent.id()));
        }
    }

    /** All agents that repeat every command end with the same money as if each command was sent once. */
    @Test
    void repeatedCommandsChangeNothing() {
        for (int seed = FIRST; seed <= LAST; seed++) {
            var repeating = new BehaviourRun(new Played(rules(seed)), seed);
            repeating.market.agents().forEach(agent -> repeating.repeating.add(agent.id()));
            repeating.play(3);
            BehaviourRun once = played(seed, 3);
            for (Agent agent : once.market.agents()) {
                assertThat(repeating.left(agent.id())).isEqualTo(once.left(agent.id()));
            }
        }
    }

    /** Two cases in which an agent gained by lots that it could not do while only the agreed penalty was held. */
    @Test
    void sellingImpossibleLotsReducesProfit() {
        for (int[] who : new int[][] {{31, 17}, {35, 19}}) {
            String id = new Played(rules(who[0])).agents().get(who[1]).id();
            BehaviourRun fair = played(who[0], 3, MaliciousGroup.of(new Behaviour.Overstate(1), id));
            BehaviourRun bad = played(who[0], 3, MaliciousGroup.of(new Behaviour.Overstate(2), id));
            assertThat(bad.undone).contains(id);
            assertThat(bad.left(id)).as(id).isLessThan(fair.left(id));
        }
    }
}
