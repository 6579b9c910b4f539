package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.report.ReportPage;
import skybourse.app.report.Said;
import skybourse.files.codec.ModelFile;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.learners.TrainingResult;
import skybourse.learning.learners.UpdateLosses;
import skybourse.learning.training.SmallModels;
import skybourse.learning.training.TrainedModel;
import skybourse.learning.training.TrainingPlan;
import skybourse.testing.LossyDisk;

/** The folder of a training; {@code TrainCommandTest} checks that resumed trainings have the same bytes. */
class TrainingFolderTest {

    private static final TrainingPlan PLAN = SmallModels.plan("dqn", 3, Map.of());

    @TempDir
    private Path temp;

    private TrainingFolder folder(TrainingPlan plan, String version) {
        return new TrainingFolder(plan, temp, LongStream.of(4, 9), 2, version);
    }

    private void writeCheckpoint() throws IOException {
        folder(PLAN, "1.0").begin(false);
        Files.writeString(temp.resolve("seed-9.checkpoint"), "begun");
    }

    private static void assertRefused(TrainingFolder folder, boolean resume, String because) {
        assertThatThrownBy(() -> folder.begin(resume))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(because);
    }

    @Test
    void rejectsCheckpointsUnlessResuming() throws IOException {
        folder(PLAN, "1.0").begin(false);
        folder(PLAN, "1.0").begin(false); // without checkpoints nothing is lost
        writeCheckpoint();
        assertRefused(folder(PLAN, "1.0"), false, "must not contain checkpoints");
        folder(PLAN, "1.0").begin(true);
        assertThat(temp.resolve("plan.json")).content().contains("dqn");
    }

    @Test
    void resumesOnlySamePlanAndVersion() throws IOException {
        writeCheckpoint();
        byte[] plan = Files.readAllBytes(temp.resolve("plan.json"));
        assertRefused(folder(PLAN, "1.1"), true, "must be that of this program, 1.1: 1.0");
        TrainingPlan wider = SmallModels.plan("dqn", 3, Map.of("hidden", "16"));
        assertRefused(folder(wider, "1.0"), true, "must be the plan of this training");
        folder(SmallModels.plan("dqn", 4, Map.of()), "1.0").begin(true); // the number of epochs may differ
        assertThat(temp.resolve("plan.json")).hasBinaryContent(plan);
    }

    private TrainingJob.JobResult result(long seed, double score, boolean judged) {
        var epoch = new TrainingResult.Epoch(1, 64, 32, 0.25, Optional.empty(), score);
        var losses = new UpdateLosses(Double.NaN, 0, 0);
        TrainedModel untrained = SmallModels.untrained("dqn", Map.of());
        TrainedModel model = PLAN.model(untrained.policy(), seed, 1, score, "1.0");
        return new TrainingJob.JobResult(
                new TrainingJob(PLAN, seed, temp, 2, "1.0"),
                new TrainingResult.Diverged(
                        judged ? List.of(epoch) : List.of(),
                        2,
                        5,
                        losses,
                        judged
                                ? Optional.of(new TrainingResult.EvaluatedPolicy(1, score, untrained.policy()))
                                : Optional.empty()),
                judged ? Optional.of(model) : Optional.empty());
    }

    @Test
    void bestModelIsFirstWithHighestScore() throws IOException {
        List<TrainingJob.JobResult> results =
                List.of(result(1, 0.2, true), result(2, 0.7, true), result(3, 0.7, true), result(4, 0.5, true));
        folder(PLAN, "1.0").finish(results, ReportPage.Form.FOLDER);
        TrainedModel best = ModelFile.read("best", Files.readAllBytes(temp.resolve("best.skymodel")));
        assertThat(best.origin().seed()).isEqualTo(2);
        assertThat(Said.text(Files.readString(temp.resolve("data.js"))))
                .contains("dqn on narrow-3x2\n", "Best seed: 2, mean reward 0.7 after epoch 1.", "best fixed step 0.")
                .contains("\n4 | 0.5 | 1 | ", "diverged", "\nbest.skymodel\n")
                .doesNotContain("\ndata.js\n");
        assertThat(temp.resolve("data.js"))
                .content()
                .contains("\"name\":\"seed 1\"", "\"name\":\"seed 3\"", "\"name\":\"seed 4\"")
                .contains("\"levels\":{\"best fixed step\":", "\"random steps\":");
    }

    @Test
    void trainingWithoutEpochWritesNothing() {
        folder(PLAN, "1.0").finish(List.of(result(1, 0, false)), ReportPage.Form.FOLDER);
        assertThat(temp.toFile().list()).isEmpty();
    }

    @Tag("slow")
    @Test
    void resultsFollowSeedsAndListenerSeesEveryEpoch() throws InterruptedException {
        var epochs = new java.util.concurrent.ConcurrentLinkedQueue<String>();
        List<TrainingJob.JobResult> results =
                folder(PLAN, "1.0").train(2, (job, epoch) -> epochs.add(job.seed() + " " + epoch.epoch()));
        assertThat(results).extracting(ending -> ending.job().seed()).containsExactly(4L, 9L);
        assertThat(epochs).containsExactlyInAnyOrder("4 1", "4 2", "4 3", "9 1", "9 2", "9 3");
        assertThat(temp.resolve("seed-4.metrics.jsonl")).content().hasLineCount(3);
    }

    /** A power cut in the third epoch loses unsynced data, but not the checkpoint of the second epoch. */
    @Test
    void checkpointSurvivesPowerCut() throws IOException, InterruptedException {
        var disk = new LossyDisk(temp);
        var folder = new TrainingFolder(PLAN, disk.path("it"), LongStream.of(4), 2, "1.0");
        folder.begin(false);
        assertThatThrownBy(() -> folder.train(1, (_, epoch) -> {
                    if (epoch.epoch() == 3) {
                        throw new IllegalStateException("cut");
                    }
                }))
                .hasMessage("cut");
        disk.restart(0);
        assertThat(disk.path("it").resolve("seed-4.checkpoint")).isNotEmptyFile();
        List<Integer> epochs = new ArrayList<>();
        List<TrainingJob.JobResult> results = folder.train(1, (_, epoch) -> epochs.add(epoch.epoch()));
        assertThat(epochs).containsExactly(1, 2, 3);
        disk.restart(0);
        assertThat(folder.train(1, (_, _) -> {}).getFirst().text())
                .isEqualTo(results.getFirst().text())
                .matches(
                        "seed 4: mean reward [\\d.-]+ after epoch [123] of 3 \\([\\d,]+ episodes\\); .*/seed-4.skymodel");
        assertThat(result(9, 0.5, true).text())
                .isEqualTo("seed 9: diverged: a number is not finite in epoch 2 after update 5 ("
                        + new UpdateLosses(Double.NaN, 0, 0)
                        + "); the last checkpoint remains, the best model so far is written");
    }

    @Test
    void reportsInvalidCheckpoint() throws IOException {
        writeCheckpoint();
        assertThatThrownBy(() -> folder(PLAN, "1.0").train(1, (_, _) -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("seed-9.checkpoint");
    }
}
