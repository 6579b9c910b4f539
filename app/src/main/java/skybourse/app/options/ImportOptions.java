package skybourse.app.options;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;
import skybourse.app.traces.ImportSettings;
import skybourse.app.traces.ImportSettings.Devices;
import skybourse.app.traces.ImportSettings.Links;
import skybourse.app.traces.ImportSettings.Money;
import skybourse.app.traces.ImportSettings.Tokens;
import skybourse.app.traces.ImportSettingsMoneyBuilder;
import skybourse.app.traces.InferenceHardware;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.files.text.InvalidInputException;

/** Options for the assumptions of an import, each with a default. */
public final class ImportOptions {

    private static final ImportSettings STANDARD = ImportSettings.standard();
    private static final Tokens TOKENS = STANDARD.tokens();
    private static final Money MONEY = STANDARD.money();

    @Option(
            names = "--wireless",
            paramLabel = "N",
            description =
                    "Maximum number of wireless agents; requests are sampled by seed. From 1 to 10000000. Default: ${DEFAULT-VALUE}.")
    private int wireless = STANDARD.counts().wireless();

    @Option(
            names = "--mobile",
            paramLabel = "M",
            description =
                    "Maximum number of mobile agents; vehicles are sampled by seed. From 0 to 10000000. Default: ${DEFAULT-VALUE}.")
    private int mobile = STANDARD.counts().mobile();

    @Option(
            names = "--fixed",
            paramLabel = "J",
            description =
                    "Number of fixed agents, at sites far from each other. From 0 to 10000000. Default: ${DEFAULT-VALUE}.")
    private int fixed = STANDARD.counts().fixed();

    @Option(
            names = "--aerial",
            paramLabel = "K",
            description =
                    "Number of aerial agents, on a circle at 100 m. From 0 to 10000000. Default: ${DEFAULT-VALUE}.")
    private int aerial = STANDARD.counts().aerial();

    @Option(
            names = "--bits-per-token",
            paramLabel = "BITS",
            description = "Bits per input token. Above 0. Default: ${DEFAULT-VALUE}.")
    private double bitsPerToken = TOKENS.bitsPerToken();

    @Option(
            names = "--decode-weight",
            paramLabel = "TOKENS",
            description = "Work per output token, in input tokens. Above 0. Default: ${DEFAULT-VALUE}.")
    private double decodeWeight = TOKENS.decodeWeight();

    @Option(
            names = "--deadline-quantile",
            paramLabel = "SHARE",
            description =
                    "Quantile of local completion times that, times --deadline-factor, is the deadline. From 0 to 1. Default: "
                            + "${DEFAULT-VALUE}.")
    private double deadlineQuantile = TOKENS.deadlineQuantile();

    @Option(
            names = "--deadline-factor",
            paramLabel = "FACTOR",
            description = "Factor on that quantile. Above 0. Default: ${DEFAULT-VALUE}.")
    private double deadlineFactor = TOKENS.deadlineFactor();

    @Option(
            names = "--input-price",
            paramLabel = "USD",
            description =
                    "Price of the public service, USD per million input tokens. Above 0. Default: ${DEFAULT-VALUE}.")
    private double inputPrice = MONEY.inputPrice();

    @Option(
            names = "--output-price",
            paramLabel = "USD",
            description =
                    "Price of the public service, USD per million output tokens. From 0. Default: ${DEFAULT-VALUE}.")
    private double outputPrice = MONEY.outputPrice();

    @Option(
            names = "--satisfaction-factor",
            paramLabel = "FACTOR",
            description = "Weight xi of a task, in prices of the public service. Above 0. Default: ${DEFAULT-VALUE}.")
    private double satisfactionFactor = MONEY.satisfactionFactor();

    @Option(
            names = "--cap-factor",
            paramLabel = "FACTOR",
            description = "Price caps, in mean prices of the public service. Above 0. Default: ${DEFAULT-VALUE}.")
    private double capFactor = MONEY.capFactor();

    @Option(
            names = "--penalty-factor",
            paramLabel = "FACTOR",
            description = "Penalty of fixed agents, in prices of an input token. From 0. Default: ${DEFAULT-VALUE}.")
    private double penaltyFactor = MONEY.penaltyFactor();

    @Option(
            names = "--electricity",
            paramLabel = "USD",
            description = "Electricity price, USD per kWh. From 0. Default: ${DEFAULT-VALUE}.")
    private double electricity = MONEY.dollarsPerKilowattHour();

