package skybourse.app.folders;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import skybourse.app.report.ReportPage;
import skybourse.app.report.round.RunPage;
import skybourse.app.result.ResultBody;
import skybourse.app.result.RoundCsv;
import skybourse.files.codec.LedgerText;
import skybourse.files.codec.ModelFile;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.ScenarioText;
import skybourse.round.analysis.LedgerReconciliation;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RoundAnalysisLinks;
import skybourse.round.market.AuditedResale;
import skybourse.tier1.game.PricingGame;

/** Names and contents of the files of a run. */
public final class RunFiles {

    /** File with the options and the version of the run. */
    public static final String MANIFEST = "manifest.json";

    /** File with the complete result. */
    public static final String RESULT = "result.json";

    /** File with the scenario, in which every field is explicit. */
    public static final String SCENARIO = "scenario.yaml";

    /** File with the trained model that chose the clock steps. It exists only if a model was given. */
    public static final String POLICY = "policy" + ModelFile.SUFFIX;

    /** Largest number of links that are all written by default. In larger games, unused links are written only on request. */
    private static final int LINKS_WRITTEN = 100_000;

    private RunFiles() {}

    /** Returns whether all links of a game are written by default. */
    public static boolean includesAllLinks(PricingGame game) {
        return game.links() <= LINKS_WRITTEN;
    }

    /**
     * Returns the contents of all files except {@code digests.txt}, by name. They do not depend on the time, the machine or the
     * number of threads.
     *
     * @param study result of the run
     * @param manifest options and version of the run
     * @param allLinks whether unused links are written too
     * @param page form of the page
     * @param model file of the trained model that chose the clock steps; empty without such a file
     */
    public static Map<String, byte[]> of(
            RoundAnalysis study, RunManifest manifest, boolean allLinks, ReportPage.Form page, Optional<Path> model) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        texts(study, manifest, allLinks, page)
                .forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        model.ifPresent(file -> files.put(POLICY, TextFiles.read(file)));
        return files;
    }

    private static Map<String, String> texts(
            RoundAnalysis study, RunManifest manifest, boolean allLinks, ReportPage.Form page) {
        Map<String, String> texts = new LinkedHashMap<>();
        var links = new RoundAnalysisLinks(study, allLinks);
        texts.put(RESULT, ResultBody.json(study, links));
        texts.putAll(RoundCsv.files(study, links));
        texts.put(SCENARIO, ScenarioText.writeYaml(study.round().scenario()));
        texts.put(MANIFEST, manifest.text());
        texts.putAll(RunPage.of(study, texts.keySet()).files("report.html", page));
        return texts;
    }

    /**
     * Checks the written ledger: recomputes all balances from it alone and compares them with the result.
     *
     * @throws IllegalStateException if the ledger does not balance or disagrees with the result, which is a defect of the program
     */
    public static void requireBooks(Path folder, AuditedResale resale) {
        Path ledger = folder.resolve("ledger.csv");
        LedgerReconciliation reconciliation =
                LedgerReconciliation.of(LedgerText.parse(ledger.toString(), TextFiles.text(ledger)), resale);
        if (!reconciliation.balanced() || !reconciliation.agreesWithMoney()) {
            throw new IllegalStateException(ledger + " does not balance: " + reconciliation);
        }
    }
}
