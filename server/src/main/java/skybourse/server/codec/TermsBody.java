package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import skybourse.base.agent.Position;
import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.event.AgentTerms;

/** Terms that an agent submitted. Terms that it did not submit are those of the scenario, and are omitted. */
public record TermsBody(
        @Description("Kind of the agent.") @SchemaRule(SchemaRule.KIND)
        Optional<String> kind,

        @Description(
                value = "The most that a wireless agent would pay for a complete task over a perfect link.",
                unit = "money")
        OptionalDouble worth,

        @Description("Fixed price of a leader. If it is missing, the market computes the price.")
        OptionalDouble pricePerBit,

        @Description("Speed of the agent.") OptionalDouble workPerSecond,
        @Description("Place of the agent.") Optional<Place> position,

        @Description("Ask prices of an aerial agent for its first, second, ... lot.")
        Optional<List<JsonLong>> askTicks,

        @Description("Ed25519 key of signed commands.") @SchemaRule(SchemaRule.DIGEST)
        Optional<String> publicKey) {

    /** Returns terms as they were submitted. */
    public static TermsBody of(AgentTerms terms) {
        return new TermsBody(
                unlessEmpty(terms.kind()),
                terms.worth(),
                terms.pricePerBit(),
                terms.workPerSecond(),
                terms.position().map(Place::of),
                terms.askTicks().map(ticks -> ticks.stream().map(JsonLong::new).toList()),
                unlessEmpty(terms.publicKey()));
    }

    static Optional<String> unlessEmpty(String text) {
        return Optional.of(text).filter(any -> !any.isEmpty());
    }

    /** Position in the scenario's local coordinate system. */
    public record Place(
            @Description("To the east.") double xMetres,
            @Description("To the north.") double yMetres,
            @Description("Above ground.") double heightMetres) {

        private static Place of(Position at) {
            return new Place(at.xMetres(), at.yMetres(), at.heightMetres());
        }

        /**
         * Returns the position.
         *
         * @throws IllegalArgumentException if a coordinate is out of range
         */
        public Position position() {
            return new Position(xMetres, yMetres, heightMetres);
        }
    }

    /** Terms with their version, as contained in a record. */
    public record AgreedTerms(
            @Description("Version of the terms.") JsonLong version,
            @Description("The terms.") @JsonUnwrapped TermsBody terms) {

        /** Returns the terms of an agent. */
        public static AgreedTerms of(ExchangeEngine.AgentView agent) {
            return new AgreedTerms(new JsonLong(agent.version()), TermsBody.of(agent.terms()));
        }
    }
}
