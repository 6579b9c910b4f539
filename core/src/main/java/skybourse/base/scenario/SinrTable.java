package skybourse.base.scenario;

/** Signal ratios at the leaders, by wireless agent. */
interface SinrTable {

    /** Returns the signal-to-noise (and interference) ratio at each leader in dB, as a new {@code double[leaders]}. */
    double[] decibels(int wirelessAgent);
}
