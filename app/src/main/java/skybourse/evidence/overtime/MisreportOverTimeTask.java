package skybourse.evidence.overtime;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.numeric.TaskRunner;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.simulation.OverTimeAudit;
import skybourse.round.simulation.OverTimeAudit.MisreportOutcome;
import skybourse.round.simulation.OverTimeAudit.SellerMisreport;

/** Gains of aerial agents that misreport in every slot of a market without motion. A cell has one row for each misreport. */
public final class MisreportOverTimeTask {

    public static final CellTask TASK = CellTask.of(
                    "truth-over-time",
                    CellTask.axes(OverTimeSetups.axes(), CellTask.axes("slots=40 arrivals=every-slot")),
                    List.of(
                            new MeasuredColumn("utility", "money", "sum over aerial agents with truthful reports"),
                            new MeasuredColumn(
                                    "gain",
                                    "money",
                                    "sum over aerial agents of what each gains by the misreport alone"),
                            new MeasuredColumn("gainers", "agents", "aerial agents that gain by the misreport"),
                            new MeasuredColumn("largestGain", "money", "of one aerial agent"),
                            new MeasuredColumn(
                                    "deadlines",
                                    "share",
                                    "of arrived tasks, those completed by their deadline, with truthful reports"),
                            new MeasuredColumn("welfare", "money", "per slot, with truthful reports")),
                    MisreportOverTimeTask::check,
                    MisreportOverTimeTask::run)
            .withKeys("costs", "lots")
            .withEffort(settings -> settings.count(OverTimeTask.SLOTS, 1));

    private MisreportOverTimeTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        OverTimeSetups.check(settings, scenarios);
        settings.count(OverTimeTask.SLOTS, 1);
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        OverTimeAudit audit = OverTimeAudit.of(
                setup(settings, seed, scenarios), settings.count(OverTimeTask.SLOTS, 1), TaskRunner.CALLER);
        return IntStream.range(0, OverTimeAudit.MISREPORTS.size())
                .mapToObj(i -> row(audit, OverTimeAudit.MISREPORTS.get(i)))
                .toList();
    }

    /** Returns the setup in which all agents remain at the positions of the scenario. */
    static SimulationSetup setup(GridPoint settings, long seed, ScenarioSource scenarios) {
        SimulationSetup moving = OverTimeSetups.setup(settings, seed, scenarios, false, 0);
        return moving.withDynamics(
                moving.dynamics().withWirelessMotion(List.of()).withMobileMotion(List.of()));
    }

    private static double[] row(OverTimeAudit audit, SellerMisreport report) {
        List<MisreportOutcome> tried = audit.tried().stream()
                .filter(one -> one.report().equals(report))
                .toList();
        return new double[] {
            report.costs(),
            report.lots(),
            audit.truthful().utilities().stream().mapToDouble(one -> one).sum(),
            tried.stream().mapToDouble(MisreportOutcome::gain).sum(),
            tried.stream().filter(one -> one.gain() > 0).count(),
            tried.stream()
                    .max(Comparator.comparingDouble(MisreportOutcome::gain))
                    .map(MisreportOutcome::gain)
                    .orElse(0.0),
            audit.truthful().deadlines(),
            audit.truthful().welfarePerSlot()
        };
    }
}
