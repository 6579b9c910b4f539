package skybourse.app.cli;

import static picocli.CommandLine.Command;
import static picocli.CommandLine.Mixin;
import static picocli.CommandLine.Option;
import static picocli.CommandLine.Parameters;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import skybourse.app.command.CommandBase;
import skybourse.app.command.SlotProgress;
import skybourse.app.command.TerminalProgressBar;
import skybourse.app.command.Version;
import skybourse.app.folders.RunFiles;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.app.folders.ShutdownGuard;
import skybourse.app.folders.SimulationFolder;
import skybourse.app.folders.SimulationPlan;
import skybourse.app.folders.WritableOutputCheck;
import skybourse.app.options.IneffectiveOptionCheck;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.options.SimulationOptions;
import skybourse.app.options.ThreadsOption;
import skybourse.app.report.NumberText;
import skybourse.app.report.ScenarioSummary;
import skybourse.app.report.simulation.OverTimeSentences;
import skybourse.app.report.simulation.SimulationPage;
import skybourse.app.report.simulation.SimulationSummary;
import skybourse.app.report.simulation.SlotCsvTables;
import skybourse.app.report.simulation.WirelessBatteryTable;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.log.FolderDigests;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.DynamicScenario;
import skybourse.files.text.InvalidInputException;

/** The {@code simulate} command: simulates a scenario slot by slot. */
@Command(
        name = "simulate",
        description = {
            "Simulates a scenario slot by slot: motion, queues, message delay and batteries.",
            "The scenario's block overTime defines the changes over time. If interrupted, continue with --continue."
        },
        footer = {
            "  ./skybourse simulate examples/campus-over-time.yaml --slots 200",
            "  ./skybourse simulate --continue out/campus-over-time --slots 400"
        })
final class SimulateCommand extends CommandBase {

