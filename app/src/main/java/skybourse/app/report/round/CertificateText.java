package skybourse.app.report.round;

import static skybourse.app.report.NumberText.atMost;
import static skybourse.app.report.NumberText.atMostPercent;
import static skybourse.app.report.NumberText.percent;
import static skybourse.app.report.NumberText.plain;

import java.util.List;
import java.util.function.Function;
import skybourse.app.report.Columns;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.MixedPrices;

/** Formats certificates as text. */
public final class CertificateText {

    /** Gains below this share of the decision profit are attributed to rounding. */
    private static final double LEAST_SHARE = 1e-12;

    private static final String ROW = "  %-14s %10s %15s %12s %12s   %s\n";

    private CertificateText() {}

    /** Returns the bounds over all agents, and a table with a row for each leader. */
    public static String inWords(EquilibriumCertificate certificate, MixedPrices posted, List<String> ids) {
        Function<Integer, LeaderGap> gap = certificate.leaders()::get;
        return proved(certificate)
                + new Columns<Integer>()
                        .with("leader", ids::get)
                        .with("price/Mbit", s -> RunTables.price(gap.apply(s).price()))
                        .with("decision profit", s -> plain(gap.apply(s).profit(), 4))
                        .with("upper bound", s -> plain(gap.apply(s).upperBound(), 4))
                        .with("gap at most", s -> atMostPercent(gap.apply(s).relativeGap()))
                        .with("better price seen", s -> better(gap.apply(s)))
                        .rows(ROW, Columns.indices(ids).stream())
                + MixedPricesText.shares(posted, ids);
    }

    private static String proved(EquilibriumCertificate certificate) {
        return (certificate.holds()
                        ? "Prices certified: no agent can gain more than "
                        : "Prices not certified: an agent may gain up to ")
                + atMostPercent(certificate.epsilon()) + RoundSentences.ALONE + ".\nLeaders: at most "
                + atMostPercent(largestLeaderGap(certificate)) + " of decision profit. Wireless agents: at most "
                + atMostPercent(certificate.largestFollowerGap())
                + " of satisfaction weight. In money, no gain exceeds " + atMost(certificate.largestGapMoney())
                + ". Requested tolerance: " + percent(certificate.tolerance(), 2)
                + (certificate.holds() ? ", met" : ", not met") + ".\n\n";
    }

    /** Returns the largest bound on the relative gain of a leader. */
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
                : RunTables.price(gap.bestPrice()) + " (decision profit +" + plain(gap.bestProfit() - gap.profit(), 2)
                        + ")";
    }
}
