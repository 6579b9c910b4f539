package skybourse.round.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Rules;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.state.AerialFleet;

/**
 * Audit of misreports of aerial agents in simulations. One aerial agent at a time misreports in every slot of a simulation, while all
 * others report truthfully. The audit tries only {@link #MISREPORTS}. It can therefore find gains, but cannot prove that there are none.
 *
 * <p>An agent's utility is the sum of its payments in all slots minus its truthful asks for the same lots. Declared costs scale its asks. Lots that
 * it cannot compute in a slot are not offered.
 *
 * @param slots number of slots of each simulation
 * @param truthful the simulation with truthful reports
 * @param tried misreports by agent, then in the order of {@link #MISREPORTS}
 */
public record OverTimeAudit(int slots, SimulationOutcome truthful, List<MisreportOutcome> tried) {

    /** The misreports that the audit tries: first other costs, then another number of lots. */
    public static final List<SellerMisreport> MISREPORTS = Stream.concat(
                    Stream.of(0.5, 0.75, 1.25, 2.0).map(costs -> new SellerMisreport(costs, 1)),
                    Stream.of(0.5, 0.75, 2.0).map(lots -> new SellerMisreport(1, lots)))
            .toList();

    /**
     * Report of an aerial agent.
     *
     * @param costs declared costs as a multiple of the true costs
     * @param lots declared lots as a multiple of the lots that it can compute in a slot, rounded down
     */
    public record SellerMisreport(double costs, double lots) {}

    /**
     * Result of a simulation.
     *
     * @param utilities by aerial agent index, money over all slots
     * @param deadlines share of the arrived tasks that met their deadline, in [0, 1]
     * @param welfarePerSlot welfare, money per slot
     */
    public record SimulationOutcome(List<Double> utilities, double deadlines, double welfarePerSlot) {}

    /**
     * Result of a misreport of one agent.
     *
     * @param aerialAgent index of the agent
     * @param report the misreport, the same in every slot
     * @param gain utility of the agent minus its utility with truthful reports, money over all slots
     * @param played the simulation with the misreport
     */
    public record MisreportOutcome(int aerialAgent, SellerMisreport report, double gain, SimulationOutcome played) {}

    public OverTimeAudit {
        tried = List.copyOf(tried);
    }

    /**
     * Simulates the market with truthful reports and with each misreport of each aerial agent.
     *
     * @param setup the market; the same seed for all simulations
     * @param slots number of slots, at least 1
     * @param tasks runs simulations in parallel; changes no result
     * @throws InvariantViolationException if an invariant of the market does not hold in a slot
     */
    public static OverTimeAudit of(SimulationSetup setup, int slots, TaskRunner tasks) {
        int reports = MISREPORTS.size();
        int count = setup.scenario().aerialAgents().size() * reports;
        SimulationOutcome[] played = tasks.map(count + 1, 1, i -> play(setup, slots, i), SimulationOutcome[]::new);
        SimulationOutcome truthful = played[count];
        List<MisreportOutcome> tried = IntStream.range(0, count)
                .mapToObj(i -> {
                    int agent = i / reports;
                    double gain = played[i].utilities.get(agent) - truthful.utilities.get(agent);
                    return new MisreportOutcome(agent, MISREPORTS.get(i % reports), gain, played[i]);
                })
                .toList();
        return new OverTimeAudit(slots, truthful, tried);
    }

    /** Simulates the market with truthful reports. */
    static SimulationOutcome truthful(SimulationSetup setup, int slots) {
        return play(setup, slots, Integer.MAX_VALUE);
    }

    /** Simulates the misreport with a given number. If there is no misreport with this number, all agents report truthfully. */
    private static SimulationOutcome play(SimulationSetup setup, int slots, int number) {
        List<AerialAgent> agents = setup.scenario().aerialAgents();
        Rules rules = setup.scenario().rules();
        double[] asks = new double[agents.size()];
        Arrays.fill(asks, 1);
        int[] lots = agents.stream()
                .mapToInt(agent -> AerialFleet.mostLots(agent, rules.roundSeconds(), rules.lotWork()))
                .toArray();
        int agent = number / MISREPORTS.size();
        if (agent < asks.length) {
            SellerMisreport report = MISREPORTS.get(number % MISREPORTS.size());
            asks[agent] = report.costs;
            lots[agent] = (int) Math.min(Integer.MAX_VALUE, Math.floor(report.lots * lots[agent]));
        }
        return play(Simulation.begin(setup), setup.scenario(), slots, asks, lots);
    }

    private static SimulationOutcome play(
            Simulation simulation, Scenario scenario, int slots, double[] asks, int[] lots) {
        long[] halfTicks = new long[asks.length];
        double welfare = 0;
        for (int slot = 0; slot < slots; slot++) {
            SlotResult result = simulation.play(new double[0], asks, lots);
            for (int k = 0; k < halfTicks.length; k++) {
                halfTicks[k] += result.aerialAgents().get(k).surplusHalfTicks();
            }
            welfare += welfare(result.complete());
        }
        welfare += welfare(simulation.remainingRows());
        long[] fates = simulation.taskTotals();
        double halfTick = scenario.rules().tickMoney() / 2;
        List<Double> utilities =
                LongStream.of(halfTicks).mapToObj(surplus -> surplus * halfTick).toList();
        return new SimulationOutcome(utilities, (double) fates[1] / Math.max(1, fates[0]), welfare / slots);
    }

    private static double welfare(List<SlotRow> rows) {
        return rows.stream().mapToDouble(row -> row.of(Metric.WELFARE)).sum();
    }
}
