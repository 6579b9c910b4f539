package skybourse.evidence.overtime;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.simulation.Simulation;
import skybourse.round.simulation.SlotStage;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.RuleProvider;

/**
 * Simulation of a market with a given number of wireless agents. Measures the time and memory that it takes on the machine. No agent moves, one task
 * per agent arrives in each slot, and an agent has at most ten links. The number of leaders is proportional to the square root of the number of
 * agents, from 10 to 200, at constant density. The seed determines the results of the market.
 *
 * @param agents number of wireless agents
 * @param prices how often prices are solved and certified
 * @param slots number of slots; limited to 20 for 300,000 agents and more
 * @param seed seed of the market
 * @param threads number of threads for links, prices and certificates
 */
public record ScalingMarket(int agents, Prices prices, int slots, long seed, int threads) {

    /** How often prices are solved and certified. */
    public enum Prices {
        /** Solved in each slot, starting from the prices of the previous slot. */
        SOLVED,
        /** Solved once. */
        HELD,
        /** Solved in each slot, and certified in every tenth. */
        CERTIFIED
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final int CERTIFY_EVERY = 10;
    private static final int MOST_LINKS = 10;
    private static final int LARGE = 300_000;
    private static final int SLOTS_OF_LARGE = 20;
    private static final int FIRST_LIVE = 10;

    /** Approximate minimum memory per agent, in KiB. If prices are certified, {@link #CERTIFIED_KIBIBYTES} applies instead. */
    private static final long KIBIBYTES = 4;

    private static final long CERTIFIED_KIBIBYTES = 8;

    public ScalingMarket {
        slots = agents >= LARGE ? Math.min(slots, SLOTS_OF_LARGE) : slots;
    }

    /** Returns the approximate minimum heap size, in MiB. */
    int mebibytes() {
        return (int) (32 + agents * (prices == Prices.CERTIFIED ? CERTIFIED_KIBIBYTES : KIBIBYTES) / 1024);
    }

    /** Returns the market. Its wireless agents are a crowd. */
    public Scenario market() {
        int leaders = Math.clamp(Math.round(0.2 * Math.sqrt(agents)), 10, 200);
        int fixed = (int) Math.ceil(0.6 * leaders);
        var counts = new ScenarioSampler.Counts(agents, leaders - fixed, fixed, Math.ceilDiv(fixed, 2));
        ScenarioSampler sampler = ScenarioSampler.standard(counts);
        return sampler.sampleCrowd("over-time", seed)
                .withNetwork(sampler.network().withMostLinks(MOST_LINKS));
    }

    private SimulationSetup setup(Scenario scenario) {
        PricingSettings usual = PricingSettings.standard();
        Dynamics standing = Dynamics.stationary();
        PricingSettings pricing =
                prices == Prices.HELD ? usual.withMode(PricingSettings.Mode.HELD, usual.steps()) : usual;
        var dynamics = standing.withPricing(pricing);
        RuleProvider rule = AuctionCatalogue.rule(AuctionCatalogue.MIDPOINT).orElseThrow();
        return SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(dynamics)
                .seed(seed)
                .frozen(false)
                .solver(SolverCatalogue.defaultSolver(scenario.rules(), threads).withoutRepairs())
                .certifyEvery(prices == Prices.CERTIFIED ? CERTIFY_EVERY : 0)
                .mechanism(market ->
                        AuctionCatalogue.defaultRule(rule, market.buyersStartTicks(), market.sellersStartTicks()))
                .tasks(TaskRunner.of(threads))
                .build();
    }

    /** Simulates the market and measures time and memory of the machine. */
    public ScalingResult play() {
        Scenario scenario = market();
        Simulation simulation = Simulation.begin(setup(scenario));
        var nanos = new long[SlotStage.values().length][slots];
        var bytes = new long[nanos.length][slots];
        List<SlotRow> rows = new ArrayList<>();
        long liveEarly = 0;
        for (int slot = 0; slot < slots; slot++) {
            rows.addAll(play(simulation, slot, nanos, bytes));
            liveEarly = slot == FIRST_LIVE ? liveBytes() : liveEarly;
        }
        return new ScalingResult(
                agents,
                scenario.leaders().size(),
                scenario.rules().roundSeconds(),
                nanos,
                bytes,
                rows,
                liveEarly,
                liveBytes());
    }

    /**
     * Simulates a slot and returns only its rows. Other results of the slot are discarded, so that a later measurement of memory covers only the data
     * that the next slot needs.
     */
    @SuppressWarnings("EnumOrdinal") // ordinals are only indices of local arrays and are not stored
    private static List<SlotRow> play(Simulation simulation, int slot, long[][] nanos, long[][] bytes) {
        long[] last = {System.nanoTime(), allocatedBytes()};
        return simulation
                .play(part -> {
                    long now = System.nanoTime();
                    long allocated = allocatedBytes();
                    nanos[part.ordinal()][slot] += now - last[0];
                    bytes[part.ordinal()][slot] += allocated - last[1];
                    last[0] = now;
                    last[1] = allocated;
                })
                .complete();
    }

    private static long allocatedBytes() {
        return THREADS.getTotalThreadAllocatedBytes();
    }

    /** Returns the bytes of live objects, after garbage collection. */
    private static long liveBytes() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
