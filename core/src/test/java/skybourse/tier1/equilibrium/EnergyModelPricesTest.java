package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel.Dvfs;
import skybourse.base.agent.EnergyModel.Idle;
import skybourse.base.agent.EnergyModel.Table;
import skybourse.base.agent.EnergyModel.Table.Row;
import skybourse.base.agent.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.CurvedGames;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/**
 * Decisions use the energy models of a scenario: the solved prices of most markets differ from those with linear energy. The test fails if only
 * reports use the models.
 */
class EnergyModelPricesTest {

    private static final int MARKETS = 20;

    /** Relative difference of prices below which they are equal up to rounding and the tolerance of the solver. */
    private static final double ROUNDING = 1e-4;

    private static final SolveResult[] LINEAR = new SolveResult[MARKETS];

    @BeforeAll
    static void solveLinearMarkets() {
        Arrays.setAll(LINEAR, i -> solve(ScenarioGameFactory.of(market(i))));
    }

    private static Scenario market(int index) {
        return ScenarioSampler.standard(new Counts(20 + index, 2, 3, 3)).sample("market", 1 + index);
    }

    private static SolveResult solve(PricingGame game) {
        return new CertifiedSolver(PriceNewton.standard(1), new Certifier(1, 4_000), 1e-6, 15)
                .solve(game, new double[game.leaders()]);
    }

    private static Scenario with(Scenario scenario, UnaryOperator<Computer> computers) {
        List<Leader> leaders = scenario.leaders().stream()
                .map(leader -> leader.withComputer(computers.apply(leader.computer())))
                .toList();
        return scenario.withAgents(scenario.wirelessAgents(), leaders, scenario.aerialAgents());
    }

    /**
     * Solved market.
     *
     * @param game its game
     * @param prices final prices, by leader
     * @param linear final prices with linear energy
     */
    private record Solved(PricingGame game, double[] prices, double[] linear) {

        boolean differs() {
            return IntStream.range(0, prices.length)
                    .anyMatch(s -> Math.abs(prices[s] - linear[s]) > ROUNDING * linear[s]);
        }

        boolean fillsAllLeaders() {
            double[] loads =
                    Allocation.at(game, prices, new ExactFollowerResponse()).loads();
            return IntStream.range(0, loads.length)
                    .allMatch(
                            s -> loads[s] > (1 - ROUNDING) * game.leaderTable().capacity(s));
        }

        /** Returns whether a leader that asks its price with linear energy earns less than its constant power costs. */
        boolean losesAtLinearPrices() {
            return Arrays.stream(Allocation.at(game, linear, new ExactFollowerResponse())
                            .profits())
                    .anyMatch(profit -> profit < 0);
        }
    }

    /** Returns the markets whose prices with linear energy are certified, with other games. */
    private static List<Solved> solvedGames(IntFunction<PricingGame> games) {
        return IntStream.range(0, MARKETS)
                .filter(i -> LINEAR[i].certificate().holds())
                .mapToObj(i -> {
                    PricingGame game = games.apply(i);
                    return new Solved(game, solve(game).prices(), LINEAR[i].prices());
                })
                .toList();
    }

    private static List<Solved> solved(UnaryOperator<Computer> computers) {
        return solvedGames(i -> ScenarioGameFactory.of(with(market(i), computers)));
    }

    /** Returns the number of markets in which the price of a leader differs from that with linear energy. */
    private static long changed(List<Solved> markets) {
        return markets.stream().filter(Solved::differs).count();
    }

    private static Computer dvfs(Computer computer) {
        return computer.withEnergy(new Dvfs(0, 0));
    }

    /** A table whose first half of the capacity takes 40 % of the energy. */
    private static Computer table(Computer computer) {
        double work = computer.workPerSecond();
        double joules = work * computer.joulesPerWork();
        return computer.withEnergy(new Table(List.of(new Row(0.5 * work, 0.4 * joules), new Row(work, joules))));
    }

    /** Constant power that equals the power at full speed, in addition to it. */
    private static Computer idle(Computer computer) {
        return computer.withEnergy(new Idle(computer.workPerSecond() * computer.joulesPerWork()));
    }

    /** Prices differ in all 16 markets with certified prices. */
    @Test
    void pricesFollowClocks() {
        List<Solved> markets = solved(EnergyModelPricesTest::dvfs);
        assertThat(markets).hasSizeGreaterThan(12);
        assertThat(markets).allMatch(Solved::differs);
    }

    /** Prices differ in 9 of 16 markets. In the others, all leaders sell their capacity or more, and the next unit of work is passed on. */
    @Test
    void pricesFollowTables() {
        List<Solved> markets = solved(EnergyModelPricesTest::table);
        assertThat(changed(markets)).isBetween(5L, 13L);
        assertThat(markets).allMatch(market -> market.differs() || market.fillsAllLeaders());
    }

    /**
     * Constant power is no part of the cost of the next unit of work. Prices differ in 14 of 16 markets, exactly those in which a leader does
     * not earn its constant power at the prices of linear energy.
     */
    @Test
    void pricesFollowConstantPower() {
        List<Solved> markets = solved(EnergyModelPricesTest::idle);
        assertThat(changed(markets)).isBetween(8L, 15L);
        assertThat(markets).allMatch(market -> market.differs() == market.losesAtLinearPrices());
    }

    /** Control: the same comparison finds leaders whose decisions ignore their energy models. */
    @Test
    void comparisonFindsDecisionsWithoutModels() {
        for (UnaryOperator<Computer> computers : List.<UnaryOperator<Computer>>of(
                EnergyModelPricesTest::dvfs, EnergyModelPricesTest::table, EnergyModelPricesTest::idle)) {
            List<Solved> markets = solvedGames(i -> CurvedGames.with(
                    ScenarioGameFactory.of(with(market(i), computers)),
                    ScenarioGameFactory.of(market(i)).leaderTable()));
            assertThat(changed(markets)).isZero();
        }
    }
}
