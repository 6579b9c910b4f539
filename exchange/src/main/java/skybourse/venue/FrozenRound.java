package skybourse.venue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.Agent;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.WirelessAgent;
import skybourse.round.market.Round;
import skybourse.round.market.StudyPlan;
import skybourse.round.market.TwoTiers;
import skybourse.round.market.WholeUnits;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;

/**
 * A round whose orders are closed, as whoever solves it needs it. Cannot be changed, and may be solved on another thread. No ask of this round
 * is in what prices are found from.
 */
public final class FrozenRound {

    /** In the order of a scenario's agents. */
    private static final List<String> KINDS = List.of("wireless", "mobile", "fixed", "aerial");

    private final long round;
    private final Scenario everybody;
    private final Scenario scenario;
    private final double expectedResalePrice;
    private final List<OptionalDouble> posted;
    private final List<Optional<List<Long>>> asks;
    private final SortedMap<String, String> taskNames;

    /** By wireless agent, of how many equal units its task is; 0 where it is divisible. */
    private final int[] units;

    /** Worked out when first asked for: who reads a journal back asks for those of its last round alone. */
    @Nullable
    private TwoTiers tiers;

    /** The round at the prices that were last asked for. */
    @Nullable
    private Round sold;

    @Nullable
    private Solved soldAt;

    private FrozenRound(
            long round, Scenario everybody, Scenario scenario, double expectedResalePrice, List<Seat> in, int[] units) {
        this.units = units;
        this.round = round;
        this.everybody = everybody;
        this.scenario = scenario;
        this.expectedResalePrice = expectedResalePrice;
        posted = in.stream()
                .filter(seat -> seat.agent instanceof Leader)
                .map(seat -> seat.terms.pricePerBit())
                .toList();
        asks = in.stream()
                .filter(seat -> seat.agent instanceof AerialAgent)
                .map(seat -> seat.terms.askTicks())
                .toList();
        SortedMap<String, String> names = new TreeMap<>();
        in.stream().filter(Seat::isWireless).forEach(seat -> names.put(seat.id, seat.openTask));
        taskNames = Collections.unmodifiableSortedMap(names);
    }

    /**
     * Takes a round from the seats as they stand.
     *
     * @param file the scenario of all seats
     * @param round its number
     * @param tasks what the wireless agents in it want done, by agent
     * @param sellers leaders and aerial agents in it
     * @param seats of all kinds, those of newcomers last
     * @param expectedResalePrice what leaders expect to pay for a unit of work in tier 2, money
     */
    static FrozenRound of(
            Scenario file,
            long round,
            Map<String, WaitingTask> tasks,
            Set<String> sellers,
            Collection<Seat> seats,
            double expectedResalePrice) {
        List<Seat> all = seats.stream()
                .sorted(Comparator.comparingInt(seat -> KINDS.indexOf(seat.kind())))
                .toList();
        List<WirelessAgent> wireless = new ArrayList<>();
        List<Leader> leaders = new ArrayList<>();
        List<AerialAgent> aerial = new ArrayList<>();
        for (Seat seat : all) {
            switch (seat.agent) {
                case WirelessAgent agent ->
                    wireless.add(seat.wireless()
                            .withTask(
                                    tasks.containsKey(seat.id)
                                            ? tasks.get(seat.id).amounts()
                                            : agent.task()));
                case Leader _ -> leaders.add(seat.leader());
                default -> aerial.add(seat.aerial());
            }
        }
        Scenario everybody = file.withAgents(wireless, leaders, aerial);
        Scenario scenario =
                everybody.withAgents(among(wireless, tasks.keySet()), among(leaders, sellers), among(aerial, sellers));
        List<Seat> in = all.stream()
                .filter(seat -> (seat.isWireless() ? tasks.keySet() : sellers).contains(seat.id))
                .toList();
        int[] units = in.stream()
                .filter(Seat::isWireless)
                .mapToInt(seat -> Objects.requireNonNull(tasks.get(seat.id)).units())
                .toArray();
        return new FrozenRound(round, everybody, scenario, expectedResalePrice, in, units);
    }

