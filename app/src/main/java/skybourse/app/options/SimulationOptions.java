package skybourse.app.options;

import static picocli.CommandLine.Mixin;
import static picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import skybourse.app.command.Version;
import skybourse.app.folders.RunFiles;
import skybourse.app.folders.SimulationPlan;
import skybourse.app.folders.SimulationPlanBuilder;
import skybourse.app.report.NumberText;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.Leader;
import skybourse.base.numeric.NumberSyntax;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.RunManifest;
import skybourse.files.scenario.DynamicScenario;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import skybourse.round.analysis.ResultProvenance;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.tier2.catalogue.AuctionCatalogue;

/** Options on which the files of a simulation depend. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
public final class SimulationOptions {

    private static final long STANDARD_SLOTS = 100;
    private static final double MOST_LEDGER_BYTES = 50e6;
    private static final double LARGEST_LEDGER_BYTES = 20e9;
    private static final double MOST_PLACES_BYTES = 8e6;
    private static final double MOST_LINKS_BYTES = 16e6;
    private static final long MOST_FRAMES = 2_000;
    private static final int MOST_BETWEEN = 999_999_999;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Total number of slots. From 1. Default: " + STANDARD_SLOTS
                    + "; with --continue the stored number.")
    private @Nullable Long slots;

    @Option(
            names = "--frozen",
            description = "Simulates the same tasks without motion, fading and delay, as a comparison.")
    private boolean frozen;

    @Option(
            names = "--certify",
            paramLabel = "WHEN",
            description =
                    "Slots in which prices are certified: every, every Mth (a number from 1), or never. Has no effect on prices. Default: "
                            + "${DEFAULT-VALUE}.")
    private String certify = "every";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of motion, arrivals, channels, messages and ties. Default: the scenario's.")
    private @Nullable Long seed;

    @Option(names = "--ledger", description = "Writes every payment, whatever the size. Default: up to about 50 MB.")
    private boolean ledger;

    @Option(names = "--force", description = "Allows a ledger of more than 20 GB.")
    private boolean force;

    @Option(names = "--no-ledger", description = "Writes no payments.")
    private boolean noLedger;

    @Option(
            names = "--places-every",
            paramLabel = "M",
            description =
                    "Writes positions and links every M slots. From 1. Default: so that at most 2,000 slots, about 8 MB of positions and "
                            + "16 MB of links are written.")
    private @Nullable Long placesEvery;

    @Option(
            names = "--posted-prices",
            paramLabel = "SHARE",
            description =
                    "In place of tier 1: every leader quotes this share of its price cap in every slot. From 0 to 1. Default: tier 1 finds prices.")
    private @Nullable Double postedPrices;

    @Mixin
    private PriceMethodOptions method = new PriceMethodOptions();

    @Mixin
    private RuleOptions rule = new RuleOptions().setDefaultRule(AuctionCatalogue.DEFAULT_RULE);

    @Mixin
    private ReportPageOptions pages = new ReportPageOptions();

    @Mixin
    private PaperSettingsOption paper = new PaperSettingsOption();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Returns the given total number of slots; null if it is not given. */
    @Nullable
    public Long slots() {
        return slots;
    }

    /** Returns the maximum number of links of a scenario. */
    public static long links(Scenario scenario) {
        int most = scenario.network() instanceof ChannelNetwork channel ? channel.mostLinks() : 0;
        int leaders = scenario.leaders().size();
        return (long) scenario.wirelessAgents().size() * (most == 0 ? leaders : Math.min(most, leaders));
    }

    /**
     * Requires that no option is given whose value {@code --continue} reads from the folder.
     *
     * @throws InvalidInputException for the first one that is given
     */
    public void rejectWithContinue(CommandSpec command) {
        command.options().stream()
                .filter(option -> isOurs(option.longestName()))
                .forEach(option -> IneffectiveOptionCheck.refuse(command, "--continue", option.longestName()));
    }

    /** Returns whether the files depend on the option with this name. Returns false for the number of slots. */
    private static boolean isOurs(String name) {
        return !List.of(
                        "--slots",
                        "--out",
                        "--continue",
                        "--checkpoint",
                        "--quiet",
                        "--threads",
                        "--plugin",
                        "--help",
                        "--version")
                .contains(name);
    }

    /** Sets the defaults of earlier versions. They apply to folders that do not record the rule and its policy. Returns this object. */
    public SimulationOptions useFolderDefaults() {
        rule.useFormerDefaults();
        return this;
    }

    /**
     * Returns the plan of the simulation.
     *
     * @throws InvalidInputException if an option is out of range, if it has no effect in combination with the others, or if the ledger would be too
     *     large
     */
    public SimulationPlan plan(DynamicScenario market, int threads) {
        long count = slots == null ? STANDARD_SLOTS : slots;
        OptionRangeCheck.atLeast(1, count, "--slots");
        if (ledger) {
            IneffectiveOptionCheck.refuse(spec, "--ledger", "--no-ledger");
            requireRoom(SimulationPlan.ledgerBytes(count, links(market.scenario())));
        }
        paper.applyTo(method, rule);
        rule.check();
        Scenario scenario = paper.withPaperRules(market.scenario());
        long drawn = seed == null ? scenario.seed() : seed;
        var setup = SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(market.dynamics())
                .seed(drawn)
                .frozen(frozen)
                .solver(method.solver(scenario, threads))
                .certifyEvery(certifyEvery())
                .mechanism(rule.mechanism(scenario, drawn))
                .tasks(TaskRunner.of(threads))
                .build();
        boolean hasLedger =
                ledger || (!noLedger && SimulationPlan.ledgerBytes(count, links(scenario)) < MOST_LEDGER_BYTES);
        long every = placesEvery == null ? placesEvery(count, market) : placesEvery;
        OptionRangeCheck.atLeast(1, every, "--places-every");
        var manifest = new RunManifest(origin(market, count), recorded(count, setup.seed(), hasLedger, every));
        return SimulationPlanBuilder.builder()
                .market(market)
                .setup(setup)
                .manifest(manifest)
                .slots(count)
                .placesEvery(every)
                .hasLedger(hasLedger)
                .model(rule.model())
                .page(pages.form())
                .prices(prices(scenario))
                .build();
    }

    private double[] prices(Scenario scenario) {
        if (postedPrices == null) {
            return new double[0];
        }
        double share = postedPrices;
        OptionRangeCheck.share(share, "--posted-prices", "for example, 0.5 is half of each price cap.");
        scenario.leaders().forEach(SimulationOptions::requireOpen);
        return scenario.leaders().stream()
                .mapToDouble(leader -> share * leader.priceCapPerBit())
                .toArray();
    }

    private static void requireOpen(Leader leader) {
        if (leader.computer().energy().orElse(null) instanceof EnergyModel.Idle) {
            throw new InvalidInputException(
                    "--posted-prices",
                    "must not be given for leaders with constant power (computer.energy.idle): " + leader.id(),
                    "remove the option, or the energy model; a leader that closes has no price.");
        }
    }

    private void requireRoom(double ledgerBytes) {
        if (ledgerBytes > LARGEST_LEDGER_BYTES && !force) {
            throw new InvalidInputException(
                    "--ledger",
                    "must write at most " + NumberText.si(LARGEST_LEDGER_BYTES) + "B without --force: about "
                            + NumberText.si(ledgerBytes) + "B",
                    "use --no-ledger; each row of slots.csv contains the SHA-256 and the sums of its ledger.");
        }
    }

    private static long placesEvery(long slots, DynamicScenario market) {
        Scenario scenario = market.scenario();
        int agents = scenario.wirelessAgents().size() + scenario.leaders().size();
        double places = MOST_PLACES_BYTES / SimulationPlan.placesBytes(1, agents);
        double links = MOST_LINKS_BYTES / SimulationPlan.linksBytes(market, links(scenario));
        return (long) Math.ceil(slots / Math.max(1, Math.min(MOST_FRAMES, Math.min(places, links))));
    }

    private int certifyEvery() {
        return switch (certify) {
            case "every" -> 1;
            case "never" -> 0;
            default -> slotsBetween();
        };
    }

    private int slotsBetween() {
        OptionalLong slot = NumberSyntax.whole(certify);
        if (slot.isEmpty() || slot.getAsLong() < 1 || slot.getAsLong() > MOST_BETWEEN) {
            throw new InvalidInputException(
                    "--certify",
                    "must be every, never or a number of slots from 1 to " + MOST_BETWEEN + ": "
                            + ErrorText.quote(certify),
                    "use --certify 10 for every tenth slot.");
        }
        return (int) slot.getAsLong();
    }

    /**
     * Returns the origin of the results, as the folder records it. It names the stored scenario instead of the given file, so that folders with equal
     * content have equal origins.
     */
    private static ResultProvenance origin(DynamicScenario market, long slots) {
        String hash = Sha256.of(market.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new ResultProvenance(
                Version.OWN, hash, "./skybourse simulate " + RunFiles.SCENARIO + " --slots " + slots);
    }

    /** Returns the options on which the files depend, including values that were chosen by default. */
    private List<String> recorded(long count, long seedUsed, boolean hasLedger, long every) {
        List<String> options = new ArrayList<>(ManifestOptionText.of(spec));
        options.removeIf(option -> {
            String name = option.replaceFirst("=.*", "");
            return !isOurs(name)
                    || List.of("--seed", "--ledger", "--no-ledger", "--force", "--places-every")
                            .contains(name);
        });
        options.addAll(rule.defaults());
        options.add(SimulationPlan.SLOTS + count);
        options.add("--seed=" + seedUsed);
        options.add(hasLedger ? "--ledger" : "--no-ledger");
        options.add("--places-every=" + every);
        options.sort(null);
        return options;
    }
}
