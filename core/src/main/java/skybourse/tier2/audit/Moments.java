package skybourse.tier2.audit;

/** Sum and sum of squares of a quantity over markets. Not thread-safe. */
final class Moments {

    private double sum;
    private double squares;
    private long count;

    void add(double value) {
        sum += value;
        squares += value * value;
        count++;
    }

    long count() {
        return count;
    }

    Estimate estimate() {
        return Estimate.ofMean(sum, squares, count);
    }
}
