package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import skybourse.app.command.ExitCode;
import skybourse.app.command.Version;

class TrainCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private int train(String name, int epochs, String... options) {
        List<String> more = List.of(options);
        List<String> arguments = new ArrayList<>(List.of("train", "--market", "narrow-3x2", "--seeds", "2"));
        arguments.addAll(List.of("--out", folder.resolve(name).toString(), "--epochs", epochs + ""));
        arguments.addAll(
                List.of("--set", "hidden=8", "--set", "rows=16", "--set", "capacity=2000", "--set", "warmUp=50"));
        if (!more.contains("--learner")) {
            arguments.addAll(List.of("--learner", "diffusion-td", "--set", "coolingUpdates=500"));
        }
        arguments.addAll(more);
        return run(arguments.toArray(String[]::new));
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    @Tag("slow")
    @Test
    void resumedTrainingIsByteIdenticalForAnyThreads() throws IOException {
        assertThat(train("through", 3, "--threads", "1")).isZero();
        assertThat(train("stopped", 2, "--threads", "2", "--checkpoint-epochs", "1"))
                .isZero();
        assertThat(train("stopped", 3, "--threads", "2")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("must not contain checkpoints").contains("--resume");
        assertThat(train("stopped", 3, "--resume", "--set", "steps=2")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(train("stopped", 3, "--threads", "2", "--resume")).isZero();
        for (String file : List.of(
                "seed-1.skymodel",
                "seed-2.skymodel",
                "best.skymodel",
                "seed-1.metrics.jsonl",
                "seed-2.metrics.jsonl",
                "seed-2.checkpoint",
                "data.js")) {
            assertThat(bytes("stopped/" + file)).as(file).isEqualTo(bytes("through/" + file));
        }
        assertThat(new String(bytes("through/data.js"), StandardCharsets.UTF_8))
                .contains("\"seed 1\"", "\"seed 2\"", "\"best fixed step\":", "\"random steps\":");
    }

    @Tag("slow")
    @Test
    void resumedEpisodicTrainingGivesSameMetrics() throws IOException {
        String[] small = {"train", "--market", "narrow-3x2", "--seeds", "1", "--set", "hidden=8"};
        assertThat(run(with(
                        small, "--epochs", "3", "--out", folder.resolve("whole").toString())))
                .isZero();
        String halves = folder.resolve("halves").toString();
        assertThat(run(with(small, "--epochs", "3", "--episodes", "2000", "--checkpoint-epochs", "1", "--out", halves)))
                .isZero();
        assertThat(run(with(small, "--epochs", "3", "--resume", "--out", halves)))
                .as(err.toString())
                .isZero();
        assertThat(bytes("halves/best.skymodel").length).isEqualTo(bytes("whole/best.skymodel").length);
        assertThat(bytes("halves/seed-1.metrics.jsonl")).isEqualTo(bytes("whole/seed-1.metrics.jsonl"));
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void rejectsResumingTrainingOfAnotherVersion() throws IOException {
        assertThat(train("old", 1)).isZero();
        Path plan = folder.resolve("old/plan.json");
        String now = Files.readString(plan);
        assertThat(now).contains("\"version\":\"" + Version.OWN + "\"");
        Files.writeString(plan, now.replace(Version.OWN, "0.0.7"));
        assertThat(train("old", 2, "--resume")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("old: version must be that of this program, " + Version.OWN + ": 0.0.7");
        Files.writeString(plan, now.replaceFirst("\"version\":[^,]*,", ""));
        assertThat(train("old", 2, "--resume")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("plan.json: version: must be text");
    }

    /** An extremely high learning rate makes the parameters infinite. */
    @Test
    void divergedTrainingStopsWithoutCheckpoint() throws IOException {
        assertThat(train("bad", 1)).isZero();
        byte[] checkpoint = bytes("bad/seed-1.checkpoint");
        Path other = folder.resolve("worse");
        assertThat(train("worse", 2, "--set", "criticRate=1e38", "--set", "actorRate=1e38"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("seed 1: diverged: a number is not finite in epoch 1 after update");
        assertThat(Files.exists(other.resolve("seed-1.checkpoint"))).isFalse();
        assertThat(bytes("bad/seed-1.checkpoint")).isEqualTo(checkpoint);
    }

    /** A folder at the path of the temporary file makes the write fail, like a full disk. */
    @Test
    void failedCheckpointWriteKeepsOldCheckpoint() throws IOException {
        assertThat(train("disk", 1)).isZero();
        byte[] old = bytes("disk/seed-1.checkpoint");
        String draft = ".seed-1.checkpoint." + ProcessHandle.current().pid() + ".tmp";
        Files.createDirectories(folder.resolve("disk").resolve(draft).resolve("in-the-way"));
        assertThat(train("disk", 3, "--resume")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("seed-1.checkpoint cannot be written");
        assertThat(bytes("disk/seed-1.checkpoint")).isEqualTo(old);
    }

    @Tag("slow")
    @Test
    void trainedModelIsEvaluatedExportedAndUsed() throws IOException {
        assertThat(train("model", 1, "--learner", "dqn")).isZero();
        String model = folder.resolve("model/best.skymodel").toString();
        assertThat(run("evaluate", model, "--markets", "200")).isZero();
        assertThat(out.toString()).contains("learned-dqn", "fixed-13", "order-statistics", "clairvoyant", " exact ");
        assertThat(out.toString()).contains(" gains from trade ").doesNotContainIgnoringCase("welfare");
        assertThat(run("evaluate", model, "--market", "concentrated-5x3")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("action set must be that of the market");
        Path onnx = folder.resolve("model.onnx");
        assertThat(run("export", model, "--onnx", onnx.toString())).isZero();
        assertThat(Files.size(onnx)).isPositive();
        Path orders = folder.resolve("orders.csv");
        Files.writeString(orders, "side,participant,limitTicks\nbid,a,20\nask,b,10\nbid,c,15\n");
        assertThat(run("auction", orders.toString(), "--policy", model, "--trace"))
                .isZero();
        assertThat(out.toString()).contains("policy learned-dqn");
        assertThat(run("auction", orders.toString(), "--policy", orders + ".skymodel"))
                .isEqualTo(ExitCode.INVALID_INPUT);
        Files.writeString(folder.resolve("broken.skymodel"), "SKYMODEL");
        assertThat(run(
                        "auction",
                        orders.toString(),
                        "--policy",
                        folder.resolve("broken.skymodel").toString()))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("must be complete");
    }

    @Test
    void errorsNameInvalidOptions() {
        assertThat(run("train", "--market", "nowhere", "--out", folder.toString(), "--epochs", "1"))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("must be a benchmark market: nowhere");
        assertThat(train("set", 1, "--set", "hiden=3")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("--set: setting must be a setting of this learner", ": hiden");
        assertThat(train("learner", 1, "--learner", "genius")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("train", "--market", "narrow-3x2", "--out", folder.toString()))
                .isEqualTo(ExitCode.INVALID_INPUT);
    }
}
