package skybourse.app.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.files.codec.JsonText;
import skybourse.round.analysis.Books;
import skybourse.round.analysis.RoundStudy;
import skybourse.round.analysis.StudyLinks;
import skybourse.round.analysis.TriedRule;
import skybourse.round.analysis.TriedRules;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.RoundTotals;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.certificate.PlannerBound;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.audit.MarketAudit;
import skybourse.tier2.audit.Misreport;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.ClockRule;

/** What files tell of a round: each record once, for tables and for JSON. */
public final class RoundRecords {

    public static final Columns<EquilibriumCertificate> CERTIFICATE = new Columns<EquilibriumCertificate>()
            .with("epsilon", one -> JsonText.number(one.epsilon()))
            .with("tolerance", EquilibriumCertificate::tolerance)
            .with("holds", EquilibriumCertificate::holds)
            .with("largestFollowerGap", one -> JsonText.number(one.largestFollowerGap()))
            .with("largestGapMoney", one -> JsonText.number(one.largestGapMoney()));

    public static final Columns<PlannerBound> EFFICIENCY = new Columns<PlannerBound>()
            .with("attained", PlannerBound::welfare)
            .with("optimum", PlannerBound::optimum)
            .with("share", PlannerBound::share);

    public static final Columns<RoundTotals> TOTALS = new Columns<RoundTotals>()
            .with("deadlinesMet", RoundTotals::deadlinesMet)
            .with("deadlineShare", RoundTotals::deadlineShare)
            .with("meanSatisfaction", RoundTotals::meanSatisfaction)
            .with("offloadedShare", RoundTotals::offloadedShare)
            .with("overloadedLeaders", RoundTotals::overloadedLeaders)
            .with("agentJoules", RoundTotals::agentJoules)
            .with("leaderJoules", RoundTotals::leaderJoules);

    public static final Columns<Order> ORDER = new Columns<Order>()
            .with("side", order -> order.side() == Side.BUYERS ? "bid" : "ask")
            .with("participant", Order::participant)
            .with("lot", Order::lot)
            .with("limitTicks", Order::limitTicks);

    static final Columns<Trade> TRADE = new Columns<Trade>()
            .with("buyer", trade -> trade.bid().participant())
            .with("buyerLot", trade -> trade.bid().lot())
            .with("seller", trade -> trade.ask().participant())
            .with("sellerLot", trade -> trade.ask().lot())
            .with("bidTicks", trade -> trade.bid().limitTicks())
            .with("askTicks", trade -> trade.ask().limitTicks())
            .with("buyerPriceHalfTicks", Trade::buyerPriceHalfTicks)
            .with("sellerPriceHalfTicks", Trade::sellerPriceHalfTicks);

    /** Trades of whose orders the limits stand elsewhere. */
    public static final Columns<Trade> TRADED = TRADE.without("bidTicks", "askTicks");

    public static final Columns<Announcement> ANNOUNCEMENT = new Columns<Announcement>()
            .with("side", Announcement::side)
            .with("stopTicks", Announcement::stopTicks)
            .with("told", Announcement::told)
            .with("accepted", stop -> stop.accepted().stream().map(Order::label).toList())
            .with("buyersQueued", Announcement::buyersQueued)
            .with("sellersQueued", Announcement::sellersQueued);

    public static final Columns<AuctionOutcome> EFFORT = new Columns<AuctionOutcome>()
            .with("announcements", outcome -> outcome.effort().announcements())
            .with("messages", outcome -> outcome.effort().messages());

    public static final Columns<AerialOutcome> AERIAL = new Columns<AerialOutcome>()
            .with("id", one -> one.agent().id())
            .with("lots", AerialOutcome::lots)
            .with("work", AerialOutcome::lotsWork)
            .with("transferSeconds", AerialOutcome::transferSeconds)
            .with("executionSeconds", AerialOutcome::executionSeconds)
            .with("computeJoules", AerialOutcome::computeJoules)
            .with("hoverJoules", AerialOutcome::hoverJoules)
            .with("cost", AerialOutcome::cost)
            .with("received", AerialOutcome::received)
            .with("profitSettled", AerialOutcome::profit);

    private static final Columns<Misreport> MISREPORT = new Columns<Misreport>()
            .with("trader", Misreport::trader)
            .with("gainHalfTicks", one -> one.gainHalfTicks().toString())
            .with("truthfulHalfTicks", one -> one.truthfulHalfTicks().toString())
            .with("report", one -> one.gains() ? one.words() : "the truth");

    public static final Columns<MarketAudit> AUDIT = new Columns<MarketAudit>()
            .with("worstLossHalfTicks", MarketAudit::worstLossHalfTicks)
            .with("gainsFromTradeShare", MarketAudit::efficiency)
            .with("tradesLost", MarketAudit::tradesLost)
            .with("startClockTooNarrow", MarketAudit::startTooNarrow)
            .with("misreportsSearched", audit -> !audit.misreports().isEmpty())
            .with("lies", MarketAudit::lies)
            .with("search", audit -> audit.lies().search())
            .with("misreports", audit -> MISREPORT.trees(audit.misreports()));

