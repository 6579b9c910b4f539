package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import skybourse.files.codec.Described;
import skybourse.venue.Venue;

/** What everybody may know of an agent. */
public record AgentBody(
        @Described("Name of the agent.") String agent,

        @Described(value = "Kind of the agent.", schema = Schema.KIND)
        String kind,

        @Described("True if the agent takes part.") boolean isPresent,

        @Described("True if the agent is excluded from further rounds.")
        boolean isBarred,

        @Described("Version of the last decision on barring; 0 if there is none.")
        Whole barVersion) {

    /** Returns the public part of an agent. */
    public static AgentBody of(Venue.AgentView agent) {
        return new AgentBody(
                agent.id(), agent.kind(), agent.isPresent(), agent.isBarred(), new Whole(agent.barVersion()));
    }

    /** What an agent may know of itself. */
    public record OwnAgentBody(
            @Described("Public part.") @JsonUnwrapped AgentBody agent,

            @Described("Version of its terms; 0 if there are none.")
            Whole version,

            @Described("Its terms; without those that are as in the scenario.")
            TermsBody terms,

            @Described(value = "Free money that a leader needs to take part in a round.", unit = "ledger units")
            Whole neededUnits,

            @Described("True if there is an unused invitation for the seat.")
            boolean isInvited,

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
            @Described(value = "Money of the agent.", unit = "ledger units")
            Whole balanceUnits,

            @Described(value = "Part of it that is held for bills and bonds.", unit = "ledger units")
            Whole heldUnits,

            @Described(value = "Part of it that is not held.", unit = "ledger units")
            Whole freeUnits) {

        static Balance of(Venue.AgentView agent) {
            return new Balance(
                    new Whole(agent.balanceUnits()),
                    new Whole(agent.heldUnits()),
                    new Whole(Math.max(0, agent.balanceUnits() - agent.heldUnits())));
        }
    }
}
