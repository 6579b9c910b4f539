package skybourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.testing.Sources;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Side;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.AuctionOption;

/** Commands and the exchange take the default rules from the catalogue; Python repeats one name. */
class DefaultRulesTest {

    private static List<String> literals(List<Path> files) throws IOException {
        List<String> literals = new ArrayList<>();
        for (Path file : files) {
            String text = Files.readString(file);
            for (String rule : List.of(AuctionCatalogue.DEFAULT_RULE, AuctionCatalogue.MIDPOINT)) {
                if (text.contains('"' + rule + '"')) {
                    literals.add(file.getFileName() + ": " + rule);
                }
            }
        }
        return literals;
    }

    @Test
    void onlyCatalogueContainsNamesOfDefaultRules() throws IOException {
        List<Path> main = new ArrayList<>(Sources.files(".java"));
        main.removeIf(file -> file.toString().contains("src/test"));
        assertThat(literals(main))
                .containsExactlyInAnyOrder(
                        "SellerVickrey.java: " + AuctionCatalogue.DEFAULT_RULE,
                        "AuctionCatalogue.java: " + AuctionCatalogue.MIDPOINT);
    }

    @Test
    void pythonHasDefaultRuleOfCatalogue() throws IOException {
        assertThat(Files.readString(Path.of("python", "src", "skybourse", "auction.py")))
                .contains("\nDEFAULT_RULE = \"" + AuctionCatalogue.DEFAULT_RULE + "\"\n");
    }

    /** The reason for two defaults: the default rule reads the buyers' valuations from the ledger and has no clocks. */
    @Test
    void onlyMidpointRuleAcceptsBidsAndPolicies() {
        var seller = AuctionCatalogue.rule(AuctionCatalogue.DEFAULT_RULE).orElseThrow();
        assertThat(seller.traits().truthful()).isEqualTo(RuleTraits.Truthful.SELLERS);
        assertThat(seller.traits().asks(Side.BUYERS)).isFalse();
        assertThat(seller.options()).doesNotContain(AuctionOption.POLICY);
        var paper = AuctionCatalogue.rule(AuctionCatalogue.MIDPOINT).orElseThrow();
        assertThat(paper.traits().asks(Side.BUYERS)).isTrue();
        assertThat(paper.options()).contains(AuctionOption.POLICY);
    }
}
