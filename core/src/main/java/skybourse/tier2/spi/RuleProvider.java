package skybourse.tier2.spi;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Turns;

/** An auction rule that offers itself by name. Has no state; the answers never change. */
public interface RuleProvider {

    /** Returns the provider of a rule that is played as it is, under its own name: no setting or policy changes it. */
    static RuleProvider of(AuctionRule rule) {
        Objects.requireNonNull(rule, "rule");
        return new RuleProvider() {
            @Override
            public String name() {
                return rule.name();
            }

            @Override
            public String title() {
                return rule.name();
            }

            @Override
            public AuctionRule rule(AuctionSettings settings, Auctioneer policy) {
                return rule;
            }
        };
    }

    /** Returns the name that a command line or a file gives, lower case, words joined by dashes; the names of the rules begin with it. */
    String name();

    /** Returns a title for tables, such as {@code McAfee}. */
    String title();

    /** Makes the rule with these settings; the policy is one that {@link #takes} holds for. */
    AuctionRule rule(AuctionSettings settings, Auctioneer policy);

    /** Returns what the rule declares about itself with the settings that are usual, one tick at a time. */
    default RuleTraits traits() {
        return rule(AuctionSettings.of(1, 0), new FixedStep(1)).traits();
    }

    /** Returns the settings that the rule hangs on; none where orders and lots decide all. */
    default Set<AuctionOption> options() {
        return Set.of();
    }

    /** Returns the turns that it can be played with; none where there is no turn to choose. */
    default Set<Turns> turns() {
        return Set.of();
    }

    /** Tells whether it can be conducted by a policy; every policy fits a rule that nobody conducts. */
    default boolean takes(Auctioneer policy) {
        return true;
    }

    /** Returns the name of the policy that conducts it where none is named. */
    default String policy() {
        return FixedStep.NAME;
    }

    /** Returns the name of the policy that conducts it in tier 2 where none is named. */
    default String policyInTierTwo() {
        return policy();
    }

    /** Returns the lists in which it stands. */
    default Set<RuleList> lists() {
        return EnumSet.allOf(RuleList.class);
    }
}