    private static final Columns<Books.Difference> DIFFERENCE = new Columns<Books.Difference>()
            .with("id", Books.Difference::id)
            .with("units", Books.Difference::units)
            .with("allowedUnits", Books.Difference::allowedUnits);

    public static final Columns<Books> BOOKS = new Columns<Books>()
            .with("entries", Books::entries)
            .with("agentsPay", Books::agentsPay)
            .with("leadersKeep", Books::leadersKeep)
            .with("aerialAgentsReceive", Books::aerialAgentsReceive)
            .with("houseKeeps", Books::houseKeeps)
            .with("balanced", Books::balanced)
            .with("agreesWithMoney", Books::agreesWithMoney)
            .with("differences", books -> DIFFERENCE.trees(books.differences()));

    private RoundRecords() {}

    /** Returns what is told of each leader, by its index. */
    public static Columns<Integer> leaders(RoundStudy study) {
        Function<Integer, LeaderOutcome> outcome = study.after().leaders()::get;
        Function<Integer, LeaderGap> gap = study.result().certificate().leaders()::get;
        double[] settled = study.resale().settledProfits();
        return new Columns<Integer>()
                .with("id", s -> outcome.apply(s).leader().id())
                .with("kind", s -> outcome.apply(s).leader().kind())
                .with("pricePerBit", s -> JsonText.price(outcome.apply(s).pricePerBit()))
                .with("priceCapPerBit", study.game().leaderTable()::priceCap)
                .with("costPerWork", study.game().leaderTable()::costPerWork)
                .with("capacity", study.game().leaderTable()::capacity)
                .with("overloadPrice", study.game().leaderTable()::overloadPrice)
                .with("work", s -> outcome.apply(s).load().work())
                .with("overload", s -> outcome.apply(s).load().overload())
                .with("resold", s -> outcome.apply(s).load().resale().work())
                .with("leftOver", s -> outcome.apply(s).load().leftOver())
                .with("buyers", s -> outcome.apply(s).buyers())
                .with("revenue", s -> outcome.apply(s).revenue())
                .with("joules", s -> outcome.apply(s).joules())
                .with("decisionProfit", s -> JsonText.number(gap.apply(s).profit()))
                .with("upperBound", s -> JsonText.number(gap.apply(s).upperBound()))
                .with("bestPricePerBit", s -> JsonText.price(gap.apply(s).bestPrice()))
                .with("bestDecisionProfit", s -> JsonText.number(gap.apply(s).bestProfit()))
                .with("relativeGap", s -> JsonText.number(gap.apply(s).relativeGap()))
                .with("profitTier1", s -> study.round().leaders().get(s).profit())
                .with("profitSettled", s -> settled[s]);
    }

    /** Returns what is told of each wireless agent, by its index. */
    public static Columns<Integer> agents(RoundStudy study, StudyLinks links) {
        Function<Integer, AgentOutcome> outcome = study.after().agents()::get;
        Function<Integer, AgentOutcome> without = study.round().agents()::get;
        Columns<StudyLinks.Link> link = links(study);
        return new Columns<Integer>()
                .with("id", n -> outcome.apply(n).agent().id())
                .with("taskBits", n -> study.game().taskBits()[n])
                .with("taskWork", n -> study.game().taskWork()[n])
                .with("weight", n -> study.game().weight()[n])
                .with("homeRatio", n -> outcome.apply(n).homeRatio())
                .with("homeSeconds", n -> outcome.apply(n).homeSeconds())
                .with("delaySeconds", n -> outcome.apply(n).delaySeconds())
                .with("deadlineSeconds", n -> outcome.apply(n).agent().task().deadlineSeconds())
                .with("deadlineMet", n -> outcome.apply(n).deadlineMet())
                .with("delaySecondsWithoutResale", n -> without.apply(n).delaySeconds())
                .with("deadlineMetWithoutResale", n -> without.apply(n).deadlineMet())
                .with("homeJoules", n -> outcome.apply(n).homeJoules())
                .with("sendingJoules", n -> outcome.apply(n).sendingJoules())
                .with("satisfaction", n -> outcome.apply(n).satisfaction())
                .with("bill", n -> outcome.apply(n).bill())
                .with("utility", n -> outcome.apply(n).utility())
                .with("links", n -> link.trees(links.of(n)));
    }

