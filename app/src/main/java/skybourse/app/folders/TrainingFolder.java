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
import skybourse.app.report.ReportPage;
import skybourse.app.report.evaluation.TrainingPage;
import skybourse.files.codec.ModelFile;
import skybourse.files.codec.TrainingPlanText;
import skybourse.files.log.IoErrorText;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.learners.TrainingResult;
import skybourse.learning.training.TrainingPlan;

/** Output folder of the trainings of one plan, one per seed. */
public final class TrainingFolder {

    /** File with the page of the trainings. */
    public static final String PAGE = "index.html";

    private final TrainingPlan plan;
    private final Path folder;
    private final List<TrainingJob> jobs;
    private final String version;

    /**
     * Creates the description of a folder. Nothing is read or written.
     *
     * @param plan plan of the trainings
     * @param folder the folder
     * @param seeds seeds of the trainings, in order
     * @param checkpointEpochs interval of checkpoints, epochs
     * @param version version of the program; it is written to the folder, and checkpoints of another version are refused
     */
    public TrainingFolder(TrainingPlan plan, Path folder, LongStream seeds, int checkpointEpochs, String version) {
        this.plan = plan;
        this.folder = folder;
        this.version = version;
        this.jobs = seeds.mapToObj(seed -> new TrainingJob(plan, seed, folder, checkpointEpochs, version))
                .toList();
    }

    /**
     * Writes the plan and checks existing checkpoints.
     *
     * @param resume whether training may continue from checkpoints
     * @throws InvalidInputException if there are checkpoints and {@code resume} is false, or if checkpoints belong to another version or plan
     */
    public void begin(boolean resume) {
        Path planFile = folder.resolve(FolderVersionCheck.TRAINING);
        boolean begun = jobs.stream().anyMatch(job -> Files.exists(job.checkpointFile()));
        if (begun && !resume) {
            throw new InvalidInputException(
                    "--out", "must not contain checkpoints: " + folder, "use --resume, or another folder.");
        }
        String text = TrainingPlanText.plan(plan, version);
        if (begun) {
            new FolderVersionCheck(version).require(folder);
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
     * Runs all trainings to the end and returns their results in the order of the seeds.
     *
     * @param threads largest number of concurrent trainings
     * @param listener receives each epoch; called from several threads
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

    /** Writes the page, and the model with the highest score to {@code best.skymodel}. Of models with equal scores it writes the first. */
    public void finish(List<TrainingJob.JobResult> endings, ReportPage.Form form) {
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

    private void writePage(SequencedMap<Long, TrainingResult> bySeed, ReportPage.Form form) {
        var page = new TrainingPage(
                plan.learnerName() + " on " + plan.marketName(), plan.untrained(TrainingJob.JUDGING_SEED), bySeed);
        page.page(beside(), version)
                .files(PAGE, form)
                .forEach((name, text) -> TextFiles.write(folder.resolve(name), text));
    }

    /** Deletes an earlier page and returns the names of the other files. */
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
