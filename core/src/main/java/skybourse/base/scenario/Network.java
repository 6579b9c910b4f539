package skybourse.base.scenario;

/** Source of a scenario's links: a channel model, or a list of given links. */
public sealed interface Network permits ExplicitNetwork, ChannelNetwork {

    /** Returns the links of {@code world}. They depend only on {@code world}. */
    ScenarioLinks linksOf(Scenario world);
}
