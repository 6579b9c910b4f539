package skybourse.base.scenario;

/** Signal-to-noise ratios, or signal-to-interference-and-noise ratios, at the leaders for each wireless agent. */
interface SinrTable {

    /** Returns the signal-to-noise (and interference) ratio at each leader in dB, as a new {@code double[leaders]}. */
    double[] decibels(int wirelessAgent);
}
