package skybourse.paper.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import skybourse.base.numeric.Label;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/**
 * An experiment that is data: sweeps, and formulas of what their tables say. {@code docs/guides/reproduce-the-paper.md} explains the fields of the file that
 * holds one.
 *
 * @param name on the command line
 * @param folder where its tables are; empty for one of its name
 * @param title what it is about, in one line
 * @param leftOut what a quick plan leaves out
 * @param words what a value of an axis is called, by axis
 * @param let formulas by name
 * @param sweeps the sweeps to run
 * @param charts what is drawn
 * @param findings what is judged
 */
public record GridExperiment(
        String name,
        String folder,
        String title,
        String leftOut,
        Map<String, Map<String, String>> words,
        Map<String, String> let,
        List<GridSweep> sweeps,
        List<GridChart> charts,
        List<GridFinding> findings)
        implements Experiment {

    public GridExperiment {
        Label.check(name, "name");
        Label.check(title, "title");
        folder = folder.isEmpty() ? name : folder;
        if (sweeps.isEmpty() || findings.isEmpty()) {
            throw new IllegalArgumentException("sweeps and findings must be one or more: " + name);
        }
    }

    @Override
    public List<Claim> claims() {
        return findings.stream().map(GridFinding::judged).toList();
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        return sweeps.stream()
                .filter(sweep -> plan.full() || !sweep.fullOnly())
                .map(sweep -> sweep.in(plan))
                .toList();
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        Scope all = Scope.of(tables, let, words);
        return new Outcome(
                findings.stream().flatMap(finding -> finding.in(all).stream()).toList(),
                charts.stream().flatMap(chart -> chart.in(all).stream()).toList());
    }

    /**
     * Judges and draws tables of noughts, so that a wrong name is told before hours of work.
     *
     * @throws IllegalArgumentException where a name or formula is wrong
     */
    public void rehearse(ExperimentPlan plan) {
        Map<String, ResultTable> tables = new LinkedHashMap<>();
        for (Sweep sweep : sweeps(plan)) {
            int columns = sweep.task().keys().size() + sweep.task().values().size();
            List<CellResult> results = new ArrayList<>();
            sweep.cells().forEach(cell -> results.add(new CellResult.Done(cell, List.of(new double[columns]))));
            tables.put(sweep.name(), new ResultTable(sweep, results));
        }
        outcome(tables);
    }
}
