package skybourse.evidence.overtime;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.base.agent.EnergyModel.Dvfs;
import skybourse.base.agent.EnergyModel.ResaleBound;
import skybourse.base.agent.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.simulation.Simulation;
import skybourse.round.simulation.SlotResult;

/**
 * A market over time whose leaders have clocks that slow down with the load, without idle power. Fixed agents resell work within their capacity if resale
 * is expected to cost less than its energy. The market is compared with the same market in which they resell only work beyond capacity.
 */
public final class EconomicResaleTask {

    private static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn("resoldShare", "share", "of the work that fixed agents sold, that which they resold"),
            new MeasuredColumn("resoldWithin", "share", "of resold work, that within the capacity of its fixed agent"),
            new MeasuredColumn("resoldGap", "share", "minus that with resale beyond capacity: resoldShare"),
            new MeasuredColumn("deadlines", "share", "of arrived tasks, those completed by their deadline"),
            new MeasuredColumn("deadlinesGap", "share", "minus those with resale beyond capacity"),
            new MeasuredColumn(
                    "welfareChange", "relative", "delivered welfare of both tiers, relative to resale beyond capacity"),
            new MeasuredColumn(
                    "buyersChange", "relative", "utility of wireless agents, relative to resale beyond capacity"),
            new MeasuredColumn(
                    "mobileChange", "relative", "settled profits of mobile agents, relative to resale beyond capacity"),
            new MeasuredColumn(
                    "fixedChange", "relative", "settled profits of fixed agents, relative to resale beyond capacity"),
            new MeasuredColumn(
                    "aerialGap",
                    "share",
                    "settled profits of aerial agents minus those with resale beyond capacity, as a share of the fixed agents' profits"));

    public static final CellTask TASK = CellTask.of(
                    "economic-resale",
                    CellTask.axes(OverTimeSetups.axes(), CellTask.axes("slots=100 warmUp=0")),
                    COLUMNS,
                    OverTimeTask::checkSlots,
                    EconomicResaleTask::run)
            .withEffort(settings -> 2 * settings.count(OverTimeTask.SLOTS, 1));

    private EconomicResaleTask() {}

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        SimulationSetup setup = OverTimeSetups.setup(settings, seed, scenarios, false, 0);
        int slots = settings.count(OverTimeTask.SLOTS, 1);
        int warmUp = settings.count(OverTimeTask.WARM_UP, 0);
        Played economic = Played.play(with(setup, ResaleBound.ECONOMIC), slots, warmUp);
        Played capacity = Played.play(with(setup, ResaleBound.CAPACITY), slots, warmUp);
        return List.of(new double[] {
            economic.resold / economic.sold,
            economic.within / economic.resold,
            economic.resold / economic.sold - capacity.resold / capacity.sold,
            economic.slots.deadlines(),
            economic.slots.deadlines() - capacity.slots.deadlines(),
            economic.welfare() / capacity.welfare() - 1,
            economic.buyers / capacity.buyers - 1,
            economic.mobile / capacity.mobile - 1,
            economic.fixed / capacity.fixed - 1,
            (economic.aerial - capacity.aerial) / capacity.fixed
        });
    }

    private static SimulationSetup with(SimulationSetup setup, ResaleBound resale) {
        Scenario market = setup.scenario();
        List<Leader> leaders = market.leaders().stream()
                .map(leader -> leader.withComputer(leader.computer().withEnergy(new Dvfs(0, 0, resale))))
                .toList();
        return setup.withScenario(market.withAgents(market.wirelessAgents(), leaders, market.aerialAgents()));
    }

    /**
     * Sums over the counted slots of a market.
     *
     * @param slots the slots
     * @param sold work that fixed agents sold
     * @param resold work that they resold
     * @param within resold work that they could have computed in its slot
     * @param buyers utility of wireless agents, money
     * @param mobile settled profits of mobile agents, money; likewise {@code fixed} and {@code aerial}
     */
    private record Played(
            SlotStatistics slots,
            double sold,
            double resold,
            double within,
            double buyers,
            double mobile,
            double fixed,
            double aerial) {

        static Played play(SimulationSetup setup, int count, int warmUp) {
            Scenario market = setup.scenario();
            Simulation simulation = Simulation.begin(setup);
            List<SlotRow> rows = new ArrayList<>();
            double[] before = new double[4];
            double[] backlogs = new double[market.leaders().size()];
            double[] work = new double[3];
            for (int slot = 0; slot < count; slot++) {
                if (slot == warmUp) {
                    before = utilities(simulation, market);
                    work = new double[3];
                }
                SlotResult result = simulation.play();
                rows.addAll(result.complete());
                for (int s = 0; s < backlogs.length; s++) {
                    SlotResult.LeaderSlot leader = result.leaders().get(s);
                    if (market.leaders().get(s).resells()) {
                        work[0] += leader.soldWork();
                        work[1] += leader.resoldWork();
                        work[2] += leader.resoldWithinCapacity(backlogs[s]);
                    }
                    backlogs[s] = leader.backlog();
                }
            }
            double[] after = utilities(simulation, market);
            var counted = new SlotStatistics(
                    rows.stream().filter(row -> row.slot() >= warmUp).toList());
            return new Played(
                    counted,
                    work[0],
                    work[1],
                    work[2],
                    after[0] - before[0],
                    after[1] - before[1],
                    after[2] - before[2],
                    after[3] - before[3]);
        }

        /** Returns utilities of wireless agents, mobile agents, fixed agents and aerial agents. */
        private static double[] utilities(Simulation simulation, Scenario market) {
            return Stream.of(
                            market.wirelessAgents(), market.mobileAgents(), market.fixedAgents(), market.aerialAgents())
                    .mapToDouble(agents -> agents.stream()
                            .map(Agent::id)
                            .mapToDouble(simulation::utility)
                            .sum())
                    .toArray();
        }

        double welfare() {
            return slots.sum(Metric.WELFARE_DELIVERED);
        }
    }
}
