package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.venue.AgentView;

/** Public data of an agent. */
public record AgentBody(
        @FieldDescription("Name of the agent.") String agent,

        @FieldDescription("Kind of the agent.") @SchemaRule(SchemaRule.KIND)
        String kind,

        @FieldDescription("True if the agent takes part.") boolean isPresent,

        @FieldDescription("True if it is excluded from rounds.")
        boolean isBarred,

        @FieldDescription("Version of the last bar; 0 for none.")
        JsonLong barVersion) {

    /** Returns the public data of an agent. */
    public static AgentBody of(AgentView agent) {
        return new AgentBody(
                agent.id(), agent.kind(), agent.isPresent(), agent.isBarred(), new JsonLong(agent.barVersion()));
    }

    /** Data of an agent, including the data that only this agent may read. */
    public record OwnAgentBody(
            @FieldDescription("Public part.") @JsonUnwrapped AgentBody agent,

            @FieldDescription("Version of its terms; 0 for none.")
            JsonLong version,

            @FieldDescription("Its terms; without those that are as in the scenario.")
            TermsBody terms,

            @FieldDescription("Free money that a round requires.")
            JsonLong neededUnits,

            @FieldDescription(
                    "Maximum that its commands may spend in a day of the market's clock; missing without a limit.")
            Optional<JsonLong> spendUnitsADay,

            @FieldDescription("Part of the free balance that its commands may still spend today.")
            JsonLong spendableUnits,

            @FieldDescription("True if an invitation is unused.")
            boolean isInvited,

            @FieldDescription("Its money.") @JsonUnwrapped Balance balance) {

        /** Returns all data of an agent. */
        public static OwnAgentBody of(AgentView agent) {
            return new OwnAgentBody(
                    AgentBody.of(agent),
                    new JsonLong(agent.version()),
                    TermsBody.of(agent.terms()),
                    new JsonLong(agent.neededUnits()),
                    agent.spendingLimitUnits().stream().mapToObj(JsonLong::new).findFirst(),
                    new JsonLong(agent.spendableUnits()),
                    agent.isInvited(),
                    Balance.of(agent));
        }
    }

    /** Account of an agent. */
    public record AccountBody(
            @FieldDescription("Name of the agent.") String agent,
            @FieldDescription("Its money.") @JsonUnwrapped Balance balance) {

        /** Returns the account of an agent. */
        public static AccountBody of(AgentView agent) {
            return new AccountBody(agent.id(), Balance.of(agent));
        }
    }

    /** Money of an agent. */
    public record Balance(
            @FieldDescription("Money of the agent.") JsonLong balanceUnits,

            @FieldDescription("Part that is held for bills and bonds.")
            JsonLong heldUnits,

            @FieldDescription("Part that is not held.") JsonLong freeUnits) {

        static Balance of(AgentView agent) {
            return new Balance(
                    new JsonLong(agent.balanceUnits()),
                    new JsonLong(agent.heldUnits()),
                    new JsonLong(Math.max(0, agent.balanceUnits() - agent.heldUnits())));
        }
    }
}
