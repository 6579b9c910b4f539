package skybourse.venue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
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
import skybourse.round.market.TaskUnitRounding;
import skybourse.round.market.TwoTierRound;
import skybourse.round.market.WorkAssignment;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.venue.event.PostedPriceAdmission;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.SubmittedTask;

/**
 * Round whose orders are closed: the input of the solver and of the settlement. Its orders are immutable, and another thread may solve it. Prices do not
 * depend on the asks of this round.
 */
public final class FrozenRound {

    /** Kinds of agents, in the order of a scenario's agents. */
    private static final List<String> KINDS = List.of("wireless", "mobile", "fixed", "aerial");

    /** Number of postponements before a task is left out. The same number of postponements precedes each further task. */
    static final int MOST_POSTPONEMENTS = 2;

    /** Relative tolerance when a leader's revenue is compared with the cost of its work. */
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
    private final PostedPriceAdmission admission;

    /** Number of equal units of each buyer's task, by buyer; 0 for a divisible task. */
    private final Map<String, Integer> units;

    /** Computed at the first use, because after the replay of a journal only the last round needs it. */
    @Nullable
    private TwoTierRound tiers;

    /** Result of the last call of {@link #afterTierOne(RoundPrices)}, which was for the prices {@link #soldAt}. */
    @Nullable
    private Round sold;

    @Nullable
    private RoundPrices soldAt;

    /**
     * Progress of the attempts to sell the round.
     *
     * @param postponements number of postponements
     * @param leftOut number of tasks that were left out
     * @param reason reason of the last postponement; empty before the first
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
        admission = PostedPriceAdmission.NONE;
        posted = in.stream()
                .filter(Seat::isLeader)
                .map(seat -> seat.terms.pricePerBit())
                .toList();
        asks = in.stream()
                .filter(Seat::isAerial)
                .map(seat -> seat.terms.askTicks())
                .toList();
        SortedMap<String, String> names = new TreeMap<>();
        in.stream().filter(Seat::isWireless).forEach(seat -> names.put(seat.id, seat.openTask));
        taskNames = Collections.unmodifiableSortedMap(names);
    }

    private FrozenRound(
            FrozenRound before,
            Scenario scenario,
            SortedMap<String, String> taskNames,
            Course course,
            PostedPriceAdmission admission) {
        round = before.round;
        everybody = before.everybody;
        this.scenario = scenario;
        roundResalePrice = before.roundResalePrice;
        Set<String> refused = admission.refused().keySet();
        posted = IntStream.range(0, before.posted.size())
                .mapToObj(s -> refused.contains(scenario.leaders().get(s).id())
                        ? OptionalDouble.empty()
                        : before.posted.get(s))
                .toList();
        units = before.units;
        asks = before.asks;
        this.taskNames = taskNames;
        draw = before.draw;
        this.course = course;
        this.admission = admission;
    }

    /** Returns the same round with a decision about its posted prices. The exchange computes the prices of the leaders whose prices were refused. */
    public FrozenRound withAdmission(PostedPriceAdmission decided) {
        return decided.equals(admission) ? this : withSameTiers(course, decided);
    }

    /** Returns the same round after one more postponement. */
    FrozenRound postponed(String reason) {
        return withSameTiers(new Course(course.postponements() + 1, course.leftOut(), reason), admission);
    }

    private FrozenRound withSameTiers(Course next, PostedPriceAdmission decided) {
        var later = new FrozenRound(this, scenario, taskNames, next, decided);
        later.tiers = tiers;
        return later;
    }

    /** Returns the same round without the task of a buyer. It may be postponed {@value #MOST_POSTPONEMENTS} more times before another task is left out. */
    public FrozenRound without(String buyer) {
        SortedMap<String, String> others = new TreeMap<>(taskNames);
        others.remove(buyer);
        List<WirelessAgent> buyers = among(scenario.wirelessAgents(), others.keySet());
        Scenario fewer = buyers.isEmpty() // a void round keeps its scenario, because a scenario needs a buyer
                ? scenario
                : scenario.withAgents(buyers, scenario.leaders(), scenario.aerialAgents());
        var left = new Course(MOST_POSTPONEMENTS * (course.leftOut() + 1), course.leftOut() + 1, course.reason());
        return new FrozenRound(this, fewer, Collections.unmodifiableSortedMap(others), left, admission);
    }

