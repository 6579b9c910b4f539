package skybourse.paper.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import skybourse.app.report.NumberText;
import skybourse.paper.experiment.Claim;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.PaperFailureSymptom;
import skybourse.paper.experiment.PaperFailureSymptom.SignatureCount;

/**
 * Results of a reproduction, which may still be running.
 *
 * @param command command line of the reproduction
 * @param version version of the program
 * @param full whether all cells are run
 * @param seeds number of seeds of the plan; some sweeps have fewer
 * @param parts results of each experiment that was run
 * @param toCome experiments that are still to be run
 * @param known the bundled experiments and those of the run, in order; claims are reported except those of {@code toCome}
 */
public record ReproductionResult(
        String command,
        String version,
        boolean full,
        int seeds,
        List<Part> parts,
        List<Experiment> toCome,
        List<Experiment> known) {

    /**
     * Results of an experiment.
     *
     * @param experiment the experiment
     * @param outcome findings and charts of the experiment
     * @param sweeps sweeps of the experiment
     * @param sightings counts of failure signatures, one for each point of a grid
     * @param failedCells number of cells that failed
     */
    public record Part(
            Experiment experiment,
            Experiment.Outcome outcome,
            List<SweepRun> sweeps,
            List<SignatureCount> sightings,
            int failedCells) {
        public Part {
            sweeps = List.copyOf(sweeps);
            sightings = List.copyOf(sightings);
        }

        /** Returns the finding on a claim; empty if the claim was not judged. */
        Optional<Finding> finding(Claim claim) {
            return outcome.findings().stream()
                    .filter(finding -> finding.claim().equals(claim))
                    .findFirst();
        }

        /** Returns a sentence about the cells that were taken from stored files; empty if all were run. */
        String taken() {
            return sweeps.stream()
                    .filter(spec -> spec.takenFrom().isPresent())
                    .map(spec -> spec.name() + " from " + spec.takenFrom().orElseThrow())
                    .collect(Collectors.collectingAndThen(
                            Collectors.joining(", "),
                            names -> names.isEmpty() ? "" : "Cells taken, not computed now: " + names + "."));
        }

        /** Returns the command that repeats this experiment. */
        String command(ReproductionResult all) {
            return "./skybourse reproduce " + experiment.name() + " --" + (all.full() ? "full" : "quick") + " --seeds "
                    + all.seeds();
        }
    }

    /**
     * Sweep that was run.
     *
     * @param name name of the sweep and of its folder
     * @param hash SHA-256 of its specification
     * @param cells number of cells
     * @param takenFrom file from which the cell results were taken; empty if the cells were run
     */
    public record SweepRun(String name, String hash, int cells, Optional<String> takenFrom) {}

    public ReproductionResult {
        parts = List.copyOf(parts);
        toCome = List.copyOf(toCome);
        known = List.copyOf(known);
    }

    /**
     * Returns a finding on each claim, sorted by the numbers of the claims. Claims of experiments that are still to be run are left out. Claims that
     * this run does not cover are included, with the verdict that they were not asked for.
     */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        known.stream()
                .filter(experiment -> !toCome.contains(experiment))
                .forEach(experiment -> findings.addAll(of(experiment)));
        findings.sort(Comparator.comparing(finding -> order(finding.claim().number())));
        return findings;
    }

    private List<Finding> of(Experiment experiment) {
        Optional<Part> ran = parts.stream()
                .filter(part -> part.experiment().equals(experiment))
                .findFirst();
        String missing = ran.isPresent() ? "Left out of the quick run" : "This run was not asked for it";
        return experiment.claims().stream()
                .map(claim -> ran.flatMap(part -> part.finding(claim)).orElseGet(() -> claim.notAsked(missing)))
                .toList();
    }

    private static String order(String number) {
        return number.matches("C\\d") ? number.replace("C", "C0") : number;
    }

    /** Returns the counts of each failure signature. Experiments that share a folder have the same counts, which are included once. */
    SequencedMap<PaperFailureSymptom, SignatureSummary> signatures() {
        SequencedMap<PaperFailureSymptom, SignatureSummary> seen = new LinkedHashMap<>();
        for (PaperFailureSymptom signature : PaperFailureSymptom.values()) {
            seen.put(signature, new SignatureSummary(signature, places(signature)));
        }
        return seen;
    }

    private List<SignaturePlace> places(PaperFailureSymptom signature) {
        Set<String> folders = new HashSet<>();
        List<SignaturePlace> places = new ArrayList<>();
        for (Part part : parts) {
            String folder = part.experiment().folder();
            if (folders.add(folder)) {
                part.sightings().stream()
                        .filter(sighting -> sighting.signature() == signature)
                        .forEach(sighting -> places.add(new SignaturePlace(folder, sighting)));
            }
        }
        return places;
    }

    /**
     * Counts of a failure signature over all experiments.
     *
     * @param signature the signature
     * @param all counts at all points of grids at which the signature was searched for
     */
    record SignatureSummary(PaperFailureSymptom signature, List<SignaturePlace> all) {

        /** Returns the counts at points at which the signature occurs, sorted by descending share. */
        List<SignaturePlace> places() {
            return all.stream()
                    .filter(place -> place.sighting().occurrences() > 0)
                    .sorted(Comparator.comparingDouble(
                            place -> -place.sighting().share()))
                    .toList();
        }

        /**
         * Returns a text with the numbers of occurrences and of rows in which the signature was searched for. If it occurs, the text also has the
         * numbers of points.
         */
        String inWords() {
            int rows = all.stream().mapToInt(place -> place.sighting().rows()).sum();
            int occurrences = all.stream()
                    .mapToInt(place -> place.sighting().occurrences())
                    .sum();
            if (rows == 0) {
                return "not looked for";
            }
            return occurrences == 0
                    ? String.format(Locale.ROOT, "in none of %,d %s", rows, signature.unit())
                    : String.format(
                            Locale.ROOT,
                            "in %,d of %,d %s, at %d of %s of the grids",
                            occurrences,
                            rows,
                            signature.unit(),
                            places().size(),
                            NumberText.count(all.size(), "point"));
        }
    }

    /**
     * Count of a failure signature at one point of a grid, with the folder of its experiments.
     *
     * @param folder folder of the experiments
     * @param sighting the count
     */
    record SignaturePlace(String folder, SignatureCount sighting) {

        /** Returns the folder and the count as text. */
        String inWords() {
            return folder + ": " + sighting.inWords();
        }
    }
}
