package skybourse.round.dynamics;

import skybourse.base.numeric.Checks;

/**
 * Evolution of the channels between wireless agents and leaders. A channel changes with the distance that its two ends move relative to each other.
 *
 * @param clearMetres decorrelation distance of shadowing in line of sight, in [1e-18, 1e18]
 * @param blockedMetres decorrelation distance of shadowing out of sight, in [1e-18, 1e18]
 * @param waves number of plane waves of small-scale fading, in [1, 1,000,000]; 16 are enough for mean rates
 * @param fadingPerSlot whether fading is constant over a slot. Otherwise the rate of a slot is the mean over the distance moved
 * @param carrierHertz carrier of small-scale fading, in [1e-18, 1e18]; if the path loss has a carrier, that one is used
 */
public record ChannelDynamics(
        double clearMetres, double blockedMetres, int waves, boolean fadingPerSlot, double carrierHertz) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public ChannelDynamics {
        Checks.amount(clearMetres, "clearMetres");
        Checks.amount(blockedMetres, "blockedMetres");
        Checks.within((long) waves, 1, 1_000_000, "waves");
        Checks.amount(carrierHertz, "carrierHertz");
    }

    /** Returns decorrelation distances of street canyons in TR 38.901 (10 m and 13 m), 16 waves, the mean rate over a slot, and 2 GHz. */
    public static ChannelDynamics standard() {
        return new ChannelDynamics(10, 13, 16, false, 2e9);
    }

    /** Returns these settings with another value of {@code fadingPerSlot}. */
    public ChannelDynamics withFadingPerSlot(boolean perSlot) {
        return new ChannelDynamics(clearMetres, blockedMetres, waves, perSlot, carrierHertz);
    }
}
