package skybourse.evidence.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static skybourse.evidence.sweep.OneCell.assertRefused;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.EnergyModel.Table.Row;
import skybourse.base.agent.Leader;
import skybourse.base.agent.LeaderKind;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

class EnergyModelTaskTest {

    private static final GridPoint LINEAR =
            new GridPoint(new TreeMap<>(EnergyModelTask.TASK.axes())).with("starts", "1");

    private static double[] row(GridPoint settings, long seed) {
        return EnergyModelTask.TASK
                .work()
                .run(settings, seed, ScenarioSource.none())
                .getFirst();
    }

    private static double value(GridPoint settings, long seed, String column) {
        return row(settings, seed)[EnergyModelTask.TASK.values().indexOf(column)];
    }

    /** Idle power of 0 is linear energy. */
    @Test
    void noIdlePowerChangesNothing() {
        GridPoint idle = LINEAR.with("energy", "idle");
        assertThat(row(idle.with("idleShare", "0"), 1)).containsExactly(row(LINEAR, 1));
        assertThat(row(idle.with("idleShare", "0.3"), 1)).isNotEqualTo(row(LINEAR, 1));
    }

    /** Prices follow the energy model: the last unit of work of a full mobile agent costs 3 times (dvfs) or 1.6 times (table) the mean. */
    @Test
    void convexEnergyRaisesPricesOfMobileAgents() {
        for (long seed = 1; seed <= 5; seed++) {
            double linear = value(LINEAR, seed, "mobilePricePerMegabit");
            double table = value(LINEAR.with("energy", "table"), seed, "mobilePricePerMegabit");
            double dvfs = value(LINEAR.with("energy", "dvfs"), seed, "mobilePricePerMegabit");
            assertThat(table).isGreaterThan(linear + 0.01);
            assertThat(dvfs).isGreaterThan(table + 0.01);
            assertThat(value(LINEAR.with("energy", "dvfs"), seed, "mobileLoadPerCapacity"))
                    .isLessThan(value(LINEAR, seed, "mobileLoadPerCapacity"));
        }
    }

    @Test
    void leaderWithIdlePowerIsClosedAtRandom() {
        GridPoint idle = LINEAR.with("energy", "idle");
        assertThat(value(idle, 10, "certified")).isZero();
        assertThat(value(idle.with("solver", "newton-mixed"), 10, "certified")).isEqualTo(1);
        assertThat(value(idle.with("solver", "newton-mixed"), 10, "randomlyClosed"))
                .isEqualTo(1);
        assertThat(value(idle.with("solver", "newton-mixed"), 10, "randomizing"))
                .isEqualTo(2);
    }

    /** With one start there is no comparison. */
    @Test
    void otherStartsAreCompared() {
        GridPoint three = LINEAR.with("starts", "3");
        assertThat(value(LINEAR, 1, "startsDifference")).isNaN();
        assertThat(value(three, 1, "startsDifference")).isLessThan(0.001);
        assertThat(value(three, 34, "startsDifference")).isGreaterThan(0.001);
    }

    private static Scenario drawn(long seed) {
        return ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("20/2/3/3", seed);
    }

    /** A market whose leaders have an energy model of the test, with its prices from the zero start and the loads at these prices. */
    private record Solved(Scenario scenario, double[] prices, double[] loads) {

        static Solved of(GridPoint settings, Scenario linear, Function<Computer, EnergyModel> model) {
            List<Leader> leaders = linear.leaders().stream()
                    .map(leader -> leader.withComputer(leader.computer().withEnergy(model.apply(leader.computer()))))
                    .toList();
            Scenario scenario = linear.withAgents(linear.wirelessAgents(), leaders, linear.aerialAgents());
            PricingGame game = ScenarioGameFactory.of(scenario);
            SolveResult end = SolverResolver.certified(settings, scenario).solve(game, new double[game.leaders()]);
            return new Solved(
                    scenario,
                    end.prices(),
                    Allocation.at(game, end.prices(), new ExactFollowerResponse())
                            .loads());
        }

        int selling(LeaderKind kind) {
            return (int) IntStream.range(0, loads.length)
                    .filter(s -> scenario.leaders().get(s).kind() == kind && loads[s] > 0)
                    .count();
        }

