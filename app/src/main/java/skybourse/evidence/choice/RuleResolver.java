package skybourse.evidence.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Side;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.AuctionSettingsBuilder;

/** Creates the auction rules and clock policies that the settings of a cell describe. */
public final class RuleResolver {

    /** Axis whose value names the rule. */
    public static final String RULE = "rule";

    /** Value of {@link #RULE} for a round without an auction. */
    public static final String NONE = "none";

    /** Axis whose value is the turn order of the clocks. */
    public static final String TURNS = "turns";

    /** Axis whose value names the clock policy. */
    public static final String POLICY = "policy";

    /** Axis whose value is the step of a fixed policy, in ticks. */
    static final String STEP = "step";

    private RuleResolver() {}

    /** Returns the axes that describe a rule in tier 2, with the defaults of {@code run}. */
    public static SequencedMap<String, String> axesOfTierTwo() {
        return CellTask.axes(axes(), CellTask.axes("turns=shorter policy=usual"));
    }

    /** Returns the axes of a rule for sampled orders. */
    public static SequencedMap<String, String> axes() {
        return CellTask.axes("rule=" + AuctionCatalogue.MIDPOINT + " turns=alternate policy=fixed step=1");
    }

    /**
     * Checks the settings of a rule.
     *
     * @throws IllegalArgumentException if they are invalid
     */
    public static void check(GridPoint settings, ScenarioSource scenarios) {
        of(settings, scenarios, 1, 0, 1);
    }

    /**
     * Checks the settings of a rule for sampled orders. Such orders have no ledger. Returns the rule with start prices 1 and 0.
     *
     * @throws IllegalArgumentException if the settings are invalid, or if the rule computes bids from the ledger
     */
    public static AuctionRule checkDrawn(GridPoint settings, ScenarioSource scenarios) {
        AuctionRule rule = of(settings, scenarios, 1, 0, 1);
        if (!rule.traits().asks(Side.BUYERS)) {
            throw new IllegalArgumentException(
                    RULE + " must be a rule to which buyers submit bids, not one that computes bids from the ledger: "
                            + rule.name());
        }
        return rule;
    }

    /**
     * Returns the rule of a market with these start prices, in ticks.
     *
     * @param seed seed of a random policy
     * @throws IllegalArgumentException if the settings are invalid
     */
    public static AuctionRule of(
            GridPoint settings, ScenarioSource scenarios, long buyersStart, long sellersStart, long seed) {
        var clocks = AuctionSettingsBuilder.builder()
                .buyersStartTicks(buyersStart)
                .sellersStartTicks(sellersStart)
                .turns(settings.constant(TURNS, TurnOrder.class))
                .stepTicks(settings.count(STEP, 1))
                .seed(seed)
                .round(0)
                .build();
        Auctioneer policy = policy(settings, scenarios, clocks);
        List<String> rules = AuctionCatalogue.ruleNames();
        return AuctionCatalogue.rule(settings.word(RULE, rules), clocks, policy).orElseThrow();
    }

    /**
     * Returns the clock policy.
     *
     * @param clocks settings of the auction
     * @throws IllegalArgumentException if the policy is unknown, or if it is a trained model that the sweep does not contain
     */
    public static Auctioneer policy(GridPoint settings, ScenarioSource scenarios, AuctionSettings clocks) {
        String named = settings.text(POLICY);
        String name = named.equals(AuctionCatalogue.USUAL) ? AuctionCatalogue.usualPolicy(settings.text(RULE)) : named;
        ClockPolicy trained = scenarios.policies().get(name);
        if (trained != null) {
            return trained;
        }
        List<String> names = new ArrayList<>(AuctionCatalogue.policyNames());
        names.addAll(List.of(
                AuctionCatalogue.USUAL,
                AuctionCatalogue.LEARNED,
                AuctionCatalogue.UNFENCED,
                "a .skymodel file beside the spec"));
        settings.word(POLICY, names);
        return AuctionCatalogue.policy(name, clocks)
                .orElseThrow(() -> new IllegalArgumentException(
                        POLICY + " must be one that comes with the sweep, which has no trained model: " + named));
    }
}
