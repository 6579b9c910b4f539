package skybourse.app.folders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import skybourse.app.report.Page;
import skybourse.app.report.evaluation.TrainingPage;
import skybourse.files.codec.LearnerText;
import skybourse.files.codec.ModelFile;
import skybourse.files.log.IoErrorText;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.learners.TrainingResult;
import skybourse.learning.training.TrainingPlan;

/** Trainings of one plan, one a seed, with all their files in one folder. */
public final class TrainingFolder {

    /** The page. */
    public static final String PAGE = "index.html";

    private final TrainingPlan plan;
    private final Path folder;
    private final List<TrainingJob> jobs;
    private final String version;

    /**
     * Describes a folder.
     *
     * @param plan what is trained
     * @param seeds of the trainings, in order
     * @param checkpointEpochs epochs from checkpoint to checkpoint
     * @param version of the program, which is written down; checkpoints of another are refused
     */
    public TrainingFolder(TrainingPlan plan, Path folder, LongStream seeds, int checkpointEpochs, String version) {
        this.plan = plan;
        this.folder = folder;
        this.version = version;
        this.jobs = seeds.mapToObj(seed -> new TrainingJob(plan, seed, folder, checkpointEpochs, version))
                .toList();
    }

    /** Writes the plan; only checkpoints of the same plan are gone on from, and only if that was asked for. */
    public void begin(boolean resume) {
        Path planFile = folder.resolve(FolderVersion.TRAINING);
        boolean begun = jobs.stream().anyMatch(job -> Files.exists(job.checkpointFile()));
        if (begun && !resume) {
            throw new InvalidInputException(
                    "--out", "must not contain checkpoints: " + folder, "use --resume, or another folder.");
        }
        String text = LearnerText.plan(plan, version);
        if (begun) {
            new FolderVersion(version).require(folder);
            requirePlan(planFile, text);
        }
        TextFiles.write(planFile, text);
    }

    private static void requirePlan(Path file, String text) {
        if (!text.equals(new String(TextFiles.read(file), StandardCharsets.UTF_8))) {
            throw new InvalidInputException(
                    file.toString(),
                    "must be the plan of this training",
                    "use the settings with which the checkpoints were written, or another folder.");
        }
    }

    /**
     * Trains to the end.
     *
     * @param threads how many trainings at once, at most
     * @param listener hears of every epoch
     */
    public List<TrainingJob.JobResult> train(int threads, BiConsumer<TrainingJob, TrainingResult.Epoch> listener)
            throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, jobs.size()))) {
            List<Future<TrainingJob.JobResult>> running = jobs.stream()
                    .map(job -> pool.submit(() -> job.run(epoch -> listener.accept(job, epoch))))
                    .toList();
            List<TrainingJob.JobResult> endings = new ArrayList<>();
            for (Future<TrainingJob.JobResult> job : running) {
                endings.add(result(job, pool));
            }
            return endings;
        }
    }

    private static TrainingJob.JobResult result(Future<TrainingJob.JobResult> job, ExecutorService pool)
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

    /** Writes the page and the best of the models, the first of equals. */
    public void finish(List<TrainingJob.JobResult> endings, Page.Form form) {
        SequencedMap<Long, TrainingResult> bySeed = new LinkedHashMap<>();
        endings.stream()
                .filter(ending -> !ending.result().epochs().isEmpty())
                .forEach(ending -> bySeed.put(ending.job().seed(), ending.result()));
        endings.stream()
                .flatMap(ending -> ending.model().stream())
                .reduce((best, model) -> model.origin().score() > best.origin().score() ? model : best)
                .ifPresent(best -> TextFiles.write(folder.resolve("best.skymodel"), ModelFile.write(best)));
        if (!bySeed.isEmpty()) {
            writePage(bySeed, form);
        }
    }

    private void writePage(SequencedMap<Long, TrainingResult> bySeed, Page.Form form) {
        var page = new TrainingPage(
                plan.learnerName() + " on " + plan.marketName(), plan.untrained(TrainingJob.JUDGING_SEED), bySeed);
        page.page(beside(), version)
                .files(PAGE, form)
                .forEach((name, text) -> TextFiles.write(folder.resolve(name), text));
    }

    /** Returns the names of what is there but an earlier page, which is deleted. */
    private List<String> beside() {
        try {
            RunFolder.deletePage(folder, PAGE);
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> file.getFileName().toString()).sorted().toList();
            }
        } catch (IOException e) {
            throw IoErrorText.describe("cannot write " + folder, e);
        }
    }
}
