package skybourse.round.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import skybourse.base.agent.AerialAgentBuilder;
import skybourse.base.agent.Computer;
import skybourse.base.agent.FixedAgentBuilder;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.Rules;
import skybourse.base.agent.RulesBuilder;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.agent.WirelessAgentBuilder;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.ExplicitNetwork.Link;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioBuilder;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.round.analysis.ProfitCurve;
import skybourse.round.analysis.ResultProvenance;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RuleComparison;
import skybourse.round.analysis.SolverStartResult;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.certificate.PlannerBound;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolveResult.SolveStatistics;
import skybourse.tier1.equilibrium.SolverIterate;
import skybourse.tier1.equilibrium.SolverRun;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.ScenarioGameFactory;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;

/** A scenario with round numbers, whose outcomes can be calculated by hand, and an invented solver result. */
public final class SmallRound {

    /** Ratios by agent and link: the fixed agent sells 12.5 with a capacity of 10. */
    public static final double[][] RATIOS = {{0.25, 0.5}, {0, 0.75}};

    private static final Radio RADIO = new Radio(0.5, 1e6);

    private SmallRound() {}

    private static Rules rules(double lotWork) {
        Rules usual = Rules.standard();
        return usual.withLotWork(lotWork).withExpectedResalePrice(OptionalDouble.empty());
    }

    /** Returns two wireless agents, one mobile, one fixed and one aerial agent; a round of 1 s. */
    public static Scenario scenario() {
        return ScenarioBuilder.builder()
                .name("small <b>&\"'</b></script>")
                .description("Round numbers <img src=x> & nothing else.")
                .seed(7)
                .rules(rules(2e4))
                .network(new ExplicitNetwork(List.of(
                        new Link("wa-1", "ma-1", 10, 1),
                        new Link("wa-1", "fa-1", 20, 0.5),
                        new Link("wa-2", "ma-1", 10, 0.5),
                        new Link("wa-2", "fa-1", 40, 1),
                        new Link("fa-1", "uav-1", 100, 1))))
                .wirelessAgents(List.of(wireless("wa-1", 0, 2), wireless("wa-2", 100, 1)))
                .mobileAgents(List.of(new MobileAgent("ma-1", new Position(40, 60, 2), new Computer(8, 0.01), 1, 3)))
                .fixedAgents(List.of(FixedAgentBuilder.builder()
                        .id("fa-1")
                        .position(new Position(60, 10, 10))
                        .computer(new Computer(10, 0.01))
                        .radio(new Radio(1, 1e6))
                        .joulePrice(0.5)
                        .priceCapPerBit(4)
                        .penaltyPerWork(1)
                        .build()))
                .aerialAgents(List.of(AerialAgentBuilder.builder()
                        .id("uav-1")
                        .position(new Position(50, 50, 80))
                        .computer(new Computer(5, 0.01))
                        .computeJoulePrice(0.1)
                        .hoverJoulePrice(0.1)
                        .markup(1.1)
                        .batteryPrice(0.05)
                        .build()))
                .build();
    }

    /** Returns the scenario with lots of one work unit and an aerial agent that asks about half of a lot's value. */
    public static Scenario resaleScenario() {
        Scenario world = scenario();
        Rules rules = world.rules();
        return world.withName("small-resale")
                .withRules(RulesBuilder.builder()
                        .roundSeconds(rules.roundSeconds())
                        .overloadPricing(rules.overloadPricing())
                        .overloadDelay(rules.overloadDelay())
                        .sharing(rules.sharing())
                        .tolerance(rules.tolerance())
                        .lotWork(1)
                        .tickMoney(0.01)
                        .ledgerUnitMoney(1e-6)
                        .build())
                .withAerialAgents(List.of(AerialAgentBuilder.builder()
                        .id("uav-1")
                        .position(new Position(50, 50, 80))
                        .computer(new Computer(5, 0.01))
                        .computeJoulePrice(0.1)
                        .hoverJoulePrice(0.05)
                        .markup(1.1)
                        .batteryPrice(0.05)
                        .build()));
    }

