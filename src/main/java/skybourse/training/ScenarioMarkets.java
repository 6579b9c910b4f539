package skybourse.training;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import skybourse.auction.AuctionOutcome;
import skybourse.auction.Clearing;
import skybourse.auction.DoubleDutch;
import skybourse.auction.EfficientTrade;
import skybourse.auction.FixedStep;
import skybourse.auction.Side;
import skybourse.auction.TieOrder;
import skybourse.auction.Turns;
import skybourse.certificate.Certifier;
import skybourse.equilibrium.BestResponseIteration;
import skybourse.equilibrium.CertifiedSolver;
import skybourse.equilibrium.SolveResult;
import skybourse.game.PricingGame;
import skybourse.game.ScenarioGame;
import skybourse.market.ResaleMarket;
import skybourse.market.Round;
import skybourse.market.RoundEvaluation;
import skybourse.random.RandomStreams;
import skybourse.scenario.Reach;
import skybourse.scenario.Scenario;
import skybourse.scenario.Task;
import skybourse.scenario.WirelessAgent;
import skybourse.yardstick.ClockReward;
import skybourse.yardstick.RewardScale;
import skybourse.yardstick.RewardWeights;

/**
 * Markets that tier 1 of a scenario makes: the scenario's tasks are drawn anew, input and work each between .8 and 1.2 times
 * what they are, prices are solved, and the overloaded fixed agents' lots meet the aerial agents'. A seed picks one of them.
 *
 * @param pool the markets, at least one
 */
public record ScenarioMarkets(List<AuctionMarket> pool) implements MarketSource.AnyDemand {

    private static final double SPREAD = 0.2;
    private static final int REPAIRS = 3;
    private static final int EVALUATIONS_A_LEADER = 200;

    public ScenarioMarkets {
        pool = List.copyOf(pool);
    }

    /**
     * Makes the markets.
     *
     * @param purpose such as {@code "training-tasks"}: other purposes give other tasks
     * @param worlds how many times tasks are drawn; those that lead to no market in which a step can be chosen are left out
     */
    public static ScenarioMarkets of(Scenario scenario, String purpose, int worlds) {
        return new ScenarioMarkets(drawn(scenario, purpose, worlds).stream()
                .filter(ScenarioMarkets::hasAChoice)
                .toList());
    }

    /** Returns every market that such draws lead to; draws that overload nobody in reach of an aerial agent lead to none. */
    public static List<AuctionMarket> drawn(Scenario scenario, String purpose, int worlds) {
        return IntStream.range(0, worlds)
                .parallel()
                .mapToObj(i -> market(redrawn(new RandomStreams(scenario.seed()).stream(purpose, i), scenario)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Scenario redrawn(RandomGenerator random, Scenario scenario) {
        List<WirelessAgent> agents = scenario.wirelessAgents().stream()
                .map(agent -> new WirelessAgent(
                        agent.id(),
                        agent.position(),
                        redrawn(random, agent.task()),
                        agent.computer(),
                        agent.radio(),
                        agent.satisfactionWeight(),
                        agent.joulePrice()))
                .toList();
        return new Scenario(
                scenario.name(),
                scenario.description(),
                scenario.seed(),
                scenario.rules(),
                scenario.network(),
                agents,
                scenario.mobileAgents(),
                scenario.fixedAgents(),
                scenario.aerialAgents());
    }

    private static Task redrawn(RandomGenerator random, Task task) {
        return new Task(
                task.inputBits() * random.nextDouble(1 - SPREAD, 1 + SPREAD),
                task.work() * random.nextDouble(1 - SPREAD, 1 + SPREAD),
                task.deadlineSeconds());
    }

    private static Optional<AuctionMarket> market(Scenario scenario) {
        Reach reach = scenario.network().reach(scenario);
        PricingGame game = ScenarioGame.of(scenario, reach);
        var certifier = new Certifier(1, EVALUATIONS_A_LEADER);
        SolveResult result = new CertifiedSolver(
                        BestResponseIteration.gaussSeidel(),
                        certifier,
                        scenario.rules().tolerance(),
                        REPAIRS)
                .solve(game, new double[game.leaders()]);
        Round round = RoundEvaluation.evaluate(scenario, game, result);
        return ResaleMarket.of(round, reach)
                .map(found -> new AuctionMarket(found.book(), found.buyersStartTicks(), found.sellersStartTicks()));
    }

    private static boolean hasAChoice(AuctionMarket market) {
        return AuctionEnvironment.hasAChoice(market, ActionSet.standard(), Turns.SHORTER);
    }

    @Override
    public int mostBuyerLots() {
        return mostLots(Side.BUYERS);
    }

    @Override
    public int mostSellerLots() {
        return mostLots(Side.SELLERS);
    }

    private int mostLots(Side side) {
        return pool.stream()
                .mapToInt(market -> market.book().orders(side).size())
                .max()
                .orElseThrow();
    }

    @Override
    public AuctionMarket market(long seed) {
        return pool.get((int) Math.floorMod(new RandomStreams(seed).key("scenario-market", 0), (long) pool.size()));
    }

    /**
     * Returns the problem of running tier 2 of the scenario: the standard steps, turns of the shorter queue as tier 2 has them, and
     * rewards measured in the pool's means; empty if the pool is.
     */
    public Optional<AuctionProblem> problem() {
        if (pool.isEmpty()) {
            return Optional.empty();
        }
        var reward = new ClockReward(RewardWeights.standard(), scale());
        return Optional.of(new AuctionProblem(
                this,
                Turns.SHORTER,
                ActionSet.standard(),
                new StateForm(true, mostBuyerLots(), mostSellerLots()),
                reward));
    }

    private RewardScale scale() {
        double welfare = 0;
        double messages = 0;
        TieOrder ties = new TieOrder.ById();
        for (AuctionMarket market : pool) {
            AuctionOutcome best = new EfficientTrade().clear(market.book(), ties);
            welfare += best.welfareTicks(market.book());
            ActionSet steps = ActionSet.standard();
            long gap = market.buyersStartTicks() - market.sellersStartTicks();
            var smallest = new FixedStep(steps.smallest(steps.rho(gap)));
            messages += new DoubleDutch(
                            market.buyersStartTicks(),
                            market.sellersStartTicks(),
                            Turns.SHORTER,
                            Clearing.MIDPOINT,
                            smallest)
                    .clear(market.book(), ties)
                    .effort()
                    .messages();
        }
        return new RewardScale(welfare / pool.size(), messages / pool.size());
    }
}
