package skybourse.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import skybourse.app.codec.InvalidInputException;
import skybourse.app.codec.LearnerText;
import skybourse.app.codec.ModelFile;
import skybourse.app.report.ChartSvg;
import skybourse.app.store.FolderVersion;
import skybourse.app.store.TextFiles;
import skybourse.app.store.TrainingJob;
import skybourse.evidence.experiment.Chart;
import skybourse.learning.learners.TrainingResult;
import skybourse.learning.training.AuctionProblem;
import skybourse.learning.training.LearnerPlan;
import skybourse.learning.training.TrainedModel;
import skybourse.learning.training.TrainingPlan;
import skybourse.learning.training.TrainingSchedule;

/** {@code train}: learns an auctioneer, once for every seed, and keeps the best. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains an auctioneer on a distribution of markets and writes models, metrics and a chart.",
            "It ends after --epochs or --episodes, one of which must be given."
        },
        footer = {
            "  ./skybourse train --market narrow-3x2 --epochs 20 --seeds 2 --out out/trained",
            "  ./skybourse train --scenario examples/reference.yaml --episodes 100000 --out out/own"
        },
        exitCodeList = "1:A training did not end well, or a file could not be read or written.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class TrainCommand implements Callable<Integer> {

    /** About what auctions of the benchmark markets take once some learning is done. */
    private static final long STEPS_AN_EPISODE = 6;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--learner",
            paramLabel = "NAME",
            defaultValue = "diffusion",
            description = "diffusion, diffusion-d2sac, sac, ppo, ppo-tuned or dqn. Default: ${DEFAULT-VALUE}.")
    private String learnerName;

    @Mixin
    private MarketOption market = new MarketOption();

    @Option(
            names = "--episodes",
            paramLabel = "N",
            description = "Stops after the epoch in which so many auctions have ended.")
    private @Nullable Long episodes;

    @Option(names = "--epochs", paramLabel = "N", description = "Stops after so many epochs of 8,192 steps.")
    private @Nullable Integer epochs;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many trainings, one a seed. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--first-seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The first of the seeds. Default: ${DEFAULT-VALUE}.")
    private long firstSeed;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write. Must be given.")
    private Path folder;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(names = "--resume", description = "Goes on from the checkpoints in the folder.")
    private boolean resume;

    @Option(
            names = "--checkpoint-epochs",
            paramLabel = "N",
            defaultValue = "10",
            description = "Epochs from checkpoint to checkpoint. Default: ${DEFAULT-VALUE}.")
    private int checkpointEpochs;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Changes a setting of the learner (docs/implementation-details.md); may be repeated.")
    private Map<String, String> changes = Map.of();

    @Override
    public Integer call() throws InterruptedException {
        long began = System.nanoTime();
        TrainingPlan plan = plan();
        List<TrainingJob> jobs = LongStream.range(firstSeed, firstSeed + seeds)
                .mapToObj(seed -> new TrainingJob(plan, seed, folder, checkpointEpochs, Main.VERSION))
                .toList();
        prepare(plan, jobs);
        List<TrainingJob.Ending> endings = train(jobs);
        write(plan, endings);
        PrintWriter out = spec.commandLine().getOut();
        endings.forEach(ending -> out.println(text(ending)));
        out.printf(Locale.ROOT, "Wrote %s in %.1f s%n", folder, (System.nanoTime() - began) / 1e9);
        out.flush();
        boolean allFinished = endings.stream().allMatch(e -> e.result() instanceof TrainingResult.Finished);
        return allFinished ? 0 : Main.WORLD_FAILED;
    }

    static int positive(String option, int value) {
        if (value < 1) {
            throw new InvalidInputException(option, "", "must be positive: " + value, "");
        }
        return value;
    }

    private TrainingPlan plan() {
        if (episodes != null && episodes < 1) {
            throw new InvalidInputException("--episodes", "", "must be positive: " + episodes, "");
        }
        TrainingSchedule schedule = TrainingSchedule.standard(
                epochs == null ? Integer.MAX_VALUE : positive("--epochs", epochs),
                episodes == null ? Long.MAX_VALUE : episodes);
        LearnerPlan learner = changed(LearnerPlan.named(learnerName, steps(schedule))
                .orElseThrow(() -> new InvalidInputException(
                        "--learner",
                        "",
                        "must be one of " + String.join(", ", LearnerPlan.names()) + ": " + learnerName,
                        "")));
        market.check();
        positive("--seeds", seeds);
        positive("--checkpoint-epochs", checkpointEpochs);
        threads.count();
        if (episodes == null && epochs == null) { // last, so that it hides no other mistake
            throw new InvalidInputException(
                    "--episodes", "", "must be given, or --epochs: missing", "--episodes 100000 is a good start");
        }
        AuctionProblem problem = market.problem();
        return new TrainingPlan(learnerName, learner, market.name(), problem, market.judging(problem), schedule);
    }

    private LearnerPlan changed(LearnerPlan learner) {
        try {
            return learner.with(changes);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("--set", "", e.getMessage() + "", "");
        }
    }

    /** Returns how many steps each lane will make, a guess if only the episodes are known, and as for one if not even they are. */
    private long steps(TrainingSchedule schedule) {
        return epochs != null
                ? (long) epochs * schedule.rhythm().stepsPerEpoch()
                : (episodes == null ? schedule.lanes() : episodes) * STEPS_AN_EPISODE / schedule.lanes();
    }

    /** Sees to it that only checkpoints of the same plan are gone on from. */
    private void prepare(TrainingPlan plan, List<TrainingJob> jobs) {
        Path planFile = folder.resolve(FolderVersion.TRAINING);
        boolean begun = jobs.stream().anyMatch(job -> Files.exists(job.checkpointFile()));
        if (begun && !resume) {
            throw new InvalidInputException(
                    "--out", "", "must hold no checkpoints: " + folder, "--resume was meant, or another folder.");
        }
        if (begun) {
            new FolderVersion(Main.VERSION).require(folder);
        }
        String text = LearnerText.plan(plan, Main.VERSION);
        if (begun && !text.equals(new String(TextFiles.read(planFile), StandardCharsets.UTF_8))) {
            throw new InvalidInputException(
                    planFile.toString(),
                    "",
                    "must be the plan of this training",
                    "the settings are others than those the checkpoints were made with.");
        }
        TextFiles.write(planFile, text);
    }

    private List<TrainingJob.Ending> train(List<TrainingJob> jobs) throws InterruptedException {
        int workers = threads.count();
        try (var _ = Stopping.saying(
                        spec.commandLine().getErr(),
                        () -> "Stopped. The same command with --resume goes on from the last checkpoints.");
                ProgressBar bar = TerminalBar.start(
                        "training", 0, (epochs != null ? epochs : Objects.requireNonNull(episodes)) * jobs.size());
                ExecutorService pool = Executors.newFixedThreadPool(Math.min(workers, jobs.size()))) {
            List<Future<TrainingJob.Ending>> running = new ArrayList<>();
            for (TrainingJob job : jobs) {
                running.add(pool.submit(() -> {
                    long[] before = {0};
                    return job.run(epoch -> {
                        bar.stepBy(epochs != null ? 1 : epoch.episodes() - before[0]);
                        before[0] = epoch.episodes();
                        bar.setExtraMessage(String.format(Locale.ROOT, "seed %d: %.4f", job.seed(), epoch.score()));
                    });
                }));
            }
            List<TrainingJob.Ending> endings = new ArrayList<>();
            for (Future<TrainingJob.Ending> job : running) {
                endings.add(result(job, pool));
            }
            return endings;
        }
    }

    private static TrainingJob.Ending result(Future<TrainingJob.Ending> job, ExecutorService pool)
            throws InterruptedException {
        try {
            return job.get();
        } catch (ExecutionException e) {
            pool.shutdownNow();
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void write(TrainingPlan plan, List<TrainingJob.Ending> endings) {
        List<Chart.Series> curves = new ArrayList<>();
        for (TrainingJob.Ending ending : endings) {
            List<TrainingResult.Epoch> epochs = ending.result().epochs();
            if (!epochs.isEmpty()) {
                curves.add(Chart.Series.plain(
                        "seed " + ending.job().seed(),
                        epochs.stream()
                                .mapToDouble(TrainingResult.Epoch::episodes)
                                .toArray(),
                        epochs.stream().mapToDouble(TrainingResult.Epoch::score).toArray()));
            }
        }
        if (!curves.isEmpty()) {
            Chart chart = new Chart(
                            "learning-curve",
                            plan.learnerName() + " on " + plan.marketName(),
                            "",
                            "episodes",
                            "mean reward of held-out auctions",
                            curves)
                    .against(plan.untrained(TrainingJob.JUDGING_SEED));
            TextFiles.write(folder.resolve("learning-curve.svg"), ChartSvg.svg(chart));
        }
        TrainedModel best = null;
        for (TrainingJob.Ending ending : endings) {
            TrainedModel model = ending.model().orElse(null);
            if (model != null
                    && (best == null || model.origin().score() > best.origin().score())) {
                best = model;
            }
        }
        if (best != null) {
            TextFiles.write(folder.resolve("best.skymodel"), ModelFile.write(best));
        }
    }

    private static String text(TrainingJob.Ending ending) {
        long seed = ending.job().seed();
        return switch (ending.result()) {
            case TrainingResult.Finished finished -> {
                TrainingResult.Epoch best = finished.bestJudged();
                yield String.format(
                        Locale.ROOT,
                        "seed %d: mean reward %.5f after epoch %d of %d (%,d episodes); %s",
                        seed,
                        best.score(),
                        best.epoch(),
                        finished.epochs().size(),
                        finished.epochs().getLast().episodes(),
                        ending.job().modelFile());
            }
            case TrainingResult.Diverged diverged ->
                String.format(
                        Locale.ROOT,
                        "seed %d: stopped, not a finite number in epoch %d after update %d (%s); the last checkpoint is kept%s",
                        seed,
                        diverged.epoch(),
                        diverged.update(),
                        diverged.losses(),
                        ending.model().isPresent() ? ", the best model until then is written" : "");
        };
    }
}
