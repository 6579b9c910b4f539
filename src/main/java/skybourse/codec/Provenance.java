package skybourse.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import skybourse.codec.ImportSettings.Devices;
import skybourse.codec.ImportSettings.Money;
import skybourse.codec.ImportSettings.Tokens;

/** Says in words where each number of an imported scenario comes from: measured, derived or assumed. */
public final class Provenance {

    private Provenance() {}

    /**
     * Returns a line for each source and each assumption, with the attributions that licences ask for.
     *
     * @param files names of the files that were read
     * @param imported what the scenario was made of
     * @param tracks where the vehicles come from; empty without them
     */
    public static String describe(List<String> files, ImportedScenario imported, String tracks) {
        ImportSettings settings = imported.settings();
        Tokens tokens = settings.tokens();
        Money money = settings.money();
        Devices devices = settings.devices();
        List<String> lines = new ArrayList<>();
        lines.add("Imported from " + String.join(", ", files) + ".");
        lines.add("Money in millionths of a US dollar, work in token-equivalents.");
        lines.add(
                imported.trace().timed()
                        ? String.format(
                                Locale.ROOT,
                                "Requests, measured: %s; window from %s s, %s s long.",
                                imported.trace().credit(),
                                imported.window().startSeconds(),
                                imported.window().seconds())
                        : String.format(
                                Locale.ROOT,
                                "Requests, measured without arrival times: %s.",
                                imported.trace().credit()));
        lines.add(String.format(
                Locale.ROOT,
                "Places, laid flat around the middle of the sites: fixed agents, %s; wireless agents, %s.",
                imported.sites().credit(),
                imported.users().credit()));
        if (!tracks.isEmpty()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Positions of mobile agents: %s; their middle was laid on the sites' middle.",
                    tracks));
        }
        lines.add(String.format(
                Locale.ROOT,
                "Assumed: %s bits an input token; an output token is the work of %s input tokens.",
                tokens.bitsPerToken(),
                tokens.decodeWeight()));
        lines.add(String.format(
                Locale.ROOT,
                "Derived: deadline = %s times the %s quantile of work over speed at home.",
                tokens.deadlineFactor(),
                tokens.deadlineQuantile()));
        lines.add(device("wireless", devices.wireless()));
        lines.add(device("mobile", devices.mobile()));
        lines.add(device("fixed", devices.fixed()));
        lines.add(device("aerial", devices.aerial()));
        lines.add("Derived: speed = tokens/s out times the work of an output token; power coefficient = W / speed^3.");
        lines.add(String.format(
                Locale.ROOT,
                "Assumed: public service price %s and %s a token in and out; weight %s and price cap %s times that.",
                money.inputPrice(),
                money.outputPrice(),
                money.satisfactionFactor(),
                money.capFactor()));
        lines.add(String.format(
                Locale.ROOT,
                "Assumed: lots of tier 2 of %s work units, a quarter of an aerial agent's round; ticks of %s.",
                imported.rules().lotWork(),
                imported.rules().tickMoney()));
        lines.add(String.format(
                Locale.ROOT,
                "Assumed: electricity %s USD/kWh, %s times that on a wireless agent's battery; penalty %s a work unit.",
                money.dollarsPerKilowattHour(),
                money.batteryFactor(),
                money.penaltyFactor() * money.inputPrice()));
        lines.add(String.format(
                Locale.ROOT,
                "Assumed: aerial agents at 100 m on a circle, markup %s, %s more for each further lot; radios 0.2 W and"
                        + " 1 MHz, fixed agents 1 W and 5 MHz.",
                money.markup(),
                money.batteryPrice()));
        return String.join("\n", lines);
    }

    private static String device(String kind, Device device) {
        return String.format(
                Locale.ROOT,
                "Device of %s agents: %s, %s tokens/s out at %s W.",
                kind,
                device.name(),
                device.tokensPerSecond(),
                device.watts());
    }
}
