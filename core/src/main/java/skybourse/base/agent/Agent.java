package skybourse.base.agent;

/** A participant of the market, known by an id that is unique in its scenario. */
public sealed interface Agent permits WirelessAgent, Leader, AerialAgent {

    /** Returns the unique id. */
    String id();

    /** Returns where the agent is during the round. */
    Position position();

    /** Returns the agent's own processor. */
    Computer computer();
}
