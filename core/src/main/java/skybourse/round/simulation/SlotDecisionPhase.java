package skybourse.round.simulation;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.AgentLinks;
import skybourse.round.adversary.ReputationScores;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.Quote;
import skybourse.round.state.NetworkState;
import skybourse.round.state.SimulationState;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.BestPriceSearch;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SlopePriceSearch;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;

/**
 * First half of a slot, in this order: positions and links, arrivals, reports, delivery of messages, prices, quotes, decisions. {@link
 * PieceTransfers}, {@link SlotSalePhase}, {@link SlotWorkPhase}, {@link ResultDelivery} and {@link SlotCompletion} compute the rest.
 */
final class SlotDecisionPhase {

    /** Relative gain above which a leader counts as preferring another price. Best-response iteration stops at the same gain by default. */
    private static final double LEAST_GAIN = 1e-9;

    private final SimulationState state;
    private final SlotMetrics values;
    private final PostedTerms terms;

    SlotDecisionPhase(SimulationState state, SlotMetrics values, PostedTerms terms) {
        this.state = state;
        this.values = values;
        this.terms = terms;
    }

    /** Computes the first half of the slot; {@code partDone} is called after each part. */
    DecisionResult play(Consumer<SlotStage> partDone) {
        long sentBefore = state.mail.sent();
        long lostBefore = state.mail.lost();
        move();
        OfferedTasks offers = OfferedTasks.choose(state, values);
        state.world.prepare(offers.linkedAgents(state));
        var games = new SlotGames(state, offers);
        sendReports(offers);
        partDone.accept(SlotStage.WORLD);
        PricingGame view = state.mail.isImmediate() ? games.reportedGame(state.desk.headRoom()) : games.viewGame();
        values.set(Metric.HEAD_ROOM, state.desk.headRoom());
        PricingResult result = ask(view);
        sendQuotes(offers, games);
        values.count(Metric.MESSAGES, state.mail.sent() - sentBefore);
        values.count(Metric.MESSAGES_LOST, state.mail.lost() - lostBefore);
        partDone.accept(SlotStage.PRICES);
        FollowerDecisions decisions = decide(view, offers, games);
        var decided = new DecisionResult(offers, games, result, decisions);
        values.set(Metric.STOOD_STILL, standsStill(decided) ? 1 : 0);
        return decided;
    }

    /**
     * Returns whether the market is stuck: at the present prices no agent buys in the true game, although a leader would gain by setting another
     * price.
     */
    private boolean standsStill(DecisionResult decided) {
        boolean nothingSent = state.pieces.rows == decided.decisions().firstNewPiece();
        PricingGame game =
                nothingSent && state.desk.hasPrices() ? decided.games().trueGame(decided.asked()) : null;
        boolean gains = false;
        for (int s = 0; game != null && s < game.leaders(); s++) {
            BestPriceSearch.Choice best = new SlopePriceSearch(true).choose(game, state.desk.prices(), s);
            if (best.presentProfit() != 0) {
                return false;
            }
            gains |= best.relativeGain(game.moneyScale()) > LEAST_GAIN;
        }
        return gains;
    }

    private void move() {
        if (state.slot > 0) {
            state.world.moveTo(state.slot, state.now());
        }
        state.fleet.startSlot();
        state.batteries.startSlot();
        values.set(Metric.ABSENT, state.world.absent());
        ReputationScores scores = state.reputation;
        if (scores != null) {
            scores.forget();
            long excluded = IntStream.range(0, state.capacities.length)
                    .filter(s -> !scores.admits(s, state.slot))
                    .count();
            values.count(Metric.EXCLUDED, excluded);
        }
    }

    private void sendReports(OfferedTasks offers) {
        if (state.mail.isImmediate()) {
            state.mail.count(offers.count());
            return;
        }
        int next = 0;
        for (int n = 0; n < state.homeBacklog.length; n++) {
            boolean has = next < offers.count() && offers.agent(next) == n;
            int row = has ? offers.row(next++) : -1;
            if (state.world.isPresent(n)) {
                long task = has ? state.tasks.likeTask[row] : -1;
                state.mail.report(state.slot, n, task, has ? state.remainingSeconds(row) : 0, state.world.links(n));
            }
        }
        state.mail.read(state.now(), state.world::isPresent);
    }

