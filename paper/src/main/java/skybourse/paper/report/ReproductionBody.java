package skybourse.paper.report;

import java.util.List;
import java.util.Optional;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.files.text.Description;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.FindingNumbers;
import skybourse.paper.experiment.MeasuredValue;

/** Content of {@code results.json}: the results of a reproduction of the paper. */
record ReproductionBody(
        @Description("Command that repeats the reproduction.")
        String command,

        @Description("Version of the program.") String version,
        @Description("Extent of the run: full or quick.") String effort,
        @Description("Number of seeds.") int seeds,
        @Description("Sweeps that were run.") List<SweepRow> sweeps,

        @Description("Folders of experiments that have not been run yet.")
        List<String> toCome,

        @Description("Verdicts on claims and checks.") List<FindingBody> findings) {

    /** A sweep of an experiment. */
    record SweepRow(
            @Description("Number of cells.") int cells,
            @Description("Name of the experiment.") String experiment,
            @Description("SHA-256 of the specification.") String specHash,
            @Description("Name of the sweep.") String sweep,

            @Description("File from which its cells were taken, if they were not run.")
            Optional<String> takenFrom) {}

    /** Verdict on a claim of the paper or on a check. */
    record FindingBody(
            @Description("Number of the claim.") String claim,
            @Description("Subject of the claim.") String subject,
            @Description("What the paper says.") String paper,

            @Description("What was measured, if one number decides.")
            Optional<MeasuredBody> measured,

            @Description("Numbers behind the verdict, if there are several.")
            Optional<TableBody> table,

            @Description("The verdict.") String verdict,
            @Description("Reason for the verdict.") String because) {

        private static FindingBody of(Finding finding) {
            return new FindingBody(
                    finding.claim().number(),
                    finding.claim().subject(),
                    finding.claim().paper(),
                    Optional.of(finding.measured())
                            .filter(one -> !one.name().isEmpty())
                            .map(MeasuredBody::of),
                    Optional.of(finding.table())
                            .filter(one -> !one.rows().isEmpty())
                            .map(TableBody::of),
                    finding.verdict().text(),
                    finding.because());
        }
    }

    /** A measured number. Each list contains a single value. */
    record MeasuredBody(
            @Description("Name of the number.") String name,
            @Description("Mean over seeds.") List<Double> mean,

            @Description("Lower end of the 95 % confidence interval.")
            List<Double> low95,

            @Description("Upper end of the 95 % confidence interval.")
            List<Double> high95,

            @Description("Unit of the number.") String unit) {

        private static MeasuredBody of(MeasuredValue one) {
            ConfidenceInterval value = one.value();
            return new MeasuredBody(
                    one.name(), List.of(value.mean()), List.of(value.low()), List.of(value.high()), one.unit());
        }
    }

    /** A table of measured numbers. */
    record TableBody(
            @Description("Heading of the names of rows.") String row,
            @Description("Headings of the columns.") List<String> columns,
            @Description("The rows.") List<RowBody> rows) {

        private static TableBody of(FindingNumbers table) {
            return new TableBody(
                    table.rowName(),
                    table.columns(),
                    table.rows().stream().map(RowBody::of).toList());
        }
    }

    /** A row of measured numbers by column. */
    record RowBody(
            @Description("Name of the row.") String name,
            @Description("Means over seeds.") List<Double> mean,

            @Description("Lower ends of the 95 % confidence intervals.")
            List<Double> low95,

            @Description("Upper ends of the 95 % confidence intervals.")
            List<Double> high95) {

        private static RowBody of(FindingNumbers.Row row) {
            return new RowBody(
                    row.name(),
                    row.values().stream().map(ConfidenceInterval::mean).toList(),
                    row.values().stream().map(ConfidenceInterval::low).toList(),
                    row.values().stream().map(ConfidenceInterval::high).toList());
        }
    }

    static ReproductionBody of(ReproductionResult all) {
        return new ReproductionBody(
                all.command(),
                all.version(),
                all.full() ? "full" : "quick",
                all.seeds(),
                all.parts().stream()
                        .flatMap(part -> part.sweeps().stream()
                                .map(spec -> new SweepRow(
                                        spec.cells(),
                                        part.experiment().name(),
                                        spec.hash(),
                                        spec.name(),
                                        spec.takenFrom())))
                        .toList(),
                all.toCome().stream().map(Experiment::folder).distinct().toList(),
                all.findings().stream().map(FindingBody::of).toList());
    }
}
