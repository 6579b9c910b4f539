package skybourse.app.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import skybourse.app.folders.PolicyResolver;
import skybourse.base.numeric.EnumNames;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.ModelFile;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.auctions.RoundFeatures;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.round.market.ResaleMarket;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.spi.AuctionOption;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.AuctionSettingsBuilder;
import skybourse.tier2.spi.PolicyProvider;
import skybourse.tier2.spi.RuleProvider;

/** Options for the auction rule and its clock policy. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
public final class RuleOptions {

    /** Values of {@code --rule} for the help. */
    static final class RuleNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        RuleNames() {
            super(AuctionCatalogue.ruleNames());
        }
    }

    /** Values of {@code --policy} for the help. */
    static final class PolicyNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        PolicyNames() {
            super(PolicyResolver.names());
        }
    }

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "Auction rule: ${COMPLETION-CANDIDATES}. Default: " + AuctionCatalogue.MIDPOINT
                    + ", as in the paper; in simulate and audit --over-time: " + AuctionCatalogue.DEFAULT_RULE
                    + " unless clocks are chosen.",
            completionCandidates = RuleNames.class)
    private @Nullable String givenRule;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            completionCandidates = PolicyNames.class,
            description =
                    "Clock policy: ${COMPLETION-CANDIDATES} (the shipped model), or a model file. Default in a round: order-statistics for "
                            + "double-dutch-midpoint without --step. Otherwise, and for an orders file or a distribution (also tier1): "
                            + "bisection for double-dutch-refined and fixed for the others (drop-out: the side with more traders moves).")
    private @Nullable String policyName;

    private @Nullable ClockPolicy model;

    @Option(
            names = "--turns",
            paramLabel = "TURNS",
            description =
                    "Turn order of the clocks: alternate or shorter. Default: shorter in tier 2, alternate for an orders file or a "
                            + "distribution. docs/explanation/auctions.md lists the exceptions.")
    private @Nullable TurnOrder turns;

    @Option(names = "--step", paramLabel = "TICKS", description = "Step size of the fixed policy. From 1. Default: 1.")
    private @Nullable Long step;

    /** Name of the rule that applies if neither a rule nor a clock option is given. */
    private String usualRule = AuctionCatalogue.MIDPOINT;

    /** Default policy of the rule {@code double-dutch-midpoint} in tier 2; null for the default that the rule declares. */
    private @Nullable String usualClocks;

    /** Default turn order in tier 2. */
    private TurnOrder usualTurns = ScenarioMarkets.TURNS;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Source of the start prices, for error messages. {@code sellers} names the sellers' start price; {@code field} is empty for options. */
    record ErrorSource(String source, String field, String sellers) {

        /** Source of start prices that are given by the two options. */
        static final ErrorSource OPTIONS = new ErrorSource("--start-buyers", "", "--start-sellers");
    }

    /**
     * Returns the rule for one market. Start prices are in ticks. The error messages name {@code blame} as their source.
     *
     * @param seed seed of a random policy
     * @param market number of the market; a random policy uses different random numbers in each market
     * @param usual turn order if none is given
     * @throws InvalidInputException if a name is unknown, the options do not fit together, or a start price is out of range
     */
    AuctionRule rule(
            long buyersStartTicks, long sellersStartTicks, long seed, long market, TurnOrder usual, ErrorSource blame) {
        return rule(
                settings(buyersStartTicks, sellersStartTicks, seed, market, usual),
                policyName(),
                () -> RoundFeatures.NONE,
                blame);
    }

    /** Sets the default rule, which applies if neither a rule nor a clock option is given. Returns this object. */
    RuleOptions setDefaultRule(String rule) {
        usualRule = rule;
        return this;
    }

    /** Sets the defaults of versions that did not record them: {@code double-dutch-midpoint}, with the shipped model in tier 2. */
    void useFormerDefaults() {
        usualRule = AuctionCatalogue.MIDPOINT;
        usualClocks = AuctionCatalogue.LEARNED;
    }

    /** Returns options that state defaults in use: the policy, and a rule other than midpoint. Empty after {@link #useFormerDefaults}. */
    List<String> defaults() {
        List<String> defaults = new ArrayList<>();
        if (givenRule == null && !ruleName().equals(AuctionCatalogue.MIDPOINT)) {
            defaults.add("--rule=" + ruleName());
        }
        if (usualClocks == null && isConducted() && policyName == null && step == null) {
            defaults.add("--policy=" + clocksInTierTwo());
        }
        return defaults;
    }

    private String clocksInTierTwo() {
        String clocks = usualClocks;
        return clocks != null && ruleName().equals(AuctionCatalogue.MIDPOINT)
                ? clocks
                : provider().policyInTierTwo();
    }

    /** Sets the paper's defaults: {@code double-dutch-midpoint}, alternating turns and, if the rule has a turn order, fixed steps. */
    void applyPaperSettings() {
        usualRule = AuctionCatalogue.MIDPOINT;
        usualTurns = TurnOrder.ALTERNATE;
        if (policyName == null && !provider().turns().isEmpty()) {
            policyName = FixedStep.NAME;
        }
    }

    /** Returns the name of the rule. Default: with a clock option {@code double-dutch-midpoint}, otherwise the default rule. */
    String ruleName() {
        String given = givenRule;
        boolean hasClocks = policyName != null || step != null || turns != null;
        return given == null ? hasClocks ? AuctionCatalogue.MIDPOINT : usualRule : given;
    }

    /** Returns the name of the policy. Default: with a step {@code fixed}, otherwise the rule's default policy outside tier 2. */
    String policyName() {
        String given = policyName;
        return given == null ? step == null ? provider().policy() : FixedStep.NAME : given;
    }

    private RuleProvider provider() {
        return AuctionCatalogue.rule(ruleName())
                .orElseThrow(() -> new InvalidInputException(
                        "--rule",
                        "must be a known name: " + ruleName(),
                        "use one of these: " + String.join(", ", AuctionCatalogue.ruleNames()) + "."));
    }

    private boolean isConducted() {
        return provider().options().contains(AuctionOption.POLICY);
    }

    private static boolean takesStep(String policyName) {
        return AuctionCatalogue.policy(policyName)
                .filter(policy -> policy.options().contains(AuctionOption.STEP))
                .isPresent();
    }

    private AuctionSettings settings(long buyersStart, long sellersStart, long seed, long market, TurnOrder usual) {
        return AuctionSettingsBuilder.builder()
                .buyersStartTicks(buyersStart)
                .sellersStartTicks(sellersStart)
                .turns(usual)
                .stepTicks(stepTicks())
                .seed(seed)
                .round(market)
                .build();
    }

    private long stepTicks() {
        long ticks = step == null ? 1 : step;
        OptionRangeCheck.atLeast(1, ticks, "--step");
        return ticks;
    }

    /** Returns the rule. If no turn order is given, and neither rule nor learned policy requires one, that of {@code usual} applies. */
    private AuctionRule rule(
            AuctionSettings usual, String policyName, Supplier<RoundFeatures> view, ErrorSource blame) {
        if (isConducted()) {
            requireClock(blame.source, blame.field, usual.buyersStartTicks());
            boolean option = blame.field.isEmpty() || blame.sellers.startsWith("--");
            requireClock(option ? blame.sellers : blame.source, option ? "" : blame.field, usual.sellersStartTicks());
        }
        Auctioneer named =
                PolicyResolver.isModel(policyName) ? model(policyName) : PolicyResolver.policy(policyName, usual);
        Auctioneer policy = named instanceof LearnedClockPolicy learned ? learned.withRound(view) : named;
        requireFit(policy, policyName, usual);
        try {
            AuctionRule rule = provider().rule(usual.withTurns(turns(policy, usual.turns())), policy);
            if (isConducted()) {
                requireSteps(usual.buyersStartTicks() - usual.sellersStartTicks(), policy, blame);
            }
            refuseIdle(policyName);
            return rule;
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "--rule",
                    ruleName(),
                    InvalidInputException.reason(e),
                    "use another --turns, or start the buyers' clock above the sellers' clock.");
        }
    }

    private void requireFit(Auctioneer policy, String name, AuctionSettings settings) {
        if (provider().takes(policy)) {
            return;
        }
        List<String> fitting = AuctionCatalogue.policies().stream()
                .filter(other -> provider().takes(other.policy(settings)))
                .map(PolicyProvider::name)
                .toList();
        throw new InvalidInputException(
                "--policy",
                "must fit --rule " + ruleName() + ": " + name,
                "use one of these: " + String.join(", ", fitting) + ".");
    }

    private void refuseIdle(String policyName) {
        if (!isConducted()) {
            IneffectiveOptionCheck.refuse(spec, "--rule " + ruleName(), "--policy", "--step");
        }
        if (provider().turns().isEmpty()) {
            IneffectiveOptionCheck.refuse(spec, "--rule " + ruleName(), "--turns");
        }
        if (!takesStep(policyName)) {
            IneffectiveOptionCheck.refuse(spec, "--policy " + policyName, "--step");
        }
    }

    /**
     * Returns the function from the tier 2 market of a scenario, whose start clocks are public, to the auction rule. Without {@code --paper}, the
     * default turn order is {@code shorter}. Fixed agents accept many lots at one stop. With alternating turns, the clocks would then meet before the
     * aerial agents have answered (docs/explanation/auctions.md has the numbers). The function throws {@link InvalidInputException} if the options do
     * not fit the market.
     *
     * @param seed seed of a random policy
     */
    public Function<ResaleMarket, AuctionRule> mechanism(Scenario scenario, long seed) {
        return market -> {
            AuctionRule rule = rule(
                    settings(market.buyersStartTicks(), market.sellersStartTicks(), seed, 0, usualTurns),
                    policyName == null && step == null ? clocksInTierTwo() : policyName(),
                    () -> RoundFeatures.of(scenario, market),
                    ErrorSource.OPTIONS);
            requireLots(rule, market.book());
            return rule;
        };
    }

    /**
     * Requires that a rule accepts a market. The error message names rules that are truthful for several lots.
     *
     * @throws InvalidInputException if the rule rejects the market
     */
    public static void requireLots(AuctionRule rule, OrderBook book) {
        try {
            rule.check(book);
        } catch (IllegalArgumentException e) {
            List<String> several = AuctionCatalogue.rules().stream()
                    .filter(other -> other.traits().truthful() == RuleTraits.Truthful.ANY_LOTS)
                    .map(RuleProvider::name)
                    .toList();
            throw InvalidInputException.of(
                    "--rule",
                    "",
                    e,
                    "use a rule that is truthful for several lots: " + String.join(", ", several) + ".");
        }
    }

    /** Requires that a rule accepts a number of lots of one trader; otherwise throws {@link InvalidInputException}. */
    public static void requireLots(AuctionRule rule, int lots) {
        List<Order> orders = new ArrayList<>();
        for (int lot = 1; lot <= lots; lot++) {
            orders.add(new Bid("a trader", lot, 0));
        }
        requireLots(rule, OrderBook.of(orders));
    }

    private TurnOrder turns(Auctioneer policy, TurnOrder usual) {
        if (turns != null) {
            return turns;
        }
        boolean shorter = provider().turns().equals(EnumSet.of(TurnOrder.SHORTER))
                || (policy instanceof LearnedClockPolicy learned && learned.turns() == TurnOrder.SHORTER);
        return shorter ? TurnOrder.SHORTER : usual;
    }

    /** Reads a model. Reads each file only once, because an audit creates the rule for every market. */
    private synchronized ClockPolicy model(String name) {
        ClockPolicy read = model;
        if (read == null) {
            read = PolicyResolver.steady(name);
            model = read;
        }
        return read;
    }

    /** Returns the model file that is given as policy; empty if the policy is a name. */
    public Optional<Path> model() {
        String name = policyName();
        return name.endsWith(ModelFile.SUFFIX) ? Optional.of(Path.of(name)) : Optional.empty();
    }

    /** Checks the options without a market. Throws {@link InvalidInputException} if they do not fit together. */
    public void check() {
        rule(1, 0, 0, 0, TurnOrder.SHORTER, ErrorSource.OPTIONS);
    }

    /** Returns the options as command-line text for one market with these start prices, in ticks. */
    String commandLine(AuctionRule rule, long buyersStartTicks, long sellersStartTicks, long seed, long round) {
        StringBuilder typed = new StringBuilder("--rule " + ruleName());
        if (rule instanceof DoubleDutch dutch) {
            typed.append(" --turns ").append(EnumNames.name(dutch.turns()));
        }
        if (isConducted()) {
            typed.append(" --policy ")
                    .append(LabelSyntax.quoted(policyName()))
                    .append(takesStep(policyName()) ? " --step " + stepTicks() : "");
        }
        if (needsStarts()) {
            typed.append(" --start-buyers ").append(buyersStartTicks);
            typed.append(" --start-sellers ").append(sellersStartTicks);
        }
        return typed + " --seed " + seed + " --round " + round;
    }

    /** Returns whether the rule's outcome depends on the start clocks. */
    boolean needsStarts() {
        return provider().options().contains(AuctionOption.STARTS);
    }

    private static void requireSteps(long gapTicks, Auctioneer policy, ErrorSource blame) {
        if (gapTicks / policy.leastStepTicks(gapTicks) >= DoubleDutch.MOST_STEPS) {
            throw new InvalidInputException(
                    blame.source,
                    blame.field,
                    "must be fewer than " + DoubleDutch.MOST_STEPS + " steps above " + blame.sellers + ": " + gapTicks
                            + " ticks",
                    "use a larger --step or a larger tick.");
        }
    }

    /** Requires an absolute value below {@link Order#MAX_TICKS}. Does not use {@code Math.abs}, which is negative for {@code Long.MIN_VALUE}. */
    private static void requireClock(String source, String field, long ticks) {
        if (ticks <= -Order.MAX_TICKS || ticks >= Order.MAX_TICKS) {
            throw new InvalidInputException(
                    source,
                    field,
                    "must be below " + Order.MAX_TICKS + " in absolute value if a clock starts there: " + ticks,
                    "use a larger tick, or a --rule without clocks.");
        }
    }
}
