package skybourse.base.scenario;

/** Source of a scenario's links: a channel model, or a list of given links. */
public sealed interface Network permits ExplicitNetwork, ChannelNetwork {

    /** Returns the links of {@code scenario}. They depend only on {@code scenario}. */
    ScenarioLinks linksOf(Scenario scenario);
}
