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
import skybourse.round.dynamics.Pricing;
import skybourse.round.dynamics.Setup;
import skybourse.round.dynamics.SetupBuilder;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.simulation.Part;
import skybourse.round.simulation.Simulation;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.RuleProvider;

/**
 * A market over time of so many wireless agents: a task a slot for each, all standing, ten links each, leaders in proportion to the root of
 * the agents at one density. What is played is fixed by the seed; how long it takes is the machine's, which is read here alone.
 *
 * @param agents how many wireless agents
 * @param prices how they are found
 * @param slots how many are played; of 300,000 agents and more at most 20
 * @param seed fixes the market
 * @param threads of links, prices and certificates
 */
public record MarketAtSize(int agents, Prices prices, int slots, long seed, int threads) {

    /** How prices are found. */
    public enum Prices {
        /** Each slot, from those of the slot before. */
        SOLVED,
        /** Once. */
        HELD,
        /** Each slot, and certified every tenth. */
        CERTIFIED
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final int CERTIFY_EVERY = 10;
    private static final int MOST_LINKS = 10;
    private static final int LARGE = 300_000;
    private static final int SLOTS_OF_LARGE = 20;
    private static final int FIRST_LIVE = 10;

    /** Least of what it takes, about: of an agent, and of one where prices are certified; KiB. */
    private static final long KIBIBYTES = 4;

    private static final long CERTIFIED_KIBIBYTES = 8;

    public MarketAtSize {
        slots = agents >= LARGE ? Math.min(slots, SLOTS_OF_LARGE) : slots;
    }

    /** Returns the least heap in which it plays, about. */
    int mebibytes() {
        return (int) (32 + agents * (prices == Prices.CERTIFIED ? CERTIFIED_KIBIBYTES : KIBIBYTES) / 1024);
    }

    /** Returns the market, its wireless agents a crowd. */
    public Scenario market() {
        int leaders = Math.clamp(Math.round(0.2 * Math.sqrt(agents)), 10, 200);
        int fixed = (int) Math.ceil(0.6 * leaders);
        var counts = new ScenarioSampler.Counts(agents, leaders - fixed, fixed, Math.ceilDiv(fixed, 2));
        ScenarioSampler sampler = ScenarioSampler.standard(counts);
        return sampler.sampleCrowd("over-time", seed)
                .withNetwork(sampler.network().withMostLinks(MOST_LINKS));
    }

    private Setup setup(Scenario scenario) {
        Pricing usual = Pricing.standard();
        Dynamics standing = Dynamics.standing();
        Pricing pricing = prices == Prices.HELD ? usual.withMode(Pricing.Mode.HELD, usual.steps()) : usual;
        var dynamics = standing.withPricing(pricing);
        RuleProvider rule = AuctionCatalogue.rule(AuctionCatalogue.MIDPOINT).orElseThrow();
        return SetupBuilder.builder()
                .scenario(scenario)
                .dynamics(dynamics)
                .seed(seed)
                .frozen(false)
                .solver(SolverCatalogue.usual(scenario.rules(), threads).unrepaired())
                .certifyEvery(prices == Prices.CERTIFIED ? CERTIFY_EVERY : 0)
                .mechanism(
                        market -> AuctionCatalogue.usual(rule, market.buyersStartTicks(), market.sellersStartTicks()))
                .tasks(TaskRunner.of(threads))
                .build();
    }

    /** Plays it and measures the machine. */
    public SizedSlots play() {
        Scenario scenario = market();
        Simulation simulation = Simulation.begin(setup(scenario));
        var nanos = new long[Part.values().length][slots];
        var bytes = new long[nanos.length][slots];
        List<SlotRow> rows = new ArrayList<>();
        long liveEarly = 0;
        for (int slot = 0; slot < slots; slot++) {
            rows.addAll(play(simulation, slot, nanos, bytes));
            liveEarly = slot == FIRST_LIVE ? liveBytes() : liveEarly;
        }
        return new SizedSlots(
                agents,
                scenario.leaders().size(),
                scenario.rules().roundSeconds(),
                nanos,
                bytes,
                rows,
                liveEarly,
                liveBytes());
    }

    /** Plays a slot and keeps its rows alone, so that what is measured after it is what the next one needs. */
    @SuppressWarnings("EnumOrdinal") // lives no longer than this market
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

    /** Returns the bytes of live objects, garbage collected first. */
    private static long liveBytes() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
