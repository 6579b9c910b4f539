package skybourse.paper.report;

import java.util.List;
import java.util.Optional;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.files.text.FieldDescription;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.FindingNumbers;
import skybourse.paper.experiment.MeasuredValue;

/** Content of {@code results.json}: the results of a reproduction of the paper. */
record ReproductionBody(
        @FieldDescription("Command that repeats the reproduction.")
        String command,

        @FieldDescription("Version of the program.") String version,

        @FieldDescription("Extent of the run: full or quick.")
        String effort,

        @FieldDescription("Number of seeds.") int seeds,
        @FieldDescription("Sweeps that were run.") List<SweepRow> sweeps,

        @FieldDescription("Folders of experiments that have not been run yet.")
        List<String> toCome,

        @FieldDescription("Verdicts on claims and checks.") List<FindingBody> findings) {

    /** A sweep of an experiment. */
    record SweepRow(
            @FieldDescription("Number of cells.") int cells,
            @FieldDescription("Name of the experiment.") String experiment,

            @FieldDescription("SHA-256 of the specification.")
            String specHash,

            @FieldDescription("Name of the sweep.") String sweep,

            @FieldDescription("File from which its cells were taken, if they were not run.")
            Optional<String> takenFrom) {}

    /** Verdict on a claim of the paper or on a check. */
    record FindingBody(
            @FieldDescription("Number of the claim.") String claim,
            @FieldDescription("Subject of the claim.") String subject,
            @FieldDescription("What the paper says.") String paper,

            @FieldDescription("What was measured, if one number decides.")
            Optional<MeasuredBody> measured,

            @FieldDescription("Numbers behind the verdict, if there are several.")
            Optional<TableBody> table,

            @FieldDescription("The verdict.") String verdict,
            @FieldDescription("Reason for the verdict.") String because) {

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
            @FieldDescription("Name of the number.") String name,
            @FieldDescription("Mean over seeds.") List<Double> mean,

            @FieldDescription("Lower end of the 95 % confidence interval.")
            List<Double> low95,

            @FieldDescription("Upper end of the 95 % confidence interval.")
            List<Double> high95,

            @FieldDescription("Unit of the number.") String unit) {

        private static MeasuredBody of(MeasuredValue one) {
            ConfidenceInterval value = one.value();
            return new MeasuredBody(
                    one.name(), List.of(value.mean()), List.of(value.low()), List.of(value.high()), one.unit());
        }
    }

    /** A table of measured numbers. */
    record TableBody(
            @FieldDescription("Heading of the names of rows.")
            String row,

            @FieldDescription("Headings of the columns.") List<String> columns,
            @FieldDescription("The rows.") List<RowBody> rows) {

        private static TableBody of(FindingNumbers table) {
            return new TableBody(
                    table.rowName(),
                    table.columns(),
                    table.rows().stream().map(RowBody::of).toList());
        }
    }

    /** A row of measured numbers by column. */
    record RowBody(
            @FieldDescription("Name of the row.") String name,
            @FieldDescription("Means over seeds.") List<Double> mean,

            @FieldDescription("Lower ends of the 95 % confidence intervals.")
            List<Double> low95,

            @FieldDescription("Upper ends of the 95 % confidence intervals.")
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
