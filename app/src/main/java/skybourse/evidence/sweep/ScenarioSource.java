package skybourse.evidence.sweep;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.OverloadDelay;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.tier2.clock.ClockPolicy;

/**
 * Source of the scenarios and trained policies for cells. Given scenarios and policies have names. Any other scenario is sampled with the seed of the
 * cell; its name consists of its numbers of agents, {@code WAs/MAs/FAs/AAs}.
 *
 * @param givenScenario scenarios by name
 * @param policies trained clock policies by name
 */
public record ScenarioSource(TreeMap<String, Scenario> givenScenario, TreeMap<String, ClockPolicy> policies) {

    /** Axis whose value names the scenario. */
    public static final String SCENARIO = "scenario";

    /** Axis whose value is a constant of {@link OverloadPricing}. It says whether leaders include the cost of overload in their prices. */
    public static final String OVERLOAD = "overload";

    /** Axis whose value is a constant of {@link OverloadDelay}. It selects the effect of work beyond capacity on delay. */
    public static final String DELAY = "delay";

    /** Axis of the expected resale price of overload: {@link #PUBLISHED} or {@link #LOWEST_ASK}. */
    public static final String RESALE = "resalePrice";

    /** Value of {@link #RESALE}: the price in the rules of the scenario. A sampled scenario has the price that {@code generate} writes. */
    public static final String PUBLISHED = "published";

    /** Value of {@link #RESALE}: the lowest ask of the aerial agents, which applies in a scenario without a published price. */
    public static final String LOWEST_ASK = "lowest-ask";

    private static final List<String> RESALES = List.of(PUBLISHED, LOWEST_ASK);

    /** Returns a source without given scenarios and policies. */
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
    public void check(GridPoint settings) {
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
    public void checkNamed(GridPoint settings, String axis) {
        if (givenScenario(settings, axis).isEmpty()) {
            counts(settings, axis);
        }
    }

    /** Returns the given scenario that an axis names; empty if the axis names numbers of agents. */
    public Optional<Scenario> givenScenario(GridPoint settings, String axis) {
        return Optional.ofNullable(givenScenario.get(settings.text(axis)));
    }

    /**
     * Returns the numbers of agents that an axis names.
     *
     * @throws IllegalArgumentException if its value does not have the form {@code WAs/MAs/FAs/AAs}, or if a number is out of range
     */
    public static Counts counts(GridPoint settings, String axis) {
        int[] counts = settings.counts(axis, 4);
        return new Counts(counts[0], counts[1], counts[2], counts[3]);
    }

    /** Returns a random number of wireless agents by seed, uniform from {@code fewest} to {@code most}. */
    public static int wireless(long seed, int fewest, int most) {
        return new RandomStreams(seed).stream("market-size", 0).nextInt(fewest, most + 1);
    }

    /** Returns the scenario that the settings name, with its own rules. If it is not a given scenario, it is sampled with {@code seed}. */
    public Scenario named(GridPoint settings, long seed) {
        return givenScenario(settings, SCENARIO)
                .orElseGet(() ->
                        ScenarioSampler.standard(counts(settings, SCENARIO)).sample(settings.text(SCENARIO), seed));
    }

    /**
     * Returns the scenario that the settings name, with the overload rules of the settings. If it is not a given scenario, it is sampled with {@code
     * seed}.
     */
    public Scenario world(GridPoint settings, long seed) {
        Scenario scenario = named(settings, seed);
        Rules rules = settings.word(RESALE, RESALES).equals(PUBLISHED)
                ? scenario.rules()
                : scenario.rules().withExpectedResalePrice(OptionalDouble.empty());
        return scenario.withRules(rules.withOverloadPricing(settings.constant(OVERLOAD, OverloadPricing.class))
                .withOverloadDelay(settings.constant(DELAY, OverloadDelay.class)));
    }
}
