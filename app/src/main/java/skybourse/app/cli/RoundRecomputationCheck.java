package skybourse.app.cli;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Leader;
import skybourse.base.random.RandomStreams;
import skybourse.files.codec.AssignedWeightsCheck;
import skybourse.files.codec.PostedPriceCheck;
import skybourse.files.codec.PublishedRoundRecord;
import skybourse.files.text.InvalidInputException;
import skybourse.receipt.CheckResult;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.RoundRecord;
import skybourse.receipt.SoldPiece;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.TaskUnitRounding;
import skybourse.round.market.TwoTierRound;
import skybourse.round.market.WorkAssignment;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.catalogue.AuctionCatalogue;

/**
 * The five lines of a receipt check that need a repetition of the round: auction (7), limit prices (8), certificate (11), ratios of the buyers (12)
 * and parts of tasks (16). {@link InferenceRecomputationCheck} checks the records of an inference market.
 */
final class RoundRecomputationCheck {

    /**
     * Tolerance of the repeated certificate as a share of the solver's tolerance. The solver may have bounded eps more tightly than its tolerance. A
     * certificate with a larger tolerance could therefore find a larger eps than the record states.
     */
    private static final double SHARPER = 0.1;

    /** Tolerance for numbers that another machine or Java version computed: relative for eps and bills, absolute for ratios and shares of tasks. */
    private static final double ROUNDING = 1e-9;

    private static final List<Integer> NUMBERS = List.of(7, 8, 11, 12, 16);

    private final PublishedRoundRecord record;
    private final TwoTierRound tiers;
    private final double[] prices;
    private final int[] units;
    private final Round tierOneRound;
    private final WorkAssignment parts;
    private final Optional<ResaleMarket> market;

    private RoundRecomputationCheck(PublishedRoundRecord record) {
        this.record = record;
        Set<String> present = new HashSet<>(record.buyers());
        present.addAll(record.sellers());
        tiers = TwoTierRound.ofPresentAgents(record.frozen(), present, record.expectedResalePrice());
        prices = tiers.scenario().leaders().stream()
                .mapToDouble(leader -> price(leader, record.pricePerBit().getOrDefault(leader.id(), Double.NaN)))
                .toArray();
        units = tiers.scenario().wirelessAgents().stream()
                .mapToInt(buyer -> units(record.tasks().get(buyer.id())))
                .toArray();
        tierOneRound = TaskUnitRounding.sell(tiers, prices, units);
        parts = new WorkAssignment(tierOneRound, units);
        market = market();
    }

    private static double price(Leader leader, double price) {
        if (price != PricingGame.CLOSED && !(price >= 0 && price <= leader.priceCapPerBit())) {
            throw new IllegalArgumentException(
                    "price of " + leader.id() + " must be in [0, " + leader.priceCapPerBit() + "]: " + price);
        }
        return price;
    }

    private static int units(PublishedRoundRecord.@Nullable SoldTask task) {
        Integer units = task == null ? null : task.units();
        return units == null ? 0 : units;
    }

    /**
     * Returns the five lines with the verdict not checked.
     *
     * @param why the missing input; the text of each line names it
     */
    static List<CheckResult> notChecked(String why) {
        return NUMBERS.stream()
                .map(number -> new CheckResult(number, Verdict.NOT_CHECKED, "needs " + why))
                .toList();
    }

    /**
     * Returns the five lines for the record of a round, or four for one of an inference market, which has no line 16. If the format of the record is unknown, all five have the verdict not checked. If the round
     * cannot be repeated, only line 7 is returned, with the verdict broken.
     *
     * @param read the record, which is in the log
     */
    static List<CheckResult> lines(RoundRecord read) {
        if (read.inference().isPresent()) {
            return InferenceRecomputationCheck.lines(read, read.inference().get());
        }
        PublishedRoundRecord record;
        try {
            record = PublishedRoundRecord.read(read.bytes());
        } catch (InvalidInputException e) {
            return notChecked("a record of a sold round in a known format");
        }
        try {
            var check = new RoundRecomputationCheck(record);
            Optional<ResaleOutcome> resold = check.resold();
            return List.of(
                    check.trades(resold),
                    check.limits(),
                    check.certificate(),
                    check.ratios(),
                    check.parts(resold, read.pieces()));
        } catch (IllegalArgumentException e) {
            return List.of(new CheckResult(7, Verdict.BROKEN, "the round cannot be repeated: " + e.getMessage()));
        }
    }

