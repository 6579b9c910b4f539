package skybourse.base.scenario;

/** How the links of a scenario come about: computed by a channel model, or given as numbers. */
public sealed interface Network permits ExplicitNetwork, ChannelNetwork {

    /** Returns the links of {@code world}, a pure function of it. */
    Reach reach(Scenario world);
}
