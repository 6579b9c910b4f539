package skybourse.venue.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import skybourse.base.agent.Position;

/**
 * On what terms an agent takes part; what is left out is as in the scenario.
 *
 * @param kind {@code wireless}, {@code mobile}, {@code fixed} or {@code aerial}; a newcomer says it, others may leave it empty
 * @param pricePerBit what a leader posts, money per bit; left out: the market finds its price
 * @param workPerSecond how fast it computes
 * @param worth the most that a wireless agent would pay for a complete task over a perfect link, money; its satisfaction weight is {@code worth / ln 2}
 * @param position where it is; not for fixed agents
 * @param askTicks what an aerial agent asks for its first, second, ... lot of a round, in ticks, none less than the one before; lots beyond
 *     are not offered. Left out: it asks its costs
 * @param publicKey Ed25519, 64 hexadecimal digits; empty for none
 */
@RecordBuilder
public record Terms(
        String kind,
        OptionalDouble pricePerBit,
        OptionalDouble workPerSecond,
        OptionalDouble worth,
        Optional<Position> position,
        Optional<List<Long>> askTicks,
        String publicKey)
        implements TermsBuilder.With {

    public Terms {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(publicKey, "publicKey");
        askTicks = askTicks.map(List::copyOf);
    }

    /** Returns the terms that the scenario states. */
    public static Terms ofScenario() {
        return TermsBuilder.builder().kind("").publicKey("").build();
    }
}
