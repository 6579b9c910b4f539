package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
import skybourse.tier1.game.LeaderTable;
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

    private static final double[][] PRICES = new double[MARKETS][];

    @BeforeAll
    static void solveLinearMarkets() {
        for (int i = 0; i < MARKETS; i++) {
            PRICES[i] = prices(ScenarioGameFactory.of(market(i)));
        }
    }

    private static Scenario market(int index) {
        return ScenarioSampler.standard(new Counts(20 + index, 2, 3, 3)).sample("market", 1 + index);
    }

    private static double[] prices(PricingGame game) {
        return new CertifiedSolver(PriceNewton.standard(1), new Certifier(1, 4_000), 1e-6, 15)
                .solve(game, new double[game.leaders()])
                .prices();
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

        /** Returns whether the prices with linear energy are certified in this market too. */
        boolean keepsEquilibrium() {
            return new Certifier(1, 4_000).certify(game, linear, 1e-6).holds();
        }
    }

    private static List<Solved> solved(UnaryOperator<Computer> computers) {
        return IntStream.range(0, MARKETS)
                .mapToObj(i -> {
                    PricingGame game = ScenarioGameFactory.of(with(market(i), computers));
                    return new Solved(game, prices(game), PRICES[i]);
                })
                .toList();
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

    /** Constant power of 30 % of the power at full speed, in addition to it. */
    private static Computer idle(Computer computer) {
        return computer.withEnergy(new Idle(0.3 * computer.workPerSecond() * computer.joulesPerWork()));
    }

    /** Prices differ in all 20 markets. */
    @Test
    void pricesFollowClocks() {
        assertThat(changed(solved(EnergyModelPricesTest::dvfs))).isEqualTo(MARKETS);
    }

    /** Prices differ in 12 of 20 markets. In the others, all leaders sell their capacity or more, and the next unit of work is passed on. */
    @Test
    void pricesFollowTables() {
        List<Solved> markets = solved(EnergyModelPricesTest::table);
        assertThat(changed(markets)).isBetween(8L, 16L);
        assertThat(markets).allMatch(market -> market.differs() || market.fillsAllLeaders());
    }

    /**
     * Prices differ in 4 of 20 markets. In these, the prices with linear energy are no equilibrium, because a leader would close: constant power is no
     * part of the cost of the next unit.
     */
    @Test
    void pricesFollowConstantPower() {
        List<Solved> markets = solved(EnergyModelPricesTest::idle);
        assertThat(changed(markets)).isBetween(2L, 8L);
        assertThat(markets).allMatch(market -> !market.differs() || !market.keepsEquilibrium());
    }

    /** Control: the same comparison finds leaders whose decisions ignore their energy models. */
    @Test
    void comparisonFindsDecisionsWithoutModels() {
        for (UnaryOperator<Computer> computers : List.<UnaryOperator<Computer>>of(
                EnergyModelPricesTest::dvfs, EnergyModelPricesTest::table, EnergyModelPricesTest::idle)) {
            List<Solved> markets = IntStream.range(0, MARKETS)
                    .mapToObj(i -> {
                        LeaderTable linear = ScenarioGameFactory.of(market(i)).leaderTable();
                        PricingGame game = CurvedGames.with(ScenarioGameFactory.of(with(market(i), computers)), linear);
                        return new Solved(game, prices(game), PRICES[i]);
                    })
                    .toList();
            assertThat(changed(markets)).isZero();
        }
    }
}