    private static CheckResult line(int number, boolean holds, String text) {
        return new CheckResult(number, holds ? Verdict.HOLDS : Verdict.BROKEN, text);
    }

    /**
     * Returns the tier 2 market of the round; empty if there was no auction. For each trader, it contains only the number of lots that were in the
     * auction.
     */
    private Optional<ResaleMarket> market() {
        List<Optional<List<Long>>> asks = tiers.scenario().aerialAgents().stream()
                .map(AerialAgent::id)
                .map(id -> Optional.ofNullable(record.asks().get(id)))
                .toList();
        Map<String, Integer> left = new HashMap<>(record.lots());
        return ResaleMarket.reported(tierOneRound, asks, parts)
                .map(all -> all.filter(order -> left.merge(order.participant(), -1, Integer::sum) >= 0))
                .map(held -> record.marksUpAsks()
                        ? held
                        : rule(held).map(held::forRule).orElse(held));
    }

    /** Returns the rule of the auction; empty if this program does not know it. */
    private Optional<AuctionRule> rule(ResaleMarket held) {
        return AuctionCatalogue.rule(record.rule())
                .map(rule -> AuctionCatalogue.defaultRule(rule, held.buyersStartTicks(), held.sellersStartTicks()));
    }

    /** Repeats the auction. Returns empty if there was no auction or its rule is unknown. */
    private Optional<ResaleOutcome> resold() {
        var ties = new TieOrder.Lottery(record.seed(), record.round());
        return market.flatMap(held ->
                rule(held).map(rule -> ResaleOutcome.of(tierOneRound, held, rule.clear(held.book(), ties))));
    }

    private boolean isRuleKnown() {
        return AuctionCatalogue.rule(record.rule()).isPresent();
    }

    private CheckResult needsRule(int number) {
        return new CheckResult(number, Verdict.NOT_CHECKED, "needs the rule " + record.rule());
    }

    /** Line 7: the repeated auction trades the same lots at the same prices. */
    private CheckResult trades(Optional<ResaleOutcome> resold) {
        if (!isRuleKnown()) {
            return needsRule(7);
        }
        List<PublishedRoundRecord.Trade> trades = resold.map(tier -> tier.outcome().trades().stream()
                        .map(trade -> new PublishedRoundRecord.Trade(
                                trade.bid().participant(),
                                trade.bid().lot(),
                                trade.ask().participant(),
                                trade.ask().lot(),
                                trade.buyerPriceHalfTicks(),
                                trade.sellerPriceHalfTicks()))
                        .toList())
                .orElse(List.of());
        boolean isSame = trades.equals(record.trades());
        return line(
                7,
                isSame,
                "the repeated auction trades " + trades.size() + " lots, the record has "
                        + record.trades().size() + (isSame ? "; they are equal" : "; they differ"));
    }

    /** Line 16: repeating the division of tasks into units and among workers gives the pieces of the record. */
    private CheckResult parts(Optional<ResaleOutcome> resold, List<SoldPiece> pieces) {
        if (!isRuleKnown()) {
            return needsRule(16);
        }
        Round after = resold.map(ResaleOutcome::after).orElse(tierOneRound);
        List<WorkAssignment.Part> again =
                parts.parts(after, resold.map(tier -> tier.outcome().trades()).orElse(List.of()));
        for (int i = 0; i < Math.max(again.size(), pieces.size()); i++) {
            if (i >= again.size() || i >= pieces.size() || !isSame(after, again.get(i), pieces.get(i))) {
                String found = i < pieces.size() ? pieces.get(i).id() : "a piece that is not in the record";
                return line(16, false, "the repeated division of tasks differs, first at " + found);
            }
        }
        return line(16, true, "the repeated division of tasks gives the same " + again.size() + " pieces");
    }

