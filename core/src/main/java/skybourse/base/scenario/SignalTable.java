package skybourse.base.scenario;

/** How strong each leader hears a wireless agent over everything it does not want to hear. */
interface SignalTable {

    /** Returns the signal to noise (and interference) ratio at each leader in dB, a new {@code double[leaders]}. */
    double[] decibels(int wirelessAgent);
}
