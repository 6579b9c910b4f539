package skybourse.app.folders;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import skybourse.files.codec.ModelFile;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.files.log.TextFiles;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.learners.Learner;
import skybourse.learning.learners.Trainer;
import skybourse.learning.learners.TrainingCheckpoint;
import skybourse.learning.learners.TrainingResult;
import skybourse.learning.learners.UpdateLosses;
import skybourse.learning.training.TrainedModel;
import skybourse.learning.training.TrainingPlan;

/**
 * Training of one seed with its files: metrics, model and checkpoint. A checkpoint replaces the previous one atomically.
 *
 * @param plan plan of the training
 * @param seed seed of the training
 * @param folder folder of the files
 * @param checkpointEpochs interval of checkpoints, epochs
 * @param version version of the program, written to the model
 */
public record TrainingJob(TrainingPlan plan, long seed, Path folder, int checkpointEpochs, String version) {

    /** Seed of the evaluation auctions. It is the same for all trainings, so that their scores are comparable. */
    static final long JUDGING_SEED = 0;

    /**
     * Result of a training.
     *
     * @param job the training
     * @param result the result
     * @param model model of the policy with the highest score; empty if training ended before the first evaluation
     */
    public record JobResult(TrainingJob job, TrainingResult result, Optional<TrainedModel> model) {

        /** Returns the result as one line. */
        public String text() {
            return switch (result) {
                case TrainingResult.Finished finished -> text(finished);
                case TrainingResult.Diverged diverged ->
                    "seed " + job.seed() + ": diverged: a number is not finite in epoch " + diverged.epoch()
                            + " after update " + diverged.update() + " (" + diverged.losses()
                            + "); the last checkpoint remains"
                            + (model.isPresent() ? ", the best model so far is written" : "");
            };
        }

        private String text(TrainingResult.Finished finished) {
            TrainingResult.EvaluatedPolicy best = finished.best();
            return String.format(
                    Locale.ROOT,
                    "seed %d: mean reward %.5f after epoch %d of %d (%,d episodes); %s",
                    job.seed(),
                    best.score(),
                    best.epoch(),
                    finished.epochs().size(),
                    finished.epochs().getLast().episodes(),
                    job.modelFile());
        }
    }

    Path checkpointFile() {
        return folder.resolve("seed-" + seed + ".checkpoint");
    }

    private Path modelFile() {
        return folder.resolve("seed-" + seed + ".skymodel");
    }

    private Path metricsFile() {
        return folder.resolve("seed-" + seed + ".metrics.jsonl");
    }

    /**
     * Trains to the end, from the checkpoint if there is one, and writes metrics, checkpoints and model.
     *
     * @param listener receives each epoch, including those before the checkpoint
     * @throws InvalidInputException if the checkpoint cannot be loaded
     */
    public JobResult run(Consumer<TrainingResult.Epoch> listener) {
        try (Learner learner = plan.newLearner()) {
            Trainer trainer = plan.trainer(learner, seed);
            TrainingResult result = train(trainer, listener);
            if (result instanceof TrainingResult.Finished) {
                TextFiles.writeThrough(checkpointFile(), trainer.save().bytes());
            }
            Optional<TrainedModel> model = model(result);
            model.ifPresent(made -> TextFiles.write(modelFile(), ModelFile.write(made)));
            return new JobResult(this, result, model);
        }
    }

    private TrainingResult train(Trainer trainer, Consumer<TrainingResult.Epoch> listener) {
        StringBuilder metrics = new StringBuilder();
        if (Files.exists(checkpointFile())) {
            load(trainer);
            trainer.history().forEach(epoch -> {
                metrics.append(line(epoch));
                listener.accept(epoch);
            });
        }
        return trainer.train(plan.evaluation(JUDGING_SEED), epoch -> {
            metrics.append(line(epoch));
            TextFiles.write(metricsFile(), metrics.toString());
            if (epoch.epoch() % checkpointEpochs == 0) {
                TextFiles.writeThrough(checkpointFile(), trainer.save().bytes());
            }
            listener.accept(epoch);
        });
    }

    private void load(Trainer trainer) {
        try {
            trainer.load(TrainingCheckpoint.of(TextFiles.read(checkpointFile())));
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(checkpointFile().toString(), "", e, "remove it and train from the start.");
        }
    }

    private Optional<TrainedModel> model(TrainingResult result) {
        return result.bestPolicy().map(best -> plan.model(best.policy(), seed, best.epoch(), best.score(), version));
    }

    /** Line of {@code metrics.jsonl} with the metrics of one epoch. */
    private record EpochLine(
            @FieldDescription("Name of the learner.") String learner,
            @FieldDescription("Seed of the training.") long seed,

            @FieldDescription("Number of the epoch, from 1.")
            int epoch,

            @FieldDescription("Completed environment steps.")
            long environmentSteps,

            @FieldDescription("Completed training auctions.")
            long episodes,

            @FieldDescription("Mean return of the training auctions of the epoch.")
            double meanReturn,

            @FieldDescription("Mean reward over held-out auctions.")
            double score,

            @FieldDescription("Loss of the value estimates.")
            double criticLoss,

            @FieldDescription("Loss of the policy.") double actorLoss,

            @FieldDescription(value = "Entropy of the policy.", unit = "nats")
            double entropy) {}

    private String line(TrainingResult.Epoch epoch) {
        UpdateLosses losses = epoch.losses().orElse(new UpdateLosses(Double.NaN, Double.NaN, Double.NaN));
        return ResultJsonEncoder.compact(new EpochLine(
                        plan.learnerName(),
                        seed,
                        epoch.epoch(),
                        epoch.environmentSteps(),
                        epoch.episodes(),
                        epoch.meanReturn(),
                        epoch.score(),
                        losses.critic(),
                        losses.actor(),
                        losses.entropy()))
                + "\n";
    }
}