    private static boolean isSame(Round after, WorkAssignment.Part part, SoldPiece piece) {
        String leader = after.leaders().get(part.leader()).leader().id();
        boolean isUndone = part.worker().equals(WorkAssignment.NOBODY);
        return after.agents().get(part.task()).agent().id().equals(piece.buyer())
                && leader.equals(piece.leader())
                && isUndone == piece.isUndone()
                && (isUndone || part.worker().equals(piece.worker()))
                && Math.abs(part.from() - piece.from()) <= ROUNDING
                && Math.abs(part.to() - piece.to()) <= ROUNDING
                && Math.abs(part.billUnits() - piece.billUnits()) <= 1 + ROUNDING * part.billUnits();
    }

    /** Line 8: no buyer pays more, and no seller receives less, than its limit price. */
    private CheckResult limits() {
        Map<String, Long> limits = new HashMap<>();
        market.ifPresent(held -> held.book().orders().forEach(order -> limits.put(name(order), order.limitTicks())));
        for (PublishedRoundRecord.Trade trade : record.trades()) {
            Long bid = limits.get(Side.BUYERS + " " + trade.buyerLot() + " " + trade.buyer());
            Long ask = limits.get(Side.SELLERS + " " + trade.sellerLot() + " " + trade.seller());
            if (bid == null || ask == null || trade.buyerHalfTicks() > 2 * bid || trade.sellerHalfTicks() < 2 * ask) {
                return line(8, false, "a trade is beyond a limit price, or its lot has no limit: " + trade);
            }
        }
        return line(8, true, "none of " + record.trades().size() + " lots was traded beyond a limit price");
    }

    private static String name(Order order) {
        return order.side() + " " + order.lot() + " " + order.participant();
    }

    /**
     * Line 11: the certificate is repeated for the prices and for the mix from which they were sampled. Neither eps may exceed the one in the record.
     * The eps of the sale may not exceed the maximum in the record, if there is one. Posted prices must be admitted and refused by the rule in the record.
     */
    private CheckResult certificate() {
        Optional<String> fault =
                AssignedWeightsCheck.fault(record, tiers.scenario()).or(() -> PostedPriceCheck.fault(record));
        if (fault.isPresent()) {
            return line(11, false, fault.get());
        }
        Double said = record.epsilon();
        if (said == null) {
            return new CheckResult(11, Verdict.NOT_CHECKED, "needs certified prices");
        }
        PublishedRoundRecord.Mix mix = record.mix();
        Double most = record.maxEpsilon();
        double soldAt = mix == null ? said : mix.epsilon();
        if (most != null && !(soldAt <= most)) {
            return line(11, false, "the epsilon of the sale is " + soldAt + ", but at most " + most + " is allowed");
        }
        return mix == null ? pure(said) : drawn(mix).worse(pure(said));
    }

    private CheckResult pure(double said) {
        CertifiedSolver solver = SolverCatalogue.defaultSolver(record.frozen().rules(), 1);
        EquilibriumCertificate certificate =
                solver.certifier().certify(tiers.game(), prices, SHARPER * solver.tolerance());
        double epsilon = certificate.largestFollowerGap();
        double posted = 0;
        for (int s = 0; s < prices.length; s++) {
            double gap = certificate.leaders().get(s).relativeGap();
            epsilon = posting().get(s) ? epsilon : Math.max(epsilon, gap);
            posted = posting().get(s) ? Math.max(posted, gap) : posted;
        }
        Optional<String> fault = record.mix() == null ? gainFault(certificate) : Optional.empty();
        if (fault.isPresent()) {
            return line(11, false, fault.get());
        }
        boolean holds = epsilon <= said * (1 + ROUNDING)
                && posted <= record.postedGain() * (1 + ROUNDING)
                && (epsilon <= solver.tolerance() || !record.isCertified());
        return line(
                11,
                holds,
                String.format(
                        Locale.ROOT,
                        "no agent has a relative gain above %.3g from changing its own choice alone%s; the record states %.3g"
                                + (record.posting().isEmpty() ? "" : "; leaders with posted prices %.3g and %.3g")
                                + "%s",
                        epsilon,
                        AssignedWeightsCheck.pricedMarket(tiers.scenario()),
                        said,
                        posted,
                        record.postedGain(),
                        PostedPriceCheck.limit(record)));
    }

