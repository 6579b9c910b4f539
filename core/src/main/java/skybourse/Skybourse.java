package skybourse;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import skybourse.base.agent.Leader;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.Label;
import skybourse.base.numeric.StateExchange;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.numeric.VectorModule;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Setup;
import skybourse.round.dynamics.SetupBuilder;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Resold;
import skybourse.round.market.Round;
import skybourse.round.market.TwoTiers;
import skybourse.round.simulation.Simulation;
import skybourse.round.study.SolverCatalogue;
import skybourse.round.study.StudyPlan;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGame;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.MarketAudit;
import skybourse.tier2.audit.MisreportSearch;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.RuleProvider;

/**
 * The exchange as a library: prices with a proof, auctions with an audit, rounds of both tiers, markets over time. Takes and returns
 * records; touches no file and needs no flag of the virtual machine. The same arguments give the same answer to the bit, with or
 * without Java's vector module and for any number of threads.
 *
 * <p>Right for programs that make their own markets; wrong for who has files, for which the commands are. Settings are those of
 * {@code run}, but for the trained clocks: without them every clock moves by a tick.
 *
 * <p>Safe for use by several threads at once. Arguments that cannot be are an {@link IllegalArgumentException} that names the field,
 * its rule and the value; {@code null} is a {@link NullPointerException} that names it.
 *
 * @param threads how many threads a call may use, its own among them, at least 1
 */
public record Skybourse(int threads) {

    public Skybourse {
        Checks.positive((long) threads, "threads");
        Loops.told();
    }

    /** Tells once in the life of the virtual machine, through its logger, that vectors are not used. */
    private static final class Loops {

        static {
            if (!VectorModule.isThere()) {
                System.getLogger("skybourse")
                        .log(
                                System.Logger.Level.INFO,
                                "plain loops: the same numbers, slower for large markets; {0}",
                                VectorModule.ADD);
            }
        }

        static void told() {
            // the class was initialised before
        }
    }

    /** Returns the library on the caller's thread alone. */
    public static Skybourse onOneThread() {
        return new Skybourse(1);
    }

    /**
     * Finds prices from which no leader and no wireless agent gains more by deviating alone than {@code rules.tolerance} of its profit
     * or utility, where the solver finds any. By decision profit: what leaders expect tier 2 to cost them, not what it did.
     *
     * @return prices, money per bit, in the order of {@link Scenario#leaders}, with their certificate, which says how near they are in any
     *     case
     */
    public SolveResult solve(Scenario scenario) {
        PricingGame game = ScenarioGame.of(Objects.requireNonNull(scenario, "scenario"), tasks());
        return solver(scenario).solve(game, StudyPlan.zeroStart(game));
    }

    private TaskRunner tasks() {
        return TaskRunner.of(threads);
    }

    private CertifiedSolver solver(Scenario scenario) {
        return SolverCatalogue.usual(scenario.rules(), threads);
    }

    /**
     * Bounds each agent's gain from a unilateral deviation from prices, whatever their origin.
     *
     * @param prices money per bit, in the order of {@link Scenario#leaders}, each from 0 to its leader's cap, or
     *     {@link PricingGame#CLOSED}
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
     * Bounds each agent's expected gain from a unilateral deviation from randomized prices.
     *
     * @param mix one mix for each of {@link Scenario#leaders}, each price as for prices that are not randomized
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
                        ScenarioGame.of(scenario, tasks()),
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
     * A round of both tiers.
     *
     * @param prices of tier 1, with their certificate
     * @param sold the round as tier 1 leaves it
     * @param resold what tier 2 made of it: the auction, every payment and the round as it really ended; empty where nobody is overloaded
     *     or nobody can take the overload
     */
    public record Played(SolveResult prices, Round sold, Optional<Resold> resold) {

        /** Returns the round as it really ended. */
        public Round after() {
            return resold.map(Resold::after).orElse(sold);
        }
    }

