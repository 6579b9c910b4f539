package skybourse.tier2.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.EfficientTrade;
import skybourse.tier2.auction.KDoubleAuction;
import skybourse.tier2.auction.McAfee;
import skybourse.tier2.auction.MultiUnitSplit;
import skybourse.tier2.auction.PostedPrice;
import skybourse.tier2.auction.SellerVickrey;
import skybourse.tier2.auction.StronglyBalanced;
import skybourse.tier2.auction.Vickrey;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Geometric;
import skybourse.tier2.clock.Greedy;
import skybourse.tier2.clock.OrderStatistics;
import skybourse.tier2.clock.RandomStep;
import skybourse.tier2.clock.Stages;
import skybourse.tier2.clock.dropout.BayesMoves;
import skybourse.tier2.clock.dropout.DropOutClocks;
import skybourse.tier2.clock.dropout.DropOutPolicy;
import skybourse.tier2.clock.dropout.DropOutPrior;
import skybourse.tier2.clock.dropout.MeetAt;
import skybourse.tier2.clock.dropout.MoreInMoves;
import skybourse.tier2.clock.refining.Bisection;
import skybourse.tier2.clock.refining.ExpectedCrossing;
import skybourse.tier2.clock.refining.Questioner;
import skybourse.tier2.clock.refining.RefiningClocks;
import skybourse.tier2.clock.refining.RefiningDutch;

/** Every rule and policy by the name that a command line or a file gives. */
public final class AuctionCatalogue {

    /** The rule that is played where none is named. */
    public static final String MIDPOINT = "double-dutch-midpoint";

    /** The name of the trained policy that comes with the program. */
    public static final String LEARNED = "learned";

    /** What stands for {@link #usualPolicy} of whatever rule is played. */
    public static final String USUAL = "usual";

    private static final String TRADE_REDUCTION = "double-dutch-trade-reduction";
    private static final String BALANCED = "double-dutch-strongly-balanced-reduction";
    private static final String REFINED = "double-dutch-refined";
    private static final String DROP_OUT = "drop-out";

    private static final Map<String, Function<AuctionSettings, Auctioneer>> POLICIES = policies();
    private static final Map<String, BiFunction<AuctionSettings, Auctioneer, AuctionRule>> RULES = rules();

    private AuctionCatalogue() {}

    private static SequencedMap<String, Function<AuctionSettings, Auctioneer>> policies() {
        SequencedMap<String, Function<AuctionSettings, Auctioneer>> named = new LinkedHashMap<>();
        named.put("fixed", settings -> new FixedStep(settings.stepTicks()));
        named.put("geometric", _ -> new Geometric(4));
        named.put("greedy", _ -> new Greedy());
        named.put("order-statistics", _ -> new OrderStatistics());
        named.put("stages", _ -> Stages.standard());
        named.put("bisection", _ -> new Bisection());
        named.put("estimate", _ -> new ExpectedCrossing(false));
        named.put("estimate-one-side", _ -> new ExpectedCrossing(true));
        named.put("posted", settings -> new MeetAt(middle(settings)));
        named.put("bayes", AuctionCatalogue::bayes);
        named.put("random", settings -> new RandomStep(settings.seed(), settings.round()));
        return named;
    }

    private static SequencedMap<String, BiFunction<AuctionSettings, Auctioneer, AuctionRule>> rules() {
        SequencedMap<String, BiFunction<AuctionSettings, Auctioneer, AuctionRule>> named = new LinkedHashMap<>();
        named.put(MIDPOINT, clocks(Clearing.MIDPOINT));
        named.put(TRADE_REDUCTION, clocks(Clearing.TRADE_REDUCTION));
        named.put(BALANCED, clocks(Clearing.STRONGLY_BALANCED_REDUCTION));
        named.put(REFINED, AuctionCatalogue::refined);
        named.put(DROP_OUT, AuctionCatalogue::dropOut);
        named.put("mcafee", (_, _) -> new McAfee());
        named.put("sbba", (_, _) -> new StronglyBalanced());
        named.put("k-double", (_, _) -> new KDoubleAuction(1));
        named.put("vcg", (_, _) -> new Vickrey());
        named.put("seller-vcg", (_, _) -> new SellerVickrey());
        named.put("posted-price", (settings, _) -> new PostedPrice(middle(settings)));
        named.put("muda", (_, _) -> new MultiUnitSplit());
        named.put("efficient", (_, _) -> new EfficientTrade());
        return named;
    }

