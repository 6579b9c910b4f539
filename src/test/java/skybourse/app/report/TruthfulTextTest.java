package skybourse.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.Fraction;
import skybourse.learning.training.PlayedRule;
import skybourse.learning.training.TruthfulStudy;
import skybourse.tier2.auction.McAfee;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Vickrey;
import skybourse.tier2.audit.Estimate;
import skybourse.tier2.audit.PropertyAudit;
import skybourse.tier2.clock.dropout.DropOutClocks;
import skybourse.tier2.clock.dropout.MoreInMoves;
import skybourse.tier2.clock.refining.Bisection;
import skybourse.tier2.clock.refining.RefiningDutch;

class TruthfulTextTest {

    private static final double[] POSSIBLE = {10, 30};

    private static PlayedRule played(String name, RuleTraits traits, boolean clocks, double first, double second) {
        return new PlayedRule(
                name,
                traits,
                clocks,
                new double[] {first, second},
                new double[] {first + 1, second + 1},
                new double[] {2, 3},
                new double[] {traits.budget() == RuleTraits.Budget.WEAK ? 5 : 0, 0},
                new double[] {first / 20, second / 20});
    }

    private static PropertyAudit lies(long searched) {
        var none = new Estimate(0, 0, 0, 0);
        return new PropertyAudit(
                new McAfee(),
                4,
                false,
                searched,
                searched,
                new Estimate(.75, .3, .95, 4),
                5,
                Fraction.of(9, 1),
                new Estimate(2.25, 1, 3, 4),
                Optional.empty(),
                0,
                0,
                0,
                none,
                none,
                none,
                none,
                none,
                0);
    }

    private static TruthfulStudy study(boolean lots, long searched) {
        RuleTraits anyLots = new DropOutClocks(1, 0, new MoreInMoves(1)).traits();
        RuleTraits oneLot = new RefiningDutch(1, 0, new Bisection()).traits();
        return new TruthfulStudy(
                "small",
                POSSIBLE,
                lots,
                played("midpoint, learned", RuleTraits.of(RuleTraits.Budget.STRONG, "nothing"), true, 8, 28),
                List.of(
                        played("McAfee", new McAfee().traits(), false, 8, 24),
                        played("refined", oneLot, true, 8, 22),
                        played("drop-out", anyLots, true, 6, 22),
                        played("VCG", new Vickrey().traits(), false, 10, 30),
                        new TruthfulStudy.Refused("verified bids", "no books")),
                lies(searched));
    }

    /**
     * Of two values a and b the half width is 6.3531 times their distance: the learned midpoint's gains are 0 and 4 ticks above McAfee's, in
     * per cent of the mean of 20 possible ticks 0 and 20.
     */
    @Test
    void everyNumberIsThatOfTwoMarketsByHand() {
        assertThat(TruthfulText.of("m", 7, study(false, 4)).lines())
                .containsExactly(
                        "m beside truthful rules on small, seed 7, 2 common markets; everybody tells the truth",
                        "rule                                truth pays   gains from trade  messages announcements house, ticks    reward",
                        "midpoint, learned                   no                     0.9000     19.00          2.50         0.00    0.9000",
                        "McAfee                              dominant               0.8000     17.00          2.50         2.50    0.8000",
                        "refined                             ex-post                0.7500     16.00          2.50         0.00    0.7500",
                        "drop-out                            dominant               0.7000     15.00          2.50         0.00    0.7000",
                        "VCG                                 dominant               1.0000     21.00          2.50         0.00    1.0000",
                        "verified bids                       no books",
                        "Reward: the weights of gains and messages; no regret, which is defined for the Double Dutch alone.",
                        "A rule without announcements takes sealed limits: one message a trader tells all.",
                        "Estimates by the law and Bayes-optimal clocks know the law of limits;"
                                + " the posted price of the drop-out clocks is the best on 50 other markets.",
                        "Lies under the learned midpoint: somebody gains in 75 % of the first 4 markets,"
                                + " 2.3 ticks in the mean, at most 4.5; more: ./skybourse audit --policy m",
                        "Learning without truth, less the truthful rule of the most reward and the most gains (McAfee), pairwise:"
                                + " gains from trade +10.00 +- 127.06 % of the possible, messages +2.00 +- 25.41,"
                                + " reward +0.1000 +- 1.2706.",
                        "Learning without truth, less the truthful rule of the most reward by clocks (refined), pairwise:"
                                + " gains from trade +15.00 +- 190.59 % of the possible, messages +3.00 +- 38.12,"
                                + " reward +0.1500 +- 1.9059.");
    }

    @Test
    void whereSomebodyHasSeveralLotsRulesForOneAreNotTruthful() {
        assertThat(TruthfulText.of("m", 7, study(true, 0)))
                .contains("McAfee                              one lot only           0.8000")
                .contains("refined                             one lot only           0.7500")
                .contains("One lot only: here somebody has several, and lies can pay.\n")
                .contains("Lies were not searched: too many traders.\n")
                .contains("the most reward and the most reward by clocks and the most gains (drop-out), pairwise: ");
    }
}
