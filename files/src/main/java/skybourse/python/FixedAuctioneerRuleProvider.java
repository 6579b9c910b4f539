package skybourse.python;

import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleProvider;

/**
 * Provider of an auction rule with a fixed auctioneer. The auctioneer that is passed to {@link #rule(AuctionSettings, Auctioneer)} is ignored.
 *
 * @param rule provider of the auction rule
 * @param conductor auctioneer that conducts the auctions of the rule
 */
public record FixedAuctioneerRuleProvider(RuleProvider rule, Auctioneer conductor) implements RuleProvider {

    /** @throws IllegalArgumentException if {@code rule} does not accept {@code conductor} */
    public FixedAuctioneerRuleProvider {
        if (!rule.takes(conductor)) {
            throw new IllegalArgumentException(
                    "policy must be one that " + rule.name() + " takes: " + conductor.name());
        }
    }

    @Override
    public String name() {
        return rule.name();
    }

    @Override
    public String title() {
        return rule.title();
    }

    @Override
    public AuctionRule rule(AuctionSettings settings, Auctioneer ignored) {
        return rule.rule(settings, conductor);
    }
}
