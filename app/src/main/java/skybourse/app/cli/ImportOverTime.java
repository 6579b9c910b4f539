package skybourse.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import skybourse.app.folders.ImportFiles;
import skybourse.app.traces.ImportedMotion.Battery;
import skybourse.files.codec.InvalidInputException;

/** How an imported market changes with time. */
final class ImportOverTime {

    private static final String[] OTHERS = {
        "--slot-seconds", "--walks", "--standing", "--roads", "--load", "--battery", "--more-requests"
    };

    @Option(
            names = "--over-time",
            description =
                    "Makes a scenario for simulate: requests come at their own seconds, vehicles play their tracks.")
    private boolean overTime;

    @Option(
            names = "--slot-seconds",
            paramLabel = "SECONDS",
            description = "Length of a slot over time. Above 0. Default: ${DEFAULT-VALUE}.")
    private double slotSeconds = 1;

    @Option(
            names = "--more-requests",
            paramLabel = "FILE",
            description = "Requests that come besides over time, from the middle of the window on.")
    private Optional<Path> moreRequests = Optional.empty();

    @Option(
            names = "--walks",
            paramLabel = "FILE",
            description = "Tracks: how wireless agents move over time. Default: they stand.")
    private Optional<Path> walks = Optional.empty();

    @Option(
            names = "--standing",
            paramLabel = "SHARE",
            description =
                    "Share of the wireless agents that stand though there are --walks. From 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double standing;

    @Option(
            names = "--roads",
            description =
                    "Over time, mobile agents drive along the roads on which the tracks lie, not along the tracks.")
    private boolean roads;

    @Option(
            names = "--load",
            paramLabel = "X",
            description = "Makes all devices slower or faster by one factor, so that the work that comes over time is"
                    + " so much of what all can do. Above 0. Default: they are as fast as they are.")
    private Optional<Double> load = Optional.empty();

    @Option(
            names = "--battery",
            paramLabel = "WATT_HOURS@WATTS",
            description =
                    "Battery of each aerial agent over time, and what charges it at the base, in the middle of the"
                            + " sites. Default: it never runs down.")
    private Optional<String> battery = Optional.empty();

    Optional<Path> moreRequests() {
        return moreRequests;
    }

    Optional<Path> walks() {
        return walks;
    }

    /**
     * Returns what was chosen; empty for a round on its own.
     *
     * @param spec the command
     * @param stands whether there are no tracks of mobile agents
     */
    Optional<ImportFiles.OverTime> chosen(CommandSpec spec, boolean stands) {
        if (!overTime) {
            IdleOptions.refuse(spec, "a round on its own, without --over-time", OTHERS);
            return Optional.empty();
        }
        if (stands) {
            IdleOptions.refuse(spec, "no --mobility", "--roads");
        }
        OptionRange.positive(slotSeconds, "--slot-seconds");
        load.ifPresent(share -> OptionRange.positive(share, "--load"));
        if (!(standing >= 0 && standing <= 1)) {
            throw new InvalidInputException(
                    "--standing", "must be from 0 to 1: " + standing, "0.5 was meant, for every second one");
        }
        if (walks.isEmpty()) {
            IdleOptions.refuse(spec, "no --walks", "--standing");
        }
        return Optional.of(new ImportFiles.OverTime(
                slotSeconds, roads, load, standing, battery.map(text -> Battery.parse("--battery", text))));
    }
}
