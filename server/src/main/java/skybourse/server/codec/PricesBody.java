package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.base.numeric.Checks;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.text.FieldDescription;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.event.PostedPriceAdmission;
import skybourse.venue.event.RoundPrices;

/** Prices of a round with their certificate. */
public record PricesBody(
        @FieldDescription("Price of each leader.") SortedMap<String, LeaderPrice> pricePerBit,

        @FieldDescription(
                "solved: computed for this round. reused: the last certified prices, certified again for this round.")
        RoundPrices.PriceOrigin how,

        @FieldDescription("Bound on the relative gain of any agent that deviates unilaterally from these prices.")
        Optional<Double> epsilon,

        @FieldDescription("True if epsilon is within the tolerance of the scenario.")
        boolean isCertified,

        @FieldDescription("Largest relative gain of a leader that deviates from its own fixed price.")
        double postedGain,

        @FieldDescription(
                "Bound on the relative gain of each leader from another price than its posted price. Only with mostPostedGain, and if a price was admitted.")
        Optional<SortedMap<String, Double>> postedGains,

        @FieldDescription(
                "The same bound of each leader whose posted price was refused, when it was refused. The market computed its price. Missing if none was.")
        Optional<SortedMap<String, Double>> refusedGains,

        @FieldDescription(
                "The mixed-strategy prices from which the prices were sampled. Present only if prices are mixed.")
        Optional<Mix> mix) {

    static final String MOST_POSTED_GAIN =
            "Largest relative gain of a leader from another price at which its posted price is admitted. Missing if all are admitted.";

    public PricesBody {
        pricePerBit = Collections.unmodifiableSortedMap(pricePerBit);
    }

    /** Returns the body of a solution. {@code prices} are its prices by leader, money/bit. */
    public static PricesBody of(RoundPrices solved, SortedMap<String, Double> prices, PostedPriceAdmission admission) {
        SortedMap<String, LeaderPrice> shown = new TreeMap<>();
        prices.forEach((leader, price) -> shown.put(leader, new LeaderPrice(price)));
        return new PricesBody(
                shown,
                solved.how(),
                Optional.of(solved.epsilon()).filter(Double::isFinite),
                solved.isCertified(),
                solved.postedGain(),
                Optional.of(admission.admitted()).filter(gains -> !gains.isEmpty()),
                Optional.of(admission.refused()).filter(gains -> !gains.isEmpty()),
                solved.mix().map(Mix::of));
    }

    /** Mixed-strategy prices with their own certificate. */
    public record Mix(
            @FieldDescription(
                    "Bound on the relative expected gain of any agent that deviates unilaterally from the mix.")
            double epsilon,

            @FieldDescription("True if epsilon is within the tolerance of the scenario.")
            boolean isCertified,

            @FieldDescription("Points of each leader.") SortedMap<String, List<Point>> prices) {

        public Mix {
            prices = Collections.unmodifiableSortedMap(prices);
        }

        private static Mix of(RoundPrices.Mix mix) {
            SortedMap<String, List<Point>> prices = new TreeMap<>();
            mix.prices()
                    .forEach((leader, points) -> prices.put(
                            leader,
                            points.stream()
                                    .map(point -> new Point(new LeaderPrice(point.price()), point.weight()))
                                    .toList()));
            return new Mix(mix.epsilon(), mix.isCertified(), prices);
        }
    }

    /** Price in a mixed strategy, with its probability. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Point(
            @FieldDescription("The price.") LeaderPrice price,
            @FieldDescription("Its probability.") double weight) {}

    /** Prices of the last sold round. */
    public record LastPrices(
            @FieldDescription("Number of the round.") JsonLong round,
            @FieldDescription("The prices.") @JsonUnwrapped PricesBody prices) {

        /** Returns the last prices of a market; empty before the first round is sold. */
        public static Optional<LastPrices> of(ExchangeEngine engine) {
            return engine.lastSolved()
                    .map(solved -> new LastPrices(
                            new JsonLong(solved.round()),
                            PricesBody.of(solved, engine.lastPrices(), engine.lastAdmission())));
        }
    }

    /** Prices of the last sold round, and the bills of an input at these prices. */
    public record QuoteBody(
            @FieldDescription("The prices.") @JsonUnwrapped Optional<LastPrices> last,

            @FieldDescription("Bill of the input at each leader.")
            SortedMap<String, Bill> billUnits,

            @FieldDescription("Number of the current round.")
            JsonLong collecting) {

        public QuoteBody {
            billUnits = Collections.unmodifiableSortedMap(billUnits);
        }

        /**
         * Returns the quote for an input.
         *
         * @param bits size of the input, in [0, {@link Checks#LARGEST_AMOUNT}]
         * @param unit value of one ledger unit, money
         */
        public static QuoteBody of(ExchangeEngine engine, double bits, double unit) {
            SortedMap<String, Bill> bills = new TreeMap<>();
            engine.lastPrices().forEach((leader, price) -> bills.put(leader, new Bill(price, bits, unit)));
            return new QuoteBody(LastPrices.of(engine), bills, new JsonLong(engine.round()));
        }
    }
}
