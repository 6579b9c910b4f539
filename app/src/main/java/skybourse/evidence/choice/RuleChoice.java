package skybourse.evidence.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Worlds;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Side;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.Turns;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.AuctionSettingsBuilder;

/** Auction rules and clock policies by the settings of a cell. */
public final class RuleChoice {

    /** Axis whose value names the rule. */
    public static final String RULE = "rule";

    /** The rule by which nothing is auctioned. */
    public static final String NONE = "none";

    /** Axis whose value names who announces next. */
    public static final String TURNS = "turns";

    /** Axis whose value names the clock policy. */
    public static final String POLICY = "policy";

    /** Axis whose value is the step of a fixed policy. */
    static final String STEP = "step";

    private RuleChoice() {}

    /** Returns the axes of a rule in tier 2, with the same defaults as {@code run}. */
    public static SequencedMap<String, String> axesOfTierTwo() {
        return CellTask.axes(axes(), CellTask.axes("turns=shorter policy=usual"));
    }

    /** Returns the axes of a rule for drawn orders. */
    public static SequencedMap<String, String> axes() {
        return CellTask.axes("rule=" + AuctionCatalogue.MIDPOINT + " turns=alternate policy=fixed step=1");
    }

    /** Throws where the settings make no rule. */
    public static void check(Settings settings, Worlds worlds) {
        of(settings, worlds, 1, 0, 1);
    }

    /** Returns a rule for drawn orders, which no books stand behind; throws where the settings make none. */
    public static AuctionRule checkDrawn(Settings settings, Worlds worlds) {
        AuctionRule rule = of(settings, worlds, 1, 0, 1);
        if (!rule.traits().asks(Side.BUYERS)) {
            throw new IllegalArgumentException(
                    RULE + " must be a rule to which buyers submit bids, not one that computes bids from the ledger: "
                            + rule.name());
        }
        return rule;
    }

    /** Returns the rule of a market with these start clocks; a random policy draws by the seed. */
    public static AuctionRule of(Settings settings, Worlds worlds, long buyersStart, long sellersStart, long seed) {
        var clocks = AuctionSettingsBuilder.builder()
                .buyersStartTicks(buyersStart)
                .sellersStartTicks(sellersStart)
                .turns(settings.constant(TURNS, Turns.class))
                .stepTicks(settings.count(STEP, 1))
                .seed(seed)
                .round(0)
                .build();
        Auctioneer policy = policy(settings, worlds, clocks);
        List<String> rules = AuctionCatalogue.ruleNames();
        return AuctionCatalogue.rule(settings.word(RULE, rules), clocks, policy).orElseThrow();
    }

    /** Returns the policy with these settings. */
    public static Auctioneer policy(Settings settings, Worlds worlds, AuctionSettings clocks) {
        String named = settings.text(POLICY);
        String name = named.equals(AuctionCatalogue.USUAL) ? AuctionCatalogue.usualPolicy(settings.text(RULE)) : named;
        ClockPolicy trained = worlds.policies().get(name);
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
