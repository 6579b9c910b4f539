package skybourse.app.report.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.AerialAgentBuilder;
import skybourse.base.agent.Computer;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.FixedAgentBuilder;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.agent.WirelessAgentBuilder;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.ExplicitNetwork.Link;
import skybourse.base.scenario.ScenarioBuilder;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.round.analysis.ProfitCurve;
import skybourse.round.analysis.ResultProvenance;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.SolverStartResult;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.OffloadingRatios;
import skybourse.round.market.PriceEvaluation;
import skybourse.round.market.Round;
import skybourse.round.market.SmallRound;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.certificate.PlannerBound;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolveResult.SolveStatistics;
import skybourse.tier1.equilibrium.SolverIterate;
import skybourse.tier1.equilibrium.SolverRun;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.ScenarioGameFactory;

/** Artificial studies of any size with plausible numbers, for pages; nothing in them is solved. */
public final class DrawnStudy {

    private static final int LINKS = 4;
    private static final int POINTS = 60;

    private final RandomGenerator random = new RandomStreams(5).stream("drawn-study", 0);
    private final int agents;
    private final int leaders;

    private DrawnStudy(int agents, int leaders) {
        this.agents = agents;
        this.leaders = leaders;
    }

    public static RoundAnalysis of(int agents, int leaders) {
        return new DrawnStudy(agents, leaders).study();
    }

    private Position place(double height) {
        return new Position(random.nextDouble(500), random.nextDouble(500), height);
    }

    private RoundAnalysis study() {
        int mobile = leaders * 2 / 5;
        List<WirelessAgent> wireless = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        double[][] ratios = new double[agents][LINKS];
        for (int n = 0; n < agents; n++) {
            wireless.add(WirelessAgentBuilder.builder()
                    .id("wa-" + (n + 1))
                    .position(place(1.5))
                    .task(new Task(random.nextDouble(4e6, 6e6), random.nextDouble(4e9, 6e9), random.nextDouble(0.6, 2)))
                    .computer(new Computer(random.nextDouble(0.8e9, 1.5e9), 1e-27))
                    .radio(new Radio(0.1, 1e7))
                    .satisfactionWeight(random.nextDouble(20, 30))
                    .joulePrice(1)
                    .build());
            for (int l = 0; l < LINKS; l++) {
                int leader = (n * 7 + l) % leaders;
                links.add(new Link("wa-" + (n + 1), id(leader, mobile), random.nextDouble(2e7, 1e8), 0.8));
                ratios[n][l] = random.nextInt(3) == 0 ? 0 : random.nextDouble(0.25);
            }
        }
        double speed = 4e9 * agents / leaders;
        List<MobileAgent> mobiles = new ArrayList<>();
        List<FixedAgent> fixed = new ArrayList<>();
        for (int s = 0; s < leaders; s++) {
            Computer computer = new Computer(speed * random.nextDouble(0.4, 0.8), 1e-29);
            if (s < mobile) {
                mobiles.add(new MobileAgent(id(s, mobile), place(1.5), computer, 1, 20e-6));
            } else {
                fixed.add(FixedAgentBuilder.builder()
                        .id(id(s, mobile))
                        .position(place(10))
                        .computer(computer)
                        .radio(new Radio(1, 1e7))
                        .joulePrice(0.2)
                        .priceCapPerBit(20e-6)
                        .penaltyPerWork(0.5e-9)
                        .build());
            }
        }
        List<AerialAgent> aerial = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            aerial.add(AerialAgentBuilder.builder()
                    .id("aa-" + (k + 1))
                    .position(place(100))
                    .computer(new Computer(1e10, 1e-29))
                    .computeJoulePrice(0.03)
                    .hoverJoulePrice(0.03)
                    .markup(1.1)
                    .batteryPrice(0)
                    .build());
        }
        var scenario = ScenarioBuilder.builder()
                .name("drawn-" + agents + "-" + leaders)
                .description("Drawn to see what the page looks like; nothing here was solved.")
                .seed(5)
                .rules(Rules.standard())
                .network(new ExplicitNetwork(links))
                .wirelessAgents(wireless)
                .mobileAgents(mobiles)
                .fixedAgents(fixed)
                .aerialAgents(aerial)
                .build();
        SolveResult result = result();
        Round round = PriceEvaluation.evaluate(
                scenario, ScenarioLinks.cached(scenario), result.prices(), OffloadingRatios.of(ratios));
        return new RoundAnalysis(
                round,
                result,
                ScenarioGameFactory.of(scenario),
                new ResultProvenance("0.1.0", "5f".repeat(32), "skybourse run drawn.yaml"),
                states(result, round),
                curves(result),
                List.of(
                        new SolverStartResult("zero", result),
                        new SolverStartResult("caps", result),
                        new SolverStartResult("random 1", result)),
                AuditedResale.of(round, SmallRound::midpoint),
                Optional.empty(),
                new PlannerBound(90, 100, 0.9),
                List.of());
    }

    private static String id(int leader, int mobile) {
        return leader < mobile ? "ma-" + (leader + 1) : "fa-" + (leader - mobile + 1);
    }

    private SolveResult result() {
        double[] prices = random.doubles(leaders, 2.8e-6, 4.2e-6).toArray();
        List<LeaderGap> gaps = new ArrayList<>();
        for (double price : prices) {
            double profit = random.nextDouble(10, 30);
            double gap = random.nextDouble(1e-7, 9e-7);
            gaps.add(new LeaderGap(price, profit, profit * (1 + gap), price * 1.0000001, profit, 100, gap));
        }
        return new SolveResult.Certified(
                MixedPrices.pure(prices),
                new EquilibriumCertificate(9e-7, 1e-6, gaps, 1e-12, 2e-5),
                new SolveStatistics(12, 7, SolverRun.Ending.RESTED, 1));
    }

    private List<SolverIterate> states(SolveResult result, Round round) {
        List<SolverIterate> states = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            double[] prices = result.prices().clone();
            double[] loads = new double[leaders];
            for (int s = 0; s < leaders; s++) {
                double off = Math.pow(0.4, i) * (s % 3 - 1.2);
                prices[s] *= i == 0 ? 0 : 1 + off;
                loads[s] = round.leaders().get(s).load().work() * (1 - off / 2);
            }
            states.add(new SolverIterate(i, prices, loads, new double[leaders], Math.pow(0.4, i)));
        }
        return states;
    }

    private List<ProfitCurve> curves(SolveResult result) {
        List<ProfitCurve> curves = new ArrayList<>();
        for (int s = 0; s < leaders; s++) {
            double best = result.certificate().leaders().get(s).profit();
            double[] prices = new double[POINTS];
            double[] profits = new double[POINTS];
            for (int i = 0; i < POINTS; i++) {
                prices[i] = 8e-6 * i / (POINTS - 1);
                double x = prices[i] / result.prices()[s] - 1;
                profits[i] = best * (x < 0 ? 1 + 3 * x : Math.max(0, 1 - 0.9 * x));
            }
            curves.add(new ProfitCurve(s, prices, profits));
        }
        return curves;
    }
}
