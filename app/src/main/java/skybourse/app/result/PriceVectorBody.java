package skybourse.app.result;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;

/** A price vector that can be sampled from mixed prices, with its probability and the decision profits at its prices. */
public record PriceVectorBody(
        @FieldDescription("Probability of the vector.") @SchemaRule(SchemaRule.SHARE)
        double chance,

        @FieldDescription(value = "Prices by leader.", unit = "money per bit")
        List<LeaderPrice> pricesPerBit,

        @FieldDescription(value = "Decision profits by leader at these prices.", unit = "money")
        List<Double> decisionProfits) {

    /** Returns every price vector that can be sampled. */
    public static List<PriceVectorBody> all(PricingGame game, MixedPrices mix) {
        return IntStream.range(0, mix.profiles())
                .mapToObj(k -> of(game, mix, k))
                .toList();
    }

    private static PriceVectorBody of(PricingGame game, MixedPrices mix, int profile) {
        double[] prices = mix.profile(profile);
        double[] profits =
                Allocation.at(game, prices, new ExactFollowerResponse()).profits();
        return new PriceVectorBody(
                mix.rivalProbability(profile, -1),
                LeaderPrice.list(prices),
                Arrays.stream(profits).boxed().toList());
    }
}
