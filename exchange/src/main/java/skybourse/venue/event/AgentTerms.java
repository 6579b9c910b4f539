package skybourse.venue.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import skybourse.base.agent.Position;

/**
 * Terms on which an agent takes part. If speed, worth or position is empty, the agent of the scenario file supplies it; for a newcomer its
 * model does.
 *
 * @param kind {@code wireless}, {@code mobile}, {@code fixed} or {@code aerial}; required for a newcomer, otherwise may be empty
 * @param pricePerBit price that a leader posts, money per bit; if empty, the market computes its price
 * @param workPerSecond its speed, work/s; required when a newcomer joins as a seller
 * @param worth the most that a wireless agent would pay for a complete task over a perfect link, money; its satisfaction weight is
 *     {@code worth / ln 2}. Required when a newcomer joins as a buyer
 * @param position its position; must be empty for fixed agents
 * @param askTicks asks of an aerial agent for its lots of a round, in ticks, not falling. Lots without an ask are not offered. If empty, the asks
 *     are its costs
 * @param publicKey Ed25519 public key, 64 hexadecimal digits; empty if the agent has no key
 */
@RecordBuilder
public record AgentTerms(
        String kind,
        OptionalDouble pricePerBit,
        OptionalDouble workPerSecond,
        OptionalDouble worth,
        Optional<Position> position,
        Optional<List<Long>> askTicks,
        String publicKey)
        implements AgentTermsBuilder.With {

    public AgentTerms {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(publicKey, "publicKey");
        askTicks = askTicks.map(List::copyOf);
    }

    /** Returns terms without any value, so that the scenario supplies speed, worth and position. */
    public static AgentTerms ofScenario() {
        return AgentTermsBuilder.builder().kind("").publicKey("").build();
    }
}
