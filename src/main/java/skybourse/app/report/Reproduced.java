package skybourse.app.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import skybourse.evidence.experiment.Experiment;
import skybourse.evidence.experiment.Experiments;
import skybourse.evidence.experiment.FailureSignature.Sighting;
import skybourse.evidence.experiment.Finding;

/**
 * Everything that a reproduction found so far.
 *
 * @param command the command line that made it
 * @param version of the program
 * @param full whether all cells were run
 * @param seeds repetitions
 * @param parts one for each experiment that was run
 * @param toCome the experiments that are not run yet
 */
public record Reproduced(
        String command, String version, boolean full, int seeds, List<Part> parts, List<Experiment> toCome) {

    /**
     * One experiment.
     *
     * @param experiment which
     * @param outcome what its tables say
     * @param sweeps the names of its sweeps with the hashes of their specs
     * @param sightings where failure signatures occur
     * @param failedCells cells that could not be run
     */
    public record Part(
            Experiment experiment,
            Experiment.Outcome outcome,
            List<Spec> sweeps,
            List<Sighting> sightings,
            int failedCells) {
        public Part {
            sweeps = List.copyOf(sweeps);
            sightings = List.copyOf(sightings);
        }

        /** Says which cells were not run but taken from elsewhere; empty where all were run. */
        String taken() {
            return sweeps.stream()
                    .filter(spec -> spec.takenFrom().isPresent())
                    .map(spec -> spec.name() + " from " + spec.takenFrom().orElseThrow())
                    .collect(Collectors.collectingAndThen(
                            Collectors.joining(", "),
                            names -> names.isEmpty() ? "" : "Cells taken, not computed now: " + names + "."));
        }

        /** Returns the command that makes this experiment again. */
        String command(Reproduced all) {
            return String.format(
                    Locale.ROOT,
                    "./skybourse reproduce %s --%s --seeds %d",
                    experiment.name(),
                    all.full() ? "full" : "quick",
                    all.seeds());
        }
    }

    /**
     * A sweep that was run.
     *
     * @param name its name, which is also the name of its folder
     * @param hash SHA-256 of its spec
     * @param cells how many
     * @param takenFrom the file from which its cells were taken, where they were not run
     */
    public record Spec(String name, String hash, int cells, Optional<String> takenFrom) {}

    public Reproduced {
        parts = List.copyOf(parts);
        toCome = List.copyOf(toCome);
    }

    /** Returns every finding by claim, those that nothing was run for included. */
    List<Finding> findings() {
        var findings = new java.util.ArrayList<Finding>();
        parts.forEach(part -> findings.addAll(part.outcome().findings()));
        Experiments.notRun().forEach(missing -> findings.add(missing.finding()));
        findings.sort(java.util.Comparator.comparingInt(finding -> order(finding.claim())));
        return findings;
    }

    private static int order(String claim) {
        return claim.matches("C\\d+") ? Integer.parseInt(claim.substring(1)) : 100 + claim.charAt(0);
    }
}
