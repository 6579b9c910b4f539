package skybourse.round.simulation;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.LeaderResponse;
import skybourse.tier1.equilibrium.SlopeSearch;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactResponse;
import skybourse.tier1.game.LinkEntries;
import skybourse.tier1.game.PricingGame;

/**
 * The first half of a slot: who is where, what is wanted, what is asked, and what is sent. In this order: world, arrivals, reports,
 * messages that have come, prices, quotes, decisions. {@link Transfers}, {@link SlotSale}, {@link SlotWork}, {@link Results} and {@link SlotClose} play
 * the rest.
 */
final class SlotPlay {

    private static final AgentLinks NO_LINKS = new AgentLinks(new int[0], new double[0], new double[0]);

    /** Relative gain from which on a leader would rather move: that of prices at rest. */
    private static final double LEAST_GAIN = 1e-9;

    final MarketState state;
    final Scenario scenario;
    final long slot;
    final double now;
    final double[] values = new double[Metric.values().length];
    final double[] capacities;

    final Offers offers;
    final SlotGames games;

    /** The part of its task that each that offers keeps at home, in [0, 1]. */
    double[] homeRatios = {};

    double largestRatioSum;
    int neverQuoted;

    private final long sentBefore;
    private final long lostBefore;

    SlotPlay(MarketState state) {
        this.state = state;
        scenario = state.setup.scenario();
        slot = state.slot;
        now = slot * state.setup.slotSeconds();
        capacities = state.capacities;
        offers = new Offers(this);
        games = new SlotGames(this, offers);
        sentBefore = state.mail.sent();
        lostBefore = state.mail.lost();
        Arrays.fill(values, Double.NaN);
    }

    void set(Metric metric, double value) {
        values[metric.place()] = value;
    }

    void count(Metric metric, long number) {
        set(metric, (double) number);
    }

    void add(Metric metric, double value) {
        double before = values[metric.place()];
        values[metric.place()] = Double.isNaN(before) ? value : before + value;
    }

    /** Plays it. */
    void play(Consumer<Part> partDone) {
        move();
        offers.choose();
        state.world.prepare(offers.involved());
        games.openLeaders();
        sendReports();
        partDone.accept(Part.WORLD);
        PricingGame view = state.mail.isImmediate() ? games.gameOf(state.desk.headRoom()) : games.viewGame();
        price(view);
        sendQuotes();
        count(Metric.MESSAGES, state.mail.sent() - sentBefore);
        count(Metric.MESSAGES_LOST, state.mail.lost() - lostBefore);
        partDone.accept(Part.PRICES);
        decide(view);
        set(Metric.STOOD_STILL, standsStill() ? 1 : 0);
    }

    /** Tells whether nobody would buy at the prices asked, whenever heard, though a leader would earn by another price. */
    private boolean standsStill() {
        PricingGame game = state.pieces.rows == firstNewPiece && state.desk.hasPriced() ? trueGame() : null;
        boolean gains = false;
        for (int s = 0; game != null && s < game.leaders(); s++) {
            LeaderResponse.Choice best = new SlopeSearch(true).choose(game, state.desk.prices(), s);
            if (best.presentProfit() != 0) {
                return false;
            }
            gains |= best.relativeGain(game.moneyScale()) > LEAST_GAIN;
        }
        return gains;
    }

    private void move() {
        if (slot > 0) {
            state.world.moveTo(slot, now);
        }
        state.fleet.startSlot();
        set(Metric.ABSENT, state.world.absent());
    }

