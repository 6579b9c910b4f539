package skybourse.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleProvider;

class FixedAuctioneerRuleProviderTest {

    private static final RuleProvider DUTCH =
            AuctionCatalogue.rule("double-dutch-trade-reduction").orElseThrow();

    @Test
    void givenPolicyReplacesDefaultPolicy() {
        var conducted = new FixedAuctioneerRuleProvider(DUTCH, new FixedStep(5));
        AuctionRule rule = conducted.rule(AuctionSettings.of(40, 7), new FixedStep(1));
        assertThat(rule).isInstanceOfSatisfying(DoubleDutch.class, dutch -> {
            assertThat(dutch.policy()).isEqualTo(new FixedStep(5));
            assertThat(dutch.buyersStartTicks()).isEqualTo(40);
            assertThat(dutch.sellersStartTicks()).isEqualTo(7);
        });
        assertThat(conducted.name()).isEqualTo("double-dutch-trade-reduction");
        assertThat(conducted.title()).isEqualTo(DUTCH.title());
    }

    @Test
    void refusesPolicyOfOtherAuction() {
        Auctioneer other = () -> "bisection";
        assertThatThrownBy(() -> new FixedAuctioneerRuleProvider(DUTCH, other))
                .hasMessage("policy must be one that double-dutch-trade-reduction takes: bisection");
    }
}
