package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.command.ExitCode;
import skybourse.files.codec.ModelFile;
import skybourse.learning.auctions.StateEncoding;
import skybourse.learning.training.SmallModels;
import skybourse.learning.training.TrainedModel;
import skybourse.learning.training.TrainedRange;

/** Training and evaluation on generated scenarios, and reports of markets beyond a model's training range. */
class DrawnCommandsTest {

    @TempDir
    private Path folder;

    @Tag("slow")
    @Test
    void trainsOnGeneratedScenariosAndEvaluatesOnUnseen() throws IOException {
        Path out = folder.resolve("drawn");
        Ran ran = Ran.of(
                "train", "--sampled-scenarios", 6, "--epochs", 1, "--seeds", 1, "--set", "hidden=8", "--out", out);
        assertThat(ran.code()).as(ran.err()).isZero();
        TrainedModel model = ModelFile.read("m", Files.readAllBytes(out.resolve("best.skymodel")));
        assertThat(model.origin().marketName()).isEqualTo("scenario drawn x 6");
        assertThat(model.ofScenarios()).isTrue();
        assertThat(model.form().size()).isEqualTo(40);
        assertThat(model.actions().size()).isEqualTo(15);
        assertThat(model.range()).isNotEqualTo(TrainedRange.ANY);
        Path file = out.resolve("best.skymodel");
        Ran evaluated = Ran.of("evaluate", file, file, "--sampled-scenarios", 3);
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.out())
                .contains("Means of 3 rounds of drawn scenarios that were not used in training.")
                .contains(
                        "difference from fixed, ",
                        "order-statistics",
                        "stages",
                        "diffusion, mean of 2",
                        "diffusion, seed 1");
        assertThat(Ran.of("evaluate", file, file, "--sampled-scenarios", 3).out())
                .isEqualTo(evaluated.out());
    }

    @Tag("slow")
    @Test
    void trainsOnListedRoundsAndEvaluatesByKind() throws IOException {
        Path out = folder.resolve("rounds");
        Ran ran = Ran.of("train", "--clock-rounds", 1, "--epochs", 1, "--seeds", 1, "--set", "hidden=8", "--out", out);
        assertThat(ran.code()).as(ran.err()).isZero();
        Path file = out.resolve("best.skymodel");
        TrainedModel model = ModelFile.read("m", Files.readAllBytes(file));
        assertThat(model.origin().marketName()).isEqualTo("scenario clock-rounds x 1");
        assertThat(model.form().counts()).isEqualTo(StateEncoding.Counts.ROUND);
        assertThat(model.form().size()).isEqualTo(43);
        assertThat(model.reward().weights().regret()).isEqualTo(0);
        Path cells = folder.resolve("cells.tsv");
        Ran evaluated =
                Ran.of("evaluate", file, "learned", "--clock-rounds", "validation", "--markets", 2, "--cells", cells);
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.out())
                .contains("Means of 12 rounds of all kinds ", "Means of 2 rounds of campus ")
                .contains("\ndiffusion on clock-rounds x 1, seed 1 ", "\ndiffusion, seed 1 ", ", shuffled features ")
                .contains("\nbest of 31 in hindsight ", "\nbest of 31 of each round ");
        assertThat(Files.readString(cells).lines().skip(1).filter(line -> line.startsWith("campus\tstages\t")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.split("\t")).hasSize(3 + 5));
        Ran used = Ran.of("run", "--starts", 0, "--policy", file, "--out", folder.resolve("run"));
        assertThat(used.code()).as(used.err()).isZero();
    }

    @Test
    void rejectsOptionsThatConflictWithListedRounds() {
        assertThat(Ran.of("train", "--clock-rounds", 6, "--sampled-scenarios", 6, "--epochs", 1, "--out", folder)
                        .err())
                .contains("--sampled-scenarios: must not be given: it has no effect with --clock-rounds");
        assertThat(Ran.of("train", "--sampled-scenarios", 6, "--without-deadlines", "--epochs", 1, "--out", folder)
                        .err())
                .contains("--without-deadlines: must not be given");
        assertThat(Ran.of("evaluate", "learned", "--cells", folder.resolve("cells"))
                        .err())
                .contains("--cells: must not be given");
        assertThat(Ran.of("evaluate", "learned", "--clock-rounds", "test").err())
                .contains("test must list at least one kind of rounds: 0");
    }

    @Test
    void rejectsOptionsThatConflictWithGeneratedScenarios() {
        assertThat(Ran.of("train", "--sampled-scenarios", 6, "--market", "narrow-3x2", "--epochs", 1, "--out", folder)
                        .err())
                .contains("--market: must not be given: it has no effect with --sampled-scenarios");
        assertThat(Ran.of("train", "--sampled-scenarios", 0, "--epochs", 1, "--out", folder)
                        .err())
                .contains("--sampled-scenarios: must be at least 1: 0");
        assertThat(Ran.of("evaluate", "learned", "--sampled-scenarios", 9, "--markets", 9)
                        .err())
                .contains("--markets: must not be given");
        assertThat(Ran.of("evaluate", "learned", "--sampled-scenarios", 9, "--clock-rounds", "heldOut")
                        .err())
                .contains("--clock-rounds: must not be given: it has no effect with --sampled-scenarios");
        assertThat(Ran.of("evaluate", "learned", "--sampled-scenarios", 9, "--cells", folder.resolve("cells"))
                        .err())
                .contains("--cells: must not be given: it has no effect with --sampled-scenarios");
        assertThat(Ran.of("evaluate", "learned", "--sampled-scenarios", 1).err())
                .contains("--sampled-scenarios: must be at least 2: 1");
        assertThat(Ran.of("evaluate", "learned", "learned").err())
                .contains("MODEL: must be one model without --sampled-scenarios: 2");
    }

    /** Returns an untrained model that states these markets and this range as its training. */
    private static TrainedModel model(String trainedOn, TrainedRange range) {
        TrainedModel made = SmallModels.untrained("dqn", Map.of());
        TrainedModel.Origin of = made.origin();
        return new TrainedModel(
                new TrainedModel.Origin(
                        of.learnerName(),
                        of.learner(),
                        trainedOn,
                        of.schedule(),
                        of.seed(),
                        of.bestEpoch(),
                        of.score(),
                        of.programVersion()),
                made.actions(),
                made.form(),
                made.reward(),
                made.policy(),
                range);
    }

    /** Such a model would see turn orders, steps and numbers of traders that it was not trained for. */
    @Test
    void rejectsEvaluationOnKindWithoutTraining() throws IOException {
        Path of =
                Files.write(folder.resolve("narrow.skymodel"), ModelFile.write(model("narrow-3x2", TrainedRange.ANY)));
        for (Ran ran : List.of(
                Ran.of("evaluate", "learned", of, "--sampled-scenarios", 2),
                Ran.of("evaluate", of, "--scenario", "examples/reference.yaml", "--markets", 2))) {
            assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err())
                    .startsWith("skybourse: " + of + ": must be trained on scenarios: narrow-3x2")
                    .contains("\nHint: use --market narrow-3x2, or a model written by `train --sampled-scenarios`");
        }
        Path scenarios = Files.write(
                folder.resolve("drawn.skymodel"), ModelFile.write(model("scenario drawn x 6", TrainedRange.ANY)));
        Ran ran = Ran.of("evaluate", scenarios, "--market", "narrow-3x2", "--markets", 2);
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err())
                .startsWith("skybourse: " + scenarios + ": must be trained on a benchmark: scenario drawn x 6")
                .contains("\nHint: use --sampled-scenarios or --scenario");
    }

    @Tag("slow")
    @Test
    void runAndEvaluateReportMarketsBeyondTrainingRange() throws IOException {
        TrainedModel fenced = model("scenario drawn x 6", new TrainedRange(1_000, 1_000, 1, 2, 2));
        Path file = Files.write(folder.resolve("far.skymodel"), ModelFile.write(fenced));
        Ran ran = Ran.of("run", "--starts", 0, "--policy", file, "--out", folder.resolve("run"));
        assertThat(ran.out())
                .containsPattern(
                        "clock steps of \\d+ ticks, for this market is outside the training range of a trained model \\(dqn\\);");
        assertThat(Files.readString(folder.resolve("run/data.js")))
                .contains("is outside the training range of a trained model");
        assertThat(Ran.of("evaluate", file, "--scenario", "examples/reference.yaml", "--markets", 4)
                        .out())
                .contains("Means of 4 rounds of reference that were not used in training.")
                .containsPattern("fixed, [0-9.]+ % of the gap, in 4 rounds beyond its training");
    }
}
