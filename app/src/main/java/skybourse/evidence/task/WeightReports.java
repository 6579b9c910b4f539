package skybourse.evidence.task;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import skybourse.base.agent.LeaderKind;
import skybourse.base.agent.WeightDistribution;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.NumberSyntax;
import skybourse.base.random.UniformRange;
import skybourse.base.scenario.DemandRanges;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.Settlement;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.ScenarioGameFactory;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.rule.SellerVickrey;

/** Round in which the first wireless agents of the list may report other weights than their own, compared with truthful reports. */
final class WeightReports {

    static final String REPORTING = "reporting";
    static final String FACTOR = "factor";
    private static final String DEFENCE = "defence";
    private static final String LAW = "law";
    private static final double LEAST_SHARE = 0.01;

    /** Defence against misreported weights. */
    enum Defence {
        /** Prices are computed for the reports; agents buy by their own weights. */
        NONE,
        /** Prices are computed for the quantiles of a published distribution; agents buy by their own weights. */
        PUBLISHED,
        /** Prices are computed for the reports, and agents buy by their reports. */
        BOUND
    }

    /**
     * Amounts of a round and its prices.
     *
     * @param amounts utility of the first wireless agents and of all others, settled profit of all leaders, mobile and fixed agents, and
     *     welfare after tier 2, money
     * @param least amount below which the utility of the first agents is no measure of their change: 1 % of the mean utility of as many agents
     * @param isCertified whether the prices are certified for the market for which they were computed
     */
    record Outcome(double[] amounts, double least, boolean isCertified) {

        /** Returns the relative changes of all amounts; the first is relative to {@code least} at least. */
        double[] changeFrom(Outcome before) {
            return IntStream.range(0, amounts.length)
                    .mapToDouble(i -> (amounts[i] - before.amounts[i])
                            / Math.max(Math.abs(before.amounts[i]), i == 0 ? before.least : 0))
                    .toArray();
        }

        /** Returns the values of {@link #columns}: the relative changes, NaN unless all prices are certified; and 1 if they are, else 0. */
        double[] rowFrom(Outcome before) {
            double[] row = Arrays.copyOf(changeFrom(before), amounts.length + 1);
            if (isCertified && before.isCertified) {
                row[amounts.length] = 1;
            } else {
                Arrays.fill(row, 0, amounts.length, Double.NaN);
            }
            return row;
        }
    }

    private final TwoTierRound market;
    private final Defence defence;
    private final WeightDistribution law;
    private final CertifiedSolver solver;
    private final SolveResult open;
    private final SolveResult truthful;

    /** Solves a market with truthful reports, without and with the defence of the settings. */
    WeightReports(GridPoint settings, long seed, Scenario scenario) {
        market = TwoTierRound.of(scenario.withRules(scenario.rules().withWeights(Optional.empty())));
        defence = defence(settings);
        law = law(settings);
        solver = SolverResolver.certified(settings, scenario);
        open = solver.solve(market.game(), SolverResolver.start(settings, market.game(), seed));
        truthful = defence == Defence.PUBLISHED ? solve(market.scenario(), open.prices()) : open;
    }

    /** Returns the axes of a task that misreports weights. */
    static SequencedMap<String, String> axes(String more) {
        return CellTask.axes(SolverResolver.axes(), CellTask.axes("defence=none law=20/30 " + more));
    }

    /** Checks the settings of market, solver and defence. */
    static void check(GridPoint settings, ScenarioSource scenarios) {
        SolverResolver.check(settings, scenarios);
        defence(settings);
        law(settings);
    }

    /**
     * Returns the number of agents that misreport.
     *
     * @throws IllegalArgumentException if it is below 1 or above the number of wireless agents
     */
    static int reporting(GridPoint settings, ScenarioSource scenarios) {
        return count(
                settings,
                REPORTING,
                scenarios.named(settings, 1).wirelessAgents().size());
    }

    /**
     * Returns the value of an axis as a whole number.
     *
     * @throws IllegalArgumentException if it is below 1 or above {@code most}
     */
    static int count(GridPoint settings, String axis, int most) {
        int count = settings.count(axis, 1);
        if (count > most) {
            throw new IllegalArgumentException(axis + " must be at most " + most + ": " + count);
        }
        return count;
    }

    /**
     * Returns the factor of misreported weights.
     *
     * @throws IllegalArgumentException if it is not a number above 0, at most 1000
     */
    static double factor(GridPoint settings) {
        double factor = NumberSyntax.decimal(settings.text(FACTOR)).orElse(-1);
        if (!(factor > 0 && factor <= 1000)) {
            throw new IllegalArgumentException(
                    FACTOR + " must be a number above 0, at most 1000: " + settings.text(FACTOR));
        }
        return factor;
    }

    private static Defence defence(GridPoint settings) {
        return settings.constant(DEFENCE, Defence.class);
    }

    private static WeightDistribution law(GridPoint settings) {
        int[] bounds = settings.counts(LAW, 2);
        return new WeightDistribution(bounds[0], bounds[1]);
    }

