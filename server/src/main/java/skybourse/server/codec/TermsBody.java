package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import skybourse.base.scenario.Position;
import skybourse.files.codec.Described;
import skybourse.venue.Terms;
import skybourse.venue.Venue;

/** Terms of an agent, without those that are as in the scenario. */
public record TermsBody(
        @Described("Kind of the agent.") @Limited(Limited.KIND)
        Optional<String> kind,

        @Described(
                value = "The most that a wireless agent would pay for a complete task over a perfect link.",
                unit = "money")
        OptionalDouble worth,

        @Described("Fixed price of a leader. If it is missing, the market computes the price.")
        OptionalDouble pricePerBit,

        @Described("Speed of the agent.") OptionalDouble workPerSecond,
        @Described("Place of the agent.") Optional<Place> position,

        @Described("Ask prices of an aerial agent for its first, second, ... lot.")
        Optional<List<Whole>> askTicks,

        @Described("Ed25519 key of signed commands.") @Limited(Limited.DIGEST)
        Optional<String> publicKey) {

    /** Returns the terms as they were submitted. */
    public static TermsBody of(Terms terms) {
        return new TermsBody(
                unlessEmpty(terms.kind()),
                terms.worth(),
                terms.pricePerBit(),
                terms.workPerSecond(),
                terms.position().map(Place::of),
                terms.askTicks().map(ticks -> ticks.stream().map(Whole::new).toList()),
                unlessEmpty(terms.publicKey()));
    }

    static Optional<String> unlessEmpty(String text) {
        return Optional.of(text).filter(any -> !any.isEmpty());
    }

    /** A point of the scenario's flat local frame. */
    public record Place(
            @Described("To the east.") double xMetres,
            @Described("To the north.") double yMetres,
            @Described("Above ground.") double heightMetres) {

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

    /** Terms in a record. */
    public record AgreedTerms(
            @Described("Version of the terms.") Whole version,
            @Described("The terms.") @JsonUnwrapped TermsBody terms) {

        /** Returns the terms of an agent. */
        public static AgreedTerms of(Venue.AgentView agent) {
            return new AgreedTerms(new Whole(agent.version()), TermsBody.of(agent.terms()));
        }
    }
}
