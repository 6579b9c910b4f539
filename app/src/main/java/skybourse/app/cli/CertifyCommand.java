package skybourse.app.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.options.ThreadsOption;
import skybourse.app.report.round.CertificateText;
import skybourse.app.report.round.RoundSentences;
import skybourse.app.result.LeaderGapsBody;
import skybourse.base.agent.Leader;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.PricesText;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/** The {@code certify} command: bounds each agent's gain from a unilateral deviation from given prices. The prices may come from any method. */
@Command(
        name = "certify",
        description = "Certifies given prices: bounds each agent's gain from a unilateral deviation.",
        footer = "  ./skybourse certify examples/reference.yaml --prices out/reference/result.json")
final class CertifyCommand extends CommandBase {

    @Parameters(paramLabel = "SCENARIO", description = "Scenario file, YAML or JSON.")
    @SuppressWarnings("NullAway.Init")
    private Path scenario;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            required = true,
            description =
                    "File with the price per bit of each leader, or with the prices and probabilities of its mixed strategy: YAML, JSON, CSV (id,pricePerBit), or the result.json of a run. Must be given.")
    @SuppressWarnings("NullAway.Init")
    private Path prices;

    @Option(
            names = "--tolerance",
            paramLabel = "EPS",
            description = "Requested relative gap. Above 0. Default: the scenario's.")
    private @Nullable Double tolerance;

    @Option(
            names = "--max-prices",
            paramLabel = "N",
            description = "Maximum number of prices tried per leader. From 1. Default: ${DEFAULT-VALUE}.")
    private int maxPrices = 3_000;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(names = "--json", description = "Prints the complete result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        OptionRangeCheck.atLeast(1, maxPrices, "--max-prices");
        int workers = threads.count();
        if (tolerance != null) {
            OptionRangeCheck.positive(tolerance, "--tolerance");
        }
        Scenario world = ScenarioFileReader.read(scenario);
        double asked = tolerance == null ? world.rules().tolerance() : tolerance;
        List<String> ids = world.leaders().stream().map(Leader::id).toList();
        MixedPrices posted = PricesText.read(prices.toString(), TextFiles.read(prices), ids);
        PricingGame game = ScenarioGameFactory.of(world, TaskRunner.of(workers));
        for (int s = 0; s < ids.size(); s++) {
            double cap = game.leaderTable().priceCap(s);
            for (MixedPrices.Point point : posted.mixes().get(s).points()) {
                if (point.price() != PricingGame.CLOSED && !(point.price() <= cap)) {
                    throw new InvalidInputException(
                            prices.toString(),
                            ids.get(s),
                            "must be at most the leader's cap " + cap + ": " + point.price(),
                            "give the price per bit; a price per megabit is 1,000,000 times as large.");
                }
            }
        }
        EquilibriumCertificate certificate = new Certifier(workers, maxPrices).certify(game, posted, asked);
        String text = json
                ? ResultJsonEncoder.indented(LeaderGapsBody.of(certificate, posted, ids))
                : CertificateText.inWords(certificate, posted, ids);
        out().print(text);
        if (!json) {
            RoundSentences.pricedMarket(world.rules()).ifPresent(out()::println);
        }
        return 0;
    }
}
