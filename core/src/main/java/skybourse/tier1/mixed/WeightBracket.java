package skybourse.tier1.mixed;

/**
 * Bracket of the weight at which a price earns as much as its leader's others: secants by the Illinois rule, then halves. The price
 * earns more at the low end, less at the high end.
 */
public final class WeightBracket {

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
     * @param above by how much the price is ahead at {@code low}, above 0
     * @param below by how much it is ahead at {@code high}, at most 0
     */
    public WeightBracket(double low, double above, double high, double below) {
        this.low = low;
        this.above = above;
        this.high = high;
        this.below = below;
    }

    /** Tells whether another weight should be tried. */
    public boolean isOpen() {
        return trials < TRIALS && high - low > NARROWEST;
    }

    /** Returns the weight to try next. */
    public double next() {
        return trials < SECANTS ? (low * below - high * above) / (below - above) : 0.5 * (low + high);
    }

    /** Tells whether to move to a weight from the low end: it is nearer, or the other weights are 0 at the high end. */
    public boolean isNearLow(double weight) {
        return weight - low < high - weight || high >= 1;
    }

    /** Makes a weight that was tried an end; returns whether it is the low one. An end that stays twice counts half. */
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
