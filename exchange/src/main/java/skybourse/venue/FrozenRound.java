package skybourse.venue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.SettingException;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Round;
import skybourse.round.market.TwoTiers;
import skybourse.round.market.WholeUnits;
import skybourse.round.market.WorkParts;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.venue.event.Solved;
import skybourse.venue.event.WaitingTask;

/**
 * A round whose orders are closed, as whoever solves it needs it. Cannot be changed, and may be solved on another thread. No ask of this round
 * is in what prices are found from.
 */
public final class FrozenRound {

    /** In the order of a scenario's agents. */
    private static final List<String> KINDS = List.of("wireless", "mobile", "fixed", "aerial");

    /** How often in a row a round is postponed before a task is left out. */
    static final int MOST_POSTPONEMENTS = 2;

    /** Relative rounding of what a leader earns and of what its work costs. */
    private static final double ROUNDING = 1e-9;

    private final long round;
    private final Scenario everybody;
    private final Scenario scenario;
    private final double roundResalePrice;
    private final List<OptionalDouble> posted;
    private final List<Optional<List<Long>>> asks;
    private final SortedMap<String, String> taskNames;
    private final String draw;
    private final Course course;

    /** By buyer, of how many equal units its task is; 0 where it is divisible. */
    private final Map<String, Integer> units;

    /** Worked out when first asked for: who reads a journal back asks for those of its last round alone. */
    @Nullable
    private TwoTiers tiers;

    /** The round at the prices that were last asked for. */
    @Nullable
    private Round sold;

    @Nullable
    private Solved soldAt;

    /**
     * Attempts to sell the round so far.
     *
     * @param postponements all of them
     * @param leftOut tasks that were left out
     * @param reason of the last postponement; empty before the first
     */
    private record Course(int postponements, int leftOut, String reason) {}

