package skybourse.app.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.MixedPrices;

/** A certificate with its bounds for each leader, as {@code certify --json} prints it. */
public record LeaderGapsBody(
        @JsonUnwrapped CertificateBody bounds,
        @FieldDescription("Bounds for each leader.") List<GapRow> leaders) {

    /** Bounds for a leader. */
    public record GapRow(
            @FieldDescription("Id of the leader.") String id,

            @FieldDescription(value = "Price.", unit = "money per bit")
            LeaderPrice pricePerBit,

            @FieldDescription("Mixed-strategy prices of the leader, if it randomizes.")
            Optional<List<PriceProbabilityRow>> mix,

            @FieldDescription(value = "Decision profit at the prices.", unit = "money")
            double decisionProfit,

            @FieldDescription(value = "Upper bound on the decision profit at any price.", unit = "money")
            double upperBound,

            @FieldDescription("Bound on the relative deviation gap.")
            double relativeGap,

            @FieldDescription(value = "Best price that was found.", unit = "money per bit")
            LeaderPrice bestPricePerBit,

            @FieldDescription(value = "Decision profit at bestPricePerBit.", unit = "money")
            double bestDecisionProfit,

            @FieldDescription("Number of evaluations of the decision profit.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int evaluations) {

        private static GapRow of(String id, LeaderGap gap, Optional<List<PriceProbabilityRow>> mix) {
            return new GapRow(
                    id,
                    new LeaderPrice(gap.price()),
                    mix,
                    gap.profit(),
                    gap.upperBound(),
                    gap.relativeGap(),
                    new LeaderPrice(gap.bestPrice()),
                    gap.bestProfit(),
                    gap.evaluations());
        }
    }

    /**
     * Returns a certificate.
     *
     * @param certificate the bounds
     * @param posted the certified prices
     * @param leaderIds ids in the order of the certificate's leaders
     */
    public static LeaderGapsBody of(EquilibriumCertificate certificate, MixedPrices posted, List<String> leaderIds) {
        return new LeaderGapsBody(
                CertificateBody.of(certificate),
                IntStream.range(0, leaderIds.size())
                        .mapToObj(s -> GapRow.of(
                                leaderIds.get(s), certificate.leaders().get(s), PriceProbabilityRow.of(posted, s)))
                        .toList());
    }
}
