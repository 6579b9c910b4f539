package skybourse.app.cli;

import static picocli.CommandLine.Command;
import static picocli.CommandLine.Mixin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import skybourse.app.folders.RunFiles;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.app.folders.SimulationPlan;
import skybourse.app.options.ManifestOptionText;
import skybourse.app.options.SimulationOptions;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.DynamicScenario;

/** Options of {@code simulate}, parsed from the manifest of a result folder. */
@Command(name = "simulate")
final class SimulateManifestOptionText {

    @Mixin
    private SimulationOptions options = new SimulationOptions().useFolderDefaults();

    private SimulateManifestOptionText() {}

    /**
     * Returns the plan of a folder, from its manifest and its scenario.
     *
     * @param slots total number of slots; null for the stored number
     * @throws skybourse.files.text.InvalidInputException if the manifest, the scenario or an option in them is invalid
     */
    static SimulationPlan plan(Path folder, @Nullable Long slots, int threads) {
        Path manifestFile = folder.resolve(RunFiles.MANIFEST);
        RunManifest manifest = RunManifest.read(manifestFile.toString(), TextFiles.read(manifestFile));
        List<String> options = new ArrayList<>(manifest.options());
        if (slots != null) {
            options.removeIf(option -> option.startsWith(SimulationPlan.SLOTS));
            options.add(SimulationPlan.SLOTS + slots);
        }
        var again = new SimulateManifestOptionText();
        ManifestOptionText.parse(again, "simulate", folder, options);
        DynamicScenario market = ScenarioFileReader.readOverTime(folder.resolve(RunFiles.SCENARIO));
        return again.options.plan(market, threads);
    }
}
