package skybourse.base.scenario;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.AerialAgentBuilder;
import skybourse.base.agent.Computer;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.FixedAgentBuilder;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.Rules;
import skybourse.base.agent.WeightDistribution;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;

/**
 * Sampler of scenarios: positions are uniform in a square, and properties are uniform in their ranges. Each agent has a separate random stream. An
 * additional agent therefore changes no random value of the others.
 *
 * <p>Sellers grow with the market. With more than {@link #WIRELESS_PER_LEADER} wireless agents per leader, a leader represents several servers, one
 * per {@link #WIRELESS_PER_LEADER} wireless agents. Its speed is multiplied by the number of servers, and its energy per unit of work does not
 * change. The power and the band of a fixed agent are multiplied as well, so that its SNR towards aerial agents does not change. With more than
 * {@link #WIRELESS_PER_AERIAL} wireless agents per aerial agent, an aerial agent represents a fleet in the same way. In smaller markets each seller
 * represents a single server or UAV.
 *
 * @param counts number of agents of each kind
 * @param sideMetres side of the square, above 0
 * @param demand distributions of wireless agents
 * @param supply distributions of leaders and aerial agents
 * @param network channel model
 * @param rules the round's settings
 */
@RecordBuilder
public record ScenarioSampler(
        Counts counts, double sideMetres, DemandRanges demand, SupplyRanges supply, ChannelNetwork network, Rules rules)
        implements ScenarioSamplerBuilder.With {

    /** Largest number of wireless agents per leader at which a leader is a single server (the ratio of the reference scenario). */
    public static final double WIRELESS_PER_LEADER = 4;

    /** Largest number of wireless agents per aerial agent at which an aerial agent is a single UAV. */
    public static final double WIRELESS_PER_AERIAL = 20.0 / 3;

    /** Start of the description of a sampled scenario; the seed follows. */
    public static final String DESCRIPTION = "Drawn with seed ";

    private static final int MOST_LINKS = 20;

    private static final double CROWD_OF_USUAL_LOTS = 10_000;

    /** Mean distance of two uniformly distributed points of a unit square. */
    private static final double MEAN_DISTANCE = 0.5214;

    /**
     * Number of agents of each kind, each at most {@link #MOST}.
     *
     * @param wireless WAs, at least 1
     * @param mobile MAs
     * @param fixed FAs; there must be at least 1 MA or FA
     * @param aerial AAs, at least 0
     */
    public record Counts(int wireless, int mobile, int fixed, int aerial) {

        /** Largest number of agents of a kind (ours). More agents did not fit into the memory of any machine tested. */
        public static final int MOST = 10_000_000;

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if a number is outside its range
         */
        public Counts {
            Checks.positive((long) wireless, "wireless");
            Checks.within(wireless, 1, MOST, "wireless");
            Checks.within(mobile, 0, MOST, "mobile");
            Checks.within(fixed, 0, MOST, "fixed");
            Checks.within(aerial, 0, MOST, "aerial");
            Checks.positive((long) mobile + fixed, "mobile + fixed");
        }

        int leaders() {
            return Math.addExact(mobile, fixed);
        }
    }

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code sideMetres} is not finite or not above 0
     */
    public ScenarioSampler {
        Checks.positive(sideMetres, "sideMetres");
    }

    /**
     * Returns the standard distributions in a square of 500 m (ours throughout). With more than five leaders the square grows so that their density
     * stays the same. With more than 20 leaders a wireless agent has at most its 20 best links. The published price of tier 2 follows from the
     * distributions alone, so that no sampled agent affects it.
     *
     * @param counts number of agents of each kind
     */
    public static ScenarioSampler standard(Counts counts) {
        int leaders = counts.leaders();
        return new ScenarioSampler(
                        counts,
                        500 * Math.sqrt(Math.max(1, leaders / 5.0)),
                        DemandRanges.standard(),
                        SupplyRanges.standard(),
                        ChannelNetwork.standard().withMostLinks(leaders <= MOST_LINKS ? 0 : MOST_LINKS),
                        Rules.standard())
                .withPublishedPrice();
    }

    /** Returns the same distributions with other rules. */
    public ScenarioSampler with(Rules other) {
        return new ScenarioSampler(counts, sideMetres, demand, supply, network, other);
    }

    /**
     * Returns the same distributions with rules whose {@code expectedResalePrice} follows from the distributions. If there are no aerial agents, no
     * price is published.
     */
    public ScenarioSampler withPublishedPrice() {
        OptionalDouble price = counts.aerial() == 0 ? OptionalDouble.empty() : OptionalDouble.of(expectedResalePrice());
        return with(rules.withExpectedResalePrice(price));
    }

    /** Returns the same distributions with rules whose {@code weights} are the distribution of the sampled weights. */
    public ScenarioSampler withPublishedWeights() {
        var distribution = new WeightDistribution(
                demand.satisfactionWeight().low(), demand.satisfactionWeight().high());
        return with(rules.withWeights(Optional.of(distribution)));
    }

    /**
     * Returns the ask, with markup, of an average aerial agent for its last lot, money per unit of work. The lot's input is sent over the mean
     * distance of two points of the square.
     */
    private double expectedResalePrice() {
        FixedAgent from = fixed(
                "from",
                new Position(0, 0, SupplyRanges.MAST_METRES),
                supply.fixed().mean(serversPerLeader()));
        Position there = new Position(MEAN_DISTANCE * sideMetres, 0, SupplyRanges.FLIGHT_METRES);
        AerialAgent to = aerial("to", there, supply.aerial().mean(fleet()));
        double rate = network.relayBitsPerSecond(from, to);
        double bitsPerWork = rate == 0 ? 0 : 1 / demand.workPerBit().mean();
        return to.lastLotPerWork(rules, bitsPerWork, Math.max(1, rate));
    }

    /**
     * Samples one scenario.
     *
     * @param name the scenario's name, a label
     * @param seed seed of all draws, those of the scenario's channel included
     * @throws IllegalArgumentException if {@code name} is not a label
     */
    public Scenario sample(String name, long seed) {
        var streams = new RandomStreams(seed);
        return sample(
                name,
                seed,
                agents(
                        counts.wireless(),
                        n -> demand.agent(
                                "WA" + (n + 1), sideMetres, sideMetres, streams.stream("wireless-agents", n))));
    }

    /**
     * Samples a scenario whose wireless agents are a {@link Crowd}, and therefore have the standard demand. With more than 10,000 wireless agents,
     * the size of lots grows in proportion. The number of lots is then about the same in a market of any size. The published price is computed again
     * as by {@link #withPublishedPrice}.
     *
     * @param name the scenario's name, a label
     * @param seed seed of all draws, those of the scenario's channel included
     * @throws IllegalArgumentException if {@code name} is not a label
     */
    public Scenario sampleCrowd(String name, long seed) {
        double larger = Math.max(1, counts.wireless() / CROWD_OF_USUAL_LOTS);
        return with(rules.withLotWork(larger * rules.lotWork()))
                .withPublishedPrice()
                .sample(name, seed, crowd(seed).agents());
    }

    private Scenario sample(String name, long seed, List<WirelessAgent> wireless) {
        var streams = new RandomStreams(seed);
        return ScenarioBuilder.builder()
                .name(name)
                .description(DESCRIPTION + seed + " from uniform distributions.")
                .seed(seed)
                .rules(rules)
                .network(network)
                .wirelessAgents(wireless)
                .mobileAgents(agents(counts.mobile(), i -> mobile("MA" + (i + 1), streams.stream("mobile-agents", i))))
                .fixedAgents(agents(counts.fixed(), j -> fixed("FA" + (j + 1), streams.stream("fixed-agents", j))))
                .aerialAgents(agents(counts.aerial(), k -> aerial("AA" + (k + 1), streams.stream("aerial-agents", k))))
                .build();
    }

    /**
     * Returns a crowd with the number of wireless agents and the square of this sampler. If the sampler has the standard demand, its agents equal
     * the wireless agents of {@link #sample}.
     */
    public Crowd crowd(long seed) {
        return new Crowd(counts.wireless(), seed, sideMetres, sideMetres);
    }

    private static <T> List<T> agents(int count, IntFunction<T> agent) {
        return IntStream.range(0, count).mapToObj(agent).toList();
    }

    private Position position(RandomGenerator random, double heightMetres) {
        return new Position(sideMetres * random.nextDouble(), sideMetres * random.nextDouble(), heightMetres);
    }

    private MobileAgent mobile(String id, RandomGenerator random) {
        return new MobileAgent(
                id,
                position(random, SupplyRanges.VEHICLE_METRES),
                supply.mobile().draw(random, serversPerLeader()),
                supply.joulePrice(),
                supply.priceCapPerBit());
    }

    private FixedAgent fixed(String id, RandomGenerator random) {
        return fixed(
                id, position(random, SupplyRanges.MAST_METRES), supply.fixed().draw(random, serversPerLeader()));
    }

    private FixedAgent fixed(String id, Position position, Computer computer) {
        double servers = serversPerLeader();
        Radio radio = supply.fixedRadio();
        return FixedAgentBuilder.builder()
                .id(id)
                .position(position)
                .computer(computer)
                .radio(new Radio(radio.transmitPowerWatts() * servers, radio.bandwidthHertz() * servers))
                .joulePrice(supply.joulePrice())
                .priceCapPerBit(supply.priceCapPerBit())
                .penaltyPerWork(supply.penaltyPerWork())
                .build();
    }

    private AerialAgent aerial(String id, RandomGenerator random) {
        return aerial(
                id,
                position(random, SupplyRanges.FLIGHT_METRES),
                supply.aerial().draw(random, fleet()));
    }

    /**
     * Returns an aerial agent that represents a fleet. The hovering price is multiplied by the size of the fleet, and the battery price is divided
     * by it.
     */
    private AerialAgent aerial(String id, Position position, Computer computer) {
        double joulePrice = supply.aerialJoulePrice();
        var agent = AerialAgentBuilder.builder()
                .id(id)
                .position(position)
                .computer(computer)
                .computeJoulePrice(joulePrice)
                .hoverJoulePrice(joulePrice * fleet())
                .markup(supply.markup())
                .batteryPrice(0)
                .build();
        double firstLot = agent.lotAsk(SupplyRanges.LOT_WORK, 0, 1, 0);
        return agent.withBatteryPrice(supply.batteryShare() * firstLot / fleet());
    }

    private double fleet() {
        return Math.max(1, counts.wireless() / (WIRELESS_PER_AERIAL * counts.aerial()));
    }

    private double serversPerLeader() {
        return Math.max(1, counts.wireless() / (WIRELESS_PER_LEADER * counts.leaders()));
    }
}
