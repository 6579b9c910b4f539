package skybourse.base.agent;

import skybourse.base.numeric.Checks;

/**
 * A transmitter with a channel of its own.
 *
 * @param transmitPowerWatts power while sending, {@code P}
 * @param bandwidthHertz width of its orthogonal channel, {@code W}
 */
public record Radio(double transmitPowerWatts, double bandwidthHertz) {

    public Radio {
        Checks.amount(transmitPowerWatts, "transmitPowerWatts");
        Checks.amount(bandwidthHertz, "bandwidthHertz");
    }
}
