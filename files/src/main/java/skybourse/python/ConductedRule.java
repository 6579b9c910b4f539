package skybourse.python;

import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleProvider;

/**
 * A rule that a given auctioneer conducts, whatever is usual for it.
 *
 * @param rule which
 * @param conductor who moves its clocks
 */
public record ConductedRule(RuleProvider rule, Auctioneer conductor) implements RuleProvider {

    public ConductedRule {
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
