package skybourse.tier2.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.Rational;
import skybourse.tier2.auction.AuctionRule;

/** Adds up market audits to a {@link PropertyAudit}. Mutable; not safe for use by several threads. */
public final class MisreportAuditTally {

    private final Moments gain = new Moments();
    private final Moments house = new Moments();
    private final Moments efficiency = new Moments();
    private final Moments lost = new Moments();
    private final Moments announcements = new Moments();
    private final Moments messages = new Moments();
    private @Nullable AuctionRule rule;
    private @Nullable Counterexample worst;
    private boolean givenTies;
    private long markets;
    private long searchedPerLot;
    private long gainfulMarkets;
    private long gainfulTraders;
    private long worstLoss;
    private long lowestHouse = Long.MAX_VALUE;
    private long highestHouse = Long.MIN_VALUE;
    private long narrow;

    /** Creates an empty sum. */
    public MisreportAuditTally() {}

    /** Adds the audit of one market and the search that produced it. */
    public void add(MisreportSearch search, MisreportAudit audit) {
        rule = rule == null ? search.rule() : rule;
        givenTies = search.givenTies();
        if (!audit.misreports().isEmpty()) {
            addMisreports(search.rule(), audit);
            searchedPerLot += audit.misreportClass() == MisreportClass.PRICE_PER_LOT ? 1 : 0;
        }
        long kept = audit.outcome().houseHalfTicks();
        lowestHouse = Math.min(lowestHouse, kept);
        highestHouse = Math.max(highestHouse, kept);
        house.add(kept / 2.0);
        if (audit.efficient().welfareTicks(audit.truth()) > 0) {
            efficiency.add(audit.efficiency());
        }
        lost.add(audit.tradesLost());
        announcements.add(audit.outcome().effort().announcements());
        messages.add((double) audit.outcome().effort().messages());
        worstLoss = Math.max(worstLoss, audit.worstLossHalfTicks());
        narrow += audit.startTooNarrow() ? 1 : 0;
        markets++;
    }

    private void addMisreports(AuctionRule by, MisreportAudit audit) {
        BestMisreport largest = audit.worst();
        gain.add(largest.gainHalfTicks().toDouble() / 2);
        gainfulMarkets += largest.gains() ? 1 : 0;
        gainfulTraders += audit.gainers();
        boolean worse = worst == null
                || largest.gainHalfTicks().compareTo(worst.misreport().gainHalfTicks()) > 0;
        if (largest.gains() && worse) {
            worst = new Counterexample(by, markets, audit.truth(), largest);
        }
    }

    /**
     * Returns the result so far.
     *
     * @throws IllegalArgumentException if no market has been added
     */
    public PropertyAudit result() {
        AuctionRule first = rule;
        if (first == null) {
            throw new IllegalArgumentException("markets must be positive: 0");
        }
        assert gainfulMarkets <= gain.count() && gain.count() <= markets : "gains are found in searched markets";
        assert lowestHouse <= highestHouse : lowestHouse;
        return new PropertyAudit(
                first,
                markets,
                givenTies,
                gain.count(),
                searchedPerLot,
                Estimate.ofShare(gainfulMarkets, gain.count()),
                gainfulTraders,
                worst == null ? Rational.ZERO : worst.misreport().gainHalfTicks(),
                gain.estimate().cut(0, Double.MAX_VALUE),
                Optional.ofNullable(worst),
                worstLoss,
                lowestHouse,
                highestHouse,
                house.estimate(),
                efficiency.estimate().cut(0, 1),
                lost.estimate(),
                announcements.estimate().cut(0, Double.MAX_VALUE),
                messages.estimate().cut(0, Double.MAX_VALUE),
                narrow);
    }
}
