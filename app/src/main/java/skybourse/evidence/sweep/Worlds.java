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
 * Where the scenarios and trained policies of cells come from: given ones by name, and {@code WAs/MAs/FAs/AAs}, drawn anew with each cell's seed.
 *
 * @param given scenarios by name
 * @param policies trained clock policies by name
 */
public record Worlds(TreeMap<String, Scenario> given, TreeMap<String, ClockPolicy> policies) {

    /** Axis whose value names the scenario. */
    public static final String SCENARIO = "scenario";

    /** Axis that says whether leaders count what overselling costs. */
    public static final String OVERLOAD = "overload";

    /** Axis that says what becomes of work beyond capacity. */
    public static final String DELAY = "delay";

    /** Axis that says what overselling is taken to cost: what the rules publish, or the {@link #LOWEST_ASK}. */
    public static final String RESALE = "resalePrice";

    /** What the rules of the scenario publish, those of a drawn one as {@code generate} writes them. */
    public static final String PUBLISHED = "published";

    /** The lowest ask of the aerial agents, as in a scenario that publishes no price. */
    public static final String LOWEST_ASK = "lowest-ask";

    private static final List<String> RESALES = List.of(PUBLISHED, LOWEST_ASK);

    /** Nothing given. */
    public static Worlds none() {
        return new Worlds(new TreeMap<>(), new TreeMap<>());
    }

    public Worlds {
        given = new TreeMap<>(given);
        policies = new TreeMap<>(policies);
    }

    /** Throws where the settings name no scenario. */
    public void check(Settings settings) {
        settings.constant(OVERLOAD, OverloadPricing.class);
        settings.constant(DELAY, OverloadDelay.class);
        settings.word(RESALE, RESALES);
        checkNamed(settings, SCENARIO);
    }

    /** Throws where the axis names no scenario. */
    public void checkNamed(Settings settings, String axis) {
        if (given(settings, axis).isEmpty()) {
            counts(settings, axis);
        }
    }

    /** Returns the given scenario that the axis names; empty where scenarios are to be drawn. */
    public Optional<Scenario> given(Settings settings, String axis) {
        return Optional.ofNullable(given.get(settings.text(axis)));
    }

    /** Returns how many agents of each kind the axis names. */
    public static Counts counts(Settings settings, String axis) {
        int[] counts = settings.counts(axis, 4);
        return new Counts(counts[0], counts[1], counts[2], counts[3]);
    }

    /** Returns the scenario that the settings name, as it is; drawn ones with this seed. */
    public Scenario named(Settings settings, long seed) {
        return given(settings, SCENARIO)
                .orElseGet(() ->
                        ScenarioSampler.standard(counts(settings, SCENARIO)).sample(settings.text(SCENARIO), seed));
    }

    /** Returns the scenario that the settings name, with their overload rules; drawn ones with this seed. */
    public Scenario world(Settings settings, long seed) {
        Scenario world = named(settings, seed);
        Rules rules = settings.word(RESALE, RESALES).equals(PUBLISHED)
                ? world.rules()
                : world.rules().withExpectedResalePrice(OptionalDouble.empty());
        return world.withRules(rules.withOverloadPricing(settings.constant(OVERLOAD, OverloadPricing.class))
                .withOverloadDelay(settings.constant(DELAY, OverloadDelay.class)));
    }
}