        /** Asserts the columns of a kind: prices per Mbit and loads per capacity, both over its leaders that sell. */
        void assertMeans(double[] row, LeaderKind kind, String price, String load) {
            double prices = 0;
            double shares = 0;
            for (int s = 0; s < loads.length; s++) {
                Leader leader = scenario.leaders().get(s);
                if (leader.kind() == kind && loads[s] > 0) {
                    prices += 1e6 * this.prices[s];
                    shares += loads[s]
                            / (leader.computer().workPerSecond()
                                    * scenario.rules().roundSeconds());
                }
            }
            List<String> columns = EnergyModelTask.TASK.values();
            assertThat(row[columns.indexOf(price)]).isCloseTo(prices / selling(kind), within(1e-9));
            assertThat(row[columns.indexOf(load)]).isCloseTo(shares / selling(kind), within(1e-9));
        }

        void assertMeans(double[] row) {
            assertMeans(row, LeaderKind.MOBILE, "mobilePricePerMegabit", "mobileLoadPerCapacity");
            assertMeans(row, LeaderKind.FIXED, "fixedPricePerMegabit", "fixedLoadPerCapacity");
        }
    }

    /** With most of the power constant, a mobile and a fixed agent are closed; the means cover the others. */
    @Test
    void meansCoverLeadersThatSell() {
        GridPoint closing =
                LINEAR.with("mostWireless", "20").with("energy", "idle").with("idleShare", "0.9");
        Solved expected = Solved.of(
                closing,
                drawn(6),
                computer -> new EnergyModel.Idle(0.9 * computer.workPerSecond() * computer.joulesPerWork()));
        assertThat(expected.selling(LeaderKind.MOBILE)).isEqualTo(1);
        assertThat(expected.selling(LeaderKind.FIXED)).isEqualTo(2);
        expected.assertMeans(row(closing, 6));
        assertThat(value(closing, 6, "sellingNothing")).isEqualTo(2);
        assertThat(value(closing.with("solver", "newton-mixed"), 6, "randomlyClosed"))
                .as("leaders with a single price are not counted")
                .isZero();
    }

    @Test
    void allRandomizingLeadersAreClosedAtRandom() {
        GridPoint closing = LINEAR.with("mostWireless", "20")
                .with("energy", "idle")
                .with("idleShare", "0.9")
                .with("solver", "newton-mixed");
        assertThat(value(closing, 4, "randomizing")).isEqualTo(2);
        assertThat(value(closing, 4, "randomlyClosed")).isEqualTo(2);
    }

    /** The rows of a table hold the work of a round, here of 2 s. */
    @Test
    void tableCoversLengthOfRound() {
        Scenario linear = drawn(1);
        linear = linear.withRules(linear.rules().withRoundSeconds(2));
        GridPoint table = LINEAR.with("mostWireless", "20").with("energy", "table");
        Solved expected = Solved.of(table, linear, computer -> {
            double full = 2 * computer.workPerSecond();
            double joules = full * computer.joulesPerWork();
            return new EnergyModel.Table(List.of(
                    new Row(0.25 * full, 0.1 * joules),
                    new Row(0.5 * full, 0.3 * joules),
                    new Row(0.75 * full, 0.6 * joules),
                    new Row(full, joules)));
        });
        var slow = new ScenarioSource(new TreeMap<>(Map.of("20/2/3/3", linear)), new TreeMap<>());
        expected.assertMeans(EnergyModelTask.TASK.work().run(table, 1, slow).getFirst());
    }

    @Test
    void rejectsValuesThatModelsDoNotAllow() {
        assertRefused(
                EnergyModelTask.TASK, "energy", "batch", "energy must be one of linear, dvfs, table, idle: batch");
        assertRefused(EnergyModelTask.TASK, "mostWireless", "19", "mostWireless must be a whole number from 20: 19");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnergyModelTask.TASK
                        .check()
                        .check(LINEAR.with("energy", "dvfs").with("overload", "ignore"), ScenarioSource.none()))
                .withMessageContaining("overloadPricing");
    }
}
