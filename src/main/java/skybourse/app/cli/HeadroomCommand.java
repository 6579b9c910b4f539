package skybourse.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.codec.InvalidInputException;
import skybourse.app.report.AliasingText;
import skybourse.app.report.DropOutText;
import skybourse.app.report.HeadroomText;
import skybourse.app.report.RefinedText;
import skybourse.learning.headroom.AliasingStudy;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.headroom.HeadroomStudy;
import skybourse.learning.training.ExactStudy;
import skybourse.learning.training.LearnerPlan;
import skybourse.tier2.clock.dropout.DropOutMarket;
import skybourse.tier2.clock.refining.BestQuestions;

/** {@code headroom}: what a policy could gain over the best fixed step on the benchmark markets. */
@Command(
        name = "headroom",
        description = {
            "Prints how much any clock policy could gain over the best fixed step on benchmark markets.",
            "Exact where the Bayes-optimal program can be solved, elsewhere between the best policy found and an upper bound."
        },
        footer = {
            "  ./skybourse headroom narrow-3x2 --markets 10000",
            "  ./skybourse headroom --aliasing normal-3x2   # what one-step targets cost a learner",
            "  ./skybourse headroom --drop-out plain        # what learning brings where nobody gains by a lie",
            "  ./skybourse headroom --refined plain         # the same where only messages are at stake",
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class HeadroomCommand extends AnyCommand {

    private static final List<String> ALIASED = List.of("normal-3x2", "narrow-3x2");
    private static final List<String> EXACT = List.of("uniform-5x3", "concentrated-5x3");

    @Parameters(
            paramLabel = "MARKET",
            arity = "0..*",
            description = "Names of benchmark markets. Default: all; with --aliasing, --drop-out or --refined two.")
    private List<String> names = List.of();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Fixes the markets drawn; with --drop-out or --refined the first training. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--markets",
            paramLabel = "N",
            description = "Markets on which policies are compared. From 2. Default: ${DEFAULT-VALUE}.")
    private int markets = 100_000;

    @Option(
            names = "--most-states",
            paramLabel = "N",
            description =
                    "Exact up to this many states; 30000000 need 3 GB of memory. From 1. Default: ${DEFAULT-VALUE}.")
    private long mostStates = 2_000_000;

    @Option(
            names = "--aliasing",
            description =
                    "Prints instead what one-step targets cost a learner that sees clocks and numbers alone, beside "
                            + "whole-episode returns; exactly, without networks. Needs markets with an exact optimum.")
    private boolean aliasing;

    @Option(
            names = "--drop-out",
            paramLabel = "LEARNER",
            description =
                    "Prints instead how far a learner of drop-out clocks comes from the best posted price to the best"
                            + " of all policies, exactly, in " + ExactStudy.SEEDS + " trainings.")
    private @Nullable String dropOut;

    @Option(
            names = "--refined",
            paramLabel = "LEARNER",
            description =
                    "Prints instead how far a learner of refining clocks' questions comes from bisection to the fewest"
                            + " messages, exactly, in " + ExactStudy.SEEDS + " trainings.")
    private @Nullable String refined;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description =
                    "With --drop-out or --refined: epochs of a training, 8,192 steps each. From 1. Default: ${DEFAULT-VALUE}.")
    private int epochs = 20;

    @Override
    public Integer call() {
        OptionRange.atLeast(2, markets, "--markets");
        OptionRange.atLeast(1, mostStates, "--most-states");
        OptionRange.atLeast(1, epochs, "--epochs");
        if (dropOut != null) {
            IdleOptions.refuse(spec, "--drop-out", "--markets", "--most-states", "--aliasing", "--refined");
            printDropOut(study("--drop-out", dropOut));
            return 0;
        }
        if (refined != null) {
            IdleOptions.refuse(spec, "--refined", "--markets", "--most-states", "--aliasing");
            printRefined(study("--refined", refined));
            return 0;
        }
        if (IdleOptions.given(spec, "--epochs")) {
            throw new InvalidInputException("--epochs", "", "must be left out without --drop-out or --refined", "");
        }
        if (aliasing) {
            IdleOptions.refuse(spec, "--aliasing", "--seed", "--markets");
            printAliasing();
        } else {
            printHeadroom();
        }
        return 0;
    }

    private ExactStudy study(String option, String name) {
        if (!LearnerPlan.names().contains(name)) {
            throw new InvalidInputException(option, "", "must be a learner: " + name, "one of " + LearnerPlan.names());
        }
        return new ExactStudy(name, epochs, seed, ExactStudy.SEEDS);
    }

    private void printDropOut(ExactStudy study) {
        printExactly(DropOutText.head(study), (name, market) -> DropOutText.lines(name, study.dropOut(market)));
    }

    private void printRefined(ExactStudy study) {
        printExactly(
                RefinedText.head(study),
                (name, market) -> RefinedText.lines(
                        name, study.refined(market).orElseThrow(() -> inexact(name, BestQuestions.MOST_STATES))));
    }

    private void printExactly(String head, BiFunction<String, DropOutMarket, String> lines) {
        List<String> chosen = names.isEmpty() ? EXACT : names;
        List<DropOutMarket> played =
                chosen.stream().map(HeadroomCommand::exactMarket).toList();
        PrintWriter out = out();
        out.print(head);
        for (int i = 0; i < played.size(); i++) {
            out.print(lines.apply(chosen.get(i), played.get(i)));
            out.flush();
        }
    }

    private static DropOutMarket exactMarket(String name) {
        var all = ExactStudy.markets();
        return Optional.ofNullable(all.get(name))
                .orElseThrow(() -> new InvalidInputException(
                        "MARKET", "", "must be no mixture: " + name, "one of " + all.keySet() + " was meant."));
    }

    private void printHeadroom() {
        var standard = HeadroomStudy.standard(seed);
        var study =
                new HeadroomStudy(seed, standard.trainingMarkets(), markets, standard.scheduleMarkets(), mostStates);
        PrintWriter out = out();
        out.print(HeadroomText.head(seed, markets));
        for (ClockMarket market : chosen()) {
            out.print(HeadroomText.line(study.of(market)));
            out.flush();
        }
    }

    private void printAliasing() {
        var study = AliasingStudy.standard(mostStates);
        PrintWriter out = out();
        out.print(AliasingText.head(study.rounds()));
        for (ClockMarket market : chosen()) {
            out.print(AliasingText.lines(study.of(market).orElseThrow(() -> inexact(market.name(), mostStates))));
            out.flush();
        }
    }

    private InvalidInputException inexact(String market, long mostStates) {
        return new InvalidInputException(
                "MARKET",
                "",
                "must have an exact optimum within " + mostStates + " states: " + market,
                aliasing
                        ? "a smaller market or a larger --most-states was meant; mixtures have none."
                        : "a smaller market was meant.");
    }

    private List<ClockMarket> chosen() {
        if (names.isEmpty() && !aliasing) {
            return BenchmarkMarkets.all();
        }
        return (names.isEmpty() ? ALIASED : names)
                .stream()
                        .map(name -> TrainingMarketOptions.named("MARKET", name))
                        .toList();
    }
}
