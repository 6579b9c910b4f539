package skybourse.app.report;

import static skybourse.app.report.Numbers.atMost;
import static skybourse.app.report.Numbers.atMostPercent;
import static skybourse.app.report.Numbers.percent;
import static skybourse.app.report.Numbers.plain;

import java.util.List;
import java.util.Locale;
import skybourse.files.codec.JsonText;
import skybourse.files.codec.PricesText;
import skybourse.files.codec.ScenarioMapper;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.PricingGame;
import tools.jackson.databind.node.ObjectNode;

/** Certificates in words and as JSON; {@link PricesText} reads the prices back from the latter. */
public final class CertificateText {

    private static final double BITS_PER_MEGABIT = 1e6;
    /** Gains below this share of the decision profit are rounding. */
    private static final double LEAST_SHARE = 1e-12;

    private static final String ROW = "  %-14s %10s %15s %12s %12s   %s\n";

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
            put(leaders.addObject(), leaderIds.get(s), certificate.leaders().get(s));
        }
        return tree.toPrettyString() + "\n";
    }

    private static void put(ObjectNode leader, String id, LeaderGap gap) {
        leader.put("id", id);
        leader.set("pricePerBit", ScenarioMapper.MAPPER.valueToTree(JsonText.price(gap.price())));
        leader.put("decisionProfit", gap.profit());
        leader.put("upperBound", gap.upperBound());
        leader.put("relativeGap", gap.relativeGap());
        leader.set("bestPricePerBit", ScenarioMapper.MAPPER.valueToTree(JsonText.price(gap.bestPrice())));
        leader.put("bestDecisionProfit", gap.bestProfit());
        leader.put("evaluations", gap.evaluations());
    }

    /** Returns what was proved of all players, and a row for each leader. */
    public static String inWords(EquilibriumCertificate certificate, List<String> ids) {
        StringBuilder text = new StringBuilder(proved(certificate));
        text.append(String.format(
                Locale.ROOT,
                ROW,
                "leader",
                "price/Mbit",
                "decision profit",
                "upper bound",
                "gap at most",
                "better price seen"));
        for (int s = 0; s < ids.size(); s++) {
            LeaderGap gap = certificate.leaders().get(s);
            text.append(String.format(
                    Locale.ROOT,
                    ROW,
                    ids.get(s),
                    price(gap.price()),
                    plain(gap.profit(), 4),
                    plain(gap.upperBound(), 4),
                    atMostPercent(gap.relativeGap()),
                    better(gap)));
        }
        return text.toString();
    }

    private static String proved(EquilibriumCertificate certificate) {
        return String.format(
                Locale.ROOT,
                "Nobody can gain more than %s by changing only its own choice: no leader more than %s of its decision profit,"
                        + " no wireless agent more than %s of its weight.\n"
                        + "Asked for: %s, which %s. The largest gain left to anyone is at most %s money.\n",
                atMostPercent(certificate.epsilon()),
                atMostPercent(largestLeaderGap(certificate)),
                atMostPercent(certificate.largestFollowerGap()),
                percent(certificate.tolerance(), 2),
                certificate.holds() ? "is met" : "is not met",
                atMost(certificate.largestGapMoney()));
    }

    /** Returns the most that one leader can still gain, as a share. */
    static double largestLeaderGap(EquilibriumCertificate certificate) {
        return certificate.leaders().stream()
                .mapToDouble(LeaderGap::relativeGap)
                .max()
                .orElse(0);
    }

    private static String better(LeaderGap gap) {
        boolean worthNaming = gap.bestProfit() - gap.profit() > LEAST_SHARE * Math.abs(gap.profit());
        return !worthNaming
                ? "none"
                : price(gap.bestPrice()) + " earns " + plain(gap.bestProfit() - gap.profit(), 2) + " more";
    }

    private static String price(double perBit) {
        return perBit == PricingGame.CLOSED ? "closed" : plain(perBit * BITS_PER_MEGABIT, 4);
    }
}