    /**
     * Plays a round: prices, what is sent at them, and the auction of overload.
     *
     * @param rule of the auction, one of {@link AuctionCatalogue#rules} or one's own; ties fall by the scenario's seed
     */
    public Played round(Scenario scenario, RuleProvider rule) {
        Objects.requireNonNull(rule, "rule");
        TwoTiers tiers = TwoTiers.of(Objects.requireNonNull(scenario, "scenario"), tasks());
        SolveResult prices = solver(scenario).solve(tiers.game(), StudyPlan.zeroStart(tiers.game()));
        Round sold = tiers.sold(StudyPlan.asked(prices, scenario.seed(), 0));
        return new Played(prices, sold, TwoTiers.resold(sold, mechanism(rule), new TieOrder.ByLot(scenario.seed(), 0)));
    }

    private static Function<ResaleMarket, AuctionRule> mechanism(RuleProvider rule) {
        return market -> AuctionCatalogue.usual(rule, market.buyersStartTicks(), market.sellersStartTicks());
    }

    /**
     * Returns a rule of {@link AuctionCatalogue#rules}.
     *
     * @param name one of {@link AuctionCatalogue#ruleNames}
     * @throws IllegalArgumentException if no rule has this name
     */
    public static RuleProvider rule(String name) {
        return AuctionCatalogue.rule(Objects.requireNonNull(name, "name"))
                .orElseThrow(() -> new IllegalArgumentException("name must be one of "
                        + String.join(", ", AuctionCatalogue.ruleNames()) + ": " + Label.shown(name)));
    }

    /**
     * Clears orders whose limits lie between two ticks.
     *
     * @param rule played with its default clock policy, if it has clocks
     * @param lowTicks where a sellers' clock starts, at or below every limit
     * @param highTicks where a buyers' clock starts, at or above every limit
     * @param seed fixes the order of equal orders
     * @throws IllegalArgumentException if the lowest tick is above the highest, or a trader has more lots than the rule accepts
     */
    public static AuctionOutcome clear(OrderBook book, RuleProvider rule, long lowTicks, long highTicks, long seed) {
        return played(rule, lowTicks, highTicks)
                .clear(Objects.requireNonNull(book, "book"), new TieOrder.ByLot(seed, 0));
    }

    private static AuctionRule played(RuleProvider rule, long lowTicks, long highTicks) {
        Checks.within(lowTicks, -Order.MAX_TICKS, highTicks, "lowTicks");
        return AuctionCatalogue.usual(Objects.requireNonNull(rule, "rule"), highTicks, lowTicks);
    }

    /**
     * Audits a rule on orders taken as the truth: losses of traders, budget balance, and the gain of each trader from its best report
     * between two ticks. {@link MarketAudit} says which reports are tried.
     *
     * @param rule played with its default clock policy, if it has clocks
     * @param lowTicks the lowest tick that is reported
     * @param highTicks the highest
     * @param seed fixes the order of equal orders
     * @throws IllegalArgumentException if the lowest tick is above the highest, or a search would take minutes
     */
    public static MarketAudit audit(OrderBook truth, RuleProvider rule, long lowTicks, long highTicks, long seed) {
        var search = MisreportSearch.between(
                played(rule, lowTicks, highTicks), lowTicks, highTicks, new TieOrder.ByLot(seed, 0));
        if (!search.suits(Objects.requireNonNull(truth, "truth"))) {
            throw new IllegalArgumentException("truth must be smaller, so that its reports can be searched: "
                    + truth.orders().count() + " orders");
        }
        return MarketAudit.of(search, truth);
    }

    /**
     * Begins a market over time, before its first slot; {@link Simulation#play} plays one. Prices are repaired in every slot and measured in
     * none.
     *
     * @param dynamics what changes
     * @param rule of the auction in every slot
     * @param seed fixes motion, arrivals, channels, messages and ties; shadowing at the start follows from the scenario's seed
     */
    public Simulation simulate(Scenario scenario, Dynamics dynamics, RuleProvider rule, long seed) {
        return Simulation.begin(setup(scenario, dynamics, rule, seed));
    }

    /**
     * Continues a simulation.
     *
     * @param saved what {@link Simulation#exchange} wrote for a simulation with the same other arguments
     */
    public Simulation resume(Scenario scenario, Dynamics dynamics, RuleProvider rule, long seed, StateExchange saved) {
        return Simulation.resume(setup(scenario, dynamics, rule, seed), Objects.requireNonNull(saved, "saved"));
    }

    private Setup setup(Scenario scenario, Dynamics dynamics, RuleProvider rule, long seed) {
        Objects.requireNonNull(scenario, "scenario");
        return SetupBuilder.builder()
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
