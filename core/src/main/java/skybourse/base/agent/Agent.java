package skybourse.base.agent;

/** Participant of the market, identified by an id that is unique in its scenario. */
public sealed interface Agent permits WirelessAgent, Leader, AerialAgent {

    /** Returns the id, a label that is unique in the scenario. */
    String id();

    /** Returns the position during the round. */
    Position position();

    /** Returns the agent's own processor. */
    Computer computer();
}
