package skybourse.app.folders;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import skybourse.app.report.ComparedValue;
import skybourse.app.report.NumberText;
import skybourse.app.report.ResultComparison;
import skybourse.app.report.simulation.SimulationComparison;
import skybourse.app.report.simulation.SlotCsvTables;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.codec.NamedResultValues;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.FolderDigests;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.round.dynamics.Metric;

/** Comparison of the folders of two runs or of two simulations. */
public final class FolderComparison {

    private final Path first;
    private final Path second;
    private final List<String> notes = new ArrayList<>();

    private enum Kind {
        RUN("a run"),
        SIMULATION("a simulation");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private FolderComparison(Path first, Path second) {
        this.first = first;
        this.second = second;
    }

    /**
     * Compares the results in two folders: both values of each number, and notes on options and scenarios. Of two simulations, only the slots that
     * both contain are compared.
     *
     * @param first folder A
     * @param second folder B
     * @param version version of the program; results of another version are refused
     * @throws InvalidInputException if a folder contains neither a run nor a finished simulation, if the folders are of different kinds, or if
     *     another version wrote one of them
     */
    public static ResultComparison compare(Path first, Path second, String version) {
        Kind kind = kind(first, version);
        Kind other = kind(second, version);
        if (kind != other) {
            throw new InvalidInputException(
                    second.toString(),
                    "must be the folder of " + kind.words + " like " + first + ": it is the folder of " + other.words,
                    "give the folders of two runs or of two simulations.");
        }
        var folders = new FolderComparison(first, second);
        return kind == Kind.RUN ? folders.runs() : folders.simulations();
    }

    private static Kind kind(Path folder, String version) {
        new FolderVersionCheck(version).require(folder);
        if (SimulationFolder.isSimulation(folder)) {
            if (!Files.exists(folder.resolve(FolderDigests.FILE))) {
                throw new InvalidInputException(
                        folder.toString(),
                        "must contain a finished simulation: it is not finished",
                        "finish it with `./skybourse simulate --continue " + LabelSyntax.quoted(folder.toString())
                                + "`.");
            }
            return Kind.SIMULATION;
        }
        if (!Files.exists(folder.resolve(RunFiles.RESULT))) {
            throw new InvalidInputException(
                    folder.toString(),
                    "must be the folder of a run or of a simulation: it has neither " + RunFiles.RESULT + " nor "
                            + SlotCsvTables.SLOTS,
                    "give another folder.");
        }
        return Kind.RUN;
    }

    private ResultComparison runs() {
        NamedResultValues a = result(first);
        NamedResultValues b = result(second);
        made();
        differences(a.words(), b.words()).forEach(notes::add);
        return new ResultComparison(
                first + ", a run",
                second + ", a run",
                notes,
                Stream.concat(numbers(a.totals(), b.totals()), numbers(a.means(), b.means()))
                        .toList());
    }

    private static NamedResultValues result(Path folder) {
        Path file = folder.resolve(RunFiles.RESULT);
        return NamedResultValues.read(file.toString(), TextFiles.read(file));
    }

    private static List<String> differences(Map<String, String> a, Map<String, String> b) {
        return names(a.keySet(), b.keySet()).stream()
                .filter(name -> !a.getOrDefault(name, "–").equals(b.getOrDefault(name, "–")))
                .map(name -> name + ": " + a.getOrDefault(name, "–") + " in A, " + b.getOrDefault(name, "–") + " in B")
                .toList();
    }

    private static Stream<ComparedValue> numbers(Map<String, Double> a, Map<String, Double> b) {
        return names(a.keySet(), b.keySet()).stream()
                .map(name -> new ComparedValue(
                        name, "", a.getOrDefault(name, Double.NaN), b.getOrDefault(name, Double.NaN)));
    }

    private static List<String> names(Set<String> a, Set<String> b) {
        List<String> names = new ArrayList<>(a);
        b.stream().filter(name -> !a.contains(name)).forEach(names::add);
        return names;
    }

    private ResultComparison simulations() {
        long a = slots(first);
        long b = slots(second);
        made();
        if (a != b) {
            notes.add("The first " + NumberText.whole(Math.min(a, b))
                    + " slots are compared, which both simulations contain.");
        }
        return new ResultComparison(
                first + ", a simulation of " + NumberText.whole(a) + " slots",
                second + ", a simulation of " + NumberText.whole(b) + " slots",
                notes,
                SimulationComparison.differences(measured(first, Math.min(a, b)), measured(second, Math.min(a, b))));
    }

    private static long slots(Path folder) {
        Path file = folder.resolve(SlotCsvTables.SLOTS);
        long slots = TextFiles.mapLines(
                file, lines -> lines.filter(line -> !line.startsWith("#")).count() - 1);
        if (slots < 1) {
            throw new InvalidInputException(
                    file.toString(), "must have a slot: 0", "restore the file; it was changed after it was written.");
        }
        return slots;
    }

    private static Map<Metric, Double> measured(Path folder, long slots) {
        Path file = folder.resolve(SlotCsvTables.SLOTS);
        return TextFiles.mapLines(file, lines -> SimulationComparison.numbers(file.toString(), lines, slots));
    }

    /** Adds notes on the options that only one folder has, and on whether the scenarios are equal. */
    private void made() {
        List<String> a = manifest(first).options();
        List<String> b = manifest(second).options();
        only("A", a, b);
        only("B", b, a);
        scenario();
    }

    private static RunManifest manifest(Path folder) {
        Path file = folder.resolve(RunFiles.MANIFEST);
        return RunManifest.read(file.toString(), TextFiles.read(file));
    }

    private void only(String name, List<String> options, List<String> others) {
        List<String> own =
                options.stream().filter(option -> !others.contains(option)).toList();
        if (!own.isEmpty()) {
            notes.add("Options only in " + name + ": " + String.join(", ", own) + ".");
        }
    }

    private void scenario() {
        boolean isSame = Arrays.equals(
                TextFiles.read(first.resolve(RunFiles.SCENARIO)), TextFiles.read(second.resolve(RunFiles.SCENARIO)));
        notes.add(isSame ? "Both use the same scenario." : "Their files " + RunFiles.SCENARIO + " differ.");
    }
}
