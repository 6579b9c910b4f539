package skybourse.app.traces;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import skybourse.app.traces.ImportSettings.Devices;
import skybourse.app.traces.ImportSettings.Links;
import skybourse.app.traces.ImportSettings.Money;
import skybourse.app.traces.ImportSettings.Tokens;

/** Describes the origin of the numbers in an imported scenario: measured, derived or assumed. */
public final class Provenance {

    private Provenance() {}

    /**
     * Files from which a scenario is imported.
     *
     * @param requests requests, which become tasks
     * @param moreRequests additional requests; empty for none
     * @param sites places of fixed agents
     * @param users places of wireless agents
     * @param mobility tracks of mobile agents; empty for none
     * @param walks tracks of wireless agents; empty if they do not move
     * @param hardware tables of devices
     */
    public record Files(
            FileAttribution requests,
            Optional<FileAttribution> moreRequests,
            FileAttribution sites,
            FileAttribution users,
            Optional<FileAttribution> mobility,
            Optional<FileAttribution> walks,
            List<FileAttribution> hardware) {

        public Files {
            hardware = List.copyOf(hardware);
        }
    }

    /**
     * Returns one line for each source and each assumption, with the attributions that licences require.
     *
     * @param files imported files
     * @param imported data of the scenario
     * @param overTime assumptions about changes over time; empty for a single round
     */
    public static String describe(Files files, ImportedScenario imported, List<String> overTime) {
        List<String> lines = new ArrayList<>();
        lines.add("Money is in millionths of a US dollar, work in token-equivalents.");
        addData(lines, files, imported);
        addTasks(lines, imported.settings());
        addMoney(lines, imported);
        addLinks(lines, imported.settings());
        lines.addAll(overTime);
        if (!overTime.isEmpty()) {
            addGenerated(lines, files);
        }
        return String.join("\n", lines);
    }

    private static String requests(Files files, ImportedScenario imported) {
        return imported.trace().timed()
                ? "Requests: " + files.requests() + "; window from "
                        + imported.window().startSeconds() + " s, "
                        + imported.window().seconds() + " s long."
                : "Requests, without arrival times: " + files.requests() + ".";
    }

    private static void addData(List<String> lines, Files files, ImportedScenario imported) {
        RequestTrace trace = imported.trace();
        lines.add(requests(files, imported));
        files.moreRequests()
                .ifPresent(more -> lines.add("More requests, from the middle of the window on: " + more + "."));
        if (trace.charactersPerToken() != 1) {
            lines.add("Assumed: " + trace.charactersPerToken() + " characters a token.");
        }
        lines.add("Places, laid flat around the middle of the sites: fixed agents, " + files.sites()
                + "; wireless agents, " + files.users() + ".");
        files.mobility()
                .ifPresent(tracks -> lines.add(
                        "Positions of mobile agents: " + tracks + "; their middle was laid on the sites' middle."));
        files.walks().ifPresent(tracks -> lines.add("Ways of wireless agents: " + tracks + "."));
        files.hardware().forEach(table -> lines.add("Devices to choose from: " + table + "."));
    }

    private static void addTasks(List<String> lines, ImportSettings settings) {
        Tokens tokens = settings.tokens();
        Devices devices = settings.devices();
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
    }

    private static void addMoney(List<String> lines, ImportedScenario imported) {
        Money money = imported.settings().money();
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
        imported.rules()
                .expectedResalePrice()
                .ifPresent(price -> lines.add("Derived: a unit of work is expected to be resold at " + price
                        + ", what the last lot of an aerial agent costs it."));
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
    }

    private static void addGenerated(List<String> lines, Files files) {
        List<String> made = new ArrayList<>();
        files.users().generated().ifPresent(how -> made.add("places of wireless agents, " + how));
        files.mobility()
                .flatMap(FileAttribution::generated)
                .ifPresent(how -> made.add("tracks of mobile agents, " + how));
        if (!made.isEmpty()) {
            lines.add("Generated, not observed: " + String.join("; ", made) + ".");
        }
    }

    private static void addLinks(List<String> lines, ImportSettings settings) {
        Links links = settings.links();
        if (!links.equals(Links.standard())) {
            lines.add("Assumed: a wireless agent's list of leaders has "
                    + (links.most() == 0 ? "all" : "the " + links.most() + " best") + " of those that it reaches at "
                    + links.leastBitsPerSecond() + " bit/s or more.");
        }
    }

    private static String device(String kind, InferenceHardware device) {
        return String.format(
                Locale.ROOT,
                "Device of %s agents: %s, %s tokens/s out at %s W.",
                kind,
                device.name(),
                device.tokensPerSecond(),
                device.watts());
    }
}
