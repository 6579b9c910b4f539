package skybourse.round.dynamics;

import skybourse.base.numeric.Checks;

/**
 * How channels between wireless agents and leaders change with the way that pairs move against each other.
 *
 * @param clearMetres way after which shadowing has forgotten where it was, in line of sight
 * @param blockedMetres the same out of sight
 * @param waves plane waves that make up small-scale fading; 16 are enough for mean rates
 * @param fadingPerSlot whether a slot has one fade throughout, instead of the mean over its way
 * @param carrierHertz carrier whose wavelength fading has; that of the path loss where it names one
 */
public record ChannelInTime(
        double clearMetres, double blockedMetres, int waves, boolean fadingPerSlot, double carrierHertz) {

    public ChannelInTime {
        Checks.amount(clearMetres, "clearMetres");
        Checks.amount(blockedMetres, "blockedMetres");
        Checks.within((long) waves, 1, 1_000_000, "waves");
        Checks.amount(carrierHertz, "carrierHertz");
    }

    /** Returns streets of TR 38.901 (10 m and 13 m), 16 waves, the slot's mean rate, 2 GHz. */
    public static ChannelInTime standard() {
        return new ChannelInTime(10, 13, 16, false, 2e9);
    }

    /** Returns these settings with one fade a slot, or its mean. */
    public ChannelInTime withFadingPerSlot(boolean perSlot) {
        return new ChannelInTime(clearMetres, blockedMetres, waves, perSlot, carrierHertz);
    }
}
