package skybourse.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.base.numeric.TaskRunner;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.files.scenario.DynamicScenario;
import skybourse.round.analysis.DeviationAudit;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.SmallRound;
import skybourse.round.simulation.OverTimeAudit;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.AuctionRuleAudit;
import skybourse.tier2.audit.MarketDistribution;
import skybourse.tier2.audit.PropertyAudit;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.rule.McAfee;
import tools.jackson.databind.json.JsonMapper;

/** Results of audits as CSV and JSON. */
class AuditBodiesTest {

    @Test
    void playersHaveColumnsOfTheirKind() {
        var scenario = SmallRound.scenario();
        List<DeviationAudit.BestDeclaration> tried = Stream.of(DeviationAudit.DeclarationKind.values())
                .map(kind -> new DeviationAudit.BestDeclaration(kind, 2 + kind.ordinal(), 10 + kind.ordinal()))
                .toList();
        var aerial = new DeviationAudit.DeclarationAudit(scenario.aerialAgents().getFirst(), 9, tried, false);
        var gap = new LeaderGap(2, 50, 51, 2.25, 50.5, 40, 0.125);
        var leader = new DeviationAudit.PriceAudit(scenario.leaders().getFirst(), 2, 8, 2.5, 10, gap, 1e-6);
        var body = DeviationAuditBody.of(
                new DeviationAudit(scenario, SmallRound.result(), 0.5, "a rule", List.of(aerial), List.of(leader)));
        assertThat(body.provedDecisionGapAtMost()).isEqualTo(3e-7);
        assertThat(body.provedDecisionGapOfDrawAtMost()).isEqualTo(0.5);
        assertThat(body.csv()).isEqualTo("""
                player,kind,money,bestMoney,gainMoney,bestCostMultiple,costProfit,bestMarkup,markupProfit,bestLotsShare,lotsProfit,\
                bestDistanceMultiple,placeProfit,relativeGain,pricePerBit,bestPricePerBit,decisionProfit,decisionGapAtMost
                uav-1,aerial,9.0,13.0,4.0,%s,,,,,
                ma-1,leader,8.0,10.0,2.0,,,,,,,,,0.25,2.0,2.5,50.0,0.125
                """.formatted(String.join(
                ",",
                Stream.of("COST", "MARKUP", "LOTS", "PLACE")
                        .map(DeviationAudit.DeclarationKind::valueOf)
                        .map(kind -> 2.0 + kind.ordinal() + "," + (10.0 + kind.ordinal()))
                        .toList())));
    }

    /** A misreport of an agent whose truthful utility is 0 has no relative gain. */
    @Test
    void relativeGainNeedsPositiveTruthfulUtility() {
        DynamicScenario market = ScenarioFileReader.readOverTime(Path.of("examples/campus-over-time.yaml"));
        var setup = SimulationSetupBuilder.builder()
                .scenario(market.scenario())
                .dynamics(market.dynamics())
                .seed(1)
                .frozen(false)
                .solver(SolverCatalogue.certified(SolverCatalogue.priceMethod("newton", "slope", 1), 1e-6, 1))
                .certifyEvery(10)
                .mechanism(SmallRound::midpoint)
                .tasks(TaskRunner.CALLER)
                .build();
        assertThat(List.of(body(setup, 4).tried(), body(setup, 0).tried()))
                .extracting(rows -> ResultJsonEncoder.compact(rows.getFirst()))
                .containsExactly(
                        "{\"aerialAgent\":\"drone\",\"costs\":0.5,\"lots\":2.0,\"truthfulUtility\":4.0,\"utility\":5.0,"
                                + "\"gain\":1.0,\"relativeGain\":0.25,\"deadlines\":0.5,\"welfare\":6.0}",
                        "{\"aerialAgent\":\"drone\",\"costs\":0.5,\"lots\":2.0,\"truthfulUtility\":0.0,\"utility\":1.0,"
                                + "\"gain\":1.0,\"deadlines\":0.5,\"welfare\":6.0}");
        assertThat(body(setup, 4).deadlines()).isEqualTo(0.75);
        assertThat(body(setup, 4).welfare()).isEqualTo(7);
    }

    @Test
    void surplusOfTheHouseIsNotTheNumberOfNarrowStartPrices() {
        var shape = new MarketDistribution.Shape(3, 3, 1, 1, 9);
        PropertyAudit audit = AuctionRuleAudit.ofRandomMarkets(
                        _ -> new McAfee(), new MarketDistribution.Uniform(shape), 1)
                .run(50);
        var tree = JsonMapper.shared().readTree(ResultJsonEncoder.compact(PropertyAuditBody.of(audit, "exhaustive")));
        assertThat(audit.highestHouseHalfTicks()).isPositive();
        assertThat(tree.path("highestHouseHalfTicks").longValue()).isEqualTo(audit.highestHouseHalfTicks());
        assertThat(tree.path("startClockTooNarrowMarkets").longValue()).isZero();
    }

    @Test
    void clearedOrdersListAnnouncementsIfThereAreAny() {
        var rule = new McAfee();
        var book = OrderBook.unitDemand(new long[] {5, 4}, new long[] {1, 2});
        var outcome = rule.clear(book, new TieOrder.Lottery(1, 0));
        var stop = new Announcement(Side.BUYERS, 5, 2, List.of(), 2, 2);
        assertThat(AuctionOutcomeBody.of(rule, book, outcome, List.of()).course())
                .isEmpty();
        assertThat(AuctionOutcomeBody.of(rule, book, outcome, List.of(stop)).course())
                .hasValueSatisfying(stops -> assertThat(stops).hasSize(1));
    }

    @Test
    void tierTwoWithoutAuctionStatesThatNoneWasHeld() {
        var none = new AuditedResale.NoAuction(
                AuditedResale.Reason.NO_AERIAL_AGENTS,
                SmallRound.round(),
                SmallRound.resaleStudy().resale().ledger());
        assertThat(ResultJsonEncoder.compact(ResaleBody.of(none))).startsWith("{\"held\":false,\"reason\":");
    }

    private static OverTimeAuditBody body(SimulationSetup setup, double truthful) {
        var misreport = new OverTimeAudit.MisreportOutcome(
                0,
                new OverTimeAudit.SellerMisreport(0.5, 2),
                1,
                new OverTimeAudit.SimulationOutcome(List.of(truthful + 1), 0.5, 6));
        return OverTimeAuditBody.of(
                setup,
                "a rule",
                new OverTimeAudit(
                        10, new OverTimeAudit.SimulationOutcome(List.of(truthful), 0.75, 7), List.of(misreport)));
    }
}
