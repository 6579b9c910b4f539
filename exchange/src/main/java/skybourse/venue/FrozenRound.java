package skybourse.venue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.WirelessAgent;
import skybourse.round.market.StudyPlan;
import skybourse.round.market.TwoTiers;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGame;

/**
 * A round whose orders are closed, as whoever solves it needs it. Cannot be changed, and may be solved on another thread. No ask of this round
 * is in what prices are found from.
 */
public final class FrozenRound {

    private final long round;
    private final Scenario scenario;
    private final Reach links;
    private final double expectedResalePrice;
    private final List<OptionalDouble> posted;
    private final List<Optional<List<Long>>> asks;
    private final SortedMap<String, String> taskNames;

    private FrozenRound(
            long round,
            Scenario scenario,
            Reach links,
            double expectedResalePrice,
            List<OptionalDouble> posted,
            List<Optional<List<Long>>> asks,
            SortedMap<String, String> taskNames) {
        this.round = round;
        this.scenario = scenario;
        this.links = links;
        this.expectedResalePrice = expectedResalePrice;
        this.posted = posted;
        this.asks = asks;
        this.taskNames = taskNames;
    }

    /**
     * Takes a round from the seats as they stand.
     *
     * @param file the scenario of all seats
     * @param round its number
     * @param buyers wireless agents in it, with the tasks they want done
     * @param sellers leaders and aerial agents in it
     * @param all seats of all kinds, in the scenario's order
     * @param expectedResalePrice what leaders expect to pay for a unit of work in tier 2, money
     */
    static FrozenRound of(
            Scenario file,
            long round,
            List<WirelessAgent> buyers,
            List<String> sellers,
            List<Seat> all,
            double expectedResalePrice) {
        Scenario everybody = everybody(file, buyers, all);
        int[] wireless = present(everybody.wirelessAgents().stream()
                .map(agent -> buyers.stream().anyMatch(buyer -> buyer.id().equals(agent.id())))
                .toList());
        int[] leaders = present(everybody.leaders().stream()
                .map(leader -> sellers.contains(leader.id()))
                .toList());
        int[] aerial = present(everybody.aerialAgents().stream()
                .map(agent -> sellers.contains(agent.id()))
                .toList());
        List<Leader> in = pick(everybody.leaders(), leaders);
        Scenario scenario = everybody
                .withPlaced(pick(everybody.wirelessAgents(), wireless), in)
                .withAerialAgents(pick(everybody.aerialAgents(), aerial));
        Reach links = new PresentReach(
                Reach.kept(everybody),
                wireless,
                leaders,
                aerial,
                everybody.leaders().size());
        return new FrozenRound(
                round,
                scenario,
                links,
                expectedResalePrice,
                in.stream().map(leader -> terms(all, leader.id()).pricePerBit()).toList(),
                scenario.aerialAgents().stream()
                        .map(agent -> terms(all, agent.id()).askTicks())
                        .toList(),
                taskNames(scenario, all));
    }

    /** Returns all seats on their terms, whoever is away too: only so do channels stay as they are. */
    private static Scenario everybody(Scenario file, List<WirelessAgent> buyers, List<Seat> all) {
        List<WirelessAgent> wireless = new ArrayList<>();
        List<Leader> leaders = new ArrayList<>();
        List<AerialAgent> aerial = new ArrayList<>();
        for (Seat seat : all) {
            switch (seat.agent) {
                case WirelessAgent agent ->
                    wireless.add(buyers.stream()
                            .filter(buyer -> buyer.id().equals(agent.id()))
                            .findFirst()
                            .orElseGet(seat::wireless));
                case Leader _ -> leaders.add(seat.leader());
                default -> aerial.add(seat.aerial());
            }
        }
        return file.withPlaced(wireless, leaders).withAerialAgents(aerial);
    }

    private static SortedMap<String, String> taskNames(Scenario scenario, List<Seat> all) {
        SortedMap<String, String> names = new TreeMap<>();
        all.stream()
                .filter(seat -> !seat.openTask.isEmpty())
                .forEach(seat -> names.put(seat.agent.id(), seat.openTask));
        names.keySet()
                .retainAll(scenario.wirelessAgents().stream()
                        .map(WirelessAgent::id)
                        .toList());
        return Collections.unmodifiableSortedMap(names);
    }

    private static int[] present(List<Boolean> isIn) {
        return IntStream.range(0, isIn.size()).filter(isIn::get).toArray();
    }

    private static <T> List<T> pick(List<T> all, int[] which) {
        return Arrays.stream(which).mapToObj(all::get).toList();
    }

    private static Terms terms(List<Seat> all, String id) {
        return all.stream()
                .filter(seat -> seat.agent.id().equals(id))
                .findFirst()
                .orElseThrow()
                .terms;
    }

    /** Returns its number, from 0. */
    public long round() {
        return round;
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

    /** Returns both tiers, with prices as leaders expect tier 2. */
    TwoTiers tiers() {
        Scenario priced =
                scenario.withRules(scenario.rules().withExpectedResalePrice(OptionalDouble.of(expectedResalePrice)));
        return new TwoTiers(scenario, links, ScenarioGame.of(priced, links));
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
