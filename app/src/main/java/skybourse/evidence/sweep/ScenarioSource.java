package skybourse.evidence.sweep;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.OverloadDelay;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.tier2.clock.ClockPolicy;

/**
 * Scenarios and trained policies of cells: given ones by name, and scenarios that are sampled with each cell's seed. The name of a sampled scenario
 * consists of its numbers of agents, {@code WAs/MAs/FAs/AAs}.
 *
 * @param givenScenario scenarios by name
 * @param policies trained clock policies by name
 */
public record ScenarioSource(TreeMap<String, Scenario> givenScenario, TreeMap<String, ClockPolicy> policies) {

    /** Axis whose value names the scenario. */
    public static final String SCENARIO = "scenario";

    /** Axis whose value says whether leaders include the cost of overselling in their prices: a constant of {@link OverloadPricing}. */
    public static final String OVERLOAD = "overload";

    /** Axis of the treatment of work beyond capacity: a constant of {@link OverloadDelay}. */
    public static final String DELAY = "delay";

    /** Axis of the assumed cost of overselling: {@link #PUBLISHED} or {@link #LOWEST_ASK}. */
    public static final String RESALE = "resalePrice";

    /** The price in the scenario's rules; in sampled scenarios the one that {@code generate} writes. */
    public static final String PUBLISHED = "published";

    /** The lowest ask of the aerial agents, as in a scenario that publishes no price. */
    public static final String LOWEST_ASK = "lowest-ask";

    private static final List<String> RESALES = List.of(PUBLISHED, LOWEST_ASK);

    /** Returns worlds without given scenarios and policies. */
    public static ScenarioSource none() {
        return new ScenarioSource(new TreeMap<>(), new TreeMap<>());
    }

    public ScenarioSource {
        givenScenario = new TreeMap<>(givenScenario);
        policies = new TreeMap<>(policies);
    }

    /**
     * Checks that the settings name a scenario and its overload rules.
     *
     * @throws IllegalArgumentException if they do not
     */
    public void check(Settings settings) {
        settings.constant(OVERLOAD, OverloadPricing.class);
        settings.constant(DELAY, OverloadDelay.class);
        settings.word(RESALE, RESALES);
        checkNamed(settings, SCENARIO);
    }

    /**
     * Checks that an axis names a given scenario or numbers of agents.
     *
     * @throws IllegalArgumentException if it does not
     */
    public void checkNamed(Settings settings, String axis) {
        if (givenScenario(settings, axis).isEmpty()) {
            counts(settings, axis);
        }
    }

    /** Returns the given scenario that an axis names; empty if the axis names numbers of agents. */
    public Optional<Scenario> givenScenario(Settings settings, String axis) {
        return Optional.ofNullable(givenScenario.get(settings.text(axis)));
    }

    /**
     * Returns the numbers of agents that an axis names.
     *
     * @throws IllegalArgumentException if its value does not have the form {@code WAs/MAs/FAs/AAs}, or if a number is out of range
     */
    public static Counts counts(Settings settings, String axis) {
        int[] counts = settings.counts(axis, 4);
        return new Counts(counts[0], counts[1], counts[2], counts[3]);
    }

    /** Returns the scenario that the settings name, with its own rules. Scenarios that are not given are sampled with this seed. */
    public Scenario named(Settings settings, long seed) {
        return givenScenario(settings, SCENARIO)
                .orElseGet(() ->
                        ScenarioSampler.standard(counts(settings, SCENARIO)).sample(settings.text(SCENARIO), seed));
    }

    /** Returns the scenario that the settings name, with the overload rules of the settings. Scenarios that are not given are sampled with this seed. */
    public Scenario world(Settings settings, long seed) {
        Scenario world = named(settings, seed);
        Rules rules = settings.word(RESALE, RESALES).equals(PUBLISHED)
                ? world.rules()
                : world.rules().withExpectedResalePrice(OptionalDouble.empty());
        return world.withRules(rules.withOverloadPricing(settings.constant(OVERLOAD, OverloadPricing.class))
                .withOverloadDelay(settings.constant(DELAY, OverloadDelay.class)));
    }
}
