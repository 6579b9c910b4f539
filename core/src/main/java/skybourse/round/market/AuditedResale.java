package skybourse.round.market;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import skybourse.round.ledger.Ledger;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.audit.MisreportAudit;
import skybourse.tier2.audit.MisreportSearch;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.ClockAuction;

/** Result of tier 2 of a round with an audit of its auction, or the reason why no auction was held. */
public sealed interface AuditedResale {

    /**
     * Auction that was held. It may have no trades.
     *
     * @param tier the auction's outcome and the round after it
     * @param ledger payments of both tiers
     * @param rule rule of the auction
     * @param announcements its announcements in order; empty for a rule without clocks
     * @param audit audit of the rule in this market; without misreports if the market is too large to search
     */
    record HeldAuction(
            ResaleOutcome tier, Ledger ledger, AuctionRule rule, List<Announcement> announcements, MisreportAudit audit)
            implements AuditedResale {
        public HeldAuction {
            announcements = List.copyOf(announcements);
        }

        @Override
        public Round finalRound() {
            return tier.after();
        }

        @Override
        public List<Trade> trades() {
            return tier.outcome().trades();
        }

        @Override
        public List<AerialOutcome> aerialAgents() {
            return tier.aerialAgents();
        }
    }

    /**
     * Round in which no auction was held, because there was no overload or no seller for it.
     *
     * @param reason reason
     * @param finalRound the round after tier 1
     * @param ledger its payments
     */
    record NoAuction(Reason reason, Round finalRound, Ledger ledger) implements AuditedResale {
        @Override
        public List<Trade> trades() {
            return List.of();
        }

        @Override
        public List<AerialOutcome> aerialAgents() {
            return finalRound.scenario().aerialAgents().stream()
                    .map(agent -> new AerialOutcome(agent, 0, 0, 0, 0))
                    .toList();
        }
    }

    /** Reason why no auction was held. */
    enum Reason {
        /** No fixed agent is overloaded. */
        NOBODY_OVERLOADED,
        /** The scenario has no aerial agents. */
        NO_AERIAL_AGENTS,
        /** No aerial agent reaches every overloaded fixed agent. */
        NOBODY_IN_REACH
    }

    /** Largest product of lots and ticks at which a market is searched for misreports; a search at 150,000 took 16 s. */
    long MOST_SEARCHED = 60_000;

    /**
     * Holds the auction of tier 2 and audits it.
     *
     * @param before the round without tier 2; the scenario's seed determines the order of ties
     * @param mechanism creates the rule for a market, from its public start clocks
     * @throws skybourse.base.scenario.SettingException as {@link ResaleMarket#of(Round)} does
     */
    static AuditedResale of(Round before, Function<ResaleMarket, AuctionRule> mechanism) {
        Optional<ResaleMarket> market = ResaleMarket.of(before);
        if (market.isEmpty()) {
            return new NoAuction(reason(before), before, Settlement.of(before, List.of()));
        }
        return held(before, market.get(), mechanism.apply(market.get()));
    }

    private static HeldAuction held(Round before, ResaleMarket market, AuctionRule rule) {
        TieOrder ties = new TieOrder.Lottery(before.scenario().seed(), 0);
        ResaleOutcome tier = ResaleOutcome.of(before, market, rule, ties);
        return new HeldAuction(
                tier,
                tier.ledger(),
                rule,
                rule instanceof ClockAuction clocks
                        ? clocks.course(tier.market().book(), ties).announcements()
                        : List.of(),
                audit(tier.market(), rule, ties));
    }

    private static MisreportAudit audit(ResaleMarket market, AuctionRule rule, TieOrder ties) {
        long reports = market.buyersStartTicks() - market.lowestTicks() + 3;
        long lots = market.book().orders().count();
        if (reports < 1 || reports > MOST_SEARCHED / lots) {
            return MisreportAudit.withoutMisreports(rule, ties, market.book());
        }
        var search = MisreportSearch.between(rule, market.lowestTicks(), market.buyersStartTicks(), ties);
        return MisreportAudit.of(search, market.book());
    }

    private static Reason reason(Round before) {
        boolean overloaded = before.leaders().stream()
                .anyMatch(
                        outcome -> outcome.leader().resells() && outcome.load().resaleDemand() > 0);
        if (!overloaded) {
            return Reason.NOBODY_OVERLOADED;
        }
        return before.scenario().aerialAgents().isEmpty() ? Reason.NO_AERIAL_AGENTS : Reason.NOBODY_IN_REACH;
    }

    /** Returns the round after tier 2, or after tier 1 if no auction was held. */
    Round finalRound();

    /** Returns the payments of both tiers. */
    Ledger ledger();

    /** Returns the trades of tier 2, possibly none. */
    List<Trade> trades();

    /** Returns the outcomes by aerial agent index. */
    List<AerialOutcome> aerialAgents();

    /**
     * Returns the settled profits by leader index, money: the leader's balance in the ledger minus the cost of the energy of the work that it
     * computes itself.
     */
    default double[] settledProfits() {
        return Settlement.profits(ledger(), finalRound());
    }

    /** Returns the welfare of both tiers, money. Payments cancel in it. */
    default double welfare() {
        return finalRound().welfare()
                - aerialAgents().stream().mapToDouble(AerialOutcome::cost).sum();
    }
}
