package skybourse.tier2.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GeometricStep;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.RandomStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.dropout.DropOutAuction;
import skybourse.tier2.clock.dropout.LargerSidePolicy;
import skybourse.tier2.clock.dropout.PostedPricePolicy;
import skybourse.tier2.clock.refining.BisectionQuestioner;
import skybourse.tier2.rule.PostedPrice;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.AuctionSettingsBuilder;
import skybourse.tier2.spi.RuleComparisonGroup;
import skybourse.tier2.spi.RuleProvider;

/** Rules and policies created from settings. */
class AuctionCatalogueTest {

    private static final AuctionSettings SETTINGS = AuctionSettingsBuilder.builder()
            .buyersStartTicks(19)
            .sellersStartTicks(4)
            .turns(TurnOrder.ALTERNATE)
            .stepTicks(3)
            .seed(11)
            .round(5)
            .build();

    @Test
    void rulesUseTheirSettings() {
        var greedy = new GreedyStep();
        assertThat(AuctionCatalogue.rule("double-dutch-midpoint", SETTINGS, greedy))
                .hasValueSatisfying(rule -> {
                    var clocks = (DoubleDutch) rule;
                    assertThat(clocks.buyersStartTicks()).isEqualTo(19);
                    assertThat(clocks.sellersStartTicks()).isEqualTo(4);
                    assertThat(clocks.turns()).isEqualTo(TurnOrder.ALTERNATE);
                    assertThat(clocks.policy()).isEqualTo(greedy);
                });
        assertThat(AuctionCatalogue.rule("posted-price", SETTINGS, greedy)).contains(new PostedPrice(11));
        assertThat(AuctionCatalogue.rule("drop-out", SETTINGS, new FixedStep(2)))
                .contains(new DropOutAuction(19, 4, new LargerSidePolicy(2)));
        assertThat(AuctionCatalogue.rule("dutch", SETTINGS, greedy)).isEmpty();
    }

    private static boolean takes(String rule, Auctioneer policy) {
        return AuctionCatalogue.rule(rule).orElseThrow().takes(policy);
    }

    @Test
    void rejectsPoliciesOfWrongKind() {
        assertThat(takes("drop-out", new GreedyStep())).isFalse();
        assertThat(takes("double-dutch-refined", new PostedPricePolicy(1))).isFalse();
        assertThat(takes("double-dutch-midpoint", new BisectionQuestioner())).isFalse();
        assertThat(takes("vcg", new PostedPricePolicy(1))).isTrue();
        for (String rule : List.of("double-dutch-midpoint", "double-dutch-refined")) {
            assertThatThrownBy(() -> AuctionCatalogue.rule(rule, SETTINGS, new PostedPricePolicy(1)))
                    .hasMessage("policy must fit the rule: " + new PostedPricePolicy(1).name());
        }
    }

    @Test
    void policiesUseTheirSettings() {
        assertThat(AuctionCatalogue.policy("fixed", SETTINGS)).contains(new FixedStep(3));
        assertThat(AuctionCatalogue.policy("geometric", SETTINGS)).contains(new GeometricStep(4));
        assertThat(AuctionCatalogue.policy("greedy", SETTINGS)).contains(new GreedyStep());
        assertThat(AuctionCatalogue.policy("order-statistics", SETTINGS)).contains(new OrderStatisticStep());
        assertThat(AuctionCatalogue.policy("posted", SETTINGS)).contains(new PostedPricePolicy(11));
        assertThat(AuctionCatalogue.policy("random", SETTINGS)).contains(new RandomStep(11, 5));
        assertThat(AuctionCatalogue.policy("slow", SETTINGS)).isEmpty();
    }

    /** The smallest step bounds the length of an auction. */
    @Test
    void smallestBisectionStepGrowsWithGap() {
        assertThat(new FixedStep(3).leastStepTicks(6_400)).isEqualTo(3);
        assertThat(new GreedyStep().leastStepTicks(6_400)).isEqualTo(1);
        assertThat(new PostedPricePolicy(1).leastStepTicks(6_400)).isEqualTo(1);
        assertThat(new BisectionQuestioner().leastStepTicks(6_400)).isEqualTo(100);
        assertThat(new BisectionQuestioner().leastStepTicks(10)).isEqualTo(1);
    }

    @Test
    void defaultPolicyDependsOnRule() {
        assertThat(AuctionCatalogue.usualPolicy("double-dutch-midpoint")).isEqualTo("order-statistics");
        assertThat(AuctionCatalogue.usualPolicy("double-dutch-refined")).isEqualTo("bisection");
        assertThat(AuctionCatalogue.usualPolicy("drop-out")).isEqualTo("fixed");
        assertThat(AuctionCatalogue.usualPolicy("no rule")).isEqualTo("fixed");
    }

    /** Files and pages list rules in this order. Another order would change their bytes. */
    @Test
    void rulesAreSortedByDeclaredTraits() {
        assertThat(AuctionCatalogue.rules(RuleComparisonGroup.TRIED).stream()
                        .sorted(AuctionCatalogue.byDeclaredTraits())
                        .map(RuleProvider::name))
                .containsSubsequence(
                        "double-dutch-midpoint",
                        "double-dutch-trade-reduction",
                        "double-dutch-strongly-balanced-reduction",
                        "double-dutch-refined",
                        "drop-out",
                        "sbba",
                        "posted-price",
                        "muda",
                        "vcg",
                        "seller-vcg");
        assertThat(AuctionCatalogue.rules().reversed().stream().sorted(AuctionCatalogue.byDeclaredTraits()))
                .extracting(RuleProvider::name)
                .startsWith("drop-out", "double-dutch-refined")
                .endsWith("seller-vcg");
        assertThat(AuctionCatalogue.rules(RuleComparisonGroup.COMPARED).stream().map(RuleProvider::name))
                .containsSubsequence(
                        "double-dutch-refined",
                        "drop-out",
                        "mcafee",
                        "sbba",
                        "k-double",
                        "vcg",
                        "posted-price",
                        "muda",
                        "efficient")
                .doesNotContain("seller-vcg", "double-dutch-midpoint");
    }
}
