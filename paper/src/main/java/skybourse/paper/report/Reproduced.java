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
import skybourse.app.report.Numbers;
import skybourse.paper.experiment.Claim;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.FailureSignature;
import skybourse.paper.experiment.FailureSignature.Sighting;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.NotRun;

/**
 * Everything that a reproduction found so far.
 *
 * @param command the command line that made it
 * @param version of the program
 * @param full whether all cells were run
 * @param seeds repetitions
 * @param parts one for each experiment that was run
 * @param toCome the experiments that are not run yet
 * @param known every experiment whose claims are told, in order
 */
public record Reproduced(
        String command,
        String version,
        boolean full,
        int seeds,
        List<Part> parts,
        List<Experiment> toCome,
        List<Experiment> known) {

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

        /** Returns what was found of a claim, where it was judged. */
        Optional<Finding> finding(Claim claim) {
            return outcome.findings().stream()
                    .filter(finding -> finding.claim().equals(claim))
                    .findFirst();
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
            return "./skybourse reproduce " + experiment.name() + " --" + (all.full() ? "full" : "quick") + " --seeds "
                    + all.seeds();
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
        known = List.copyOf(known);
    }

    /** Returns a finding for every claim by its number, those that this run was not asked for included. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        known.stream()
                .filter(experiment -> !toCome.contains(experiment))
                .forEach(experiment -> findings.addAll(of(experiment)));
        NotRun.all().forEach(missing -> findings.add(missing.finding()));
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

    /** Returns what was seen of each signature, of a table that experiments share once. */
    SequencedMap<FailureSignature, Signs> signatures() {
        SequencedMap<FailureSignature, Signs> seen = new LinkedHashMap<>();
        for (FailureSignature signature : FailureSignature.values()) {
            seen.put(signature, new Signs(signature, places(signature)));
        }
        return seen;
    }

    private List<Seen> places(FailureSignature signature) {
        Set<String> folders = new HashSet<>();
        List<Seen> places = new ArrayList<>();
        for (Part part : parts) {
            String folder = part.experiment().folder();
            if (folders.add(folder)) {
                part.sightings().stream()
                        .filter(sighting -> sighting.signature() == signature)
                        .forEach(sighting -> places.add(new Seen(folder, sighting)));
            }
        }
        return places;
    }

    /**
     * All that was seen of a signature.
     *
     * @param signature which
     * @param all every place at which it was looked for
     */
    record Signs(FailureSignature signature, List<Seen> all) {

        /** Returns where it occurs, the most frequent first. */
        List<Seen> places() {
            return all.stream()
                    .filter(place -> place.sighting().occurrences() > 0)
                    .sorted(Comparator.comparingDouble(
                            place -> -place.sighting().share()))
                    .toList();
        }

        /** Returns how often it occurs in all, and at how many places. */
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
                            Numbers.count(all.size(), "point"));
        }
    }

    /**
     * A place where a failure signature occurs.
     *
     * @param folder of the experiments whose table it is
     * @param sighting what was seen
     */
    record Seen(String folder, Sighting sighting) {

        /** Returns it in words. */
        String inWords() {
            return folder + ": " + sighting.inWords();
        }
    }
}
