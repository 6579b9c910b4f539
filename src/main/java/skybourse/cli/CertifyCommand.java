package skybourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import skybourse.certificate.Certifier;
import skybourse.certificate.EquilibriumCertificate;
import skybourse.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.codec.CertificateText;
import skybourse.codec.InvalidInputException;
import skybourse.codec.PricesText;
import skybourse.game.PricingGame;
import skybourse.game.ScenarioGame;
import skybourse.scenario.Leader;
import skybourse.scenario.Scenario;

/** Proves how near any prices are to an equilibrium of a scenario, whoever made them. */
@Command(
        name = "certify",
        mixinStandardHelpOptions = true,
        description = "Proves how much any player could still gain by deviating from given prices.")
final class CertifyCommand implements Callable<Integer> {

    private static final double BITS_PER_MEGABIT = 1e6;

    @Parameters(paramLabel = "SCENARIO", description = "Scenario in YAML or JSON.")
    @SuppressWarnings("NullAway.Init")
    private Path scenario;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            required = true,
            description = "Price per bit of each leader: YAML, JSON, CSV (id,pricePerBit) or a result.")
    @SuppressWarnings("NullAway.Init")
    private Path prices;

    @Option(names = "--tolerance", paramLabel = "EPS", description = "Eps asked for. Default: the scenario's.")
    private @Nullable Double tolerance;

    @Option(
            names = "--effort",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Most prices tried per leader. Default: ${DEFAULT-VALUE}.")
    private int effort;

    @Option(names = "--threads", paramLabel = "N", description = "Threads. Default: one for each processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print everything as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        OptionRange.atLeast(1, effort, "--effort");
        OptionRange.atLeast(1, threads, "--threads");
        if (tolerance != null) {
            OptionRange.positive(tolerance, "--tolerance");
        }
        Scenario world = ScenarioFile.read(scenario);
        double asked = tolerance == null ? world.rules().tolerance() : tolerance;
        List<String> ids = world.leaders().stream().map(Leader::id).toList();
        double[] posted = PricesText.read(prices.toString(), TextFiles.read(prices), ids);
        PricingGame game = ScenarioGame.of(world);
        for (int s = 0; s < posted.length; s++) {
            double cap = game.leaderTable().priceCap(s);
            if (posted[s] != PricingGame.CLOSED && !(posted[s] <= cap)) {
                throw new InvalidInputException(
                        prices.toString(),
                        ids.get(s),
                        "must be at most the leader's cap " + cap + ": " + posted[s],
                        "the price is per megabit, not per bit");
            }
        }
        EquilibriumCertificate certificate = new Certifier(threads, effort).certify(game, posted, asked);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(CertificateText.writeJson(certificate, ids));
        } else {
            print(out, certificate, ids);
        }
        return 0;
    }

    private static void print(PrintWriter out, EquilibriumCertificate certificate, List<String> ids) {
        out.printf(
                Locale.ROOT,
                "eps %.3g: no leader can gain more than %.3g of its profit, no agent more than %.3g of its weight%n",
                certificate.epsilon(),
                certificate.leaders().stream()
                        .mapToDouble(LeaderGap::relativeGap)
                        .max()
                        .orElse(0),
                certificate.largestFollowerGap());
        out.printf(
                Locale.ROOT,
                "tolerance %.3g %s; largest gap %.3g in money%n",
                certificate.tolerance(),
                certificate.holds() ? "is met" : "is not met",
                certificate.largestGapMoney());
        out.printf(
                Locale.ROOT,
                "%-12s %12s %15s %15s %10s   %s%n",
                "leader",
                "per Mbit",
                "decision profit",
                "ceiling",
                "gap",
                "better price seen");
        for (int s = 0; s < ids.size(); s++) {
            LeaderGap gap = certificate.leaders().get(s);
            out.printf(
                    Locale.ROOT,
                    "%-12s %12s %15.6g %15.6g %10.3g   %s%n",
                    ids.get(s),
                    price(gap.price()),
                    gap.profit(),
                    gap.upperBound(),
                    gap.relativeGap(),
                    gap.bestProfit() > gap.profit() ? price(gap.bestPrice()) + " earns " + gap.bestProfit() : "none");
        }
    }

    private static String price(double perBit) {
        return perBit == PricingGame.CLOSED ? "closed" : String.format(Locale.ROOT, "%.6g", perBit * BITS_PER_MEGABIT);
    }
}
