package skybourse.tier2.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GeometricStep;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.RandomStep;
import skybourse.tier2.clock.StagedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.dropout.BayesDropOutPolicy;
import skybourse.tier2.clock.dropout.DropOutPrior;
import skybourse.tier2.clock.dropout.PostedPricePolicy;
import skybourse.tier2.clock.refining.BisectionQuestioner;
import skybourse.tier2.clock.refining.ExpectedCrossingQuestioner;
import skybourse.tier2.rule.EfficientTrade;
import skybourse.tier2.rule.KDoubleAuction;
import skybourse.tier2.rule.McAfee;
import skybourse.tier2.rule.MultiUnitDoubleAuction;
import skybourse.tier2.rule.PostedPrice;
import skybourse.tier2.rule.SellerVickrey;
import skybourse.tier2.rule.StronglyBalancedAuction;
import skybourse.tier2.rule.Vickrey;
import skybourse.tier2.spi.AuctionOption;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.PolicyProvider;
import skybourse.tier2.spi.RuleComparisonGroup;
import skybourse.tier2.spi.RuleProvider;

/**
 * Catalogue of all rules and policies by the name on a command line or in a file. The built-in ones come first. The ones
 * that a {@link ServiceLoader} finds follow. It uses the context class loader of the thread that first uses this class. The catalogue
 * does not check what the loader finds; {@link ProviderCheck} does.
 */
public final class AuctionCatalogue {

    /**
     * Default rule of simulations, of the running exchange and of Python. It is truthful for sellers, but it reads the buyers' valuations
     * from a ledger and has no clocks. {@link #MIDPOINT} is therefore the default of commands that clear orders without a ledger, and of
     * each command to which clock options are given.
     */
    public static final String DEFAULT_RULE = SellerVickrey.NAME;

    /**
     * The paper's rule. It is the default of the commands and sweeps that reproduce the paper's round (run, solve and audit), and of each
     * command to which clock options are given.
     */
    public static final String MIDPOINT = "double-dutch-midpoint";

    /** Name of the trained policy supplied with the program. */
    public static final String LEARNED = "learned";

    /** Name, in sweeps, of the trained policy whose network is also used in markets unlike its training. */
    public static final String UNFENCED = "learned-unfenced";

    /** Placeholder for a rule's default policy in tier 2. */
    public static final String USUAL = "usual";

    private static final List<RuleProvider> RULES = withOthers(
            RuleProvider.class,
            List.of(
                    new ClockAuctionProvider.Dutch(ClearingRule.MIDPOINT, "midpoint"),
                    new ClockAuctionProvider.Dutch(ClearingRule.TRADE_REDUCTION, "trade reduction"),
                    new ClockAuctionProvider.Dutch(ClearingRule.STRONGLY_BALANCED_REDUCTION, "balanced reduction"),
                    new ClockAuctionProvider.Refined(),
                    new ClockAuctionProvider.DropOut(),
                    SealedRuleProvider.of("McAfee", new McAfee(), RuleComparisonGroup.COMPARED),
                    SealedRuleProvider.of(
                            "SBBA",
                            new StronglyBalancedAuction(),
                            RuleComparisonGroup.TRIED,
                            RuleComparisonGroup.COMPARED),
                    SealedRuleProvider.named(
                            "k-double", "k-double auction", new KDoubleAuction(1), RuleComparisonGroup.COMPARED),
                    SealedRuleProvider.of(
                            "VCG", new Vickrey(), RuleComparisonGroup.TRIED, RuleComparisonGroup.COMPARED),
                    SealedRuleProvider.of(
                            "verified bids",
                            new SellerVickrey(),
                            RuleComparisonGroup.TRIED), // sampled markets have no ledger
                    SealedRuleProvider.priced(
                            "posted price, middle of clocks", clocks -> new PostedPrice(clocks.middleTicks())),
                    SealedRuleProvider.of(
                            "MUDA",
                            new MultiUnitDoubleAuction(),
                            RuleComparisonGroup.TRIED,
                            RuleComparisonGroup.COMPARED),
                    SealedRuleProvider.of("efficient trade", new EfficientTrade(), RuleComparisonGroup.COMPARED)));

    private static final List<PolicyProvider> POLICIES = withOthers(
            PolicyProvider.class,
            List.of(
                    new BuiltInPolicyProvider(
                            FixedStep.NAME, given -> new FixedStep(given.stepTicks()), AuctionOption.STEP),
                    new BuiltInPolicyProvider("geometric", _ -> new GeometricStep(4)),
                    new BuiltInPolicyProvider("greedy", _ -> new GreedyStep()),
                    new BuiltInPolicyProvider(OrderStatisticStep.NAME, _ -> new OrderStatisticStep()),
                    new BuiltInPolicyProvider("stages", _ -> StagedStep.standard()),
                    new BuiltInPolicyProvider(BisectionQuestioner.NAME, _ -> new BisectionQuestioner()),
                    new BuiltInPolicyProvider("estimate", _ -> new ExpectedCrossingQuestioner(false)),
                    new BuiltInPolicyProvider("estimate-one-side", _ -> new ExpectedCrossingQuestioner(true)),
                    new BuiltInPolicyProvider("posted", given -> new PostedPricePolicy(given.middleTicks())),
                    new BuiltInPolicyProvider(
                            "bayes", given -> bayes(given.sellersStartTicks(), given.buyersStartTicks())),
                    new BuiltInPolicyProvider("random", given -> new RandomStep(given.seed(), given.round()))));