    private PricingResult ask(@Nullable PricingGame view) {
        if (view == null) {
            state.desk.setPrices(terms.override(state.desk.prices()), false);
            return PricingResult.NOTHING;
        }
        var pricer = new Pricer(state.setup.solver(), state.setup.dynamics().pricing());
        double[] quotes = state.desk.hasPrices() ? state.desk.prices() : new double[0];
        Pricer.PriceUpdate priced = terms.isComplete()
                ? Pricer.PriceUpdate.unchanged(terms.prices())
                : pricer.update(view, quotes, state.desk.mix());
        SolveResult found = priced.certified();
        var mixed = found instanceof SolveResult.CertifiedMixed mix
                ? Optional.of(mix)
                : Optional.<SolveResult.CertifiedMixed>empty();
        state.desk.learnMix(mixed.map(SolveResult.CertifiedMixed::mix));
        double[] asked = terms.override(
                found == null
                        ? priced.prices()
                        : RoundAnalysisPlan.roundPrices(found, terms.seed(state.setup.seed()), state.slot));
        double[] expectedLoads = pricer.settings().learnHeadRoom()
                ? Allocation.at(view, asked, new ExactFollowerResponse(), state.setup.tasks())
                        .loads()
                : new double[0];
        state.desk.setPrices(asked, true);
        values.set(Metric.ROUNDS, priced.rounds());
        values.set(Metric.ROUNDS_NEAR, priced.roundsUntilNear());
        values.set(Metric.AT_REST, priced.rested() ? 1 : 0);
        values.set(Metric.CONTRACTION, priced.contraction());
        if (!terms.none()) {
            return new PricingResult(view, null, null, expectedLoads);
        }
        EquilibriumCertificate certificate = certificate(view, pricer, priced);
        if (certificate != null) {
            values.set(Metric.CERTIFIED, certificate.holds() ? 1 : 0);
            mixed.ifPresent(_ -> values.set(Metric.EPS_MIX, certificate.epsilon()));
        }
        return new PricingResult(view, priced.certified(), certificate, expectedLoads);
    }

    private @Nullable EquilibriumCertificate certificate(PricingGame view, Pricer pricer, Pricer.PriceUpdate priced) {
        if (priced.certified() != null) {
            return priced.certified().certificate();
        }
        CertifiedSolver solver = pricer.solver();
        return state.setup.measures(state.slot) && pricer.settings().mode() == PricingSettings.Mode.SOLVE
                ? solver.certifier().certify(view, priced.prices(), solver.tolerance())
                : null;
    }

    private void sendQuotes(OfferedTasks offers, SlotGames games) {
        if (state.mail.isImmediate()) {
            long links = 0;
            for (int i = 0; i < offers.count(); i++) {
                links += state.world.links(offers.agent(i)).count();
            }
            state.mail.count(links);
            return;
        }
        double[] prices = state.desk.prices();
        for (int n = 0; n < state.homeBacklog.length; n++) {
            AgentLinks links = state.world.isPresent(n) ? state.world.links(n) : NetworkState.NONE;
            for (int l = 0; l < links.count(); l++) {
                int s = links.leaders()[l];
                double price = games.isOpen(s) ? prices[s] : PricingGame.CLOSED;
                double rate = links.bitsPerSecond()[l];
                state.mail.quote(state.slot, s, n, price, rate, links.qualities()[l], games.waitSeconds(s));
            }
        }
        state.mail.read(state.now(), state.world::isPresent);
    }

    private FollowerDecisions decide(@Nullable PricingGame view, OfferedTasks offers, SlotGames games) {
        if (offers.count() == 0) {
            return new FollowerDecisions(new double[0], state.pieces.rows, 0, 0, null);
        }
        if (view != null && state.mail.isImmediate()) {
            return decideAt(games.buyingGame(view), state.desk.prices(), games::openedLinks, offers, null);
        }
        var quotes = new ReceivedQuotes(state.mail, offers, games.terms(), state.slot);
        PricingGame game = quotes.game(games.table(), state.moneyScale);
        return decideAt(game, new double[state.capacities.length], quotes::links, offers, quotes);
    }