    /** Returns what is told of a link. */
    static Columns<StudyLinks.Link> links(RoundStudy study) {
        return new Columns<StudyLinks.Link>()
                .with(
                        "leader",
                        one -> study.round()
                                .leaders()
                                .get(one.leader())
                                .leader()
                                .id())
                .with("charge", StudyLinks.Link::linkCharge)
                .with("quality", StudyLinks.Link::quality)
                .with("cap", StudyLinks.Link::cap)
                .with("bitsPerSecond", StudyLinks.Link::bitsPerSecond)
                .with("ratio", StudyLinks.Link::ratio)
                .with("bill", one -> one.sent().map(AgentOutcome.Link::bill))
                .with("delaySeconds", one -> one.sent().map(sent -> sent.delay().seconds()))
                .with("lastPart", one -> one.sent().map(sent -> sent.delay().last()));
    }

    /** Returns who chooses the steps of a rule's clocks, where it has such. */
    public static Optional<String> policy(AuctionRule rule) {
        return rule instanceof ClockRule clocks ? Optional.of(clocks.policyName()) : Optional.empty();
    }

    /** Returns why nothing was traded, where nothing was. */
    public static Optional<String> noTrade(AuctionOutcome outcome) {
        return outcome instanceof AuctionOutcome.NoTrade none
                ? Optional.of(none.reason().words())
                : Optional.empty();
    }

    /** Returns the rules that were tried, the one played first. */
    static Stream<TriedRule> all(TriedRules tried) {
        return Stream.concat(Stream.of(tried.played()), tried.others().stream());
    }

    /** Returns the rules as a tree, with what each trader and the house are left with more than under the rule played. */
    public static Map<String, ?> tree(TriedRules tried) {
        Columns<TriedRule> columns = rules(Optional.of(tried))
                .with("changesTicks", cleared(one -> one.equals(tried.played()) ? null : changes(one, tried.played())));
        SequencedMap<String, Object> tree = new LinkedHashMap<>(); // Map.of would have another order in every process
        tree.put("rows", columns.trees(all(tried).toList()));
        tree.put("searched", tried.searched());
        return tree;
    }

    private static Map<String, Double> changes(TriedRule.Cleared one, TriedRule.Cleared played) {
        SequencedMap<String, Double> changes = new LinkedHashMap<>();
        one.changes(played).forEach((trader, halfTicks) -> changes.put(trader, halfTicks / 2.0));
        return changes;
    }

    /** Returns what is told of each rule that was tried. */
    static Columns<TriedRule> rules(Optional<TriedRules> tried) {
        return new Columns<TriedRule>()
                .with("rule", one -> one.rule().name())
                .with("policy", one -> policy(one.rule()))
                .with(
                        "played",
                        one -> tried.filter(all -> one.equals(all.played())).isPresent())
                .with(
                        "refused",
                        one -> one instanceof TriedRule.Refused refused
                                ? Optional.of(refused.reason())
                                : Optional.empty())
                .with("truthful", cleared(TriedRule.Cleared::isTruthful))
                .with("lies", cleared(one -> one.audit().lies()))
                .with("search", cleared(one -> one.audit().lies().search()))
                .with(
                        "worstGainTicks",
                        cleared(one -> one.worst()
                                .map(worst -> worst.gainHalfTicks().toDouble() / 2)
                                .orElse(null)))
                .with("budget", cleared(one -> one.rule().traits().budget()))
                .with("houseTicks", cleared(one -> one.audit().outcome().houseHalfTicks() / 2.0))
                .with("buyersTicks", cleared(one -> one.leftHalfTicks(Side.BUYERS) / 2.0))
                .with("sellersTicks", cleared(one -> one.leftHalfTicks(Side.SELLERS) / 2.0))
                .with("gainsFromTradeShare", cleared(one -> one.audit().efficiency()))
                .with("lots", cleared(one -> one.audit().outcome().trades().size()))
                .with("messages", cleared(one -> one.audit().outcome().effort().messages()))
                .with(
                        "announcements",
                        cleared(one -> one.audit().outcome().effort().announcements()))
                .with("lowestPriceTicks", cleared(one -> ticks(prices(one).min())))
                .with("highestPriceTicks", cleared(one -> ticks(prices(one).max())))
                .with("deadlinesMet", cleared(TriedRule.Cleared::deadlinesMet));
    }

    private static Function<TriedRule, Optional<?>> cleared(Function<TriedRule.Cleared, @Nullable Object> value) {
        return one ->
                one instanceof TriedRule.Cleared cleared ? Optional.ofNullable(value.apply(cleared)) : Optional.empty();
    }

    private static @Nullable Double ticks(OptionalLong halfTicks) {
        return halfTicks.isPresent() ? halfTicks.getAsLong() / 2.0 : null;
    }

    private static LongStream prices(TriedRule.Cleared one) {
        return one.audit().outcome().trades().stream()
                .flatMapToLong(trade -> LongStream.of(trade.buyerPriceHalfTicks(), trade.sellerPriceHalfTicks()));
    }
}
