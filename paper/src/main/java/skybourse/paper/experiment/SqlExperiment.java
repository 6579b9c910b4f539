package skybourse.paper.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import skybourse.base.numeric.LabelSyntax;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/**
 * Experiment that is read from a file. It consists of sweeps, and of SQL queries for verdicts, tables and charts. {@code
 * docs/guides/reproduce-the-paper.md} explains the fields.
 *
 * @param name name on the command line
 * @param folder folder of the tables and charts; empty for a folder with the name of the experiment
 * @param title subject, in one line
 * @param leftOut text that names the parts that a quick plan omits
 * @param words results of the SQL function {@code label}, by axis and value
 * @param views named queries, which the queries of charts and findings may use
 * @param sweeps sweeps to run, at least one
 * @param charts charts to draw
 * @param findings claims to judge, at least one
 */
public record SqlExperiment(
        String name,
        String folder,
        String title,
        String leftOut,
        Map<String, Map<String, String>> words,
        Map<String, String> views,
        List<ExperimentSweep> sweeps,
        List<ChartQuery> charts,
        List<FindingQuery> findings)
        implements Experiment {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if name or title is not valid, there are no sweeps or findings, or a finding needs an unknown sweep
     */
    public SqlExperiment {
        LabelSyntax.check(name, "name");
        LabelSyntax.check(title, "title");
        folder = folder.isEmpty() ? name : folder;
        if (sweeps.isEmpty() || findings.isEmpty()) {
            throw new IllegalArgumentException("sweeps and findings must be one or more: " + name);
        }
        Set<String> known = sweeps.stream().map(ExperimentSweep::name).collect(Collectors.toSet());
        findings.stream().flatMap(finding -> finding.of().stream()).forEach(sweep -> {
            if (!known.contains(sweep)) {
                throw new IllegalArgumentException("of must be the name of a sweep: " + sweep);
            }
        });
    }

    @Override
    public List<Claim> claims() {
        return findings.stream().map(FindingQuery::claimParts).toList();
    }

    @Override
    public List<Sweep> sweeps(ReproductionPlan plan) {
        return sweeps.stream()
                .filter(sweep -> plan.full() || !sweep.fullOnly())
                .map(sweep -> sweep.sweep(plan))
                .toList();
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        try (ResultDatabase results = database(tables)) {
            return new Outcome(
                    findings.stream()
                            .flatMap(finding ->
                                    named(finding.claim(), () -> finding.evaluate(results, tables.keySet())).stream())
                            .toList(),
                    charts.stream()
                            .flatMap(chart -> named(chart.id(), () -> chart.charts(results)).stream())
                            .toList());
        }
    }

    private ResultDatabase database(Map<String, ResultTable> tables) {
        ResultDatabase results = ResultDatabase.open(words);
        for (ExperimentSweep sweep : sweeps) {
            ResultTable table = tables.get(sweep.name());
            if (table == null) {
                results.add(sweep.name(), sweep.cellTask());
            } else {
                results.add(table);
            }
        }
        views.forEach(results::view);
        return results;
    }

    private static <T> T named(String name, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " (" + name + ")");
        }
    }

    /**
     * Evaluates the queries on tables whose keys and measured values are all 0, so that errors are reported before any cell is run. Skips findings on
     * sweeps that the plan omits.
     *
     * @throws IllegalArgumentException if a name or a query is wrong
     */
    public void dryRun(ReproductionPlan plan) {
        Map<String, ResultTable> tables = new LinkedHashMap<>();
        for (Sweep sweep : sweeps(plan)) {
            int columns = sweep.task().keys().size() + sweep.task().values().size();
            List<CellResult> results = new ArrayList<>();
            sweep.cells().forEach(cell -> results.add(new CellResult.Done(cell, List.of(new double[columns]))));
            tables.put(sweep.name(), new ResultTable(sweep, results));
        }
        outcome(tables);
        try (ResultDatabase results = database(tables)) {
            findings.stream()
                    .filter(finding -> tables.keySet().containsAll(finding.of()))
                    .forEach(finding -> named(finding.claim(), () -> {
                        finding.dryRun(results);
                        return finding;
                    }));
        }
    }
}
