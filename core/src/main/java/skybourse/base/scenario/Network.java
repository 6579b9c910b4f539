package skybourse.base.scenario;

/** Source of a scenario's links: a channel model, or numbers. */
public sealed interface Network permits ExplicitNetwork, ChannelNetwork {

    /** Returns the links of {@code world}, a pure function of it. */
    ScenarioLinks linksOf(Scenario world);
}
