package skybourse.tier2.catalogue;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.spi.AuctionOption;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleComparisonGroup;
import skybourse.tier2.spi.RuleProvider;

/** Provider of a rule without an auctioneer. The outcome depends on the orders and ties, and on a price derived from the start clocks if the rule uses one. */
record SealedRuleProvider(
        String name,
        String title,
        Function<AuctionSettings, AuctionRule> maker,
        Set<AuctionOption> options,
        Set<RuleComparisonGroup> lists)
        implements RuleProvider {

    /** Returns a provider of a rule without settings. */
    static RuleProvider of(String title, AuctionRule rule, RuleComparisonGroup... lists) {
        return named(rule.name(), title, rule, lists);
    }

    /** Returns a provider whose name differs from that of the rule. */
    static RuleProvider named(String name, String title, AuctionRule rule, RuleComparisonGroup... lists) {
        return new SealedRuleProvider(name, title, _ -> rule, Set.of(), Set.of(lists));
    }

    /** Returns a provider of a rule whose price depends on the start clocks. The rule is in all lists of {@link RuleComparisonGroup}. */
    static RuleProvider priced(String title, Function<AuctionSettings, AuctionRule> maker) {
        String name = maker.apply(AuctionSettings.of(1, 0)).name();
        return new SealedRuleProvider(
                name, title, maker, Set.of(AuctionOption.STARTS), EnumSet.allOf(RuleComparisonGroup.class));
    }

    @Override
    public AuctionRule rule(AuctionSettings settings, Auctioneer policy) {
        return maker.apply(settings);
    }
}
