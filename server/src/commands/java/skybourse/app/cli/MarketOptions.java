package skybourse.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;
import skybourse.files.log.IoErrorText;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.ScenarioMapper;
import skybourse.files.text.Sha256;
import skybourse.server.codec.InferenceFile;
import skybourse.server.journal.JournalException;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.venue.event.DisputeSettings;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.MarketRulesBuilder;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.TwoTierModel;
import skybourse.venue.event.NewcomerSettings;
import tools.jackson.databind.node.ObjectNode;
import skybourse.app.command.Plugins;

/** Options for the settings of a market, and for its folder. */
final class MarketOptions {

    /** Largest time, s. It is about 32 years. */
    private static final double MOST_SECONDS = 1e9;
    private static final String OTHER_RULES =
            "use the options with which it was started (--unruled returned if by an earlier version), or another folder with --folder.";
    private static final String PAID = "paid";
    private static final String RETURNED = "returned";

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "Scenario file with rules.expectedResalePrice, or file of an inference market; YAML or JSON. Default: the bundled reference scenario.")
    private @Nullable Path file;

    @Option(names = "--folder", paramLabel = "DIR", description = "Folder of the market. Default: out/exchange/NAME.")
    private @Nullable Path folder;

    @Option(
            names = "--objection",
            paramLabel = "SECONDS",
            description = "Time for the buyer to reject a result before it is paid. From 0. Default: ${DEFAULT-VALUE}.")
    private double objectionSeconds = 10;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "Time after the deadline during which a result is still accepted. From 0. Default: ${DEFAULT-VALUE}.")
    private double graceSeconds = 2;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "Auction rule for overload; it must support several lots per trader. Default: " + AuctionCatalogue.DEFAULT_RULE + ".")
    private @Nullable String rule;

    @Option(
            names = "--max-epsilon",
            paramLabel = "SHARE",
            description = "Sells a round only at prices with a certified relative gap of at most this share. At least the tolerance of the " + "scenario. Above 0 to 1. Default: " + MarketRules.STANDARD_MAX_EPSILON + ".")
    private @Nullable Double maxEpsilon;

    @Option(
            names = "--most-posted-gain",
            paramLabel = "GAIN",
            description = "Admits a posted price only if its leader could gain at most this share by another price; otherwise the market computes the price. " + "From 0. Example: 0.002. Default: admits all posted prices.")
    private @Nullable Double mostPostedGain;

    @Option(
            names = "--undoable-share",
            paramLabel = "SHARE",
            description = "A worker may report a piece as undoable only in this first part of the time from the sale to the due time, as a share. From 0 to 1. Default: " + "${DEFAULT-VALUE}.")
    private double undoableShare = DisputeSettings.STANDARD.undoableShare();

    @Option(
            names = "--fee",
            paramLabel = "SHARE",
            description = "Share of the bill that the house keeps if the buyer confirms that a piece is undoable. From 0 to 1. Default: " + "${DEFAULT-VALUE}.")
    private double feeShare = DisputeSettings.STANDARD.feeShare();

    @Option(
            names = "--error-rate",
            paramLabel = "SHARE",
            description = "Assumed share of wrong rulings, below 1; it determines the stake of a dispute. From 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double errorRate = DisputeSettings.STANDARD.errorRate();

    @Option(
            names = "--ruling",
            paramLabel = "SECONDS",
            description = "Time limit for the ruling on a dispute. From 0. Default: ${DEFAULT-VALUE}.")
    private double rulingSeconds = DisputeSettings.STANDARD.rulingSeconds();

    @Option(
            names = "--unruled",
            paramLabel = "RESULT",
            description = "Outcome of a disputed result without a ruling: paid (the worker also receives the stake) or returned (all money is returned). Default: ${DEFAULT-VALUE}.")
    private String unruled = PAID;

    Path folder(String market) {
        return folder == null ? Path.of("out", "exchange", LabelSyntax.fileName(market)) : folder;
    }

    /** Returns the settings of the market in the file. */
    MarketRules rules(boolean open) {
        seconds(objectionSeconds, "--objection");
        seconds(graceSeconds, "--grace");
        Optional<InferenceFile> inference = Optional.ofNullable(file)
                .flatMap(path -> InferenceFile.read(path.toString(), TextFiles.read(path)));
        return MarketRulesBuilder.builder()
                .model(inference.isPresent() ? inference(inference.get()) : twoTier(ScenarioFileReader.read(file)))
                .graceSeconds(graceSeconds)
                .objectionSeconds(objectionSeconds)
                .disputes(disputes())
                .open(open)
                .newcomers(inference.map(InferenceFile::newcomerSettings).orElseGet(this::newcomers))
                .build();
    }

    private InferenceModel inference(InferenceFile market) {
        if (rule != null || maxEpsilon != null || mostPostedGain != null) {
            throw new InvalidInputException(
                    rule != null ? "--rule" : maxEpsilon != null ? "--max-epsilon" : "--most-posted-gain",
                    "must not be given for an inference market, which has one auction and no leaders",
                    "omit the option.");
        }
        return market.model();
    }

    private TwoTierModel twoTier(Scenario scenario) {
        double tolerance = scenario.rules().tolerance();
        double epsilon = maxEpsilon == null ? MarketRules.STANDARD_MAX_EPSILON : maxEpsilon;
        if (!(epsilon >= tolerance && epsilon <= 1)) {
            throw new InvalidInputException(
                    "--max-epsilon",
                    "must be from the tolerance of the scenario to 1, in [" + tolerance + ", 1]: " + epsilon,
                    "use a share, such as 0.05.");
        }
        if (mostPostedGain != null && !(mostPostedGain >= 0 && mostPostedGain <= Double.MAX_VALUE)) {
            throw new InvalidInputException(
                    "--most-posted-gain", "must be at least 0: " + mostPostedGain, "use a share, such as 0.002.");
        }
        OptionalDouble most = mostPostedGain == null ? OptionalDouble.empty() : OptionalDouble.of(mostPostedGain);
        try {
            return new TwoTierModel(scenario, rule == null ? AuctionCatalogue.DEFAULT_RULE : rule, epsilon, most);
        } catch (IllegalArgumentException wrong) {
            String said = String.valueOf(wrong.getMessage());
            throw said.startsWith("rule ")
                    ? new InvalidInputException("--rule", said.substring("rule ".length()), "use " + AuctionCatalogue.DEFAULT_RULE + ", for example.")
                    : InvalidInputException.of(
                            ScenarioFileReader.name(file),
                            "",
                            wrong,
                            "change or remove this setting; examples/campus.yaml is a scenario of a market.");
        }
    }

    private DisputeSettings disputes() {
        share(undoableShare, 1, "--undoable-share");
        share(feeShare, 1, "--fee");
        share(errorRate, Math.nextDown(1.0), "--error-rate");
        seconds(rulingSeconds, "--ruling");
        if (!unruled.equals(PAID) && !unruled.equals(RETURNED)) {
            throw new InvalidInputException(
                    "--unruled",
                    "must be " + PAID + " or " + RETURNED + ": " + LabelSyntax.escapedInQuotes(unruled),
                    "use " + RETURNED + " for a market of an earlier version.");
        }
        return new DisputeSettings(undoableShare, feeShare, errorRate, rulingSeconds, unruled.equals(PAID));
    }

    private static void share(double value, double most, String option) {
        if (!(value >= 0 && value <= most)) {
            throw new InvalidInputException(
                    option, "must be in [0, 1" + (most < 1 ? ")" : "]") + ": " + value, "use a share, such as 0.05.");
        }
    }

    private NewcomerSettings newcomers() {
        ObjectNode given = ScenarioFileReader.newcomers(file);
        SortedMap<String, String> like = new TreeMap<>();
        given.properties().stream()
                .filter(kind -> kind.getValue().isString())
                .forEach(kind -> like.put(kind.getKey(), kind.getValue().stringValue()));
        return new NewcomerSettings(given.path("most").asInt(0), like);
    }

    /** Prints the reason why a market's folder cannot be used. */
    static void tell(PrintWriter err, Path place, JournalException wrong) {
        String said = String.valueOf(wrong.getMessage());
        err.println("skybourse: " + (said.contains(place.toString()) ? "" : place + ": ") + said);
        err.println("Hint: " + wrong.advice(said.contains("for other rules") ? OTHER_RULES : "choose another folder with --folder."));
    }

    /** Prints the reason why a file in a market's folder cannot be used. */
    static void tell(PrintWriter err, Path place, IOException failed) {
        String why = String.valueOf(IoErrorText.describe("cannot be read or written", failed).getMessage());
        tell(err, place, new JournalException(why, failed));
    }

    /** Checks a time in seconds. */
    static void seconds(double value, String option) {
        if (!(value >= 0 && value <= MOST_SECONDS)) {
            throw new InvalidInputException(
                    option, "must be in [0, " + MOST_SECONDS + "]: " + value, "give seconds, such as 5.");
        }
    }

    private static String made(TwoTierModel market) {
        return ScenarioFileReader.hash(market.scenario()) + " " + market.rule();
    }

    private static String made(InferenceModel market) {
        return Sha256.of(ScenarioMapper.MAPPER.writeValueAsBytes(market)) + " inference";
    }

    private static String prices(TwoTierModel market) {
        OptionalDouble most = market.mostPostedGain();
        return " max-epsilon " + market.maxEpsilon() + (most.isPresent() ? " most-posted-gain " + most.getAsDouble() : "");
    }

    /** Returns the text of all settings that must not change while a journal is continued. */
    static String made(MarketRules rules) {
        String model = rules.inference().map(MarketOptions::made).orElseGet(() -> made(rules.twoTier()));
        return String.format(
                Locale.ROOT,
                "%s grace %s objection %s%s undoable %s fee %s error %s ruling %s%s%s%s",
                model,
                rules.graceSeconds(),
                rules.objectionSeconds(),
                rules.inference().isPresent() ? "" : prices(rules.twoTier()),
                rules.disputes().undoableShare(),
                rules.disputes().feeShare(),
                rules.disputes().errorRate(),
                rules.disputes().rulingSeconds(),
                rules.disputes().paysUnruled() ? " unruled " + PAID : "",
                rules.newcomers().most() == 0 ? "" : " " + rules.newcomers(),
                Plugins.version(""));
    }
}
