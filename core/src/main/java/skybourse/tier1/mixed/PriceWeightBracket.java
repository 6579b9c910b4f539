package skybourse.tier1.mixed;

/**
 * Bracket of the weight at which a price earns as much as its leader's most probable other price. It is narrowed by secant steps with the
 * Illinois rule, then by bisection. The price earns more at the low end, and not more at the high end. Not thread-safe.
 */
public final class PriceWeightBracket {

    private static final double NARROWEST = 1e-9;
    private static final int TRIALS = 40;
    private static final int SECANTS = 20;

    private double low;
    private double above;
    private double high;
    private double below;
    private boolean wasLow;
    private int trials;

    /**
     * Sets both ends.
     *
     * @param low the smaller weight
     * @param above relative profit difference at {@code low}, greater than 0
     * @param high the larger weight
     * @param below relative profit difference at {@code high}, at most 0
     */
    public PriceWeightBracket(double low, double above, double high, double below) {
        this.low = low;
        this.above = above;
        this.high = high;
        this.below = below;
    }

    /** Returns whether another weight should be tried: the bracket is wide enough and fewer than {@value #TRIALS} were tried. */
    public boolean isOpen() {
        return trials < TRIALS && high - low > NARROWEST;
    }

    /** Returns the weight to try next. */
    public double next() {
        return trials < SECANTS ? (low * below - high * above) / (below - above) : 0.5 * (low + high);
    }

    /**
     * Returns whether the search for prices at a given weight should start from the prices of the low end. This is so if the low end is
     * nearer, or if the leader's other prices have weight 0 at the high end.
     */
    public boolean isNearLow(double weight) {
        return weight - low < high - weight || high >= 1;
    }

    /**
     * Replaces one end by a weight that was tried. The difference at an end that stays for the second time in a row is halved
     * (Illinois rule).
     *
     * @param weight in the bracket
     * @param ahead relative profit difference at {@code weight}
     * @return whether the weight has become the low end
     */
    public boolean narrow(double weight, double ahead) {
        boolean isLow = ahead > 0;
        double stays = trials > 0 && isLow == wasLow ? 0.5 : 1;
        above = isLow ? ahead : stays * above;
        below = isLow ? stays * below : ahead;
        low = isLow ? weight : low;
        high = isLow ? high : weight;
        wasLow = isLow;
        trials++;
        return isLow;
    }
}
