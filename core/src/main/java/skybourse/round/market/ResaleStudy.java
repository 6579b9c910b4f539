package skybourse.round.market;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import skybourse.round.ledger.Ledger;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.audit.MarketAudit;
import skybourse.tier2.audit.MisreportSearch;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.ClockRule;

/** Tier 2 of a round: an auction of overload or, an ordinary ending too, the reason why there was none. */
public sealed interface ResaleStudy {

    /**
     * An auction was held, with trades or without.
     *
     * @param tier the lots moved
     * @param ledger its payments
     * @param rule how the auction was held
     * @param announcements its course; empty for a rule without clocks
     * @param audit what holds of the rule in this market; without misreports where the market is too large to search
     */
    record Held(Resold tier, Ledger ledger, AuctionRule rule, List<Announcement> announcements, MarketAudit audit)
            implements ResaleStudy {
        public Held {
            announcements = List.copyOf(announcements);
        }

        @Override
        public Round after() {
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
     * There was nothing to sell or nobody to buy it.
     *
     * @param reason why
     * @param after the round as tier 1 left it
     * @param ledger its payments
     */
    record NotHeld(Reason reason, Round after, Ledger ledger) implements ResaleStudy {
        @Override
        public List<Trade> trades() {
            return List.of();
        }

        @Override
        public List<AerialOutcome> aerialAgents() {
            return after.scenario().aerialAgents().stream()
                    .map(agent -> new AerialOutcome(agent, 0, 0, 0, 0))
                    .toList();
        }
    }

    /** Why no auction was held. */
    enum Reason {
        /** No fixed agent sold more than it can do. */
        NOBODY_OVERLOADED,
        /** The scenario has no aerial agents. */
        NO_AERIAL_AGENTS,
        /** No aerial agent reaches every overloaded fixed agent. */
        NOBODY_IN_REACH
    }

    /** Markets with more lots times ticks than this are not searched for misreports: 150,000 took 16 s. */
    long MOST_SEARCHED = 60_000;

    /**
     * Plays tier 2 and audits it.
     *
     * @param before the round without tier 2; the scenario's seed fixes ties
     * @param mechanism makes the rule for a market, from its public start clocks
     */
    static ResaleStudy of(Round before, Function<ResaleMarket, AuctionRule> mechanism) {
        Optional<ResaleMarket> market = ResaleMarket.of(before);
        if (market.isEmpty()) {
            return new NotHeld(reason(before), before, Settlement.of(before, List.of()));
        }
        return held(before, market.get(), mechanism.apply(market.get()));
    }

    private static Held held(Round before, ResaleMarket market, AuctionRule rule) {
        TieOrder ties = new TieOrder.ByLot(before.scenario().seed(), 0);
        Resold tier = Resold.of(before, market, rule, ties);
        return new Held(
                tier,
                tier.ledger(),
                rule,
                rule instanceof ClockRule clocks
                        ? clocks.course(tier.market().book(), ties).announcements()
                        : List.of(),
                audit(tier.market(), rule, ties));
    }

    private static MarketAudit audit(ResaleMarket market, AuctionRule rule, TieOrder ties) {
        long reports = market.buyersStartTicks() - market.lowestTicks() + 3;
        long lots = market.book().orders().count();
        if (reports < 1 || reports > MOST_SEARCHED / lots) {
            return MarketAudit.withoutMisreports(rule, ties, market.book());
        }
        var search = MisreportSearch.between(rule, market.lowestTicks(), market.buyersStartTicks(), ties);
        return MarketAudit.of(search, market.book());
    }

    private static Reason reason(Round before) {
        boolean overloaded = before.leaders().stream()
                .anyMatch(
                        outcome -> outcome.leader().resells() && outcome.load().overload() > 0);
        if (!overloaded) {
            return Reason.NOBODY_OVERLOADED;
        }
        return before.scenario().aerialAgents().isEmpty() ? Reason.NO_AERIAL_AGENTS : Reason.NOBODY_IN_REACH;
    }

    /** Returns the round with every lot moved. */
    Round after();

    /** Returns every payment of both tiers. */
    Ledger ledger();

    /** Returns the lots that changed hands, possibly none. */
    List<Trade> trades();

    /** Returns outcomes by aerial agent index. */
    List<AerialOutcome> aerialAgents();

    /** Returns what each leader is left with by the ledger less the energy of the work it does itself, money. */
    default double[] settledProfits() {
        return Settlement.profits(ledger(), after());
    }

    /** Returns the welfare of both tiers, in which payments cancel; money. */
    default double welfare() {
        return after().welfare()
                - aerialAgents().stream().mapToDouble(AerialOutcome::cost).sum();
    }
}
