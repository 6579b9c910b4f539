package skybourse.tier2.catalogue;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.spi.AuctionOption;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleList;
import skybourse.tier2.spi.RuleProvider;

/** A rule that nobody conducts: orders and lots decide, or a price that the start clocks give. */
record SealedRule(
        String name,
        String title,
        Function<AuctionSettings, AuctionRule> maker,
        Set<AuctionOption> options,
        Set<RuleList> lists)
        implements RuleProvider {

    /** Makes one that has no settings. */
    static RuleProvider of(String title, AuctionRule rule, RuleList... lists) {
        return named(rule.name(), title, rule, lists);
    }

    /** Makes one whose own name tells more than the catalogue's. */
    static RuleProvider named(String name, String title, AuctionRule rule, RuleList... lists) {
        return new SealedRule(name, title, _ -> rule, Set.of(), Set.of(lists));
    }

    /** Makes one whose price hangs on the start clocks, which stands in every list. */
    static RuleProvider priced(String title, Function<AuctionSettings, AuctionRule> maker) {
        String name = maker.apply(AuctionSettings.of(1, 0)).name();
        return new SealedRule(name, title, maker, Set.of(AuctionOption.STARTS), EnumSet.allOf(RuleList.class));
    }

    @Override
    public AuctionRule rule(AuctionSettings settings, Auctioneer policy) {
        return maker.apply(settings);
    }
}
