package skybourse.app.report;

import java.util.List;
import skybourse.app.codec.JsonText;
import skybourse.app.codec.PricesText;
import skybourse.app.codec.ScenarioMapper;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import tools.jackson.databind.node.ObjectNode;

/** Certificates as JSON; {@link PricesText} reads the prices back from it. */
public final class CertificateText {

    private CertificateText() {}

    /**
     * Returns the certificate as indented JSON; the price of a closed leader is {@code closed}.
     *
     * @param certificate what was proved
     * @param leaderIds ids in the order of the certificate's leaders
     */
    public static String writeJson(EquilibriumCertificate certificate, List<String> leaderIds) {
        ObjectNode tree = ScenarioMapper.MAPPER.createObjectNode();
        tree.put("epsilon", certificate.epsilon());
        tree.put("tolerance", certificate.tolerance());
        tree.put("holds", certificate.holds());
        tree.put("largestFollowerGap", certificate.largestFollowerGap());
        tree.put("largestGapMoney", certificate.largestGapMoney());
        var leaders = tree.putArray("leaders");
        for (int s = 0; s < leaderIds.size(); s++) {
            LeaderGap gap = certificate.leaders().get(s);
            ObjectNode leader = leaders.addObject();
            leader.put("id", leaderIds.get(s));
            leader.set("pricePerBit", ScenarioMapper.MAPPER.valueToTree(JsonText.price(gap.price())));
            leader.put("decisionProfit", gap.profit());
            leader.put("upperBound", gap.upperBound());
            leader.put("relativeGap", gap.relativeGap());
            leader.set("bestPricePerBit", ScenarioMapper.MAPPER.valueToTree(JsonText.price(gap.bestPrice())));
            leader.put("bestDecisionProfit", gap.bestProfit());
            leader.put("evaluations", gap.evaluations());
        }
        return tree.toPrettyString() + "\n";
    }
}
