package skybourse.tier2.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.AuctionRuleContract;
import skybourse.tier2.clock.ClockAuction;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.spi.AuctionOption;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleProvider;

/** Every rule of the catalogue with default settings satisfies the contract of rules and its declared traits. */
@ParameterizedClass(name = "{0}")
@MethodSource("skybourse.tier2.catalogue.AuctionCatalogue#rules")
@SuppressWarnings("NullAway.Init") // JUnit fills the field
class ProvidedRulesTest implements AuctionRuleContract {

    /** Start clocks beyond all values, and one-tick steps. */
    private static final AuctionSettings SETTINGS = AuctionSettings.of(18, 0);

    @Parameter
    RuleProvider provider;

    @Override
    public AuctionRule rule() {
        return provider.rule(
                SETTINGS, AuctionCatalogue.policy(provider.policy(), SETTINGS).orElseThrow());
    }

    @Test
    void nameAndTraitsMatchTheRule() {
        assertThat(provider.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(rule().name()).startsWith(provider.name());
        assertThat(provider.traits()).isEqualTo(rule().traits());
        assertThat(provider.title()).isNotBlank();
        assertThat(AuctionCatalogue.rule(provider.name())).contains(provider);
        assertThat(AuctionCatalogue.ruleNames()).doesNotHaveDuplicates().contains(provider.name());
    }

    @Test
    void ruleWithPolicyHasClocksAndAcceptsItsPolicy() {
        boolean conducted = provider.options().contains(AuctionOption.POLICY);
        assertThat(rule() instanceof ClockAuction).isEqualTo(conducted);
        assertThat(provider.takes(
                        AuctionCatalogue.policy(provider.policy(), SETTINGS).orElseThrow()))
                .isTrue();
        assertThat(AuctionCatalogue.policies()).anyMatch(policy -> provider.takes(policy.policy(SETTINGS)));
        assertThat(provider.turns().isEmpty() || conducted).isTrue();
        assertThat(provider.turns().isEmpty() || provider.turns().contains(TurnOrder.SHORTER))
                .isTrue();
        assertThat(List.of(provider.policy(), OrderStatisticStep.NAME)).contains(provider.policyInTierTwo());
    }

    @Test
    void onlyDeclaredOptionsChangeTheRule() {
        if (!provider.options().contains(AuctionOption.STARTS)) {
            AuctionSettings other = AuctionSettings.of(30, 7).withTurns(TurnOrder.ALTERNATE);
            assertThat(provider.rule(
                            other,
                            AuctionCatalogue.policy(provider.policy(), other).orElseThrow()))
                    .isEqualTo(rule());
        }
    }
}
