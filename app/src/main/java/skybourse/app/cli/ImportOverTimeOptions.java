package skybourse.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import skybourse.app.folders.ImportFiles;
import skybourse.app.options.IneffectiveOptionCheck;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.traces.ImportedMotion.Battery;

/** Options of {@code import --over-time}. */
final class ImportOverTimeOptions {

    private static final String[] OTHERS = {
        "--slot-seconds", "--walks", "--stationary-share", "--roads", "--load", "--battery", "--more-requests"
    };

    @Option(
            names = "--over-time",
            description =
                    "Writes a scenario for simulate: requests arrive at their recorded times, and vehicles follow their tracks.")
    private boolean overTime;

    @Option(
            names = "--slot-seconds",
            paramLabel = "SECONDS",
            description = "Slot length over time. Above 0. Default: ${DEFAULT-VALUE}.")
    private double slotSeconds = 1;

    @Option(
            names = "--more-requests",
            paramLabel = "FILE",
            description = "Additional requests over time, beginning in the middle of the window.")
    private Optional<Path> moreRequests = Optional.empty();

    @Option(
            names = "--walks",
            paramLabel = "FILE",
            description = "Tracks of wireless agents over time. Default: they do not move.")
    private Optional<Path> walks = Optional.empty();

    @Option(
            names = "--stationary-share",
            paramLabel = "SHARE",
            description =
                    "Share of wireless agents that do not move although --walks is given. From 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double stationaryShare;

    @Option(
            names = "--roads",
            description = "Mobile agents drive freely on the roads of the tracks instead of following the tracks.")
    private boolean roads;

    @Option(
            names = "--load",
            paramLabel = "X",
            description =
                    "Makes the work that arrives per second this share of the capacity of all leaders: scales the speeds of all devices by kind, "
                            + "and sets deadlines of 10 slots. Above 0. Default: no scaling.")
    private Optional<Double> load = Optional.empty();

    @Option(
            names = "--battery",
            paramLabel = "WATT_HOURS@WATTS",
            description =
                    "Battery of each aerial agent over time, and the charging power at the base in the centre of the sites. Default: no "
                            + "battery limit.")
    private Optional<String> battery = Optional.empty();

    Optional<Path> moreRequests() {
        return moreRequests;
    }

    Optional<Path> walks() {
        return walks;
    }

    /**
     * Returns the chosen options; empty without {@code --over-time}.
     *
     * @param spec the command
     * @param stands whether there are no tracks of mobile agents
     * @throws skybourse.files.text.InvalidInputException if an option is out of range, or has no effect in combination with the other options
     */
    Optional<ImportFiles.OverTime> chosen(CommandSpec spec, boolean stands) {
        if (!overTime) {
            IneffectiveOptionCheck.refuse(spec, "a single round, without --over-time", OTHERS);
            return Optional.empty();
        }
        if (stands) {
            IneffectiveOptionCheck.refuse(spec, "no --mobility", "--roads");
        }
        OptionRangeCheck.positive(slotSeconds, "--slot-seconds");
        if (load.isPresent()) {
            OptionRangeCheck.positive(load.get(), "--load");
            IneffectiveOptionCheck.refuse(spec, "--load, which sets deadlines of 10 slots", "--deadline-factor");
        }
        OptionRangeCheck.share(
                stationaryShare,
                "--stationary-share",
                "for example, 0.5 means that half of the wireless agents do not move.");
        if (walks.isEmpty()) {
            IneffectiveOptionCheck.refuse(spec, "no --walks", "--stationary-share");
        }
        return Optional.of(new ImportFiles.OverTime(
                slotSeconds, roads, load, stationaryShare, battery.map(text -> Battery.parse("--battery", text))));
    }
}
