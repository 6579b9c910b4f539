package skybourse.base.scenario;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.stream.Stream;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Agent;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.LeaderKind;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.LabelSyntax;

/**
 * Complete description of a market before any decision: agents, network, rules and seed. Equal scenarios give equal results.
 *
 * @param name a label ({@code LabelSyntax}), used for folders and titles
 * @param description purpose and source of the numbers; may be empty
 * @param seed seed of all random numbers for this scenario
 * @param rules the round's settings
 * @param network source of its links
 * @param wirelessAgents buyers of tier 1, at least one; a list from {@link Crowd#agents()} is stored as its crowd
 * @param mobileAgents leaders on vehicles
 * @param fixedAgents leaders at the edge; there must be at least one mobile or fixed agent
 * @param aerialAgents sellers of tier 2, possibly none
 */
@RecordBuilder
public record Scenario(
        String name,
        String description,
        long seed,
        Rules rules,
        Network network,
        List<WirelessAgent> wirelessAgents,
        List<MobileAgent> mobileAgents,
        List<FixedAgent> fixedAgents,
        List<AerialAgent> aerialAgents)
        implements ScenarioBuilder.With {

    /** Name of the house's account in the ledger; not allowed as an agent's id. */
    public static final String HOUSE = "house";

    /** Name of the account that holds payments until delivery in a ledger over time; not allowed as an agent's id. */
    public static final String ESCROW = "escrow";

    /** Relative difference of two amounts of work that counts as rounding. */
    private static final double ROUNDING = 1e-12;

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code name} is not a label, there is no wireless agent or no leader, an id is reserved or not unique,
     *     a table of energy ends below the work of a round, or leaders have energy models and ignore overload
     */
    public Scenario {
        LabelSyntax.check(name, "name");
        wirelessAgents = Crowd.copyOf(wirelessAgents);
        mobileAgents = List.copyOf(mobileAgents);
        fixedAgents = List.copyOf(fixedAgents);
        aerialAgents = List.copyOf(aerialAgents);
        if (wirelessAgents.isEmpty()) {
            throw new IllegalArgumentException("wirelessAgents must have at least one agent: 0");
        }
        if (mobileAgents.isEmpty() && fixedAgents.isEmpty()) {
            throw new IllegalArgumentException("mobileAgents and fixedAgents must have at least one leader: 0");
        }
        requireEnergy(rules, mobileAgents);
        requireEnergy(rules, fixedAgents);
        Set<String> ids = new HashSet<>();
        for (List<? extends Agent> agents : List.of(wirelessAgents, mobileAgents, fixedAgents, aerialAgents)) {
            for (Agent agent : agents) {
                if (agent.id().equals(HOUSE) || agent.id().equals(ESCROW)) {
                    throw new IllegalArgumentException("id must not be a reserved name: " + agent.id());
                }
                if (!ids.add(agent.id())) {
                    throw new IllegalArgumentException("id must be unique: " + agent.id());
                }
            }
        }
    }

    private static void requireEnergy(Rules rules, List<? extends Leader> leaders) {
        for (Leader leader : leaders) {
            Optional<EnergyModel> energy = leader.computer().energy();
            if (energy.isPresent() && rules.overloadPricing() == OverloadPricing.IGNORE) {
                throw new SettingException(
                        "rules.overloadPricing must not be ignore if a leader has an energy model: " + leader.id());
            }
            double most = leader.computer().workPerSecond() * rules.roundSeconds();
            if (energy.orElse(null) instanceof EnergyModel.Table table
                    && table.rows().getLast().work() < most * (1 - ROUNDING)) {
                throw new SettingException("computer.energy.table of " + leader.id() + " must reach " + most
                        + ", the work of a round: " + table.rows().getLast().work());
            }
        }
    }

    /**
     * Returns this scenario with other agents.
     *
     * @param wireless the wireless agents
     * @param leaders mobile and fixed agents, in any order
     * @param aerial the aerial agents
     * @throws IllegalArgumentException as the constructor does
     */
    public Scenario withAgents(List<WirelessAgent> wireless, List<Leader> leaders, List<AerialAgent> aerial) {
        return new Scenario(
                name,
                description,
                seed,
                rules,
                network,
                wireless,
                of(MobileAgent.class, leaders),
                of(FixedAgent.class, leaders),
                aerial);
    }

    private static <L extends Leader> List<L> of(Class<L> kind, List<Leader> leaders) {
        return leaders.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * Returns the loss per missed deadline in comparisons of clock policies, money. It is {@code rules.deadlineValue} if that is present. Otherwise
     * it is the worth of the median task to its agent if a leader computes all of it at quality 1, {@code xi ln 2} with the upper median of the
     * weights (ours: a late task is worth nothing).
     */
    public double deadlineValue() {
        return rules.deadlineValue()
                .orElseGet(() -> StrictMath.log(2)
                        * wirelessAgents.stream()
                                .mapToDouble(WirelessAgent::satisfactionWeight)
                                .sorted()
                                .skip(wirelessAgents.size() / 2)
                                .findFirst()
                                .orElseThrow());
    }

    /**
     * Returns the scenario for which tier 1 prices are computed and certified. If {@code rules.weights} is given, wireless agents have the weights that
     * it assigns to their reports. Otherwise it is this scenario.
     */
    public Scenario priced() {
        return rules.weights()
                .map(distribution -> withWirelessAgents(distribution.assign(wirelessAgents)))
                .orElse(this);
    }

    /** Returns all agents: wireless agents, leaders, aerial agents. */
    public Stream<Agent> agents() {
        return Stream.of(wirelessAgents, leaders(), aerialAgents).flatMap(List::stream);
    }

    /** Returns the leaders that can move, in the order of {@link #leaders()}. */
    public List<Leader> movers() {
        return leaders().stream().filter(Leader::moves).toList();
    }

    /** Returns the number of leaders of a kind. */
    public int count(LeaderKind kind) {
        return (int) leaders().stream().filter(leader -> leader.kind() == kind).count();
    }

    /** Returns the leaders of tier 1, mobile agents first. This is the order of every price vector. The list is an unmodifiable view. */
    public List<Leader> leaders() {
        return new Leaders(mobileAgents, fixedAgents);
    }

    /** View of the leaders of both kinds. */
    private static final class Leaders extends AbstractList<Leader> implements RandomAccess {

        private final List<MobileAgent> mobile;
        private final List<FixedAgent> fixed;

        Leaders(List<MobileAgent> mobile, List<FixedAgent> fixed) {
            this.mobile = mobile;
            this.fixed = fixed;
        }

        @Override
        public Leader get(int leader) {
            return leader < mobile.size() ? mobile.get(leader) : fixed.get(leader - mobile.size());
        }

        @Override
        public int size() {
            return mobile.size() + fixed.size();
        }
    }
}
