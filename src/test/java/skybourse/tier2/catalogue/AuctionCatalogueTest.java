package skybourse.tier2.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.PostedPrice;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Geometric;
import skybourse.tier2.clock.Greedy;
import skybourse.tier2.clock.OrderStatistics;
import skybourse.tier2.clock.RandomStep;
import skybourse.tier2.clock.Turns;
import skybourse.tier2.clock.dropout.DropOutClocks;
import skybourse.tier2.clock.dropout.MeetAt;
import skybourse.tier2.clock.dropout.MoreInMoves;
import skybourse.tier2.clock.refining.Bisection;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleList;
import skybourse.tier2.spi.RuleProvider;

/** What settings become, each by hand. */
class AuctionCatalogueTest {

    private static final AuctionSettings SETTINGS = new AuctionSettings(19, 4, Turns.ALTERNATE, 3, 11, 5);

    @Test
    void rulesAreMadeWithTheirSettings() {
        var greedy = new Greedy();
        assertThat(AuctionCatalogue.rule("double-dutch-midpoint", SETTINGS, greedy))
                .hasValueSatisfying(rule -> {
                    var clocks = (DoubleDutch) rule;
                    assertThat(clocks.buyersStartTicks()).isEqualTo(19);
                    assertThat(clocks.sellersStartTicks()).isEqualTo(4);
                    assertThat(clocks.turns()).isEqualTo(Turns.ALTERNATE);
                    assertThat(clocks.policy()).isEqualTo(greedy);
                });
        assertThat(AuctionCatalogue.rule("posted-price", SETTINGS, greedy)).contains(new PostedPrice(11));
        assertThat(AuctionCatalogue.rule("drop-out", SETTINGS, new FixedStep(2)))
                .contains(new DropOutClocks(19, 4, new MoreInMoves(2)));
        assertThat(AuctionCatalogue.rule("dutch", SETTINGS, greedy)).isEmpty();
    }

    @Test
    void aPolicyOfAnotherKindIsRefused() {
        assertThat(AuctionCatalogue.fits("drop-out", new Greedy())).isFalse();
        assertThat(AuctionCatalogue.fits("double-dutch-refined", new MeetAt(1))).isFalse();
        assertThat(AuctionCatalogue.fits("double-dutch-midpoint", new Bisection()))
                .isFalse();
        assertThat(AuctionCatalogue.fits("vcg", new MeetAt(1))).isTrue();
        for (String rule : List.of("double-dutch-midpoint", "double-dutch-refined")) {
            assertThatThrownBy(() -> AuctionCatalogue.rule(rule, SETTINGS, new MeetAt(1)))
                    .hasMessage("policy must fit the rule: " + new MeetAt(1).name());
        }
    }

    @Test
    void policiesAreMadeWithTheirSettings() {
        assertThat(AuctionCatalogue.policy("fixed", SETTINGS)).contains(new FixedStep(3));
        assertThat(AuctionCatalogue.policy("geometric", SETTINGS)).contains(new Geometric(4));
        assertThat(AuctionCatalogue.policy("greedy", SETTINGS)).contains(new Greedy());
        assertThat(AuctionCatalogue.policy("order-statistics", SETTINGS)).contains(new OrderStatistics());
        assertThat(AuctionCatalogue.policy("posted", SETTINGS)).contains(new MeetAt(11));
        assertThat(AuctionCatalogue.policy("random", SETTINGS)).contains(new RandomStep(11, 5));
        assertThat(AuctionCatalogue.policy("slow", SETTINGS)).isEmpty();
    }

    @Test
    void theUsualPolicyIsTheTrainedOneWithTheMidpointAlone() {
        assertThat(AuctionCatalogue.usualPolicy("double-dutch-midpoint")).isEqualTo("learned");
        assertThat(AuctionCatalogue.usualPolicy("double-dutch-refined")).isEqualTo("bisection");
        assertThat(AuctionCatalogue.usualPolicy("drop-out")).isEqualTo("fixed");
        assertThat(AuctionCatalogue.usualPolicy("no rule")).isEqualTo("fixed");
    }

    /** The rules of files and pages stand in this order; another changes their bytes. */
    @Test
    void rulesStandInTheOrderOfWhatTheyPromise() {
        assertThat(AuctionCatalogue.rules(RuleList.TRIED).stream()
                        .sorted(AuctionCatalogue.byPromise())
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
        assertThat(AuctionCatalogue.rules(RuleList.COMPARED).stream().map(RuleProvider::name))
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
