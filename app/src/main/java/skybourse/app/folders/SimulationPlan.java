package skybourse.app.folders;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import skybourse.app.report.ReportPage;
import skybourse.app.report.simulation.SimulationPage;
import skybourse.app.report.simulation.SlotCsvTables;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.DynamicScenario;
import skybourse.files.text.Sha256;
import skybourse.round.dynamics.SimulationSetup;

/**
 * Settings of a simulation and of its output files.
 *
 * @param market the scenario with its changes over time
 * @param setup the market with seed, solver and auction rule
 * @param manifest options and version that, with the scenario, reproduce the files
 * @param slots total number of slots
 * @param placesEvery interval at which positions and links are written, slots
 * @param hasLedger whether payments are written
 * @param model file of the trained model that chooses clock steps; empty without such a file
 * @param page form of the page
 * @param prices {@code prices[s]} of leader s in every slot, money/bit; empty if tier 1 computes prices
 */
@RecordBuilder
public record SimulationPlan(
        DynamicScenario market,
        SimulationSetup setup,
        RunManifest manifest,
        long slots,
        long placesEvery,
        boolean hasLedger,
        Optional<Path> model,
        ReportPage.Form page,
        double[] prices)
        implements SimulationPlanBuilder.With {

    /** Prefix of the option for the total number of slots. */
    public static final String SLOTS = "--slots=";

    private static final double LEDGER_ROW = 36;
    private static final double PLACE_ROW = 28;
    private static final double LINK_ROW = 30;

    /** Returns the SHA-256 of all inputs of the simulation except the number of slots, in hexadecimal. */
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

    SlotCsvTables tables() {
        String note = "# seed=" + setup.seed() + " version=" + manifest.origin().version() + " scenario="
                + manifest.origin().scenarioHash() + "\n";
        return new SlotCsvTables(market.scenario(), note, placesEvery, hasLedger);
    }

    SimulationPage.PageInputs made(Set<String> files) {
        return new SimulationPage.PageInputs(market, manifest, setup.seed(), slots, placesEvery, files);
    }

    /**
     * Returns the estimated size of the ledger, bytes.
     *
     * @param slots number of slots
     * @param links number of links between wireless agents and leaders
     */
    public static double ledgerBytes(long slots, long links) {
        return LEDGER_ROW * 2 * links * slots;
    }

    /**
     * Returns the estimated size of the positions, bytes.
     *
     * @param frames number of slots in which positions are written
     * @param agents number of agents that are written
     */
    public static double placesBytes(long frames, int agents) {
        return PLACE_ROW * frames * agents;
    }

    /**
     * Returns the estimated size of the links of one slot, bytes. The links in use are estimated from the mean arrivals per slot.
     *
     * @param market the scenario with its arrivals
     * @param links number of links between wireless agents and leaders
     */
    public static double linksBytes(DynamicScenario market, long links) {
        Scenario scenario = market.scenario();
        double tasks = market.dynamics()
                .arrivals()
                .meanPerSlot(
                        scenario.rules().roundSeconds(),
                        scenario.wirelessAgents().size());
        return LINK_ROW * links * Math.min(1, tasks);
    }

    /**
     * Returns the estimated size of the finished folder, bytes.
     *
     * @param links number of links between wireless agents and leaders
     */
    public double bytes(long links) {
        int leaders = market.scenario().leaders().size();
        int agents = market.scenario().wirelessAgents().size();
        int sampled = SlotCsvTables.samplingInterval(agents);
        double slot =
                600 + 90.0 * leaders + 50.0 * market.scenario().aerialAgents().size();
        return slot * slots
                + placesBytes(slots / placesEvery + 1, agents / sampled + leaders)
                + linksBytes(market, links) / sampled * (slots / placesEvery + 1)
                + (hasLedger ? ledgerBytes(slots, links) : 0);
    }
}
