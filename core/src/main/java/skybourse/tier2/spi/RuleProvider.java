package skybourse.tier2.spi;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;

/** Named provider of an auction rule. Stateless; each method always returns equal results for equal arguments. */
public interface RuleProvider {

    /** Returns the provider of a given rule, under its own name. Settings and policies do not change it. */
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

    /**
     * Returns the name on a command line or in a file: lower case, words joined by dashes. Names of the provider's rules must start
     * with it.
     */
    String name();

    /** Returns the title in tables, for example {@code McAfee}. */
    String title();

    /**
     * Creates the rule.
     *
     * @param policy a policy for which {@link #takes} is true
     * @throws IllegalArgumentException if the rule does not accept the policy or the settings
     */
    AuctionRule rule(AuctionSettings settings, Auctioneer policy);

    /**
     * Returns the declared properties of the rule with default settings and steps of one tick. Must be overridden by a rule that
     * does not accept {@link FixedStep}.
     */
    default RuleTraits traits() {
        return rule(AuctionSettings.of(1, 0), new FixedStep(1)).traits();
    }

    /** Returns the settings on which the rule depends; empty if the outcome depends only on the orders and the tie order. */
    default Set<AuctionOption> options() {
        return Set.of();
    }

    /** Returns the turn orders with which the rule can be played; empty if it has none. */
    default Set<TurnOrder> turns() {
        return Set.of();
    }

    /** Returns whether the rule accepts a policy. A rule that no policy conducts accepts, and ignores, each policy. */
    default boolean takes(Auctioneer policy) {
        return true;
    }

    /** Returns the name of the rule's default policy. */
    default String policy() {
        return FixedStep.NAME;
    }

    /** Returns the name of the rule's default policy in tier 2. */
    default String policyInTierTwo() {
        return policy();
    }

    /** Returns the lists that contain the rule. The default is all lists. */
    default Set<RuleComparisonGroup> lists() {
        return EnumSet.allOf(RuleComparisonGroup.class);
    }
}
