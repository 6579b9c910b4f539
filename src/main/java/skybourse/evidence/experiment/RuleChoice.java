package skybourse.evidence.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import skybourse.evidence.sweep.Settings;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.AuctionCatalogue;
import skybourse.tier2.clock.AuctionSettings;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.Turns;

/** Auction rules and clock policies by the settings of a cell. */
final class RuleChoice {

    /** Axis whose value names the rule. */
    static final String RULE = "rule";

    /** The rule by which nothing is auctioned. */
    static final String NONE = "none";

    /** Axis whose value names who announces next. */
    static final String TURNS = "turns";

    /** Axis whose value names the clock policy. */
    static final String POLICY = "policy";

    /** Axis whose value is the step of a fixed policy. */
    static final String STEP = "step";

    private RuleChoice() {}

    /** Returns the axes of a rule. */
    static SequencedMap<String, String> axes() {
        SequencedMap<String, String> axes = new LinkedHashMap<>();
        axes.put(RULE, "double-dutch-midpoint");
        axes.put(TURNS, "alternate");
        axes.put(POLICY, "fixed");
        axes.put(STEP, "1");
        return axes;
    }

    /** Returns the name of a rule for people. */
    static String inWords(String rule) {
        return rule.replace("double-dutch-", "").replace('-', ' ');
    }

    /** Throws where the settings make no rule. */
    static void check(Settings settings) {
        of(settings, 1, 0, 1);
    }

    /** Throws where the settings make no rule for drawn orders, which no books stand behind. */
    static void checkDrawn(Settings settings) {
        AuctionRule rule = of(settings, 1, 0, 1);
        if (!rule.traits().asks(Side.BUYERS)) {
            throw new IllegalArgumentException(
                    RULE + " must take bids that buyers name, not read from books: " + rule.name());
        }
    }

    /** Returns the rule of a market with these start clocks; a random policy draws by the seed. */
    static AuctionRule of(Settings settings, long buyersStart, long sellersStart, long seed) {
        var clocks = new AuctionSettings(
                buyersStart, sellersStart, settings.constant(TURNS, Turns.class), settings.count(STEP, 1), seed, 0);
        String name = settings.word(POLICY, AuctionCatalogue.policyNames());
        Auctioneer policy = AuctionCatalogue.policy(name, clocks).orElseThrow();
        List<String> rules = AuctionCatalogue.ruleNames();
        return AuctionCatalogue.rule(settings.word(RULE, rules), clocks, policy).orElseThrow();
    }
}
