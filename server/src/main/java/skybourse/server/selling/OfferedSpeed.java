package skybourse.server.selling;

import java.util.Locale;
import java.util.OptionalDouble;
import skybourse.files.text.InvalidInputException;

/** Speed that a seller offers and its ask: measured at the start, then adapted to the served requests. Not thread safe. */
final class OfferedSpeed {

    /** Relative difference of the speed above which the offer is changed. */
    private static final double MOST_DEVIATION = .2;

    /** Offered share of a measured speed. The rest is a reserve for the time of transfers and for requests that end at different times. */
    private static final double OFFERED_SHARE = .8;

    private final InferenceSeller.Offer offer;
    private final MarketProduct product;
    private final ServedRate rate = new ServedRate();
    private int concurrency;
    private double volumePerSecond;
    private double mostVolumePerSecond;

    OfferedSpeed(InferenceSeller.Offer offer, MarketProduct product) {
        this.offer = offer;
        this.product = product;
        concurrency = offer.concurrency().orElse(EndpointSpeed.DEFAULT_CONCURRENCY);
    }

    /** Number of requests in parallel. */
    int concurrency() {
        return concurrency;
    }

    /** Returns the volume per second that is offered; 0 before the first measurement. */
    double offered() {
        return (offer.volumePerSecond().isPresent() ? 1 : OFFERED_SHARE) * volumePerSecond;
    }

    /** Returns the ask for one lot, ledger units. */
    long askUnits() {
        return offer.ask().units(product, volumePerSecond);
    }

    /** Returns whether the offer contains at least one lot. */
    boolean isFastEnough() {
        return offered() >= product.leastVolumePerSecond();
    }

    /** Measures the endpoint. Throws {@link InvalidInputException} if it does not answer. */
    void measure(ModelEndpoint endpoint) throws InterruptedException {
        EndpointSpeed speed = EndpointSpeed.measure(endpoint, offer.concurrency(), offer.volumePerSecond());
        concurrency = speed.concurrency();
        volumePerSecond = speed.volumePerSecond();
        mostVolumePerSecond = volumePerSecond;
        rate.clear();
    }

    /** Throws {@link InvalidInputException} if the offer would sell nothing. */
    void requireSellable() {
        if (!isFastEnough()) {
            throw new InvalidInputException(
                    "--endpoint",
                    String.format(
                            Locale.ROOT,
                            "must serve one lot in time, %,.0f volume per second: %,.0f are offered",
                            product.leastVolumePerSecond(),
                            offered()),
                    "choose a market with smaller lots or a longer time.");
        }
        if (askUnits() > product.product().capUnits()) {
            throw new InvalidInputException(
                    "--ask",
                    "must be at most the highest price of a lot, "
                            + product.product().capUnits() + " ledger units: " + askUnits(),
                    "lower --ask, or --watts and --tariff.");
        }
    }

    /** Adds a request that ended, with its volumes; both are 0 without an answer. */
    void add(double at, double seconds, long reserved, long used) {
        rate.add(at, seconds, reserved, used);
    }

    /** Discards what was measured before a pause. */
    void clear() {
        rate.clear();
    }

    /** Returns whether the offer changes because the endpoint is slower or faster. It is never above a speed that the endpoint has shown. */
    boolean adapt() {
        OptionalDouble sustained = rate.sustained(concurrency);
        mostVolumePerSecond = Math.max(mostVolumePerSecond, rate.shown());
        double next = Math.min(sustained.orElse(volumePerSecond), mostVolumePerSecond);
        boolean isOther = sustained.isPresent() && Math.abs(next / volumePerSecond - 1) > MOST_DEVIATION;
        if (isOther) {
            volumePerSecond = next;
            rate.clear();
        }
        return isOther;
    }

    /** Returns the speed and the calculation of the ask on two lines. */
    String text() {
        return String.format(
                Locale.ROOT,
                "Speed: %,.0f volume per second, of which %,.0f are offered. Requests in parallel: %d.%n%s",
                volumePerSecond,
                offered(),
                concurrency,
                offer.ask().text(product, volumePerSecond));
    }
}