    /**
     * Returns a round with the current terms of the seats.
     *
     * @param file the scenario of the file, which supplies rules, network and seed
     * @param round number of the round
     * @param tasks task of each wireless agent in the round, by agent
     * @param sellers ids of leaders and aerial agents in the round
     * @param seats seats of all kinds, those of newcomers last
     * @param roundResalePrice expected price of work in tier 2, money/work
     * @param draw signature that selects mixed prices and breaks ties, 128 hexadecimal digits
     */
    static FrozenRound of(
            Scenario file,
            long round,
            Map<String, SubmittedTask> tasks,
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
            switch (seat.agent()) {
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

    /** Returns the number of the round, from 0. */
    public long round() {
        return round;
    }

    /** Returns a scenario of all seats with their current terms, including seats that are not in the round. Buyers in the round have their tasks. */
    public Scenario allAgents() {
        return everybody;
    }

    /** Returns the scenario of the agents in the round, with their terms and tasks. If the only task was left out, its buyer is still included. */
    public Scenario scenario() {
        return scenario;
    }

    /** Returns the price that leaders expect in tier 2, money/work. */
    public double roundResalePrice() {
        return roundResalePrice;
    }

    /** Returns the price that each leader posts, money/bit, in the order of {@link Scenario#leaders}; empty if the exchange computes it. */
    public List<OptionalDouble> postedPrices() {
        return posted;
    }

    /** Returns the decision about the posted prices. */
    public PostedPriceAdmission admission() {
        return admission;
    }

    /** Returns the asks of each aerial agent for its lots, ticks/lot, in the order of {@link Scenario#aerialAgents}; empty if its asks are its costs. */
    public List<Optional<List<Long>>> asks() {
        return asks;
    }

    /** Returns the name of the task of each wireless agent in the round, by agent; unmodifiable. */
    public SortedMap<String, String> taskNames() {
        return taskNames;
    }

    /** Returns the number of equal units of each task, in the order of {@link Scenario#wirelessAgents}; 0 for a divisible task. */
    public int[] units() {
        return scenario.wirelessAgents().stream()
                .mapToInt(buyer -> units.getOrDefault(buyer.id(), 0))
                .toArray();
    }

    /** Returns the signature that selects mixed prices and breaks ties, 128 hexadecimal digits. */
    public String draw() {
        return draw;
    }

    /** Returns the seed of mixed prices and ties: the first 8 bytes, big-endian, of the SHA-256 of the signature. */
    public long seed() {
        return RoundDraw.seed(draw);
    }

    /** Returns the number of postponements, including those before a task was left out. */
    public int postponements() {
        return course.postponements();
    }

    /** Returns the reason of the last postponement; empty if there was none. */
    public String postponementReason() {
        return course.reason();
    }

    /** Returns whether a task is left out if this attempt finds no prices at which the round can be sold. */
    public boolean isLastAttempt() {
        return course.postponements() >= MOST_POSTPONEMENTS * (course.leftOut() + 1);
    }

    /** Converts values from a list in the order of {@link Scenario#leaders} to a map by leader id. */
    public <T> SortedMap<String, T> byLeader(List<T> values) {
        SortedMap<String, T> byLeader = new TreeMap<>();
        List<Leader> leaders = scenario.leaders();
        for (int s = 0; s < values.size(); s++) {
            byLeader.put(leaders.get(s).id(), values.get(s));
        }
        return byLeader;
    }

    /** Returns both tiers of the round at the expected resale price. Solver and settlement share the same object. */
    synchronized TwoTierRound tiers() {
        TwoTierRound made = tiers;
        if (made == null) {
            Set<String> present = new TreeSet<>(taskNames.keySet());
            scenario.leaders().forEach(leader -> present.add(leader.id()));
            scenario.aerialAgents().forEach(aerial -> present.add(aerial.id()));
            made = TwoTierRound.ofPresentAgents(everybody, present, roundResalePrice);
            tiers = made;
        }
        return made;
    }

    /** Returns the round after tier 1 at given prices. Work of tasks with units is apportioned in complete units. */
    public synchronized Round afterTierOne(RoundPrices solved) {
        Round made = sold;
        if (made == null || !solved.equals(soldAt)) {
            made = TaskUnitRounding.sell(tiers(), prices(solved), units());
            sold = made;
            soldAt = solved;
        }
        return made;
    }

    private static double[] prices(RoundPrices solved) {
        return solved.prices().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Returns the buyers' best responses to given prices, as if all tasks were divisible. */
    public Round bestResponses(RoundPrices solved) {
        return TaskUnitRounding.areDivisible(units()) ? afterTierOne(solved) : tiers().sell(prices(solved));
    }

    /**
     * Solves the round from price 0 with all posted prices, like the first round of a market. The search and the refinement of bounds end once
     * {@code stop} returns true.
     */
    public RoundPrices solve(CertifiedSolver solver, BooleanSupplier stop) {
        return new RoundPricer(this, solver, OptionalDouble.empty())
                .solve(Map.of(), Map.of(), stop, stop)
                .solved();
    }

    /**
     * Returns the reason why the round cannot be sold at given prices. Epsilon may be too large, or a leader that does not post its price may earn less than
     * the cost of its work.
     *
     * @param maxEpsilon the largest {@link RoundPrices#soldEpsilon} at which the round is sold
     * @return empty if there is no objection
     */
    public Optional<String> objection(RoundPrices solved, double maxEpsilon) {
        return tooFar(solved, maxEpsilon).or(() -> loss(afterTierOne(solved).leaders()));
    }

    /** Returns the objection to the prices, or the reason why tier 2 cannot be held; empty if there is neither. */
    public Optional<String> refusal(RoundPrices solved, double maxEpsilon) {
        return tooFar(solved, maxEpsilon).or(() -> {
            Round at = afterTierOne(solved);
            return loss(at.leaders()).or(() -> unsettled(at));
        });
    }

    private static Optional<String> tooFar(RoundPrices solved, double maxEpsilon) {
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
            ResaleMarket.reported(at, asks, new WorkAssignment(at, units()));
            return Optional.empty();
        } catch (SettingException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isAtLoss(LeaderOutcome outcome) {
        double cost = outcome.leader().costPerWork() * outcome.load().work();
        return outcome.revenue() < cost * (1 - ROUNDING);
    }

    /**
     * Returns the ids of all buyers in the round. Those whose tasks differ most from other tasks come first. The difference is the larger
     * of two distances from the median:
     * that of the logarithm of work per bit, and that of the logarithm of the satisfaction weight.
     */
    public List<String> outlierBuyers() {
        return OutlierTasks.buyers(scenario.wirelessAgents());
    }
}
