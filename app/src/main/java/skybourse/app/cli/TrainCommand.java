package skybourse.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;
import skybourse.app.command.TerminalProgressBar;
import skybourse.app.command.Version;
import skybourse.app.folders.ShutdownGuard;
import skybourse.app.folders.TrainingFolder;
import skybourse.app.folders.TrainingJob;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.options.ReportPageOptions;
import skybourse.app.options.ThreadsOption;
import skybourse.app.options.TrainingMarketOptions;
import skybourse.base.numeric.VectorModule;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.learners.TrainingResult;
import skybourse.learning.training.LearnerPlan;
import skybourse.learning.training.TrainingLength;
import skybourse.learning.training.TrainingPlan;
import skybourse.learning.training.TrainingPlanBuilder;

/** The {@code train} command: trains an auctioneer once for each seed, and writes the models, their metrics and a chart. */
@Command(
        name = "train",
        description = {
            "Trains an auctioneer on a distribution of markets and writes models, metrics and a chart.",
            "Training ends after --epochs or --episodes; one of them must be given."
        },
        footer = {
            "  ./skybourse train --market narrow-3x2 --epochs 20 --seeds 2 --out out/trained",
            "  ./skybourse train --scenario examples/reference.yaml --episodes 100000 --out out/own"
        },
        exitCodeList = "1:A training run failed, or a file could not be read or written.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class TrainCommand extends CommandBase {

    /** Approximate number of clock steps in one auction of a benchmark market after some training. */
    private static final long STEPS_AN_EPISODE = 6;

    @Option(
            names = "--learner",
            paramLabel = "NAME",
            description =
                    "Learner: diffusion, plain, ppo-aided, dqn-aided, diffusion-td, diffusion-d2sac, sac, ppo, ppo-tuned or dqn. Default: "
                            + "${DEFAULT-VALUE}.")
    private String learnerName = "diffusion";

    @Mixin
    private TrainingMarketOptions market = new TrainingMarketOptions();

    @Option(
            names = "--episodes",
            paramLabel = "N",
            description = "Stops after the epoch in which this number of auctions is reached. From 1.")
    private @Nullable Long episodes;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Stops after this number of epochs; an epoch is 8,192 steps. From 1.")
    private @Nullable Integer epochs;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Number of training runs, one per seed. From 1. Default: ${DEFAULT-VALUE}.")
    private int seeds = 5;

    @Option(names = "--first-seed", paramLabel = "N", description = "First seed. Default: ${DEFAULT-VALUE}.")
    private long firstSeed = 1;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder. Must be given.")
    private Path folder;

    @Mixin
    private ReportPageOptions pages = new ReportPageOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(names = "--resume", description = "Continues from the checkpoints in the folder.")
    private boolean resume;

    @Option(
            names = "--checkpoint-epochs",
            paramLabel = "N",
            description = "Number of epochs between checkpoints. From 1. Default: ${DEFAULT-VALUE}.")
    private int checkpointEpochs = 10;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Changes a setting of the learner (docs/reference/learners.md). Repeatable.")
    private Map<String, String> changes = Map.of();

    @Override
    public Integer call() throws InterruptedException {
        long began = System.nanoTime();
        var trainings = new TrainingFolder(
                plan(), folder, LongStream.range(firstSeed, firstSeed + seeds), checkpointEpochs, Version.OWN);
        // This call fails if the vector module is missing. It precedes the writing of any file.
        VectorModule.require();
        trainings.begin(resume);
        List<TrainingJob.JobResult> endings = train(trainings);
        trainings.finish(endings, pages.form());
        PrintWriter out = out();
        endings.forEach(ending -> out.println(ending.text()));
        out.printf(
                Locale.ROOT,
                "Models, metrics and report in %s, after %,.1f s.%n",
                folder,
                (System.nanoTime() - began) / 1e9);
        boolean allFinished = endings.stream().allMatch(e -> e.result() instanceof TrainingResult.Finished);
        return allFinished ? 0 : ExitCode.FAILED;
    }

    private TrainingPlan plan() {
        long mostEpisodes = episodes == null ? Long.MAX_VALUE : episodes;
        int mostEpochs = epochs == null ? Integer.MAX_VALUE : epochs;
        OptionRangeCheck.atLeast(1, mostEpisodes, "--episodes");
        OptionRangeCheck.atLeast(1, mostEpochs, "--epochs");
        TrainingLength schedule = market.schedule(mostEpochs, mostEpisodes);
        LearnerPlan learner = changed(LearnerPlan.named(learnerName, steps(schedule))
                .orElseThrow(() -> new InvalidInputException(
                        "--learner",
                        "must be one of " + String.join(", ", LearnerPlan.names()) + ": " + learnerName,
                        "")));
        market.check();
        OptionRangeCheck.atLeast(1, seeds, "--seeds");
        OptionRangeCheck.atLeast(1, checkpointEpochs, "--checkpoint-epochs");
        threads.count();
        // This check comes last, so that errors in the given options are reported first.
        if (episodes == null && epochs == null) {
            throw new InvalidInputException(
                    "--episodes", "must be given unless --epochs is: missing", "start with --episodes 100000.");
        }
        AuctionProblem problem = market.problem();
        return TrainingPlanBuilder.builder()
                .learnerName(learnerName)
                .learner(learner)
                .marketName(market.name())
                .problem(problem)
                .judging(market.judging(problem))
                .schedule(schedule)
                .build();
    }

    private LearnerPlan changed(LearnerPlan learner) {
        try {
            return learner.with(changes);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of("--set", "", e, "");
        }
    }

    /**
     * Returns the number of steps of each lane. Without {@code --epochs}, the number is estimated from {@code --episodes}. Without either option, it
     * is estimated for one episode per lane.
     */
    private long steps(TrainingLength schedule) {
        return epochs != null
                ? (long) epochs * schedule.rhythm().stepsPerEpoch()
                : (episodes == null ? schedule.lanes() : episodes) * STEPS_AN_EPISODE / schedule.lanes();
    }

    private List<TrainingJob.JobResult> train(TrainingFolder trainings) throws InterruptedException {
        Map<Long, Long> before = new ConcurrentHashMap<>();
        try (var _ = ShutdownGuard.messageAtExit(
                        err(),
                        () -> "Interrupted. Run the same command with --resume to continue from the last checkpoint.");
                ProgressBar bar = TerminalProgressBar.start(
                        "training", 0, (epochs != null ? epochs : Objects.requireNonNull(episodes)) * seeds)) {
            return trainings.train(threads.count(), (job, epoch) -> {
                Long known = before.put(job.seed(), epoch.episodes());
                bar.stepBy(epochs != null ? 1 : epoch.episodes() - (known == null ? 0 : known));
                bar.setExtraMessage(String.format(Locale.ROOT, "seed %d: mean reward %.4f", job.seed(), epoch.score()));
            });
        }
    }
}