    private Optional<String> gainFault(EquilibriumCertificate free) {
        SortedMap<String, Double> gains = new TreeMap<>();
        posting().stream()
                .forEach(s -> gains.put(
                        tiers.scenario().leaders().get(s).id(),
                        free.leaders().get(s).relativeGap() / (1 + ROUNDING)));
        return PostedPriceCheck.fault(record, gains);
    }

    private BitSet posting() {
        var posting = new BitSet();
        List<Leader> leaders = tiers.scenario().leaders();
        IntStream.range(0, leaders.size())
                .filter(s -> record.posting().contains(leaders.get(s).id()))
                .forEach(posting::set);
        return posting;
    }

    /** Checks the mix of the record. Sampling from it must give the recorded prices, and its eps must not exceed the recorded one. */
    private CheckResult drawn(PublishedRoundRecord.Mix said) {
        var mix = new MixedPrices(tiers.scenario().leaders().stream()
                .map(leader -> said.prices().getOrDefault(leader.id(), List.of()).stream()
                        .map(point -> new MixedPrices.Point(point.price(), point.weight()))
                        .toList())
                .map(MixedPrices.Mix::new)
                .toList());
        double[] again = mix.drawn(new RandomStreams(record.seed()).stream("mixed-price", record.round()));
        if (!Arrays.equals(again, prices)) {
            return line(11, false, "the draw selects other prices from the mix: " + Arrays.toString(again));
        }
        CertifiedSolver solver = SolverCatalogue.defaultSolver(record.frozen().rules(), 1);
        BitSet posting = posting();
        PricingGame game = posting.isEmpty() ? tiers.game() : tiers.game().withPostedPrices(posting);
        double epsilon = solver.certifier()
                .certify(game, mix, SHARPER * solver.tolerance())
                .epsilon();
        Optional<String> fault = posting.isEmpty() || record.mostPostedGain() == null
                ? Optional.empty()
                : gainFault(solver.certifier().certify(tiers.game(), mix, SHARPER * solver.tolerance()));
        if (fault.isPresent()) {
            return line(11, false, fault.get());
        }
        boolean holds =
                epsilon <= said.epsilon() * (1 + ROUNDING) && (epsilon <= solver.tolerance() || !said.isCertified());
        return line(
                11,
                holds,
                String.format(
                        Locale.ROOT,
                        "prices are sampled from a mix; no agent has an expected relative gain above %.3g from leaving it%s; the record states %.3g%s",
                        epsilon,
                        AssignedWeightsCheck.pricedMarket(tiers.scenario()),
                        said.epsilon(),
                        PostedPriceCheck.limit(record)));
    }

    /** Line 12: the ratios of each buyer are the buyer's best response to the prices. */
    private CheckResult ratios() {
        for (AgentOutcome buyer : tiers.sell(prices).agents()) {
            String id = buyer.agent().id();
            Map<String, Double> said = record.ratios().getOrDefault(id, Map.of());
            for (AgentOutcome.Link link : buyer.links()) {
                String leader = tiers.scenario().leaders().get(link.leader()).id();
                double ratio = said.getOrDefault(leader, 0.0);
                if (!(Math.abs(ratio - link.ratio()) <= ROUNDING)) {
                    return line(
                            12,
                            false,
                            "the best response of " + id + " sends " + link.ratio() + " to " + leader + ", not "
                                    + ratio);
                }
            }
        }
        return line(
                12,
                true,
                "the ratios of all " + tierOneRound.agents().size() + " buyers are best responses to the prices");
    }
}