    private static WirelessAgent wireless(String id, double x, double deadline) {
        return WirelessAgentBuilder.builder()
                .id(id)
                .position(new Position(x, 0, 1.5))
                .task(new Task(20, 10, deadline))
                .computer(new Computer(4, 0.125))
                .radio(RADIO)
                .satisfactionWeight(8)
                .joulePrice(1)
                .build();
    }

    /** Returns prices of 2 and 1.5 per bit with an invented certificate. */
    public static SolveResult result() {
        var certificate = new EquilibriumCertificate(
                3e-7,
                1e-6,
                List.of(
                        new LeaderGap(2, 8.4, 8.400001, 2.1, 8.4, 40, 1e-7),
                        new LeaderGap(1.5, 31.25, 31.250009, 1.5, 31.25, 60, 3e-7)),
                1e-12,
                9e-6);
        return new SolveResult.Certified(
                MixedPrices.pure(new double[] {2, 1.5}),
                certificate,
                new SolveStatistics(9, 6, SolverRun.Ending.RESTED, 1));
    }

    /** Returns the round without tier 2. */
    public static Round round() {
        return round(scenario(), RATIOS);
    }

    /** Returns the round of a scenario with these agents and leaders and the given ratios. */
    public static Round round(Scenario scenario, double[][] ratios) {
        return PriceEvaluation.evaluate(
                scenario, ScenarioLinks.cached(scenario), result().prices(), OffloadingRatios.of(ratios));
    }

    /** Returns the round with iterates, curves and starts. */
    public static RoundAnalysis study() {
        return study(scenario());
    }

    /** Returns the round of {@link #resaleScenario} with iterates, curves and starts. */
    public static RoundAnalysis resaleStudy() {
        return study(resaleScenario());
    }

    private static RoundAnalysis study(Scenario scenario) {
        Round round = round(scenario, RATIOS);
        List<SolverIterate> states = new ArrayList<>();
        List<ProfitCurve> curves = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            double gap = Math.pow(0.2, i);
            states.add(new SolverIterate(
                    i,
                    new double[] {2 - gap, 1.5 + gap},
                    new double[] {2.5 + gap, 12.5 - gap},
                    new double[] {8 - gap, 31 - gap},
                    gap));
        }
        for (int s = 0; s < 2; s++) {
            double[] prices = new double[31];
            double[] profits = new double[31];
            for (int i = 0; i <= 30; i++) {
                prices[i] = i / 10.0;
                profits[i] = s == 0 ? 8.4 - 3 * Math.pow(prices[i] - 2, 2) : 31.25 - 9 * Math.abs(prices[i] - 1.5);
            }
            curves.add(new ProfitCurve(s, prices, profits));
        }
        AuditedResale resale = AuditedResale.of(round, SmallRound::midpoint);
        return new RoundAnalysis(
                round,
                result(),
                ScenarioGameFactory.of(scenario),
                new ResultProvenance("0.1.0", "a".repeat(64), "skybourse run small.yaml --out \"a & b\""),
                states,
                curves,
                List.of(new SolverStartResult("zero", result()), new SolverStartResult("caps", result())),
                resale,
                resale instanceof AuditedResale.HeldAuction held
                        ? Optional.of(RuleComparison.of(round, held, TaskRunner.CALLER))
                        : Optional.empty(),
                new PlannerBound(39.5, 40, 0.9875),
                List.of());
    }

    /** Returns the default rule. */
    public static AuctionRule midpoint(ResaleMarket market) {
        return new DoubleDutch(
                market.buyersStartTicks(),
                market.sellersStartTicks(),
                TurnOrder.SHORTER,
                ClearingRule.MIDPOINT,
                new FixedStep(1));
    }
}
