package skybourse.evidence.overtime;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel.Battery;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.Checks;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.simulation.Simulation;
import skybourse.round.simulation.SlotResult;
import skybourse.round.state.EnergyKind;

/**
 * A market over time whose wireless agents have batteries, with a price of energy that rises as the charge falls. It is compared with the same
 * batteries at two constant prices of energy: the scenario's, and each agent's mean price in the first market.
 */
public final class BatteriesTask {

    /** Axis of the scarcity of the batteries. */
    static final String SCARCITY = "scarcity";

    /** Axis of the number of slots of the simulation that sizes the batteries. */
    static final String SIZED_BY = "sizedBySlots";

    /** Axis of a battery's energy divided by the energy that its agent uses in these slots without a battery. */
    static final String MULTIPLE = "multiple";

    private static final MeasuredColumn PRICE_FACTOR =
            new MeasuredColumn("priceFactor", "relative", "mean price per joule used, relative to a full battery");

    private static final List<MeasuredColumn> MEASURES = List.of(
            new MeasuredColumn("firstEmpty", "slots", "slots until a battery is empty; all slots if none is"),
            new MeasuredColumn("halfEmpty", "slots", "slots until half of the batteries are empty"),
            new MeasuredColumn("met", "tasks", "tasks that met their deadline"),
            new MeasuredColumn("leaderPrice", "money/bit", "mean price over slots and open leaders"),
            new MeasuredColumn("sentShare", "share", "of computed work, that sent to leaders"));

    public static final CellTask TASK = CellTask.of(
                    "batteries",
                    CellTask.axes(
                            OverTimeSetups.axes(), CellTask.axes("slots=300 sizedBySlots=100 multiple=2 scarcity=0.5")),
                    Stream.of(
                                    Stream.of(PRICE_FACTOR),
                                    MEASURES.stream(),
                                    gaps("Gap", "minus that at the scenario's price: "),
                                    gaps("GapMean", "minus that at a constant price of the same mean: "))
                            .flatMap(columns -> columns)
                            .toList(),
                    BatteriesTask::check,
                    BatteriesTask::run)
            .withEffort(settings -> 3 * settings.count(OverTimeTask.SLOTS, 1) + settings.count(SIZED_BY, 1));

    private BatteriesTask() {}

    private static Stream<MeasuredColumn> gaps(String suffix, String before) {
        return MEASURES.stream()
                .map(column -> new MeasuredColumn(column.name() + suffix, column.unit(), before + column.meaning()));
    }

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        OverTimeSetups.check(settings, scenarios);
        settings.count(OverTimeTask.SLOTS, 1);
        settings.count(SIZED_BY, 1);
        Checks.amount(settings.number(MULTIPLE), MULTIPLE);
        new Battery(1, settings.number(SCARCITY));
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        SimulationSetup mains = OverTimeSetups.setup(settings, seed, scenarios, false, 0);
        Simulation sizing = Simulation.begin(mains);
        IntStream.range(0, settings.count(SIZED_BY, 1)).forEach(_ -> sizing.play());
        double multiple = settings.number(MULTIPLE);
        double scarcity = settings.number(SCARCITY);
        int slots = settings.count(OverTimeTask.SLOTS, 1);
        List<WirelessAgent> rising = mains.scenario().wirelessAgents().stream()
                .map(agent -> with(agent, multiple * joules(sizing, agent, EnergyKind.MAINS), scarcity))
                .toList();
        List<WirelessAgent> flat = rising.stream()
                .map(agent -> with(agent, battery(agent).joules(), 0))
                .toList();
        double[] factors = new double[rising.size()];
        double[] here = play(mains, slots, rising, factors);
        double[] atFlat = play(mains, slots, flat, new double[factors.length]);
        List<WirelessAgent> mean = IntStream.range(0, factors.length)
                .mapToObj(
                        n -> flat.get(n).withJoulePrice(factors[n] * flat.get(n).joulePrice()))
                .toList();
        double[] atMean = play(mains, slots, mean, new double[factors.length]);
        return List.of(Stream.of(
                        DoubleStream.of(Arrays.stream(factors).average().orElseThrow()),
                        Arrays.stream(here),
                        minus(here, atFlat),
                        minus(here, atMean))
                .flatMapToDouble(values -> values)
                .toArray());
    }

    private static DoubleStream minus(double[] values, double[] others) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i] - others[i]);
    }

    private static double joules(Simulation simulation, WirelessAgent agent, EnergyKind kind) {
        return simulation.energy(agent.id()).getOrDefault(kind, 0.0);
    }

    private static Battery battery(WirelessAgent agent) {
        return agent.computer().battery().orElseThrow();
    }

    private static WirelessAgent with(WirelessAgent agent, double joules, double scarcity) {
        Computer computer = agent.computer();
        double least = computer.joulesPerWork() * agent.task().work();
        var battery = new Battery(Math.max(joules, least), scarcity);
        return agent.withComputer(computer.withEnergy(battery));
    }

    /** Simulates a market with batteries. Returns {@link #MEASURES}. Sets the mean price factor of each agent per joule used. */
    private static double[] play(SimulationSetup mains, int slots, List<WirelessAgent> agents, double[] factors) {
        Simulation simulation =
                Simulation.begin(mains.withScenario(mains.scenario().withWirelessAgents(agents)));
        double[] lasted = new double[factors.length];
        double[] charges =
                agents.stream().mapToDouble(agent -> battery(agent).joules()).toArray();
        double prices = 0;
        int open = 0;
        double sent = 0;
        for (int slot = 0; slot < slots; slot++) {
            for (SlotResult.LeaderSlot leader : simulation.play().leaders()) {
                boolean isOpen = Double.isFinite(leader.price());
                prices += isOpen ? leader.price() : 0;
                open += isOpen ? 1 : 0;
                sent += leader.soldWork();
            }
            discharge(simulation, agents, charges, factors, lasted);
        }
        Arrays.setAll(factors, n -> {
            double used = battery(agents.get(n)).joules() - charges[n];
            return used == 0 ? 1 : factors[n] / used;
        });
        Arrays.sort(lasted);
        double home = agents.stream()
                .mapToDouble(agent -> joules(simulation, agent, EnergyKind.HOME_COMPUTING)
                        / agent.computer().joulesPerWork())
                .sum();
        return new double[] {
            lasted[0], lasted[(lasted.length - 1) / 2], simulation.taskTotals()[1], prices / open, sent / (sent + home)
        };
    }

    /** Adds the energy of the last slot times its price factor, and 1 to the slots of each battery that was not empty. */
    private static void discharge(
            Simulation simulation, List<WirelessAgent> agents, double[] charges, double[] factors, double[] lasted) {
        for (int n = 0; n < charges.length; n++) {
            Battery battery = battery(agents.get(n));
            double now = battery.joules() - joules(simulation, agents.get(n), EnergyKind.BATTERY);
            factors[n] += battery.priceFactor(charges[n]) * (charges[n] - now);
            lasted[n] += battery.isEmpty(charges[n]) ? 0 : 1;
            charges[n] = now;
        }
    }
}
