package skybourse.app.folders;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import skybourse.app.report.Page;
import skybourse.app.report.round.RunPage;
import skybourse.app.result.ResultBody;
import skybourse.app.result.RoundCsv;
import skybourse.files.codec.LedgerText;
import skybourse.files.codec.ModelFile;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.ScenarioText;
import skybourse.round.analysis.LedgerReconciliation;
import skybourse.round.analysis.RoundStudy;
import skybourse.round.analysis.StudyLinks;
import skybourse.round.market.ResaleStudy;
import skybourse.tier1.game.PricingGame;

/** The files of a run. */
public final class RunFiles {

    /** What the folder was made with. */
    public static final String MANIFEST = "manifest.json";

    /** Everything that came out. */
    public static final String RESULT = "result.json";

    /** The scenario with every field written out. */
    public static final String SCENARIO = "scenario.yaml";

    /** The trained model that chose the steps, if one did. */
    public static final String POLICY = "policy" + ModelFile.SUFFIX;

    /** Of larger games the links that carry nothing are left out unless they are asked for. */
    private static final int LINKS_WRITTEN = 100_000;

    private RunFiles() {}

    /** Returns whether all links of a game are written without being asked for. */
    public static boolean includesAllLinks(PricingGame game) {
        return game.links() <= LINKS_WRITTEN;
    }

    /**
     * Returns the content of each file but {@code digests.txt} by its name. Nothing in them depends on the time, the machine or
     * the number of threads.
     *
     * @param study what came out
     * @param manifest what it was made with
     * @param allLinks whether links that carry nothing are wanted too
     * @param page how the page is written
     * @param model the trained model that chose the steps, if one did
     */
    public static Map<String, byte[]> of(
            RoundStudy study, RunManifest manifest, boolean allLinks, Page.Form page, Optional<Path> model) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        texts(study, manifest, allLinks, page)
                .forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        model.ifPresent(file -> files.put(POLICY, TextFiles.read(file)));
        return files;
    }

    private static Map<String, String> texts(RoundStudy study, RunManifest manifest, boolean allLinks, Page.Form page) {
        Map<String, String> texts = new LinkedHashMap<>();
        var links = new StudyLinks(study, allLinks);
        texts.put(RESULT, ResultBody.json(study, links));
        texts.putAll(RoundCsv.files(study, links));
        texts.put(SCENARIO, ScenarioText.writeYaml(study.round().scenario()));
        texts.put(MANIFEST, manifest.text());
        texts.putAll(RunPage.of(study, texts.keySet()).files("report.html", page));
        return texts;
    }

    /** Recomputes all balances from the written ledger alone; one that does not add up is a fault of the program. */
    public static void requireBooks(Path folder, ResaleStudy resale) {
        Path ledger = folder.resolve("ledger.csv");
        LedgerReconciliation books =
                LedgerReconciliation.of(LedgerText.parse(ledger.toString(), TextFiles.text(ledger)), resale);
        if (!books.balanced() || !books.agreesWithMoney()) {
            throw new IllegalStateException(ledger + " does not balance: " + books);
        }
    }
}
