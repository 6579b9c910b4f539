package skybourse.app.folders;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.simulation.SimulationPage;
import skybourse.app.report.simulation.SlotCsvTables;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.codec.SimulationCheckpointFile;
import skybourse.files.codec.SimulationCheckpointFile.Heading;
import skybourse.files.log.AppendLog;
import skybourse.files.log.FolderDigests;
import skybourse.files.log.IoErrorText;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.round.simulation.Simulation;
import skybourse.round.simulation.SlotResult;
import skybourse.round.simulation.SlotStage;

/**
 * Output folder of a simulation: tables that grow slot by slot, and a checkpoint from which the simulation continues. The checkpoint
 * contains the length of each table. Lines that were written after the checkpoint are cut off, so that the finished tables are equal to
 * those of an uninterrupted simulation.
 *
 * <p>One program at a time may write to a folder; it locks the tables. {@link SlotCsvTables#TIMING} depends on the machine and has no digest.
 */
public final class SimulationFolder implements AutoCloseable {

    /** File with the state after the last slot that was saved. */
    public static final String CHECKPOINT = "checkpoint.bin";

    private static final int LINES_BEFORE_TIMING = 2;

    private final Path folder;
    private final SimulationPlan plan;
    private final String spec;
    private final SlotCsvTables tables;
    private final Simulation simulation;
    private final Map<String, AppendLog> logs = new LinkedHashMap<>();

    /** Listener for the stages and slots of a simulation, which can also stop it. */
    public interface SlotListener extends Consumer<SlotStage> {

        /** Returns the wall times of the stages since the last call, s, in the order of {@link SlotStage}, and resets them. */
        double[] takeSeconds();

        /** Called after the lines of a slot were written. */
        void slotWritten(SlotResult slot);

        /** Returns whether to save and stop before the next slot. */
        boolean stops();
    }

    private SimulationFolder(Path folder, SimulationPlan plan, String spec, Simulation simulation) {
        this.folder = folder;
        this.plan = plan;
        this.spec = spec;
        this.simulation = simulation;
        tables = plan.tables();
    }

    /** Returns whether a folder contains a simulation, finished or not. */
    public static boolean isSimulation(Path folder) {
        return Files.exists(folder.resolve(SlotCsvTables.SLOTS));
    }

    /** Returns whether a folder contains an unfinished simulation. */
    static boolean isBegun(Path folder) {
        return isSimulation(folder) && !Files.exists(folder.resolve(FolderDigests.FILE));
    }

    /** Returns whether a folder contains a checkpoint. */
    static boolean isSaved(Path folder) {
        return Files.exists(folder.resolve(CHECKPOINT));
    }

    /**
     * Returns the folder of a new simulation. It may be new, empty, or contain a simulation that is finished or has no checkpoint.
     *
     * @param out the requested folder; null for one named after the scenario
     * @param scenario name of the scenario
     * @param version version of the program
     * @throws InvalidInputException if the folder contains anything else or a simulation of another version, or cannot be written
     */
    public static Path place(@Nullable Path out, String scenario, String version) {
        Path folder = out == null ? Path.of("out", LabelSyntax.fileName(scenario) + "-over-time") : out;
        String source = out == null ? folder.toString() : "--out";
        WritableOutputCheck.check(source, folder, true);
        if (isSimulation(folder)) {
            new FolderVersionCheck(version).require(folder);
            requireNotStopped(source, folder);
        } else if (!isEmpty(folder)) {
            throw new InvalidInputException(
                    source,
                    "must be new, empty or the folder of a simulation: " + folder + " is not",
                    "choose another folder.");
        }
        return folder;
    }

