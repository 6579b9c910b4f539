package skybourse.tier2.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.tier2.rule.ProcurementAuction;
import skybourse.tier2.rule.ProcurementAuction.Offer;
import skybourse.tier2.rule.ProcurementAuction.Purchase;

/** The audit finds no gain in the procurement auction, and finds the gains of auctions that are not truthful. */
class ProcurementAuditTest {

    private static final ProcurementAuction AUCTION = new ProcurementAuction(10, 1_000);
    private static final List<Offer> OFFERS =
            List.of(new Offer("s1", 6, 400), new Offer("s2", 6, 500), new Offer("s3", 6, 800));

    private static List<Offer> drawn(SplittableRandom random) {
        return IntStream.rangeClosed(1, 1 + random.nextInt(5))
                .mapToObj(i -> new Offer("s" + i, random.nextInt(12), 100L * random.nextInt(12)))
                .toList();
    }

    @Test
    void findsNoGainInProcurementAuction() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            var auction = new ProcurementAuction(random.nextInt(25), 1_000);
            List<Offer> offers = drawn(random);
            int round = i;
            var audit = new ProcurementAudit(reported -> auction.clear(reported, 7, round), offers);
            assertThat(audit.holds()).as("%s: %s", offers, audit.text()).isTrue();
            assertThat(audit.text()).contains("misreport: 0.000 ledger units; ");
        }
    }

    /** Each seller is paid its own ask. */
    @Test
    void findsGainOfHigherAskUnderPayAsBid() {
        var audit = new ProcurementAudit(
                reported -> AUCTION.clear(reported, 1, 1).stream()
                        .map(bought ->
                                new Purchase(bought.seller(), bought.lots(), bought.lots() * ask(reported, bought), 0))
                        .toList(),
                OFFERS);
        assertThat(audit.holds()).isFalse();
        assertThat(audit.text()).contains("misreport: 1200 ledger units (s1, by offering 12 lots at 800)");
    }

    private static long ask(List<Offer> offers, Purchase bought) {
        return offers.stream()
                .filter(offer -> offer.seller().equals(bought.seller()))
                .findFirst()
                .orElseThrow()
                .askTicks();
    }

    /** The payment of a lot rises with the number of lots that the seller offers. */
    @Test
    void findsGainOfFurtherLots() {
        var audit = new ProcurementAudit(
                reported -> AUCTION.clear(reported, 1, 1).stream()
                        .map(bought -> new Purchase(
                                bought.seller(),
                                bought.lots(),
                                800L * bought.lots() + 2L * bought.lots() * bought.lots(),
                                0))
                        .toList(),
                OFFERS);
        assertThat(audit.holds()).isFalse();
        assertThat(audit.text()).contains(" (s2, by offering 12 lots at 250)");
    }
}
