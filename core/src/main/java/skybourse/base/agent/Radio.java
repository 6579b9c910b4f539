package skybourse.base.agent;

import skybourse.base.numeric.Checks;

/**
 * Transmitter with an orthogonal channel.
 *
 * @param transmitPowerWatts power while sending, {@code P}, in [1e-18, 1e18]
 * @param bandwidthHertz width of its channel, {@code W}, in [1e-18, 1e18]
 */
public record Radio(double transmitPowerWatts, double bandwidthHertz) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public Radio {
        Checks.amount(transmitPowerWatts, "transmitPowerWatts");
        Checks.amount(bandwidthHertz, "bandwidthHertz");
    }
}
