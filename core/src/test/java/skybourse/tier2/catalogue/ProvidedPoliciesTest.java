package skybourse.tier2.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.testing.Cases;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Markets;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockPolicyContract;
import skybourse.tier2.spi.AuctionOption;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.AuctionSettingsBuilder;
import skybourse.tier2.spi.PolicyProvider;
import skybourse.tier2.spi.RuleProvider;

/** Every policy of the catalogue works with every rule that accepts it. */
@ParameterizedClass(name = "{0}")
@MethodSource("skybourse.tier2.catalogue.AuctionCatalogue#policies")
@SuppressWarnings("NullAway.Init") // JUnit fills the field
class ProvidedPoliciesTest {

    private static final AuctionSettings SETTINGS = AuctionSettings.of(18, 0);

    @Parameter
    PolicyProvider provider;

    private AuctionSettings step(long ticks) {
        return AuctionSettingsBuilder.builder()
                .buyersStartTicks(18)
                .sellersStartTicks(0)
                .turns(SETTINGS.turns())
                .stepTicks(ticks)
                .seed(0)
                .round(0)
                .build();
    }

    @Test
    void theNameIsUnique() {
        assertThat(provider.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(AuctionCatalogue.policyNames()).doesNotHaveDuplicates().contains(provider.name());
        assertThat(AuctionCatalogue.policy(provider.name())).contains(provider);
        assertThat(provider.policy(SETTINGS).name()).startsWith(provider.name());
    }

    @Test
    void onlyPoliciesThatDeclareStepDependOnIt() {
        assertThat(provider.policy(step(5))
                        .name()
                        .equals(provider.policy(SETTINGS).name()))
                .isNotEqualTo(provider.options().contains(AuctionOption.STEP));
        assertThat(provider.options()).isSubsetOf(AuctionOption.STEP);
    }

    @Test
    void rulesWithPolicyEndReproduciblyWithoutLosses() {
        Auctioneer policy = provider.policy(SETTINGS);
        assertThat(AuctionCatalogue.rules())
                .filteredOn(rule -> rule.options().contains(AuctionOption.POLICY))
                .anyMatch(rule -> rule.takes(policy));
        for (RuleProvider offered : AuctionCatalogue.rules()) {
            if (offered.options().contains(AuctionOption.POLICY) && offered.takes(policy)) {
                AuctionRule rule = offered.rule(SETTINGS, policy);
                Cases.forAll(Markets::unitDemand, book -> {
                    AuctionOutcome outcome = rule.clear(book, new TieOrder.ById());
                    assertThat(outcome.welfareTicks(book)).isNotNegative();
                    assertThat(rule.clear(book, new TieOrder.ById())).isEqualTo(outcome);
                });
            }
        }
    }

    @Test
    void everyStepIsLegal() {
        if (provider.policy(SETTINGS) instanceof ClockPolicy policy) {
            ((ClockPolicyContract) () -> policy).everyStepIsLegalAndReproducible();
        }
    }
}