    private FrozenRound(
            long round,
            Scenario everybody,
            Scenario scenario,
            double roundResalePrice,
            List<Seat> in,
            Map<String, Integer> units,
            String draw) {
        this.units = units;
        this.round = round;
        this.everybody = everybody;
        this.scenario = scenario;
        this.roundResalePrice = roundResalePrice;
        this.draw = draw;
        course = new Course(0, 0, "");
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

    private FrozenRound(FrozenRound before, Scenario scenario, SortedMap<String, String> taskNames, Course course) {
        round = before.round;
        everybody = before.everybody;
        this.scenario = scenario;
        roundResalePrice = before.roundResalePrice;
        posted = before.posted;
        units = before.units;
        asks = before.asks;
        this.taskNames = taskNames;
        draw = before.draw;
        this.course = course;
    }

    /** Returns the same round after a postponement. */
    FrozenRound postponed(String reason) {
        var later = new FrozenRound(
                this, scenario, taskNames, new Course(course.postponements() + 1, course.leftOut(), reason));
        later.tiers = tiers;
        return later;
    }

    /** Returns the same round without the task of a buyer: it may be postponed {@value #MOST_POSTPONEMENTS} times again. */
    public FrozenRound without(String buyer) {
        SortedMap<String, String> others = new TreeMap<>(taskNames);
        others.remove(buyer);
        List<WirelessAgent> buyers = among(scenario.wirelessAgents(), others.keySet());
        Scenario fewer = buyers.isEmpty() // a scenario has one at least; such a round is void
                ? scenario
                : scenario.withAgents(buyers, scenario.leaders(), scenario.aerialAgents());
        var left = new Course(MOST_POSTPONEMENTS * (course.leftOut() + 1), course.leftOut() + 1, course.reason());
        return new FrozenRound(this, fewer, Collections.unmodifiableSortedMap(others), left);
    }

    /**
     * Takes a round from the seats as they stand.
     *
     * @param file the scenario of all seats
     * @param round its number
     * @param tasks what the wireless agents in it want done, by agent
     * @param sellers leaders and aerial agents in it
     * @param seats of all kinds, those of newcomers last
     * @param roundResalePrice what leaders expect to pay for a unit of work in tier 2, money
     * @param draw decides mixed prices and ties, 128 hexadecimal digits
     */
    static FrozenRound of(
            Scenario file,
            long round,
            Map<String, WaitingTask> tasks,
            Set<String> sellers,
            Collection<Seat> seats,
            double roundResalePrice,
            String draw) {
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
        Map<String, Integer> units = new HashMap<>();
        tasks.forEach((agent, task) -> units.put(agent, task.units()));
        return new FrozenRound(round, everybody, scenario, roundResalePrice, in, units, draw);
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
    public double roundResalePrice() {
        return roundResalePrice;
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
        return scenario.wirelessAgents().stream()
                .mapToInt(buyer -> units.getOrDefault(buyer.id(), 0))
                .toArray();
    }

    /** Returns the signature that decides mixed prices and ties, 128 hexadecimal digits. */
    public String draw() {
        return draw;
    }

    /** Returns the seed of mixed prices and ties: the first 8 bytes, big endian, of the SHA-256 of the signature. */
    public long seed() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(draw));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Returns how often it was postponed, before tasks were left out too. */
    public int postponements() {
        return course.postponements();
    }

    /** Returns why it was postponed last; empty before the first postponement. */
    public String postponedFor() {
        return course.reason();
    }

    /** Returns whether a task is left out if this attempt finds no prices at which it can be sold. */
    public boolean isLastAttempt() {
        return course.postponements() >= MOST_POSTPONEMENTS * (course.leftOut() + 1);
    }

    /** Returns values in the order of its leaders by the id of the leader. */
    public <T> SortedMap<String, T> byLeader(List<T> values) {
        SortedMap<String, T> byLeader = new TreeMap<>();
        List<Leader> leaders = scenario.leaders();
        for (int s = 0; s < values.size(); s++) {
            byLeader.put(leaders.get(s).id(), values.get(s));
        }
        return byLeader;
    }

    /** Returns both tiers, with prices as leaders expect tier 2; the same for whoever solves and whoever settles. */
    synchronized TwoTiers tiers() {
        TwoTiers made = tiers;
        if (made == null) {
            Set<String> present = new TreeSet<>(taskNames.keySet());
            scenario.leaders().forEach(leader -> present.add(leader.id()));
            scenario.aerialAgents().forEach(aerial -> present.add(aerial.id()));
            made = TwoTiers.among(everybody, present, roundResalePrice);
            tiers = made;
        }
        return made;
    }

    /** Returns the round as tier 1 leaves it at some prices, tasks that come in whole units apportioned. */
    public synchronized Round sold(Solved solved) {
        Round made = sold;
        if (made == null || !solved.equals(soldAt)) {
            made = WholeUnits.sold(tiers(), prices(solved), units());
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
        return WholeUnits.areDivisible(units()) ? sold(solved) : tiers().sold(prices(solved));
    }

    /** Solves the round from price 0, as the first round of a market; as {@link RoundPrices#solved} with one time for all. */
    public Solved solve(CertifiedSolver solver, BooleanSupplier stop) {
        return new RoundPrices(this, solver).solved(Map.of(), Map.of(), stop, stop);
    }

    /**
     * Says why the round cannot be sold at some prices: somebody could gain too much by deviating, or a leader that does not post its price
     * would earn less than the work that it sells costs it.
     *
     * @param maxEpsilon the largest bound on a gain at which the round is sold
     * @return empty if it can be sold
     */
    public Optional<String> objection(Solved solved, double maxEpsilon) {
        return tooFar(solved, maxEpsilon).or(() -> loss(sold(solved).leaders()));
    }

    /** Returns the objection to prices, or why tier 2 cannot be held at them; empty if the round can be sold and settled. */
    public Optional<String> refusal(Solved solved, double maxEpsilon) {
        return tooFar(solved, maxEpsilon).or(() -> {
            Round at = sold(solved);
            return loss(at.leaders()).or(() -> unsettled(at));
        });
    }

    private static Optional<String> tooFar(Solved solved, double maxEpsilon) {
        return solved.soldEpsilon() <= maxEpsilon
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "epsilon must be at most %s, but is %.3g", maxEpsilon, solved.soldEpsilon()));
    }

    private Optional<String> loss(List<LeaderOutcome> outcomes) {
        return IntStream.range(0, outcomes.size())
                .filter(s -> posted.get(s).isEmpty() && isAtLoss(outcomes.get(s)))
                .mapToObj(s -> scenario.leaders().get(s).id() + " would earn less than its work costs")
                .findFirst();
    }

    private Optional<String> unsettled(Round at) {
        try {
            ResaleMarket.reported(at, asks, new WorkParts(at, units()));
            return Optional.empty();
        } catch (SettingException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isAtLoss(LeaderOutcome outcome) {
        double cost = outcome.leader().costPerWork() * outcome.load().work();
        return outcome.revenue() < cost * (1 - ROUNDING);
    }

    /** Returns the buyers by how far their tasks are from the others, farthest first: in work per bit, or in satisfaction weight. */
    public List<String> hardest() {
        List<WirelessAgent> buyers = scenario.wirelessAgents();
        double[] work = buyers.stream()
                .mapToDouble(
                        buyer -> Math.log(buyer.task().work() / buyer.task().inputBits()))
                .toArray();
        double[] weight = buyers.stream()
                .mapToDouble(buyer -> Math.log(buyer.satisfactionWeight()))
                .toArray();
        double middleWork = middle(work);
        double middleWeight = middle(weight);
        return IntStream.range(0, work.length)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        n -> -Math.max(Math.abs(work[n] - middleWork), Math.abs(weight[n] - middleWeight))))
                .map(n -> buyers.get(n).id())
                .toList();
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