    @Option(
            names = "--battery-factor",
            paramLabel = "FACTOR",
            description =
                    "Factor on the electricity price that gives the price of a joule of a wireless agent. From 0. Default: ${DEFAULT-VALUE}.")
    private double batteryFactor = MONEY.batteryFactor();

    @Option(
            names = "--markup",
            paramLabel = "FACTOR",
            description = "Markup theta of aerial agents. From 1. Default: ${DEFAULT-VALUE}.")
    private double markup = MONEY.markup();

    @Option(
            names = "--battery-price",
            paramLabel = "MICRO_USD",
            description =
                    "Battery price beta of aerial agents, millionths of a USD per additional lot. From 0. Default: ${DEFAULT-VALUE}.")
    private double batteryPrice = MONEY.batteryPrice();

    @Option(
            names = "--wireless-device",
            paramLabel = "DEVICE",
            description =
                    "Device of wireless agents: TOKENS_PER_SECOND@WATTS, or part of a name in --hardware. Default: ${DEFAULT-VALUE}.")
    private String wirelessDevice = plain(STANDARD.devices().wireless());

    @Option(
            names = "--mobile-device",
            paramLabel = "DEVICE",
            description = "Device of mobile agents, in the same form. Default: ${DEFAULT-VALUE}.")
    private String mobileDevice = plain(STANDARD.devices().mobile());

    @Option(
            names = "--fixed-device",
            paramLabel = "DEVICE",
            description = "Device of fixed agents, in the same form. Default: ${DEFAULT-VALUE}.")
    private String fixedDevice = plain(STANDARD.devices().fixed());

    @Option(
            names = "--aerial-device",
            paramLabel = "DEVICE",
            description = "Device of aerial agents, in the same form. Default: ${DEFAULT-VALUE}.")
    private String aerialDevice = plain(STANDARD.devices().aerial());

    @Option(
            names = "--max-links",
            paramLabel = "N",
            description =
                    "Maximum number of leaders per wireless agent, the best ones; 0 for all. From 0. Default: ${DEFAULT-VALUE}.")
    private int maxLinks = STANDARD.links().most();

    @Option(
            names = "--min-rate",
            paramLabel = "BITS_PER_SECOND",
            description = "Minimum rate of a link; slower links are omitted. Above 0. Default: ${DEFAULT-VALUE}.")
    private double minRate = STANDARD.links().leastBitsPerSecond();

    private static String plain(InferenceHardware device) {
        return (device.tokensPerSecond() + "@" + device.watts())
                .replace(".0@", "@")
                .replaceFirst("\\.0$", "");
    }

    /**
     * Returns the settings of the import.
     *
     * @param hardware devices that an option may name by a part of their name
     * @throws InvalidInputException if a device is invalid or unknown, or if the electricity price is negative
     * @throws IllegalArgumentException if another number is out of range
     */
    public ImportSettings settings(List<InferenceHardware> hardware) {
        return new ImportSettings(
                new Counts(wireless, mobile, fixed, aerial),
                new Tokens(bitsPerToken, decodeWeight, deadlineQuantile, deadlineFactor),
                money(),
                new Devices(
                        device("--wireless-device", wirelessDevice, Devices::wireless, hardware),
                        device("--mobile-device", mobileDevice, Devices::mobile, hardware),
                        device("--fixed-device", fixedDevice, Devices::fixed, hardware),
                        device("--aerial-device", aerialDevice, Devices::aerial, hardware)),
                new Links(maxLinks, minRate));
    }

    private Money money() {
        // Other code would reject this value, too, but its message would not name the option.
        if (electricity < 0) {
            throw new InvalidInputException(
                    "--electricity", "must not be negative: " + electricity, "give the price of one kWh in USD.");
        }
        return ImportSettingsMoneyBuilder.builder()
                .inputPrice(inputPrice)
                .outputPrice(outputPrice)
                .satisfactionFactor(satisfactionFactor)
                .capFactor(capFactor)
                .penaltyFactor(penaltyFactor)
                .dollarsPerKilowattHour(electricity)
                .batteryFactor(batteryFactor)
                .markup(markup)
                .batteryPrice(batteryPrice)
                .build();
    }

    private static InferenceHardware device(
            String option, String text, Function<Devices, InferenceHardware> whose, List<InferenceHardware> hardware) {
        InferenceHardware standard = whose.apply(STANDARD.devices());
        return text.equals(plain(standard)) ? standard : InferenceHardware.parse(option, text, hardware);
    }
}
