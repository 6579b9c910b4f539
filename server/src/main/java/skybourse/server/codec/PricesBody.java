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
import skybourse.files.text.Description;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.event.RoundSolution;

/** Prices of a round with their certificate. */
public record PricesBody(
        @Description("Price of each leader.") SortedMap<String, LeaderPrice> pricePerBit,

        @Description(
                "solved: computed for this round. reused: the last certified prices, certified again for this round.")
        RoundSolution.PriceOrigin how,

        @Description("Bound on the relative gain of any agent that deviates unilaterally from these prices.")
        Optional<Double> epsilon,

        @Description("True if epsilon is within the tolerance of the scenario.")
        boolean isCertified,

        @Description("Largest relative gain of a leader that deviates from its own fixed price.")
        double postedGain,

        @Description("The mixed-strategy prices from which the prices were sampled. Present only if prices are mixed.")
        Optional<Mix> mix) {

    public PricesBody {
        pricePerBit = Collections.unmodifiableSortedMap(pricePerBit);
    }

    /** Returns the body of a solution. {@code prices} are its prices by leader, money/bit. */
    public static PricesBody of(RoundSolution solved, SortedMap<String, Double> prices) {
        SortedMap<String, LeaderPrice> shown = new TreeMap<>();
        prices.forEach((leader, price) -> shown.put(leader, new LeaderPrice(price)));
        return new PricesBody(
                shown,
                solved.how(),
                Optional.of(solved.epsilon()).filter(Double::isFinite),
                solved.isCertified(),
                solved.postedGain(),
                solved.mix().map(Mix::of));
    }

    /** Mixed-strategy prices with their own certificate. */
    public record Mix(
            @Description("Bound on the relative expected gain of any agent that deviates unilaterally from the mix.")
            double epsilon,

            @Description("True if epsilon is within the tolerance of the scenario.")
            boolean isCertified,

            @Description("Points of each leader.") SortedMap<String, List<Point>> prices) {

        public Mix {
            prices = Collections.unmodifiableSortedMap(prices);
        }

        private static Mix of(RoundSolution.Mix mix) {
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
            @Description("The price.") LeaderPrice price,
            @Description("Its probability.") double weight) {}

    /** Prices of the last sold round. */
    public record LastPrices(
            @Description("Number of the round.") JsonLong round,
            @Description("The prices.") @JsonUnwrapped PricesBody prices) {

        /** Returns the last prices of a market; empty before the first round is sold. */
        public static Optional<LastPrices> of(ExchangeEngine engine) {
            return engine.lastSolved()
                    .map(solved ->
                            new LastPrices(new JsonLong(solved.round()), PricesBody.of(solved, engine.lastPrices())));
        }
    }

    /** Prices of the last sold round, and the bills of an input at these prices. */
    public record QuoteBody(
            @Description("The prices.") @JsonUnwrapped Optional<LastPrices> last,

            @Description("Bill of the input at each leader.")
            SortedMap<String, Bill> billUnits,

            @Description("Number of the current round.") JsonLong collecting) {

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