    /** Returns whether the settings publish a distribution. */
    boolean isPublished() {
        return defence == Defence.PUBLISHED;
    }

    /** Returns the number of wireless agents. */
    int agents() {
        return market.scenario().wirelessAgents().size();
    }

    /** Returns the scenario of the settings. If it is sampled, weights are sampled from the distribution of the axis {@code law}. */
    static Scenario scenario(GridPoint settings, long seed, ScenarioSource scenarios) {
        Scenario scenario = scenarios.world(settings, seed);
        if (scenarios.givenScenario(settings, ScenarioSource.SCENARIO).isPresent()) {
            return scenario;
        }
        UniformRange sampled = DemandRanges.standard().satisfactionWeight();
        WeightDistribution law = law(settings);
        double stretch = (law.high() - law.low()) / (sampled.high() - sampled.low());
        return scenario.withWirelessAgents(scenario.wirelessAgents().stream()
                .map(agent -> agent.withSatisfactionWeight(
                        law.low() + stretch * (agent.satisfactionWeight() - sampled.low())))
                .toList());
    }

    private Scenario reported(IntToDoubleFunction factor) {
        List<WirelessAgent> agents = market.scenario().wirelessAgents();
        return market.scenario()
                .withWirelessAgents(IntStream.range(0, agents.size())
                        .mapToObj(n -> agents.get(n)
                                .withSatisfactionWeight(
                                        factor.applyAsDouble(n) * agents.get(n).satisfactionWeight()))
                        .toList());
    }

    private SolveResult solve(Scenario reported, double[] start) {
        Optional<WeightDistribution> published = Optional.of(law).filter(_ -> defence == Defence.PUBLISHED);
        Scenario priced = reported.withRules(reported.rules().withWeights(published));
        return solver.solve(ScenarioGameFactory.of(priced, market.links()), start);
    }

    /** Returns the outcome with truthful reports and without a defence; the first {@code agents} are a group of their own. */
    Outcome open(int agents) {
        return outcome(market, open, agents);
    }

    /** Returns the outcome with truthful reports and the defence; the first {@code agents} are a group of their own. */
    Outcome truthful(int agents) {
        return outcome(market, truthful, agents);
    }

    /** Returns the outcome if the first {@code agents} multiply their reports by a factor. */
    Outcome misreported(int agents, double factor) {
        Scenario reported = reported(n -> n < agents ? factor : 1);
        TwoTierRound buyers = defence == Defence.BOUND
                ? new TwoTierRound(
                        market.scenario(),
                        market.links(),
                        market.game(),
                        ScenarioGameFactory.of(reported, market.links()))
                : market;
        return outcome(buyers, solve(reported, truthful.prices()), agents);
    }

    /** Returns the certified bound on the relative gain of a leader from another price in the market of the agents' own weights. */
    double ownEps() {
        return solver.certifier()
                .certify(market.game(), truthful.prices(), solver.tolerance())
                .epsilon();
    }

    private static Outcome outcome(TwoTierRound market, SolveResult result, int first) {
        Round sold = market.sell(result.prices());
        double[] utilities =
                sold.agents().stream().mapToDouble(AgentOutcome::utility).toArray();
        Optional<ResaleOutcome> resold =
                TwoTierRound.resell(sold, _ -> new SellerVickrey(), new TieOrder.Lottery(1, 0));
        double[] profits = resold.map(played -> Settlement.profits(played.ledger(), played.after()))
                .orElseGet(() -> Settlement.profits(Settlement.of(sold, List.of()), sold));
        int mobile = market.scenario().count(LeaderKind.MOBILE);
        return new Outcome(
                new double[] {
                    sum(utilities, 0, first),
                    sum(utilities, first, utilities.length),
                    sum(profits, 0, profits.length),
                    sum(profits, 0, mobile),
                    sum(profits, mobile, profits.length),
                    resold.map(ResaleOutcome::welfare).orElseGet(sold::welfare)
                },
                LEAST_SHARE * first / utilities.length * sum(utilities, 0, utilities.length),
                result.certificate().holds());
    }

    private static double sum(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).sum();
    }

    /**
     * Returns the columns of {@link Outcome#rowFrom}.
     *
     * @param name start of the name of the first column
     * @param first the agents of the first column
     */
    static List<MeasuredColumn> columns(String name, String first) {
        return List.of(
                new MeasuredColumn(name + "Change", "relative", "change of the utility of " + first),
                new MeasuredColumn("othersChange", "relative", "change of the utility of all other wireless agents"),
                new MeasuredColumn("leadersChange", "relative", "change of the settled profit of leaders"),
                new MeasuredColumn("mobileChange", "relative", "change of the settled profit of mobile agents"),
                new MeasuredColumn("fixedChange", "relative", "change of the settled profit of fixed agents"),
                new MeasuredColumn("welfareChange", "relative", "change of the welfare after tier 2"),
                new MeasuredColumn("certified", "share", "whether the prices before and after are certified"));
    }
}
