package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.command.ExitCode;
import skybourse.app.folders.PolicyResolver;
import skybourse.tier2.auction.Side;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.AuctionOption;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleProvider;

class AuctionCommandTest {

    @TempDir
    private Path folder;

    private Path orders;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeOrders() throws IOException {
        orders = folder.resolve("orders.csv");
        Files.writeString(orders, "side,participant,limitTicks\nbid,b1,9\nbid,b2,6\nask,s1,2\nask,s2,5\n");
    }

    private int run(String... options) {
        List<String> line = new ArrayList<>(List.of("auction", orders.toString()));
        line.addAll(Arrays.asList(options));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
    }

    @Tag("slow")
    @Test
    void runsEveryRuleWithEachFittingPolicy() {
        AuctionSettings settings = AuctionSettings.of(9, 2);
        for (RuleProvider provider : AuctionCatalogue.rules()) {
            String rule = provider.name();
            if (!provider.traits().asks(Side.BUYERS)) {
                continue; // needs books
            }
            if (!provider.options().contains(AuctionOption.POLICY)) {
                assertThat(run("--rule", rule)).isZero();
                continue;
            }
            for (String policy : PolicyResolver.names()) {
                List<String> line = new ArrayList<>(List.of("--rule", rule, "--policy", policy));
                if (!provider.turns().isEmpty()) {
                    line.addAll(List.of("--turns", "shorter"));
                }
                boolean fits = provider.takes(
                        PolicyResolver.isModel(policy)
                                ? PolicyResolver.steady(policy)
                                : PolicyResolver.policy(policy, settings));
                err.getBuffer().setLength(0);
                assertThat(run(line.toArray(String[]::new))).isEqualTo(fits ? 0 : ExitCode.INVALID_INPUT);
                assertThat(err.toString().lines()).hasSize(fits ? 0 : 2);
                assertThat(err.toString()).contains(fits ? "" : "--policy: must fit --rule " + rule + ": " + policy);
            }
        }
    }

    @Test
    void rejectsRuleThatComputesBidsFromLedger() {
        assertThat(run("--rule", "seller-vcg")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .startsWith(
                        "skybourse: --rule: must be a rule to which buyers submit bids, not one that computes bids from the ledger: seller-vcg")
                .hasLineCount(2);
    }

    @Test
    void traceShowsClocksAndTrades() {
        assertThat(run("--trace", "--start-buyers", "10", "--start-sellers", "0", "--step", "2"))
                .isZero();
        assertThat(out.toString())
                .contains("clocks from 10 and 0")
                .contains("b1 buys from s1")
                .contains("8 ticks");
    }

    @Test
    void traceOfRefinedRuleShowsQuestionsAndTrades() {
        assertThat(run("--rule", "double-dutch-refined", "--trace")).isZero();
        assertThat(out.toString())
                .startsWith("double-dutch-refined: ")
                .contains("\n\ndouble-dutch-refined, questions by bisection, clocks from 9 and 2\n")
                .contains("; price ")
                .contains("b1 buys from s");
    }

    @Test
    void rejectsSeveralLotsUnderSingleLotRule() throws IOException {
        Files.writeString(orders, "side,participant,lot,limitTicks\nbid,a,1,9\nbid,a,2,8\nask,s,1,2\n");
        assertThat(run("--rule", "double-dutch-refined")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString().lines())
                .containsExactly(
                        "skybourse: --rule: a must have at most 1 lot(s) under double-dutch-refined: 2",
                        "Hint: use a rule that is truthful for several lots: drop-out, vcg, posted-price, muda.");
    }

    @Test
    void jsonContainsHouseBalance() {
        assertThat(run("--json", "--rule", "vcg")).isZero();
        assertThat(out.toString()).contains("\"houseHalfTicks\" : -4");
    }

    @Test
    void rejectsInvalidOptionsWithOneErrorEach() {
        assertThat(run("--rule", "dutch")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("--policy", "brave")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("--step", "0")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("--rule", "double-dutch-strongly-balanced-reduction", "--turns", "alternate"))
                .isEqualTo(ExitCode.INVALID_INPUT);
        orders = folder.resolve("missing.csv");
        assertThat(run()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString().lines().filter(text -> text.startsWith("skybourse: ")))
                .hasSize(5);
        assertThat(err.toString()).contains("--step: must be at least 1: 0").doesNotContain("at skybourse");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void rejectsClockStartFarAboveLowestLimit() {
        assertThat(run("--start-buyers", "1099511627775")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .contains("--start-buyers: must be fewer than 16777216 steps above the lowest limit")
                .contains("Hint: ");
        assertThat(run("--start-buyers", "1099511627775", "--step", "100000000000"))
                .isZero();
    }

    @Test
    void readsByteOrderMarkAndIdsContainingHash() throws IOException {
        Files.writeString(
                orders, "\uFEFFside,participant,lot,limitTicks\nbid,a,1,9\nbid,a,2,8\nbid,a#2,1,7\nask,s,1,2\n");
        assertThat(run("--rule", "efficient")).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void rejectsOptionsWithoutEffect() {
        for (String[] unused : new String[][] {
            {"--rule", "vcg", "--policy", "fixed"},
            {"--rule", "mcafee", "--turns", "shorter"},
            {"--rule", "sbba", "--step", "2"},
            {"--rule", "sbba", "--trace"},
            {"--rule", "muda", "--start-buyers", "9"},
            {"--rule", "double-dutch-refined", "--turns", "shorter"},
            {"--rule", "double-dutch-refined", "--policy", "bisection", "--step", "2"},
            {"--policy", "greedy", "--step", "2"}
        }) {
            err.getBuffer().setLength(0);
            assertThat(run(unused)).as(String.join(" ", unused)).isEqualTo(ExitCode.INVALID_INPUT);
            assertThat(err.toString().lines()).hasSize(2);
            assertThat(err.toString()).contains("must not be given: it has no effect with");
        }
        assertThat(run("--rule", "posted-price", "--start-buyers", "9")).isZero();
    }
}