    private static void requireNotStopped(String source, Path folder) {
        if (isSaved(folder) && isBegun(folder)) {
            throw new InvalidInputException(
                    source,
                    "must not contain an unfinished simulation: " + folder + " does",
                    "use --continue " + LabelSyntax.quoted(folder.toString()) + ", or another --out.");
        }
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.findAny().isEmpty();
        } catch (IOException e) {
            throw IoErrorText.describe("cannot read " + folder, e);
        }
    }

    /** Throws {@code InvalidInputException} if a folder has no checkpoint or another version wrote it. */
    public static void requireSaved(Path folder, String version) {
        if (!isSaved(folder)) {
            throw new InvalidInputException(
                    "--continue",
                    "must be the folder of a simulation, with its " + CHECKPOINT + ": " + folder + " is not",
                    "give the folder of a simulation that has started.");
        }
        new FolderVersionCheck(version).require(folder);
    }

    /** Begins a simulation in a folder that {@link #place} accepts. Deletes the content of the folder. */
    public static SimulationFolder begin(Path folder, SimulationPlan plan) {
        var begun = new SimulationFolder(folder, plan, plan.spec(), Simulation.begin(plan.setup()));
        try {
            ShutdownGuard.runCritical(() -> {
                RunFolder.delete(folder);
                TextFiles.makeFolders(folder);
                begun.open(); // The tables come first, because they identify the folder of a simulation.
                begun.writeMade();
                for (var head : begun.tables.heads().entrySet()) {
                    begun.log(head.getKey()).appendAll(head.getValue());
                }
            });
        } catch (IOException e) {
            begun.close();
            throw failed(folder, e);
        }
        begun.save();
        return begun;
    }

    /**
     * Continues the simulation in a folder from its checkpoint. The plan may have more slots than before.
     *
     * @throws InvalidInputException if the checkpoint or a table is damaged or in use, or does not fit the plan
     */
    public static SimulationFolder resume(Path folder, SimulationPlan plan) {
        Path file = folder.resolve(CHECKPOINT);
        try {
            discardDrafts(folder);
            try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
                SimulationCheckpointFile.requireWhole(file.toString(), stream, Files.size(file));
            }
            try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
                return SimulationCheckpointFile.read(file.toString(), stream, (heading, state) -> {
                    requireSame(file.toString(), heading, plan, plan.spec());
                    var there =
                            new SimulationFolder(folder, plan, heading.spec(), Simulation.resume(plan.setup(), state));
                    there.cut(heading);
                    return there;
                });
            }
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** Returns the number of slots that were simulated before the checkpoint of a folder was written. */
    public static long savedSlot(Path folder) {
        Path file = folder.resolve(CHECKPOINT);
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            return SimulationCheckpointFile.read(file.toString(), stream, (heading, _) -> heading.slot());
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private static void requireSame(String source, Heading heading, SimulationPlan plan, String spec) {
        new FolderVersionCheck(plan.manifest().origin().version()).require(Path.of(source), heading.version());
        if (heading.seed() != plan.setup().seed()) {
            throw new InvalidInputException(
                    source,
                    "seed",
                    "must be the seed of the simulation, " + plan.setup().seed() + ": " + heading.seed(),
                    "use another folder for another seed; the manifest was changed.");
        }
        if (!heading.spec().equals(spec)) {
            throw new InvalidInputException(
                    source,
                    "spec",
                    "must be the hash of the folder's scenario, tables and options, " + spec + ": " + heading.spec(),
                    "use another folder for another market; one of these was changed.");
        }
        if (plan.slots() < heading.slot()) {
            throw new InvalidInputException(
                    "--slots",
                    "must be at least the " + heading.slot() + " slots that are simulated already: " + plan.slots(),
                    "give the total number of slots.");
        }
    }

    private static void discardDrafts(Path folder) throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, ".*.tmp")) {
            for (Path draft : drafts) {
                Files.delete(draft);
            }
        }
    }

    private void writeMade() {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        plan.market().tables().forEach((name, bytes) -> files.put(folder.resolve(name), bytes));
        plan.model().ifPresent(model -> files.put(folder.resolve(RunFiles.POLICY), TextFiles.read(model)));
        files.put(folder.resolve(RunFiles.SCENARIO), plan.market().text().getBytes(StandardCharsets.UTF_8));
        files.put(folder.resolve(RunFiles.MANIFEST), plan.manifest().text().getBytes(StandardCharsets.UTF_8));
        files.forEach(TextFiles::writeThrough);
    }

    private void open() throws IOException {
        for (String name : tables.heads().keySet()) {
            Path file = folder.resolve(name);
            logs.put(
                    name,
                    AppendLog.open(file)
                            .orElseThrow(() -> new InvalidInputException(
                                    file.toString(),
                                    "must not be in use: another program has it open",
                                    "wait until the simulation in this folder has ended.")));
        }
    }

    private AppendLog log(String name) {
        return java.util.Objects.requireNonNull(logs.get(name), name);
    }

    /** Truncates the tables to their lengths at a checkpoint, deletes the other results of a finished simulation, and writes the manifest. */
    private void cut(Heading heading) {
        try {
            for (String file : List.of(FolderDigests.FILE, SlotCsvTables.BALANCES, SlotCsvTables.ENERGY)) {
                Files.deleteIfExists(folder.resolve(file));
            }
            RunFolder.deletePage(folder, SimulationPage.FILE);
            TextFiles.writeThrough(
                    folder.resolve(RunFiles.MANIFEST), plan.manifest().text().getBytes(StandardCharsets.UTF_8));
            open();
            for (var length : heading.lengths().entrySet()) {
                AppendLog log = log(length.getKey());
                if (log.size() < length.getValue()) {
                    throw new InvalidInputException(
                            folder.resolve(length.getKey()).toString(),
                            "must have the " + length.getValue() + " bytes of slot " + heading.slot() + " or more: "
                                    + log.size(),
                            "restore the file, or start the simulation again in a new folder.");
                }
                log.truncate(length.getValue());
            }
            log(SlotCsvTables.TIMING).truncateAfter(LINES_BEFORE_TIMING + heading.slot());
        } catch (IOException e) {
            close();
            throw failed(folder, e);
        } catch (InvalidInputException e) {
            close();
            throw e;
        }
    }

    /** Returns the number of slots simulated so far. */
    public long slot() {
        return simulation.slot();
    }

    /**
     * Simulates the remaining slots and writes the page and digests. Saves and stops earlier if {@code watch} requests it.
     *
     * @param saveEvery interval of checkpoints, slots
     * @return whether all slots are simulated
     */
    public boolean play(long saveEvery, SlotListener watch) {
        while (simulation.slot() < plan.slots() && !watch.stops()) {
            SlotResult slot = simulation.play(watch, plan.prices(), new double[0], new int[0]);
            append(tables.of(slot, watch.takeSeconds()));
            watch.slotWritten(slot);
            if (simulation.slot() % saveEvery == 0 && simulation.slot() < plan.slots()) {
                save();
            }
        }
        save();
        boolean isFinished = simulation.slot() == plan.slots();
        if (isFinished) {
            finish();
        }
        return isFinished;
    }

    private void append(Map<String, String> lines) {
        try {
            for (var table : lines.entrySet()) {
                log(table.getKey()).appendAll(table.getValue());
            }
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private SortedMap<String, Long> forced() {
        SortedMap<String, Long> lengths = new TreeMap<>();
        try {
            for (var log : logs.entrySet()) {
                log.getValue().force();
                if (!log.getKey().equals(SlotCsvTables.TIMING)) {
                    lengths.put(log.getKey(), log.getValue().size());
                }
            }
        } catch (IOException e) {
            throw failed(folder, e);
        }
        return lengths;
    }

    private void save() {
        var heading = new Heading(
                plan.manifest().origin().version(), spec, plan.setup().seed(), simulation.slot(), forced());
        TextFiles.write(folder.resolve(CHECKPOINT), (TextFiles.Content)
                stream -> SimulationCheckpointFile.write(stream, heading, simulation::serialize));
    }

    private void finish() {
        append(Map.of(SlotCsvTables.SLOTS, tables.rows(simulation.remainingRows())));
        tables.atEnd(simulation).forEach((name, text) -> TextFiles.write(folder.resolve(name), text));
        var files = new TreeSet<>(logs.keySet());
        files.addAll(plan.market().tables().keySet());
        files.addAll(List.of(SlotCsvTables.BALANCES, SlotCsvTables.ENERGY, RunFiles.SCENARIO, RunFiles.MANIFEST));
        SimulationPage.of(plan.made(files), TextFiles.tables(folder))
                .files(SimulationPage.FILE, plan.page())
                .forEach((name, text) -> TextFiles.write(folder.resolve(name), text));
        TextFiles.write(
                folder.resolve(FolderDigests.FILE),
                FolderVerification.present(folder).text());
    }

    /** Returns the totals of tasks since the start, as {@link Simulation#taskTotals}. */
    public long[] taskTotals() {
        return simulation.taskTotals();
    }

    /** Simulates a plan in a temporary folder. Returns the digests of the files. {@code tell} receives the first difference from {@code there}. */
    public static FolderDigests reproduce(SimulationPlan plan, SlotListener watch, Path there, Consumer<String> tell) {
        return RunFolder.inTemporaryFolder(
                place -> {
                    Path folder = place.resolve("simulation");
                    try (SimulationFolder begun = begin(folder, plan)) {
                        begun.play(Long.MAX_VALUE, watch);
                        SlotComparison.firstDifference(there, folder).ifPresent(tell);
                        return FolderDigests.read(folder);
                    }
                },
                "a copy cannot be made");
    }

    @Override
    public void close() {
        for (AppendLog log : logs.values()) {
            try {
                log.close();
            } catch (IOException e) {
                // Nothing is lost, because a checkpoint covers only lines that are already on the disk.
            }
        }
        logs.clear();
    }

    private static UncheckedIOException failed(Path folder, IOException e) {
        return IoErrorText.describe(folder + " cannot be read or written", e);
    }
}