    private FollowerDecisions decideAt(
            PricingGame game,
            double[] prices,
            IntFunction<AgentLinks> links,
            OfferedTasks offers,
            @Nullable ReceivedQuotes heard) {
        int firstNewPiece = state.pieces.rows;
        double[] ratios = Allocation.at(game, prices, new ExactFollowerResponse(), state.setup.tasks())
                .ratios();
        int[] first = room(game, ratios, offers);
        double[] homeRatios = new double[offers.count()];
        var neverQuoted = new AtomicInteger();
        state.setup.tasks().run(offers.count(), SimulationState.LEAST_PER_THREAD, i -> {
            LinkIndices entries = game.entriesOf(i);
            AgentLinks known = links.apply(i);
            int next = first[i];
            for (int l = 0; l < entries.count(); l++) {
                double ratio = ratios[entries.at(l)];
                if (ratio > 0) {
                    state.lastRatios.set(next - firstNewPiece, known.leaders()[l], ratio);
                    if (!send(next++, offers, i, known, l, ratio)) {
                        neverQuoted.incrementAndGet();
                    }
                    homeRatios[i] += ratio;
                }
            }
            state.tasks.openPieces[offers.row(i)] += next - first[i];
        });
        double largestRatioSum = 0;
        for (int i = 0; i < homeRatios.length; i++) {
            double sent = homeRatios[i];
            homeRatios[i] = Math.max(0, 1 - sent);
            largestRatioSum = Math.max(largestRatioSum, sent + homeRatios[i]);
        }
        return new FollowerDecisions(homeRatios, firstNewPiece, largestRatioSum, neverQuoted.get(), heard);
    }

    /** Adds rows for the pieces of all offers, so that the pieces can be set in parallel. Returns the first row of each offer. */
    private int[] room(PricingGame game, double[] ratios, OfferedTasks offers) {
        int[] parts = new int[offers.count()];
        state.setup.tasks().run(parts.length, SimulationState.LEAST_PER_THREAD, i -> {
            LinkIndices entries = game.entriesOf(i);
            for (int l = 0; l < entries.count(); l++) {
                parts[i] += ratios[entries.at(l)] > 0 ? 1 : 0;
            }
        });
        int[] first = new int[parts.length];
        int next = state.pieces.rows;
        for (int i = 0; i < parts.length; i++) {
            first[i] = next;
            next += parts[i];
            int part = state.lastRatios.begin(offers.agent(i), parts[i]);
            assert part == first[i] - state.pieces.rows : "parts are counted as their rows are";
        }
        state.pieces.grow(next);
        return first;
    }

    /** Sets a new piece. Returns whether its leader quoted its price. */
    private boolean send(int piece, OfferedTasks offers, int i, AgentLinks known, int link, double ratio) {
        int n = offers.agent(i);
        int s = known.leaders()[link];
        Quote quote = state.mail.isImmediate() ? null : state.mail.quote(n, s, state.slot);
        double price = quote == null ? state.desk.prices()[s] : quote.price();
        long quoted = quote == null ? state.slot : quote.slot();
        boolean binds = state.slot - quoted <= state.setup.dynamics().messages().quoteSlots();
        double heard = known.qualities()[link];
        double quality = quote == null ? heard : quality(n, s, heard);
        double bits = ratio * state.inputBits(offers.row(i));
        state.pieces.set(piece, offers.row(i), s, ratio, quality, price, binds ? quoted : ~quoted, bits);
        return state.desk.hadPrice(s, price, state.slot - quoted);
    }

    /** Returns the true quality of a link, or the quoted quality if the link does not exist any more. */
    private double quality(int n, int leader, double heard) {
        AgentLinks links = state.world.links(n);
        int link = Arrays.binarySearch(links.leaders(), leader);
        return link < 0 ? heard : links.qualities()[link];
    }
}