    private static BiFunction<AuctionSettings, Auctioneer, AuctionRule> clocks(Clearing clearing) {
        return (settings, policy) -> new DoubleDutch(
                settings.buyersStartTicks(),
                settings.sellersStartTicks(),
                settings.turns(),
                clearing,
                fitting(ClockPolicy.class, policy));
    }

    private static <P extends Auctioneer> P fitting(Class<P> kind, Auctioneer policy) {
        if (!kind.isInstance(policy)) {
            throw new IllegalArgumentException("policy must fit the rule: " + policy.name());
        }
        return kind.cast(policy);
    }

    private static AuctionRule refined(AuctionSettings settings, Auctioneer policy) {
        Questioner questioner =
                policy instanceof ClockPolicy clocks ? new RefiningClocks(clocks) : fitting(Questioner.class, policy);
        return new RefiningDutch(settings.buyersStartTicks(), settings.sellersStartTicks(), questioner);
    }

    private static Auctioneer bayes(AuctionSettings settings) {
        long low = settings.sellersStartTicks();
        long high = settings.buyersStartTicks();
        return new BayesMoves(new DropOutPrior.Uniform(low, high), low, high);
    }

    private static AuctionRule dropOut(AuctionSettings settings, Auctioneer policy) {
        DropOutPolicy moves = policy instanceof FixedStep fixed
                ? new MoreInMoves(fixed.ticks())
                : fitting(DropOutPolicy.class, policy);
        return new DropOutClocks(settings.buyersStartTicks(), settings.sellersStartTicks(), moves);
    }

    private static long middle(AuctionSettings settings) {
        return Math.floorDiv(settings.buyersStartTicks() + settings.sellersStartTicks(), 2);
    }

    /** Returns the names of all rules. */
    public static List<String> ruleNames() {
        return List.copyOf(RULES.keySet());
    }

    /** Returns the names of all policies. */
    public static List<String> policyNames() {
        return List.copyOf(POLICIES.keySet());
    }

    /** Returns the name of the policy that chooses the steps of a rule in tier 2 where none is named. */
    public static String usualPolicy(String rule) {
        return switch (rule) {
            case MIDPOINT -> LEARNED;
            case REFINED -> "bisection";
            default -> "fixed";
        };
    }

    /** Tells whether a policy is of the kind that a rule takes; every policy fits a rule without clocks. */
    public static boolean fits(String rule, Auctioneer policy) {
        return switch (rule) {
            case REFINED -> policy instanceof Questioner || policy instanceof ClockPolicy;
            case DROP_OUT -> policy instanceof DropOutPolicy || policy instanceof FixedStep;
            case MIDPOINT, TRADE_REDUCTION, BALANCED -> policy instanceof ClockPolicy;
            default -> true;
        };
    }

    /**
     * Makes a rule.
     *
     * @param name one of {@link #ruleNames}
     * @param settings for rules with clocks; the posted price is the middle of the start clocks
     * @param policy for rules with clocks
     * @return empty for an unknown name
     * @throws IllegalArgumentException when the policy is not of the rule's kind
     */
    public static Optional<AuctionRule> rule(String name, AuctionSettings settings, Auctioneer policy) {
        return Optional.ofNullable(RULES.get(name)).map(make -> make.apply(settings, policy));
    }

    /**
     * Makes a policy.
     *
     * @param name one of {@link #policyNames}
     * @param settings gives the fixed step and the random seed
     * @return empty for an unknown name
     */
    public static Optional<Auctioneer> policy(String name, AuctionSettings settings) {
        return Optional.ofNullable(POLICIES.get(name)).map(make -> make.apply(settings));
    }
}
