package skybourse.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import skybourse.benchmarks.LearningBench;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.command.CommandBase;

/**
 * The {@code bench learning} command: measures learner updates, decisions and environment steps, and compares them with the speed of the processor
 * core.
 */
@Command(
        name = "learning",
        description = {"Measures updates of the diffusion learner, decisions and auction steps on one thread.", "State 10, 20 actions, 2 x 256 units, batch 256. Median CPU time of the thread; goals in brackets. The speed of the " + "core is measured before each row."},
        footer = "  ./skybourse bench learning --seconds 5")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class BenchLearningCommand extends CommandBase {

    @Option(
            names = "--seconds",
            paramLabel = "T",
            defaultValue = "1",
            description = "Duration of warm-up and of measurement for each number. Above 0. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Override
    public Integer call() {
        OptionRangeCheck.positive(seconds, "--seconds");
        new LearningBench(seconds).print(out());
        return 0;
    }
}