    private static final double LONG_BYTES = 100e6;

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "Scenario file, YAML or JSON. Default: the bundled reference scenario.")
    private @Nullable Path file;

    @Mixin
    private SimulationOptions options = new SimulationOptions();

    @Option(
            names = "--continue",
            paramLabel = "DIR",
            description =
                    "Continues the simulation in this folder with the stored scenario and options. --slots may be larger.")
    private @Nullable Path resumed;

    @Option(names = "--out", paramLabel = "DIR", description = "Output folder. Default: out/NAME-over-time.")
    private @Nullable Path out;

    @Option(
            names = "--checkpoint",
            paramLabel = "M",
            description = "Writes a checkpoint every M slots. From 1. Default: ${DEFAULT-VALUE}.")
    private long checkpointEvery = 100;

    @Option(names = "--quiet", description = "Prints only warnings and errors.")
    private boolean quiet;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        OptionRangeCheck.atLeast(1, checkpointEvery, "--checkpoint");
        return resumed == null ? begin() : goOn(resumed);
    }

    private int begin() {
        DynamicScenario market = ScenarioFileReader.readOverTime(file);
        market.requirePlayable(ScenarioFileReader.name(file));
        Path folder = SimulationFolder.place(out, market.scenario().name(), Version.OWN);
        SimulationPlan plan = ScenarioFileReader.using(file, () -> options.plan(market, threads.count()));
        requireRoom(plan, 0, folder);
        announce(plan, folder);
        try (SimulationFolder begun = ScenarioFileReader.using(file, () -> SimulationFolder.begin(folder, plan))) {
            return play(begun, plan, folder, file);
        }
    }

    private void refuseFile() {
        if (file != null) {
            throw new InvalidInputException(
                    file.toString(),
                    "must not be given with --continue, which uses the scenario of the folder",
                    "omit --continue to start a new simulation.");
        }
    }

    private int goOn(Path folder) {
        options.rejectWithContinue(spec);
        IneffectiveOptionCheck.refuse(spec, "--continue", "--out");
        refuseFile();
        SimulationFolder.requireSaved(folder, Version.OWN);
        SimulationPlan plan = SimulateManifestOptionText.plan(folder, options.slots(), threads.count());
        requireRoom(plan, SimulationFolder.savedSlot(folder), folder);
        announce(plan, folder);
        try (SimulationFolder there = SimulationFolder.resume(folder, plan)) {
            return play(there, plan, folder, folder.resolve(RunFiles.SCENARIO));
        }
    }

    private static void requireRoom(SimulationPlan plan, long saved, Path folder) {
        long links = SimulationOptions.links(plan.market().scenario());
        WritableOutputCheck.requireRoom(folder, plan.slots(), plan.slots() - saved, plan.bytes(links) / plan.slots());
    }

    private void announce(SimulationPlan plan, Path folder) {
        String warning = OverTimeSentences.warning(
                plan.market().scenario(), plan.market().dynamics());
        if (!warning.isEmpty()) {
            warn(warning);
        }
        ScenarioSummary.warnings(plan.market().scenario()).forEach(this::warn);
        if (quiet) {
            return;
        }
        out().println(plan.market().scenario().name() + ": "
                + OverTimeSentences.contents(
                        plan.market().scenario(), plan.market().dynamics())
                + "; auction rule " + plan.rule());
        double bytes = plan.bytes(SimulationOptions.links(plan.market().scenario()));
        if (bytes > LONG_BYTES) {
            out().printf(Locale.ROOT, "%s needs about %sB of disk space.%n", folder, NumberText.si(bytes));
        }
        if (plan.placesEvery() > 1) {
            out().printf(Locale.ROOT, "%s contains one of every %d slots.%n", SlotCsvTables.PLACES, plan.placesEvery());
        }
        int sampled = SlotCsvTables.samplingInterval(
                plan.market().scenario().wirelessAgents().size());
        if (sampled > 1) {
            out().printf(
                            Locale.ROOT,
                            "%s and %s contain one of every %d wireless agents.%n",
                            SlotCsvTables.PLACES,
                            SlotCsvTables.LINKS,
                            sampled);
        }
        if (!plan.hasLedger()) {
            out().println(SlotCsvTables.LEDGER + " is not written because it would be large; --ledger writes it.");
        }
        out().flush();
    }

    private int play(SimulationFolder folder, SimulationPlan plan, Path place, @Nullable Path scenario) {
        Optional<ProgressBar> bar = quiet
                ? Optional.empty()
                : Optional.of(TerminalProgressBar.start("simulating", folder.slot(), plan.slots()));
        var watch = new SlotProgress(bar);
        try (var stopping = ShutdownGuard.onInterrupt(watch::stop, () -> ShutdownGuard.print(err(), stopped(place)))) {
            // Some invalid settings are detected only in the slot in which they take effect.
            stopping.complete(() -> ScenarioFileReader.using(scenario, () -> folder.play(checkpointEvery, watch)));
        } finally {
            bar.ifPresent(ProgressBar::close);
        }
        if (folder.slot() == plan.slots() && !quiet) {
            tell(folder, plan, place, watch);
        }
        return 0;
    }

    private static String stopped(Path place) {
        return "Interrupted; saved up to slot " + SimulationFolder.savedSlot(place)
                + ". To continue: ./skybourse simulate --continue " + LabelSyntax.quoted(place.toString());
    }

    private void tell(SimulationFolder folder, SimulationPlan plan, Path place, SlotProgress watch) {
        PrintWriter to = out();
        to.println();
        String summary = TextFiles.mapLines(
                place.resolve(SlotCsvTables.SLOTS),
                lines -> SimulationSummary.text(plan.market().scenario(), lines, folder.taskTotals()));
        to.print(summary);
        WirelessBatteryTable.read(plan.market().scenario(), TextFiles.tables(place))
                .ifPresent(batteries -> to.println("Batteries        " + batteries.text()));
        OverTimeSentences.pricedMarket(plan.market().scenario())
                .ifPresent(text -> to.println("Priced market    " + text));
        OverTimeSentences.bound(plan.market().scenario(), plan.market().dynamics(), plan.slots())
                .ifPresent(bound -> to.println("Bound            " + bound));
        to.println("Time             " + watch.text());
        to.printf(
                Locale.ROOT,
                "%nReport: %s%nNext: ./skybourse verify %s%n",
                place.resolve(SimulationPage.FILE),
                LabelSyntax.quoted(place.toString()));
        to.flush();
    }

    /**
     * Repeats the simulation of a folder with its stored scenario and options. Returns the digests of the repeated files.
     *
     * @param tell receives a line about the first slot that differs
     */
    static FolderDigests reproduce(Path folder, int threads, Consumer<String> tell) {
        SimulationPlan plan = SimulateManifestOptionText.plan(folder, null, threads);
        return SimulationFolder.reproduce(plan, new SlotProgress(Optional.empty()), folder, tell);
    }
}
