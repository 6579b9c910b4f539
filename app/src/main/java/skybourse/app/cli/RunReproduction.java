package skybourse.app.cli;

import java.nio.file.Path;
import java.util.Map;
import skybourse.app.folders.RunFiles;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.app.options.ManifestOptionText;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.TextFiles;

/** Repeats a run from the data in its folder. */
final class RunReproduction {

    private RunReproduction() {}

    /** Repeats a run with the scenario, options and model in its folder. Returns the files by name, without {@code digests.txt}. */
    static Map<String, byte[]> files(Path folder, int threads) {
        Path manifestFile = folder.resolve(RunFiles.MANIFEST);
        RunManifest manifest = RunManifest.read(manifestFile.toString(), TextFiles.read(manifestFile));
        Path file = folder.resolve(RunFiles.SCENARIO);
        Scenario scenario = ScenarioFileReader.read(file);
        RunCommand command = new RunCommand();
        ManifestOptionText.parse(command, "run", folder, manifest.options());
        return ScenarioFileReader.using(file, () -> command.files(scenario, manifest, threads));
    }
}
