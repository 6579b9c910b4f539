package skybourse.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import skybourse.app.codec.InvalidInputException;
import skybourse.base.numeric.Wire;
import skybourse.base.scenario.Scenario;
import skybourse.learning.headroom.ClairvoyantSchedule;
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.CountOptimal;
import skybourse.learning.headroom.Headroom;
import skybourse.learning.headroom.HeadroomStudy;
import skybourse.learning.headroom.MarketDraw;
import skybourse.learning.headroom.PolicyValue;
import skybourse.learning.headroom.SampledValue;
import skybourse.learning.training.ActionSet;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.learning.training.TrainedModel;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Greedy;
import skybourse.tier2.clock.OrderStatistics;
import skybourse.tier2.clock.RandomStep;

/** {@code evaluate}: a trained model beside everything that could beat it, on the same markets. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a trained model and its rivals on the same markets and compares them.",
            "Reward, gains from trade, messages, decision time and share of the headroom (0 for the best fixed step, 1 for Bayes-optimal)."
        },
        footer = {"  ./skybourse evaluate learned", "  ./skybourse evaluate out/trained/best.skymodel --against fixed"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class EvaluateCommand implements Callable<Integer> {

    private static final int SCHEDULE_MARKETS = 2_000;
    private static final int SCENARIO_MARKETS = 1_000;

    private enum Rivals {
        ALL,
        FIXED,
        NONE;

        @Override
        public String toString() {
            return Wire.name(this);
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A file that `train` wrote, or `learned` for the one that ships.")
    private String file;

    @Option(
            names = "--against",
            paramLabel = "RIVALS",
            description = "Rivals to play too: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Rivals rivals = Rivals.ALL;

    @Option(
            names = "--market",
            paramLabel = "NAME",
            description =
                    "A benchmark market. Default: the model's own; for one trained on scenarios the bundled scenario.")
    private @Nullable String name;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "Plays on markets that tier 1 of this scenario makes.")
    private @Nullable Path scenario;

    @Option(
            names = "--markets",
            paramLabel = "N",
            description = "How many markets are drawn; of a scenario at most 1000. Default: ${DEFAULT-VALUE}.")
    private int markets = 100_000;

    @Option(names = "--seed", paramLabel = "S", description = "Fixes the markets drawn. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--most-states",
            paramLabel = "N",
            description =
                    "The share is exact up to this many states of the Bayes-optimal program. Default: ${DEFAULT-VALUE}.")
    private long mostStates = 2_000_000;

    /** Measures how long a policy thinks. */
    private static final class Timed implements ClockPolicy {

        private final ClockPolicy policy;
        private long nanos;
        private long decisions;

        Timed(ClockPolicy policy) {
            this.policy = policy;
        }

        @Override
        public String name() {
            return policy.name();
        }

        @Override
        public long stepTicks(ClockState state) {
            long began = System.nanoTime();
            long step = policy.stepTicks(state);
            nanos += System.nanoTime() - began;
            decisions++;
            return step;
        }

        double micros() {
            return nanos / 1e3 / Math.max(1, decisions);
        }
    }

    @Override
    public Integer call() {
        if (markets < 2) {
            throw new InvalidInputException("--markets", "", "must be at least 2: " + markets, "");
        }
        TrainedModel model = PolicyChoice.model(file);
        if (scenario != null || (name == null && model.ofScenarios())) {
            IdleOptions.refuse(spec, "markets of a scenario", "--market", "--against", "--most-states");
            if (IdleOptions.given(spec, "--markets") && markets > SCENARIO_MARKETS) {
                throw new InvalidInputException(
                        "--markets", "", "must be at most " + SCENARIO_MARKETS + " for a scenario: " + markets, "");
            }
            PrintWriter out = spec.commandLine().getOut();
            Scenario world = ScenarioFile.read(scenario);
            int count = Math.min(markets, SCENARIO_MARKETS);
            ScenarioFile.using(scenario, () -> ScenarioRivals.of(model, world, count, seed))
                    .orElseThrow(() -> new InvalidInputException(
                            "--scenario", "", "must lead to markets in which steps can be chosen: " + world.name(), ""))
                    .print(out);
            return 0;
        }
        ClockMarket market = MarketOption.named(name == null ? model.origin().marketName() : name);
        requireSameSteps(model, market);
        ClockReward reward = ClockReward.of(market);
        var standard = HeadroomStudy.standard(seed);
        Headroom headroom = new HeadroomStudy(
                        seed, standard.trainingMarkets(), markets, standard.scheduleMarkets(), mostStates)
                .of(market);
        List<MarketDraw> draws = SampledValue.markets(market, seed, "evaluation-markets", markets);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s on %s, seed %d, %,d common markets; best fixed step %s %.5f, ceiling %s %.5f%s%n",
                file,
                market.name(),
                seed,
                markets,
                headroom.fixed().name(),
                headroom.fixed().reward(),
                headroom.ceiling().name(),
                headroom.ceiling().reward(),
                headroom.exact() ? ", both exact" : "");
        out.printf(
                Locale.ROOT,
                "%-26s %-19s %-18s %16s %9s %11s%n",
                "policy",
                "reward (95 %)",
                "share of headroom",
                "gains from trade",
                "messages",
                "decision us");
        for (ClockPolicy policy : policies(model, market, reward)) {
            boolean learned = policy instanceof LearnedClockPolicy;
            var timed = new Timed(policy);
            SampledValue value = policy instanceof RandomStep
                    ? SampledValue.of(market, reward, draws, index -> new RandomStep(seed, index))
                    : SampledValue.of(market, reward, timed, draws);
            OptionalDouble exact = learned && headroom.exact()
                    ? PolicyValue.exact(market, reward, policy, 10 * mostStates)
                    : OptionalDouble.empty();
            out.println(line(value, exact, headroom, timed.micros()));
            out.flush();
        }
        if (rivals == Rivals.ALL) {
            out.println(clairvoyant(market, reward, draws, headroom));
        }
        out.flush();
        return 0;
    }

    private static void requireSameSteps(TrainedModel model, ClockMarket market) {
        ActionSet asked = new ActionSet(market.steps(), market.gapTicks());
        boolean same = model.actions().size() == asked.size()
                && model.actions().smallest(market.gapTicks()) == asked.smallest(market.gapTicks());
        if (!same) {
            throw new InvalidInputException(
                    "MODEL",
                    "action set",
                    "must be that of the market, " + asked + ": " + model.actions(),
                    "a model trained on another market was meant, or --market another.");
        }
    }

    private List<ClockPolicy> policies(TrainedModel model, ClockMarket market, ClockReward reward) {
        List<ClockPolicy> policies = new ArrayList<>(List.of(model.drawing(), model.steady()));
        if (rivals != Rivals.NONE) {
            market.steps().ticks().forEach(ticks -> policies.add(new FixedStep(ticks)));
        }
        if (rivals == Rivals.ALL) {
            policies.addAll(List.of(
                    new OrderStatistics(), new Greedy(), new RandomStep(seed, 0), new CountOptimal(market, reward)));
        }
        return policies;
    }

    private static String line(SampledValue value, OptionalDouble exact, Headroom headroom, double micros) {
        double share = headroom.share(exact.orElse(value.reward()));
        double perReward = headroom.share(1) - headroom.share(0);
        String shown = exact.isPresent()
                ? String.format(Locale.ROOT, "%.1f %% exactly", 100 * share)
                : String.format(Locale.ROOT, "%.1f +- %.1f %%", 100 * share, 100 * value.halfWidth() * perReward);
        return String.format(
                Locale.ROOT,
                "%-26s %-19s %-18s %16.4f %9.2f %11s",
                value.policy(),
                exact.isPresent()
                        ? String.format(Locale.ROOT, "%.5f exactly", exact.getAsDouble())
                        : String.format(Locale.ROOT, "%.5f +- %.5f", value.reward(), value.halfWidth()),
                shown,
                value.welfareShare(),
                value.messages(),
                micros == 0 ? "-" : String.format(Locale.ROOT, "%.2f", micros));
    }

    private static String clairvoyant(
            ClockMarket market, ClockReward reward, List<MarketDraw> draws, Headroom headroom) {
        int count = Math.min(SCHEDULE_MARKETS, draws.size());
        double mean = draws.subList(0, count).stream()
                .mapToDouble(draw -> ClairvoyantSchedule.value(market, reward, draw))
                .average()
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%-26s %-19s %.1f %%  (knows every limit; on the first %,d markets)",
                "clairvoyant",
                String.format(Locale.ROOT, "%.5f", mean),
                100 * headroom.share(mean),
                count);
    }
}
