package skybourse.app.folders;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import skybourse.app.report.Page;
import skybourse.app.report.simulation.SimulationPage;
import skybourse.app.report.simulation.SlotTables;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.MarketOverTime;
import skybourse.files.text.Sha256;
import skybourse.round.dynamics.SimulationSetup;

/**
 * What is simulated and what is kept of it.
 *
 * @param market the market and what of it changes
 * @param setup the same with seed, solver and rule
 * @param manifest all that, beside the scenario, is needed to make the files again
 * @param slots how many are wanted in all
 * @param placesEvery every how many slots places and links are written
 * @param hasLedger whether payments are written
 * @param model the trained model that chooses the steps of clocks, where one was given as a file
 * @param page how the page is written
 * @param prices what each leader quotes in every slot, money per bit; empty where tier 1 finds prices
 */
@RecordBuilder
public record SimulationPlan(
        MarketOverTime market,
        SimulationSetup setup,
        RunManifest manifest,
        long slots,
        long placesEvery,
        boolean hasLedger,
        Optional<Path> model,
        Page.Form page,
        double[] prices)
        implements SimulationPlanBuilder.With {

    /** The option that says how many slots are wanted. */
    public static final String SLOTS = "--slots=";

    private static final double LEDGER_ROW = 36;
    private static final double PLACE_ROW = 28;
    private static final double LINK_ROW = 30;

    /** Returns the SHA-256 of all that the simulation is made from, but for how many slots are wanted. */
    String spec() {
        Map<String, String> parts = new TreeMap<>();
        market.tables().forEach((name, bytes) -> parts.put(name, Sha256.of(bytes)));
        model.ifPresent(file -> parts.put(RunFiles.POLICY, Sha256.of(TextFiles.read(file))));
        parts.put(RunFiles.SCENARIO, Sha256.of(market.text().getBytes(StandardCharsets.UTF_8)));
        parts.put(
                RunFiles.MANIFEST,
                String.join(
                        "\n",
                        manifest.options().stream()
                                .filter(option -> !option.startsWith(SLOTS))
                                .toList()));
        return Sha256.of(parts.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the name of the auction rule. */
    public String rule() {
        return SimulationPage.rule(manifest);
    }

    SlotTables tables() {
        String note = "# seed=" + setup.seed() + " version=" + manifest.origin().version() + " scenario="
                + manifest.origin().scenarioHash() + "\n";
        return new SlotTables(market.scenario(), note, placesEvery, hasLedger);
    }

    SimulationPage.PageInputs made(Set<String> files) {
        return new SimulationPage.PageInputs(market, manifest, setup.seed(), slots, placesEvery, files);
    }

    /**
     * Returns about how many bytes the payments of all slots take.
     *
     * @param links between wireless agents and leaders
     */
    public static double ledgerBytes(long slots, long links) {
        return LEDGER_ROW * 2 * links * slots;
    }

    /** Returns about how many bytes places take that are written in so many slots. */
    public static double placesBytes(long frames, int agents) {
        return PLACE_ROW * frames * agents;
    }

    /**
     * Returns about how many bytes the links of one slot take, in which some of the wireless agents have a task.
     *
     * @param links between wireless agents and leaders
     */
    public static double linksBytes(MarketOverTime market, long links) {
        Scenario scenario = market.scenario();
        double tasks = market.dynamics()
                .arrivals()
                .meanPerSlot(
                        scenario.rules().roundSeconds(),
                        scenario.wirelessAgents().size());
        return LINK_ROW * links * Math.min(1, tasks);
    }

    /**
     * Returns about how many bytes the folder takes in the end.
     *
     * @param links between wireless agents and leaders
     */
    public double bytes(long links) {
        int leaders = market.scenario().leaders().size();
        int agents = market.scenario().wirelessAgents().size();
        int sampled = SlotTables.samplingInterval(agents);
        double slot =
                600 + 90.0 * leaders + 50.0 * market.scenario().aerialAgents().size();
        return slot * slots
                + placesBytes(slots / placesEvery + 1, agents / sampled + leaders)
                + linksBytes(market, links) / sampled * (slots / placesEvery + 1)
                + (hasLedger ? ledgerBytes(slots, links) : 0);
    }
}
