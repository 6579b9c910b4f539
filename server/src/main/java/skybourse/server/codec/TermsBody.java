package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import skybourse.base.agent.Position;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.venue.AgentView;
import skybourse.venue.event.AgentTerms;

/** Terms that an agent submitted. Other terms are omitted: speed, worth and position are then those of the scenario, the market computes the price, and the agent has no key. */
public record TermsBody(
        @FieldDescription("Kind of the agent.") @SchemaRule(SchemaRule.KIND)
        Optional<String> kind,

        @FieldDescription(
                value = "The most that a wireless agent would pay for a complete task over a perfect link.",
                unit = "money")
        OptionalDouble worth,

        @FieldDescription("Fixed price of a leader. If it is missing, the market computes the price.")
        OptionalDouble pricePerBit,

        @FieldDescription("Speed of the agent. In an inference market, volume per second.")
        OptionalDouble workPerSecond,

        @FieldDescription("Place of the agent.") Optional<Place> position,

        @FieldDescription(
                "Ask prices of an aerial agent for its first, second, ... lot; one ask of a seller for each lot.")
        Optional<List<JsonLong>> askTicks,

        @FieldDescription("Ed25519 key of signed commands.") @SchemaRule(SchemaRule.DIGEST)
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
            @FieldDescription("To the east.") double xMetres,
            @FieldDescription("To the north.") double yMetres,
            @FieldDescription("Above ground.") double heightMetres) {

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
            @FieldDescription("Version of the terms.") JsonLong version,
            @FieldDescription("The terms.") @JsonUnwrapped TermsBody terms) {

        /** Returns the terms of an agent. */
        public static AgreedTerms of(AgentView agent) {
            return new AgreedTerms(new JsonLong(agent.version()), TermsBody.of(agent.terms()));
        }
    }
}
