package skybourse.round.motion;

import skybourse.base.numeric.Checks;
import skybourse.base.random.ReusableGenerator;

/**
 * Small-scale fading of pairs as a sum of plane waves from random directions. The phases depend on the distance that a pair has moved (its
 * odometer), which is the only state. The gain at any position can be computed directly. With K = 0, the autocorrelation of the complex gain over
 * pairs is {@code J0(2 pi f_d t)} at every lag.
 *
 * <p>Suitable for mean rates of slots that are longer than the coherence time (about 40 ms for a walker at 2 GHz). Not suitable for the
 * distribution of deep fades: with M waves and K = 0, the second moment of the power gain is {@code 2 - 1/M}, not 2. Not thread-safe.
 *
 * <p>Paper: Clarke 1968, Jakes 1974; random directions as in Zheng and Xiao 2003. Difference from the papers: the rate of a slot is the mean over
 * points of the slot's path (ours).
 */
public final class PlaneWaveFading {

    private static final int MOST_POINTS = 64;
    private static final double BITS = 1 / StrictMath.log(2);

    private final int waves;
    private final double wavelengthMetres;
    private final double steady;
    private final double spread;
    private final ReusableGenerator random = new ReusableGenerator(0);
    private final double[] inPhase = new double[MOST_POINTS];
    private final double[] quadrature = new double[MOST_POINTS];

    /**
     * Creates the fading of all pairs on one carrier.
     *
     * @param waves number of waves, in [1, 1,000,000]; 16 are enough for mean rates
     * @param dominantToRest {@code K} of a Rician channel as a power ratio, in [0, 1e18]; 0 for Rayleigh fading
     * @param wavelengthMetres wavelength of the carrier, in [1e-18, 1e18]
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public PlaneWaveFading(int waves, double dominantToRest, double wavelengthMetres) {
        this.waves = (int) Checks.within((long) waves, 1, 1_000_000, "waves");
        this.wavelengthMetres = Checks.amount(wavelengthMetres, "wavelengthMetres");
        Checks.amountOrZero(dominantToRest, "dominantToRest");
        steady = Math.sqrt(dominantToRest / (dominantToRest + 1));
        spread = Math.sqrt(1 / ((dominantToRest + 1) * waves));
    }

    /**
     * Returns the power gain of a pair at a position. Its mean over pairs is 1.
     *
     * @param pair key of the pair's random numbers
     * @param odometerMetres distance that the pair has moved
     */
    public double powerGain(long pair, double odometerMetres) {
        turn(pair, odometerMetres, 0, 1);
        return gain(0);
    }

    /**
     * Returns the mean of {@code log2(1 + SNR |g|^2)} over a slot, in bit/s/Hz. The mean is over points along the path: four per wavelength,
     * at most 64, and one if the pair does not move.
     *
     * @param pair key of the pair's random numbers
     * @param odometerMetres odometer at the start of the slot
     * @param metres distance that the pair moves in the slot
     * @param snr signal-to-noise ratio without fading, as a power ratio
     */
    public double meanBits(long pair, double odometerMetres, double metres, double snr) {
        int points = Math.clamp((int) Math.ceil(4 * metres / wavelengthMetres), 1, MOST_POINTS);
        double apart = metres / points;
        turn(pair, odometerMetres + 0.5 * apart, apart, points);
        double sum = 0;
        for (int m = 0; m < points; m++) {
            sum += StrictMath.log1p(snr * gain(m));
        }
        return BITS * sum / points;
    }

    private double gain(int point) {
        return inPhase[point] * inPhase[point] + quadrature[point] * quadrature[point];
    }

    /** Computes the field at points along the path. From point to point each wave is multiplied by one complex factor. */
    private void turn(long pair, double fromMetres, double apartMetres, int points) {
        random.restart(pair);
        double phase = 2 * Math.PI * random.nextDouble();
        for (int m = 0; m < points; m++) {
            inPhase[m] = steady * StrictMath.cos(phase);
            quadrature[m] = steady * StrictMath.sin(phase);
        }
        for (int w = 0; w < waves; w++) {
            double along = 2 * Math.PI / wavelengthMetres * StrictMath.cos(2 * Math.PI * random.nextDouble());
            double start = 2 * Math.PI * random.nextDouble() + along * fromMetres;
            double re = spread * StrictMath.cos(start);
            double im = spread * StrictMath.sin(start);
            double turnRe = StrictMath.cos(along * apartMetres);
            double turnIm = StrictMath.sin(along * apartMetres);
            for (int m = 0; m < points; m++) {
                inPhase[m] += re;
                quadrature[m] += im;
                double turned = re * turnRe - im * turnIm;
                im = re * turnIm + im * turnRe;
                re = turned;
            }
        }
    }
}
