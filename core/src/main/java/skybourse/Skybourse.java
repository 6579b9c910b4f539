package skybourse;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import skybourse.base.agent.Leader;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.numeric.StateArchive;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.numeric.VectorModule;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.TwoTierRound;
import skybourse.round.simulation.Simulation;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.MisreportAudit;
import skybourse.tier2.audit.MisreportSearch;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.RuleProvider;

/**
 * Facade of the library: certified prices, auctions and their audits, rounds of both tiers, and simulations over time. Its methods take and return
 * records, access no files and need no option of the Java virtual machine. The same arguments give bit-identical results for any number of threads,
 * with or without Java's vector module.
 *
 * <p>For programs that build scenarios in code. To work with scenario files, use the command line. Settings are those of the command {@code run},
 * except that no trained clock policy is used. Each clock moves by one tick.
 *
 * <p>Safe for use by several threads at once. Invalid arguments throw {@link IllegalArgumentException} with the field, its rule and
 * the value. A {@code null} argument throws {@link NullPointerException}.
 *
 * @param threads maximum number of threads of one call, including the caller's, at least 1
 */
public record Skybourse(int threads) {

    /** @throws IllegalArgumentException if {@code threads} is less than 1 */
    public Skybourse {
        Checks.positive((long) threads, "threads");
        PlainLoopNotice.logOnce();
    }

    /** Logs, once per virtual machine, that the vector module is missing. */
    private static final class PlainLoopNotice {

        static {
            if (!VectorModule.isAvailable()) {
                System.getLogger("skybourse")
                        .log(
                                System.Logger.Level.INFO,
                                "plain loops: the same numbers, slower for large markets; {0}",
                                VectorModule.ADD);
            }
        }

        static void logOnce() {
            // The first call initializes the class, and the static initializer logs the message.
        }
    }

    /** Returns a library that uses only the caller's thread. */
    public static Skybourse onOneThread() {
        return new Skybourse(1);
    }

    /**
     * Searches for equilibrium prices and certifies the prices found. The requested maximum of each agent's relative gain from a
     * unilateral deviation is {@code rules.tolerance}. Gains are measured by decision profit, which includes the expected cost of
     * overload, not its settled cost. The search starts at zero prices.
     *
     * @return prices, money per bit, in the order of {@link Scenario#leaders}, with their certificate; the type of the result says
     *     whether the tolerance is met
     */
    public SolveResult solve(Scenario scenario) {
        PricingGame game = ScenarioGameFactory.of(Objects.requireNonNull(scenario, "scenario"), tasks());
        return solver(scenario).solve(game, RoundAnalysisPlan.zeroStart(game));
    }

    private TaskRunner tasks() {
        return TaskRunner.of(threads);
    }

    private CertifiedSolver solver(Scenario scenario) {
        return SolverCatalogue.defaultSolver(scenario.rules(), threads);
    }

    /**
     * Bounds each agent's gain from a unilateral deviation from given prices, whatever their origin. The requested tolerance is
     * {@code rules.tolerance}.
     *
     * @param prices money per bit, in the order of {@link Scenario#leaders}; each in [0, cap of its leader], or {@link
     *     PricingGame#CLOSED}
     * @throws IllegalArgumentException if the number of prices differs from the number of leaders, or a price is out of range
     */
    public EquilibriumCertificate certify(Scenario scenario, double[] prices) {
        Objects.requireNonNull(scenario, "scenario");
        checkCount(scenario, Objects.requireNonNull(prices, "prices").length);
        for (int s = 0; s < prices.length; s++) {
            check(scenario, s, prices[s]);
        }
        return proof(scenario, MixedPrices.pure(prices));
    }

    /**
     * Bounds each agent's expected gain from a unilateral deviation from mixed-strategy prices.
     *
     * @param mix one mix per leader, in the order of {@link Scenario#leaders}; each price in [0, cap of its leader], or {@link
     *     PricingGame#CLOSED}
     * @throws IllegalArgumentException if the number of mixes differs from the number of leaders, or a price is out of range
     */
    public EquilibriumCertificate certify(Scenario scenario, MixedPrices mix) {
        Objects.requireNonNull(scenario, "scenario");
        checkCount(scenario, Objects.requireNonNull(mix, "mix").mixes().size());
        for (int s = 0; s < mix.mixes().size(); s++) {
            for (MixedPrices.Point point : mix.mixes().get(s).points()) {
                check(scenario, s, point.price());
            }
        }
        return proof(scenario, mix);
    }

    private EquilibriumCertificate proof(Scenario scenario, MixedPrices mix) {
        return solver(scenario)
                .certifier()
                .certify(
                        ScenarioGameFactory.of(scenario, tasks()),
                        mix,
                        scenario.rules().tolerance());
    }

    private static void checkCount(Scenario scenario, int prices) {
        int leaders = scenario.leaders().size();
        if (prices != leaders) {
            throw new IllegalArgumentException("prices must have one value per leader, " + leaders + ": " + prices);
        }
    }

    private static void check(Scenario scenario, int leader, double price) {
        Leader named = scenario.leaders().get(leader);
        if (price != PricingGame.CLOSED) {
            Checks.within(price, 0, named.priceCapPerBit(), "prices[" + leader + "] of " + named.id());
        }
    }

    /**
     * Result of one round of both tiers.
     *
     * @param prices tier 1 prices with their certificate
     * @param sold the round after tier 1
     * @param resold the auction of tier 2, its payments and the round after it; empty if no leader is overloaded or no aerial agent
     *     can take the overload
     */
    public record RoundResult(SolveResult prices, Round sold, Optional<ResaleOutcome> resold) {

        /** Returns the final state of the round: after tier 2 if an auction was held, otherwise after tier 1. */
        public Round finalRound() {
            return resold.map(ResaleOutcome::after).orElse(sold);
        }
    }