    private static <A extends Agent> List<A> among(List<A> agents, Set<String> ids) {
        return agents.stream().filter(agent -> ids.contains(agent.id())).toList();
    }

    /** Returns its number, from 0. */
    public long round() {
        return round;
    }

    /** Returns all seats on their terms, with the tasks of those who are in it. */
    public Scenario everybody() {
        return everybody;
    }

    /** Returns who is in it, on their terms, with their tasks. */
    public Scenario scenario() {
        return scenario;
    }

    /** Returns what leaders expect a unit of work to cost them in tier 2, money. */
    public double expectedResalePrice() {
        return expectedResalePrice;
    }

    /** Returns what each leader posts, in the order of {@link Scenario#leaders}; empty where the market finds it. */
    public List<OptionalDouble> posted() {
        return posted;
    }

    /** Returns what each aerial agent asks for its lots, in ticks; empty where it asks its costs. */
    public List<Optional<List<Long>>> asks() {
        return asks;
    }

    /** Returns the name of the task of each wireless agent in it, by agent. */
    public SortedMap<String, String> taskNames() {
        return taskNames;
    }

    /** Returns, by wireless agent, of how many equal units its task is; 0 where it is divisible. */
    public int[] units() {
        return units.clone();
    }

    /** Returns both tiers, with prices as leaders expect tier 2; the same for whoever solves and whoever settles. */
    synchronized TwoTiers tiers() {
        TwoTiers made = tiers;
        if (made == null) {
            Set<String> present = new TreeSet<>(taskNames.keySet());
            scenario.leaders().forEach(leader -> present.add(leader.id()));
            scenario.aerialAgents().forEach(aerial -> present.add(aerial.id()));
            made = TwoTiers.among(everybody, present, expectedResalePrice);
            tiers = made;
        }
        return made;
    }

    /** Returns the round as tier 1 leaves it at some prices, tasks that come in whole units apportioned. */
    public synchronized Round sold(Solved solved) {
        Round made = sold;
        if (made == null || !solved.equals(soldAt)) {
            made = WholeUnits.sold(tiers(), prices(solved), units);
            sold = made;
            soldAt = solved;
        }
        return made;
    }

    private static double[] prices(Solved solved) {
        return solved.prices().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Returns what each buyer would send at some prices if all tasks were divisible. */
    public Round bestResponses(Solved solved) {
        return tiers().sold(prices(solved));
    }

    /**
     * Finds the prices of leaders that do not post theirs.
     *
     * @param solver how
     * @param stop ends it with the best prices seen
     */
    public Solved solve(CertifiedSolver solver, BooleanSupplier stop) {
        PricingGame free = tiers().game();
        var posting = new BitSet();
        double[] start = new double[free.leaders()];
        for (int s = 0; s < start.length; s++) {
            if (posted.get(s).isPresent()) {
                posting.set(s);
                start[s] = posted.get(s).getAsDouble();
            }
        }
        PricingGame game = posting.isEmpty() ? free : free.posting(posting);
        SolveResult result = solver.solve(game, start, stop);
        double[] prices = StudyPlan.asked(result, scenario.seed(), round);
        EquilibriumCertificate certificate = result.certificate();
        return new Solved(
                round,
                Arrays.stream(prices).boxed().toList(),
                certificate.epsilon(),
                certificate.holds(),
                posting.isEmpty() ? 0 : postedGain(solver, free, posting, prices));
    }

    private static double postedGain(CertifiedSolver solver, PricingGame free, BitSet posting, double[] prices) {
        EquilibriumCertificate all = solver.certifier().certify(free, prices, solver.tolerance());
        return posting.stream()
                .mapToDouble(s -> all.leaders().get(s).relativeGap())
                .max()
                .orElse(0);
    }
}