    private AuctionCatalogue() {}

    private static <T> List<T> withOthers(Class<T> service, List<T> own) {
        return Stream.concat(own.stream(), ServiceLoader.load(service).stream().map(ServiceLoader.Provider::get))
                .toList();
    }

    private static Auctioneer bayes(long lowTicks, long highTicks) {
        return new BayesDropOutPolicy(new DropOutPrior.Uniform(lowTicks, highTicks), lowTicks, highTicks);
    }

    /** Returns all rules. */
    public static List<RuleProvider> rules() {
        return RULES;
    }

    /** Returns the rules of a list, in the order of the catalogue. */
    public static List<RuleProvider> rules(RuleComparisonGroup list) {
        return RULES.stream().filter(rule -> rule.lists().contains(list)).toList();
    }

    /** Returns all policies. */
    public static List<PolicyProvider> policies() {
        return POLICIES;
    }

    /** Returns the names of all rules. */
    public static List<String> ruleNames() {
        return RULES.stream().map(RuleProvider::name).toList();
    }

    /** Returns the names of all policies. */
    public static List<String> policyNames() {
        return POLICIES.stream().map(PolicyProvider::name).toList();
    }

    /**
     * Returns an order of rules by their declared properties. Rules that a policy conducts come first, in no particular order. The others
     * are ordered by truthfulness: not truthful, truthful for one lot, for several lots, for sellers. Among rules of equal truthfulness,
     * those for which the house may have to pay come last.
     */
    public static Comparator<RuleProvider> byDeclaredTraits() {
        Comparator<RuleProvider> sealed = Comparator.comparing(
                        (RuleProvider rule) -> rule.traits().truthful())
                .thenComparing(rule -> rule.traits().budget() == RuleTraits.Budget.DEFICIT);
        return (one, other) -> isConducted(one) || isConducted(other)
                ? Boolean.compare(isConducted(other), isConducted(one))
                : sealed.compare(one, other);
    }

    static boolean isConducted(RuleProvider rule) {
        return rule.options().contains(AuctionOption.POLICY);
    }

    /** Returns the rule with a given name; empty for an unknown name. */
    public static Optional<RuleProvider> rule(String name) {
        return RULES.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /**
     * Creates a rule.
     *
     * @param name one of {@link #ruleNames}
     * @param settings settings; used only by rules that depend on them
     * @param policy policy; used only by rules that a policy conducts
     * @return the rule; empty for an unknown name
     * @throws IllegalArgumentException if the rule does not accept the policy or the settings
     */
    public static Optional<AuctionRule> rule(String name, AuctionSettings settings, Auctioneer policy) {
        return rule(name).map(rule -> rule.rule(settings, policy));
    }

    /**
     * Creates a rule with its default policy and {@link TurnOrder#SHORTER} turns; with {@link TurnOrder#ALTERNATE} if the rule does not
     * accept these.
     *
     * @param buyersStartTicks start of a buyers' clock, at or above each valuation
     * @param sellersStartTicks start of a sellers' clock, at or below each cost
     * @throws IllegalArgumentException if the rule's default policy is unknown, or the rule does not accept these settings
     */
    public static AuctionRule defaultRule(RuleProvider rule, long buyersStartTicks, long sellersStartTicks) {
        AuctionSettings settings = AuctionSettings.of(buyersStartTicks, sellersStartTicks);
        Auctioneer policy = policy(rule.policy(), settings)
                .orElseThrow(() -> new IllegalArgumentException(
                        "policy must be one of " + String.join(", ", policyNames()) + ": " + rule.policy()));
        boolean turns = rule.turns().isEmpty() || rule.turns().contains(TurnOrder.SHORTER);
        return rule.rule(turns ? settings : settings.withTurns(TurnOrder.ALTERNATE), policy);
    }

    /** Returns the name of a rule's default policy in tier 2; {@link FixedStep#NAME} for an unknown rule. */
    public static String usualPolicy(String rule) {
        return rule(rule).map(RuleProvider::policyInTierTwo).orElse(FixedStep.NAME);
    }

    /** Returns the policy with a given name; empty for an unknown name. */
    public static Optional<PolicyProvider> policy(String name) {
        return POLICIES.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    /**
     * Creates a policy.
     *
     * @param name one of {@link #policyNames}
     * @param settings settings; used only by policies that depend on them
     * @return the policy; empty for an unknown name
     */
    public static Optional<Auctioneer> policy(String name, AuctionSettings settings) {
        return policy(name).map(policy -> policy.policy(settings));
    }
}