    /**
     * Plays one round: solves prices, computes which parts of their tasks followers send at these prices, and auctions the overload. Prices of
     * leaders that randomize are sampled with the scenario's seed.
     *
     * @param rule auction rule, from {@link AuctionCatalogue#rules} or the caller's own; the scenario's seed decides ties
     */
    public RoundResult round(Scenario scenario, RuleProvider rule) {
        Objects.requireNonNull(rule, "rule");
        TwoTierRound tiers = TwoTierRound.of(Objects.requireNonNull(scenario, "scenario"), tasks());
        SolveResult prices = solver(scenario).solve(tiers.game(), RoundAnalysisPlan.zeroStart(tiers.game()));
        Round tierOneRound = tiers.sell(RoundAnalysisPlan.roundPrices(prices, scenario.seed(), 0));
        return new RoundResult(
                prices,
                tierOneRound,
                TwoTierRound.resell(tierOneRound, mechanism(rule), new TieOrder.Lottery(scenario.seed(), 0)));
    }

    private static Function<ResaleMarket, AuctionRule> mechanism(RuleProvider rule) {
        return market -> AuctionCatalogue.defaultRule(rule, market.buyersStartTicks(), market.sellersStartTicks());
    }

    /**
     * Returns the auction rule with a given name.
     *
     * @param name one of {@link AuctionCatalogue#ruleNames}
     * @throws IllegalArgumentException if no rule has this name
     */
    public static RuleProvider rule(String name) {
        return AuctionCatalogue.rule(Objects.requireNonNull(name, "name"))
                .orElseThrow(() -> new IllegalArgumentException("name must be one of "
                        + String.join(", ", AuctionCatalogue.ruleNames()) + ": " + LabelSyntax.escapedInQuotes(name)));
    }

    /**
     * Clears an order book whose limit prices lie between two ticks.
     *
     * @param rule auction rule; a clock auction uses its default clock policy
     * @param lowTicks start of a sellers' clock, at or below each limit price, tick
     * @param highTicks start of a buyers' clock, at or above each limit price, tick
     * @param seed decides the order of equal orders
     * @throws IllegalArgumentException if {@code lowTicks} is above {@code highTicks} or below {@code -Order.MAX_TICKS}, the rule
     *     rejects these start clocks, or a trader has more lots than the rule accepts
     */
    public static AuctionOutcome clear(OrderBook book, RuleProvider rule, long lowTicks, long highTicks, long seed) {
        return played(rule, lowTicks, highTicks)
                .clear(Objects.requireNonNull(book, "book"), new TieOrder.Lottery(seed, 0));
    }

    private static AuctionRule played(RuleProvider rule, long lowTicks, long highTicks) {
        Checks.within(lowTicks, -Order.MAX_TICKS, highTicks, "lowTicks");
        return AuctionCatalogue.defaultRule(Objects.requireNonNull(rule, "rule"), highTicks, lowTicks);
    }

    /**
     * Audits an auction rule on one market. The orders of the market are assumed to be truthful. The audit covers losses of truthful traders,
     * budget balance, and each trader's largest gain by misreporting between two ticks. {@link MisreportSearch} lists the misreports that are
     * searched.
     *
     * @param truth true limit prices and lots
     * @param rule auction rule; a clock auction uses its default clock policy
     * @param lowTicks start of a sellers' clock, tick; reports go down to one tick below it
     * @param highTicks start of a buyers' clock, tick; reports go up to one tick above it
     * @param seed decides the order of equal orders
     * @throws IllegalArgumentException if {@code lowTicks} is above {@code highTicks} or below {@code -Order.MAX_TICKS}, the rule
     *     rejects these start clocks, or the market is too large for the search
     */
    public static MisreportAudit audit(OrderBook truth, RuleProvider rule, long lowTicks, long highTicks, long seed) {
        var search = MisreportSearch.between(
                played(rule, lowTicks, highTicks), lowTicks, highTicks, new TieOrder.Lottery(seed, 0));
        if (!search.supports(Objects.requireNonNull(truth, "truth"))) {
            throw new IllegalArgumentException("truth must be smaller, so that its reports can be searched: "
                    + truth.orders().count() + " orders");
        }
        return MisreportAudit.of(search, truth);
    }

    /**
     * Starts a simulation over time, before its first slot. {@link Simulation#play} plays one slot. Each slot applies repair steps to its prices.
     * No slot measures the certificate.
     *
     * @param dynamics processes that change the market from slot to slot
     * @param rule auction rule of each slot
     * @param seed seed of motion, arrivals, channels, messages and ties; initial shadowing follows from the scenario's seed
     */
    public Simulation simulate(Scenario scenario, Dynamics dynamics, RuleProvider rule, long seed) {
        return Simulation.begin(setup(scenario, dynamics, rule, seed));
    }

    /**
     * Resumes a simulation from a saved state.
     *
     * @param saved state that {@link Simulation#serialize} wrote for a simulation with the same other arguments
     */
    public Simulation resume(Scenario scenario, Dynamics dynamics, RuleProvider rule, long seed, StateArchive saved) {
        return Simulation.resume(setup(scenario, dynamics, rule, seed), Objects.requireNonNull(saved, "saved"));
    }

    private SimulationSetup setup(Scenario scenario, Dynamics dynamics, RuleProvider rule, long seed) {
        Objects.requireNonNull(scenario, "scenario");
        return SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(Objects.requireNonNull(dynamics, "dynamics"))
                .seed(seed)
                .frozen(false)
                .solver(solver(scenario))
                .certifyEvery(0)
                .mechanism(mechanism(Objects.requireNonNull(rule, "rule")))
                .tasks(tasks())
                .build();
    }
}
