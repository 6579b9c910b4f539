package skybourse.round.motion;

import skybourse.base.numeric.Checks;
import skybourse.base.random.ReusableGenerator;

/**
 * Small-scale fading of a pair as a sum of plane waves from drawn directions, whose phases turn with the pair's odometer: nothing
 * but the odometer is kept, any place of it is computed alone, and over pairs the autocorrelation is {@code J0(2 pi f_d t)} at every lag.
 *
 * <p>Right for mean rates of slots longer than the channel remembers (some 40 ms for a walker at 2 GHz); wrong for the tail of deep
 * fades: with M waves the second moment of the power gain is {@code 2 - 1/M}, not 2. For one thread.
 *
 * <p>Model: Clarke 1968, Jakes 1974; drawn directions as in Zheng and Xiao 2003. Differs: a slot's rate is the mean over points along
 * it (ours).
 */
public final class FadingWaves {

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
     * Makes the fading of all pairs of one carrier.
     *
     * @param waves how many, at least 1; 16 are enough for mean rates
     * @param dominantToRest {@code K} of a Rician channel as a ratio; 0 for Rayleigh
     * @param wavelengthMetres of the carrier
     */
    public FadingWaves(int waves, double dominantToRest, double wavelengthMetres) {
        this.waves = (int) Checks.within((long) waves, 1, 1_000_000, "waves");
        this.wavelengthMetres = Checks.amount(wavelengthMetres, "wavelengthMetres");
        Checks.amountOrZero(dominantToRest, "dominantToRest");
        steady = Math.sqrt(dominantToRest / (dominantToRest + 1));
        spread = Math.sqrt(1 / ((dominantToRest + 1) * waves));
    }

    /**
     * Returns the power gain where a pair stands, of mean 1 over pairs.
     *
     * @param pair key of the pair's draws
     * @param odometerMetres where it is
     */
    public double powerGain(long pair, double odometerMetres) {
        turn(pair, odometerMetres, 0, 1);
        return gain(0);
    }

    /**
     * Returns a slot's mean of {@code log2(1 + SNR |g|^2)}, in bit/s/Hz, over at most 64 points along its way, four a wavelength; for
     * a pair that stands, its one fade.
     *
     * @param pair key of the pair's draws
     * @param odometerMetres where the way starts
     * @param metres how far the pair moves in it
     * @param snr signal to noise ratio without fading
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

    /** Sets the field at points along the way; each wave is turned from point to point by one complex factor. */
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