    private void sendReports() {
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
                state.mail.report(slot, n, task, has ? offers.secondsLeft(row) : 0, state.world.links(n));
            }
        }
        state.mail.read(now, state.world::isPresent);
    }

    private void price(@Nullable PricingGame view) {
        set(Metric.HEAD_ROOM, state.desk.headRoom());
        if (view == null) {
            state.desk.ask(state.desk.prices(), false);
            return;
        }
        var pricer = new Pricer(state.setup.solver(), state.setup.dynamics().pricing());
        double[] quotes = state.desk.hasPriced() ? state.desk.prices() : new double[0];
        Pricer.Priced priced = pricer.priced(view, quotes);
        if (state.setup.dynamics().pricing().learnHeadRoom()) {
            expectedLoads =
                    Allocation.at(view, priced.prices(), new ExactResponse()).loads();
        }
        state.desk.ask(priced.prices(), true);
        set(Metric.ROUNDS, priced.rounds());
        set(Metric.ROUNDS_NEAR, priced.roundsUntilNear());
        set(Metric.AT_REST, priced.rested() ? 1 : 0);
        set(Metric.CONTRACTION, priced.contraction());
        certified = priced.certified();
        pricedGame = view;
        certificate = certified == null ? null : certified.certificate();
        if (certified == null && state.setup.measures(slot) && pricer.settings().mode() == Pricing.Mode.SOLVE) {
            CertifiedSolver solver = pricer.solver();
            certificate = solver.certifier().certify(view, priced.prices(), solver.tolerance());
        }
        if (certificate != null) {
            set(Metric.CERTIFIED, certificate.holds() ? 1 : 0);
        }
    }

    /** What leaders took their loads to be; empty where nobody learns from it. */
    double[] expectedLoads = {};

    /** What came of pricing, where prices were repaired, the certificate of prices, and the game that it is of. */
    @Nullable
    SolveResult certified;

    @Nullable
    EquilibriumCertificate certificate;

    @Nullable
    PricingGame pricedGame;

    private void sendQuotes() {
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
            AgentLinks links = state.world.isPresent(n) ? state.world.links(n) : NO_LINKS;
            for (int l = 0; l < links.count(); l++) {
                int s = links.leaders()[l];
                double price = games.isOpen(s) ? prices[s] : PricingGame.CLOSED;
                double rate = links.bitsPerSecond()[l];
                state.mail.quote(slot, s, n, price, rate, links.qualities()[l], games.waitSeconds(s));
            }
        }
        state.mail.read(now, state.world::isPresent);
    }

    /** The first row of the parts that are sent in this slot. */
    int firstNewPiece;

    private @Nullable HeardQuotes heard;

    /** Returns the game of the slot as it is, without head room; null where nobody offers a task. */
    @Nullable
    PricingGame trueGame() {
        boolean priced = state.mail.isImmediate()
                && (scenario.leaders().stream().allMatch(Leader::resells) || state.desk.headRoom() == 0);
        return priced ? pricedGame : games.gameOf(0);
    }

    /** Returns the true game at the prices that each agent has heard; null where all have heard the same. */
    @Nullable
    PricingGame heardGame() {
        HeardQuotes quotes = heard;
        return quotes == null
                ? null
                : quotes.game(
                        games.table(),
                        state.moneyScale,
                        i -> games.opened(state.world.links(offers.agent(i))),
                        games.terms());
    }

    private void decide(@Nullable PricingGame view) {
        firstNewPiece = state.pieces.rows;
        homeRatios = new double[offers.count()];
        Arrays.fill(homeRatios, 1);
        if (state.mail.isImmediate()) {
            if (view != null) {
                decideAt(view, state.desk.prices(), i -> games.opened(state.world.links(offers.agent(i))));
            }
        } else if (offers.count() > 0) {
            var quotes = new HeardQuotes(state.mail, offers, games.terms(), slot);
            heard = quotes;
            PricingGame game = quotes.game(games.table(), state.moneyScale);
            decideAt(game, new double[capacities.length], quotes::links);
        }
    }

    private interface LinksOf {
        AgentLinks of(int follower);
    }

    private void decideAt(PricingGame game, double[] prices, LinksOf links) {
        double[] ratios = Allocation.at(game, prices, new ExactResponse()).ratios();
        for (int i = 0; i < offers.count(); i++) {
            LinkEntries entries = game.entriesOf(i);
            AgentLinks known = links.of(i);
            state.lastRatios.begin(offers.agent(i));
            double sent = 0;
            for (int l = 0; l < entries.count(); l++) {
                double ratio = ratios[entries.at(l)];
                if (ratio > 0) {
                    send(i, known, l, ratio);
                    sent += ratio;
                }
            }
            homeRatios[i] = Math.max(0, 1 - sent);
            largestRatioSum = Math.max(largestRatioSum, sent + homeRatios[i]);
        }
    }

    private void send(int i, AgentLinks known, int link, double ratio) {
        int n = offers.agent(i);
        int s = known.leaders()[link];
        Optional<Quote> quote =
                state.mail.isImmediate() ? Optional.empty() : Optional.ofNullable(state.mail.quote(n, s, slot));
        double price = quote.map(Quote::price).orElseGet(() -> state.desk.prices()[s]);
        long quoted = quote.map(Quote::slot).orElse(slot);
        neverQuoted += state.desk.asked(s, price, slot - quoted) ? 0 : 1;
        boolean binds = slot - quoted <= state.setup.dynamics().messages().quoteSlots();
        double quality = quality(n, s, known.qualities()[link]);
        double bits = ratio * offers.followers().get(i).task().inputBits();
        state.pieces.add(offers.row(i), s, ratio, quality, price, binds ? quoted : ~quoted, bits);
        state.tasks.openPieces[offers.row(i)]++;
        state.lastRatios.add(s, ratio);
    }

    /** Returns the quality of a link as it is; as it was heard where it is gone. */
    private double quality(int n, int leader, double heard) {
        AgentLinks links = state.world.links(n);
        int link = Arrays.binarySearch(links.leaders(), leader);
        return link < 0 ? heard : links.qualities()[link];
    }
}
