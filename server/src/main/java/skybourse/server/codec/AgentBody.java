package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import skybourse.files.codec.Described;
import skybourse.venue.Venue;

/** What everybody may know of an agent. */
public record AgentBody(
        @Described("Name of the agent.") String agent,

        @Described("Kind of the agent.") @Limited(Limited.KIND)
        String kind,

        @Described("True if the agent takes part.") boolean isPresent,
        @Described("True if it is excluded from rounds.") boolean isBarred,
        @Described("Version of the last bar; 0 for none.") Whole barVersion) {

    /** Returns the public part of an agent. */
    public static AgentBody of(Venue.AgentView agent) {
        return new AgentBody(
                agent.id(), agent.kind(), agent.isPresent(), agent.isBarred(), new Whole(agent.barVersion()));
    }

    /** What an agent may know of itself. */
    public record OwnAgentBody(
            @Described("Public part.") @JsonUnwrapped AgentBody agent,
            @Described("Version of its terms; 0 for none.") Whole version,

            @Described("Its terms; without those that are as in the scenario.")
            TermsBody terms,

            @Described("Free money that a round requires.") Whole neededUnits,
            @Described("True if an invitation is unused.") boolean isInvited,
            @Described("Its money.") @JsonUnwrapped Balance balance) {

        /** Returns all of an agent. */
        public static OwnAgentBody of(Venue.AgentView agent) {
            return new OwnAgentBody(
                    AgentBody.of(agent),
                    new Whole(agent.version()),
                    TermsBody.of(agent.terms()),
                    new Whole(agent.neededUnits()),
                    agent.isInvited(),
                    Balance.of(agent));
        }
    }

    /** The balance of an agent. */
    public record AccountBody(
            @Described("Name of the agent.") String agent,
            @Described("Its money.") @JsonUnwrapped Balance balance) {

        /** Returns the balance of an agent. */
        public static AccountBody of(Venue.AgentView agent) {
            return new AccountBody(agent.id(), Balance.of(agent));
        }
    }

    /** Money of an agent. */
    public record Balance(
            @Described("Money of the agent.") Whole balanceUnits,

            @Described("Part that is held for bills and bonds.")
            Whole heldUnits,

            @Described("Part that is not held.") Whole freeUnits) {

        static Balance of(Venue.AgentView agent) {
            return new Balance(
                    new Whole(agent.balanceUnits()),
                    new Whole(agent.heldUnits()),
                    new Whole(Math.max(0, agent.balanceUnits() - agent.heldUnits())));
        }
    }
}
