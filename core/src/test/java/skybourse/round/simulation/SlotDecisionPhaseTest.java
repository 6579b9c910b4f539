package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.ExplicitNetwork.Link;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.AerialMode;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.MessageDelays.BilledPrice;
import skybourse.round.dynamics.MessageDelaysBuilder;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.PricingSettings.Mode;
import skybourse.round.dynamics.Quote;
import skybourse.round.dynamics.Setups;
import skybourse.round.ledger.LedgerDigest;
import skybourse.round.motion.Motion;
import skybourse.round.motion.Stationary;
import skybourse.round.motion.Track;
import skybourse.round.motion.TrackPlayback;
import skybourse.round.state.AerialFleetTest;
import skybourse.round.state.MessagesInTransit;
import skybourse.round.state.PieceTable;
import skybourse.round.state.WirelessAgentReport;
import skybourse.tier1.game.PricingGame;

/**
 * Prices and ratios, calculated by hand, if WA1 reaches only FA1. Its task costs {@code x = 8e6 p + .025 - .4} there:
 * price and sending less the energy saved at home. So it sends {@code 10 / x - 1 / quality} of it.
 */
class SlotDecisionPhaseTest {

    private static final Scenario PAIR = Hamlet.at(
            new ExplicitNetwork(List.of(new Link("WA1", "FA1", 16e6, 1))),
            new double[] {0, 100},
            new double[] {10, 20, 30});

    /** Returns the price at which WA1's task has the given cost at FA1. */
    private static double price(double cost) {
        return (cost + 0.375) / 8e6;
    }

    private static double[] prices(double price) {
        return new double[] {1e-5, price, 1e-5};
    }

    /** Dynamics with constant prices after the first slot. */
    private static Dynamics withHeldPrices(MessageDelays messages) {
        return Altered.from(Hamlet.withMessages(messages))
                .withPricing(Hamlet.QUIET.pricing().withMode(Mode.HELD, 1))
                .dynamics();
    }

    private static final MessageDelays LATE = MessageDelaysBuilder.builder()
            .baseSeconds(0.5)
            .jitterSeconds(0)
            .loss(0)
            .forgetSlots(10)
            .quoteSlots(2)
            .honour(BilledPrice.QUOTE)
            .build();

    @Test
    void sentRatioIsBestResponseToPrice() {
        var hamlet = new Hamlet(PAIR, withHeldPrices(MessageDelays.immediate()), 3);
        hamlet.state.desk.setPrices(prices(price(8)), true);
        int task = hamlet.task(0, 3);
        hamlet.task(1, 3);
        hamlet.decide();
        PieceTable pieces = hamlet.state.pieces;
        assertThat(pieces.rows).isEqualTo(1);
        assertThat(pieces.task[0]).isEqualTo(task);
        assertThat(pieces.leader[0]).isEqualTo(Hamlet.FA1);
        assertThat(pieces.ratio[0]).isCloseTo(0.25, within(1e-12));
        assertThat(pieces.quality[0]).isEqualTo(1);
        assertThat(pieces.price[0]).isEqualTo(price(8));
        assertThat(pieces.quoteSlot[0]).isEqualTo(3);
        assertThat(pieces.bitsLeft[0]).isCloseTo(2e6, within(1e-5));
        assertThat(hamlet.state.tasks.openPieces).startsWith(1, 0);
        assertThat(hamlet.decisions.homeRatios()[0]).isCloseTo(0.75, within(1e-12));
        assertThat(hamlet.decisions.homeRatios()[1]).as("reaches no leader").isEqualTo(1);
        assertThat(hamlet.decisions.largestRatioSum()).isCloseTo(1, within(1e-12));
        assertThat(hamlet.decisions.neverQuoted()).isZero();
        assertThat(hamlet.of(Metric.MESSAGES)).as("two reports, one quote").isEqualTo(3);
        assertThat(hamlet.of(Metric.MESSAGES_LOST)).isZero();
        assertThat(hamlet.of(Metric.HEAD_ROOM)).isZero();
        assertThat(hamlet.of(Metric.ROUNDS)).isZero();
        assertThat(hamlet.of(Metric.AT_REST)).isZero();
        assertThat(hamlet.of(Metric.CERTIFIED)).isNaN();
        assertThat(hamlet.of(Metric.ABSENT)).isZero();
    }

    /** Without tasks prices do not change. */
    @Test
    void slotWithoutTasksKeepsPrices() {
        var hamlet = new Hamlet(PAIR, withHeldPrices(MessageDelays.immediate()), 3);
        hamlet.state.desk.setPrices(prices(price(8)), true);
        hamlet.decide();
        assertThat(hamlet.state.desk.prices()).containsExactly(prices(price(8)));
        assertThat(hamlet.state.desk.hadPrice(Hamlet.FA1, price(8), 1))
                .as("price of this slot")
                .isTrue();
        assertThat(hamlet.state.pieces.rows).isZero();
        assertThat(hamlet.of(Metric.ROUNDS)).isNaN();
    }

    /** Agents and leaders have messages of an earlier slot; messages of this slot take half a slot. */
    private static Hamlet decideOnReceivedQuote(MessageDelays messages, long quoted, double cost, double quality) {
        var hamlet = new Hamlet(PAIR, withHeldPrices(messages), 3);
        for (int slot = 0; slot < 3; slot++) {
            hamlet.state.desk.setPrices(prices(slot == quoted ? price(cost) : price(9)), true);
        }
        hamlet.state.mail.quote(quoted, Hamlet.FA1, 0, price(cost), 16e6, quality, 0);
        hamlet.state.mail.report(
                quoted, 0, 0, 4, new AgentLinks(new int[] {Hamlet.FA1}, new double[] {16e6}, new double[] {1}));
        hamlet.task(0, 3);
        hamlet.decide();
        return hamlet;
    }

    @Test
    void agentsRespondToReceivedQuotes() {
        Hamlet hamlet = decideOnReceivedQuote(LATE, 2, 8, 1);
        PieceTable pieces = hamlet.state.pieces;
        assertThat(pieces.ratio[0]).isCloseTo(0.25, within(1e-12));
        assertThat(pieces.price[0]).isEqualTo(price(8));
        assertThat(pieces.quoteSlot[0]).isEqualTo(2);
        assertThat(hamlet.decisions.neverQuoted()).isZero();
        // two reports and one quote; the two earlier messages are not counted in this slot
        assertThat(hamlet.of(Metric.MESSAGES)).isEqualTo(3);
    }

    /** The received quality of a link is half of the true one: 10 / 4 - 2 is sent, and its value uses the true quality. */
    @Test
    void ratioUsesReceivedQualityValueUsesTrueQuality() {
        Hamlet hamlet = decideOnReceivedQuote(LATE, 2, 4, 0.5);
        assertThat(hamlet.state.pieces.ratio[0]).isCloseTo(0.5, within(1e-12));
        assertThat(hamlet.state.pieces.quality[0]).isEqualTo(1);
    }

    /** A quote is valid for two slots, not for three. Then its slot is marked and the piece is declined. */
    @Test
    void quoteIsValidForConfiguredSlots() {
        Hamlet binding = decideOnReceivedQuote(LATE, 1, 8, 1);
        assertThat(binding.state.pieces.quoteSlot[0]).isEqualTo(1);
        assertThat(binding.send()).hasSize(1);
        Hamlet old = decideOnReceivedQuote(LATE, 0, 8, 1);
        assertThat(old.state.pieces.quoteSlot[0]).isEqualTo(~0L);
        assertThat(old.send()).isEmpty();
        assertThat(old.of(Metric.DECLINED)).isEqualTo(1);
        Hamlet brief = decideOnReceivedQuote(
                MessageDelaysBuilder.builder()
                        .baseSeconds(0.5)
                        .jitterSeconds(0)
                        .loss(0)
                        .forgetSlots(10)
                        .quoteSlots(0)
                        .honour(BilledPrice.QUOTE)
                        .build(),
                2,
                8,
                1);
        assertThat(brief.send()).isEmpty();
    }

    @Test
    void billAtUnquotedPriceIsCounted() {
        var hamlet = new Hamlet(PAIR, withHeldPrices(LATE), 3);
        for (int slot = 0; slot < 3; slot++) {
            hamlet.state.desk.setPrices(prices(price(9)), true);
        }
        hamlet.state.mail.quote(2, Hamlet.FA1, 0, price(8), 16e6, 1, 0);
        hamlet.task(0, 3);
        hamlet.decide();
        assertThat(hamlet.state.pieces.rows).isEqualTo(1);
        assertThat(hamlet.decisions.neverQuoted()).isEqualTo(1);
    }

    /** Agents without quotes send nothing; leaders without reports keep their prices. */
    @Test
    void agentsSendNothingWithoutMessages() {
        var hamlet = new Hamlet(PAIR, Hamlet.withMessages(LATE), 3);
        hamlet.state.desk.setPrices(prices(price(8)), true);
        hamlet.task(0, 3);
        hamlet.decide();
        assertThat(hamlet.state.pieces.rows).isZero();
        assertThat(hamlet.decisions.homeRatios()).containsExactly(1);
        assertThat(hamlet.state.desk.prices()).containsExactly(prices(price(8)));
    }

    /** Messages of this slot arrive in the next one: tasks with their remaining time, links, prices and queues. */
    @Test
    void reportsAndQuotesDescribeTheSlot() {
        var hamlet = new Hamlet(PAIR, withHeldPrices(LATE), 3);
        hamlet.state.desk.setPrices(prices(price(8)), true);
        hamlet.state.backlog[Hamlet.FA1] = 4e9;
        hamlet.task(0, 1.5);
        hamlet.decide();
        MessagesInTransit mail = hamlet.state.mail;
        mail.read(3.5, _ -> true);
        assertThat(mail.quote(0, Hamlet.FA1, 3)).isEqualTo(new Quote(3, 3.5, Hamlet.FA1, 0, price(8), 16e6, 1, 0.5));
        assertThat(mail.receivedQuotes(0, 3)).hasSize(1);
        assertThat(mail.receivedQuotes(1, 3)).isEmpty();
        WirelessAgentReport report = mail.report(0, 3);
        assertThat(report).isNotNull();
        assertThat(report.task()).isZero();
        assertThat(report.remainingSeconds()).isEqualTo(2.5);
        assertThat(report.links().leaders()).containsExactly(Hamlet.FA1);
        assertThat(mail.report(1, 3)).isNotNull().matches(idle -> idle.task() == -1 && idle.remainingSeconds() == 0);
    }

    /** A leader with a queue of more than ten slots is closed, and its quote says so. */
    @Test
    void leaderWithTooLongQueueIsClosed() {
        var hamlet = new Hamlet(PAIR, withHeldPrices(LATE), 3);
        hamlet.state.desk.setPrices(prices(price(8)), true);
        hamlet.state.backlog[Hamlet.FA1] = 80e9 + 1;
        hamlet.task(0, 1.5);
        hamlet.decide();
        hamlet.state.mail.read(3.5, _ -> true);
        assertThat(hamlet.state.mail.quote(0, Hamlet.FA1, 3)).isNotNull().matches(q -> q.price() == PricingGame.CLOSED);
        var told = new Hamlet(PAIR, withHeldPrices(MessageDelays.immediate()), 3);
        told.state.desk.setPrices(prices(price(8)), true);
        told.state.backlog[Hamlet.FA1] = 80e9 + 1;
        told.task(0, 1.5);
        told.decide();
        assertThat(told.state.pieces.rows).isZero();
        told.state.backlog[Hamlet.FA1] = 80e9;
        told.prepare();
        assertThat(told.games.isOpen(Hamlet.FA1)).isTrue();
    }

    /** A mobile agent with at most one millionth of free capacity is closed. A full fixed agent stays open, because it can resell. */
    @Test
    void fullMobileAgentIsClosed() {
        var hamlet = new Hamlet(Hamlet.QUIET, 3);
        hamlet.state.backlog[Hamlet.MA1] = 4e9 - 4e3;
        hamlet.state.backlog[Hamlet.FA1] = 8e9;
        SlotGames games = hamlet.prepare().games;
        assertThat(games.isOpen(Hamlet.MA1)).isFalse();
        assertThat(games.isOpen(Hamlet.FA1)).isTrue();
        assertThat(games.opened(hamlet.state.world.links(0)).leaders()).containsExactly(Hamlet.FA1, Hamlet.FA2);
        assertThat(games.opened(hamlet.state.world.links(0)).bitsPerSecond()).containsExactly(16e6, 32e6);
        assertThat(games.opened(hamlet.state.world.links(0)).qualities()).containsExactly(1, 0.25);
        hamlet.state.backlog[Hamlet.MA1] = 4e9 - 5e3;
        games = hamlet.prepare().games;
        assertThat(games.isOpen(Hamlet.MA1)).isTrue();
        assertThat(games.opened(hamlet.state.world.links(0))).isSameAs(hamlet.state.world.links(0));
    }

    @Test
    void absentMobileAgentIsClosed() {
        Hamlet away = Hamlet.withoutVan(3).prepare();
        assertThat(away.games.isOpen(Hamlet.MA1)).isFalse();
        assertThat(away.games.isOpen(Hamlet.FA2)).isTrue();
    }

    /** A queue of 4e9 at 8e9 work/s is 0.5 s, known to all agents without message delay. */
    @Test
    void queuesAreMeasuredInSeconds() {
        var hamlet = new Hamlet(Hamlet.QUIET, 3);
        hamlet.state.backlog[Hamlet.FA1] = 4e9;
        SlotGames games = hamlet.prepare().games;
        assertThat(games.waitSeconds(Hamlet.FA1)).isEqualTo(0.5);
        assertThat(games.terms().waitSeconds(0, Hamlet.FA1)).isEqualTo(0.5);
        assertThat(games.terms().waitSeconds(0, Hamlet.FA2)).isZero();
        assertThat(games.terms().workPerSecond(Hamlet.MA1)).isEqualTo(4e9);
        assertThat(games.reportedGame(0)).as("no offers").isNull();
        assertThat(games.slotScenario()).isSameAs(Hamlet.HAMLET);
    }

    /** Sending and computing take 0.5 s each. With a queue of 2 s 2 s are left, a cap of 1; with 3.5 s 0.5 s, a cap of 0.5. */
    @Test
    void deadlineCapsRatioBehindQueue() {
        assertThat(cap(16e9)).isEqualTo(1);
        assertThat(cap(28e9)).isEqualTo(0.5);
    }

    private static double cap(double backlog) {
        var hamlet = new Hamlet(PAIR, withHeldPrices(MessageDelays.immediate()), 3);
        hamlet.task(0, 3);
        hamlet.state.backlog[Hamlet.FA1] = backlog;
        PricingGame game = hamlet.choose().games.reportedGame(0);
        return game.linkCap()[game.entriesOf(0).at(0)];
    }

    /** Leaders see the reported market: WA1's task with 1.5 s left, whatever it offers now. */
    @Test
    void leadersSeeReportedMarket() {
        var hamlet = new Hamlet(PAIR, withHeldPrices(LATE), 3);
        var links =
                new AgentLinks(new int[] {Hamlet.MA1, Hamlet.FA2}, new double[] {8e6, 32e6}, new double[] {0.5, 0.25});
        hamlet.state.mail.report(2, 1, 0, 1.5, links);
        hamlet.state.mail.report(2, 0, -1, 0, links);
        hamlet.state.mail.read(3, _ -> true);
        hamlet.task(0, 3);
        PricingGame view = hamlet.choose().games.viewGame();
        assertThat(view).isNotNull();
        assertThat(view.agents()).isEqualTo(1);
        assertThat(view.links()).isEqualTo(2);
        int first = view.entriesOf(0).at(0);
        assertThat(view.linkLeader()[first]).isEqualTo(Hamlet.MA1);
        // 1.5 s for a second of sending and one of computing
        assertThat(view.linkCap()[first]).isEqualTo(0.75);
        hamlet.state.backlog[Hamlet.MA1] = 41e9;
        hamlet.prepare();
        assertThat(hamlet.games.viewGame().links())
                .as("closed leaders are excluded")
                .isEqualTo(1);
    }

    @Test
    void slotStagesAreReportedInOrder() {
        var hamlet = new Hamlet(PAIR, withHeldPrices(MessageDelays.immediate()), 0);
        List<SlotStage> told = new ArrayList<>();
        hamlet.decide(told::add);
        assertThat(told).containsExactly(SlotStage.WORLD, SlotStage.PRICES);
        told.clear();
        Simulation.begin(Setups.of(Hamlet.HAMLET, Hamlet.QUIET, 0)).play(told::add);
        assertThat(told)
                .containsExactly(
                        SlotStage.WORLD,
                        SlotStage.PRICES,
                        SlotStage.DECISIONS,
                        SlotStage.MEASURES,
                        SlotStage.DECISIONS,
                        SlotStage.TIER_2,
                        SlotStage.BOOKS);
    }

    @Test
    void metricsAccumulateValues() {
        var values = new SlotMetrics();
        assertThat(values.row(7, new LedgerDigest(new long[LedgerDigest.WORDS])).values())
                .containsOnly(Double.NaN)
                .hasSize(Metric.values().length);
        values.add(Metric.LOTS, 2);
        values.add(Metric.LOTS, 3);
        values.count(Metric.MET, 7);
        assertThat(values.of(Metric.LOTS)).isEqualTo(5);
        assertThat(values.row(7, new LedgerDigest(new long[LedgerDigest.WORDS])).of(Metric.MET))
                .isEqualTo(7);
        assertThat(values.row(7, new LedgerDigest(new long[LedgerDigest.WORDS])).slot())
                .isEqualTo(7);
    }

    /** Metrics count messages of this slot, compare ratios with the previous slot, and describe the solver run. */
    @Test
    void metricsDescribeCurrentSlotOnly() {
        var hamlet = new Hamlet(PAIR, Hamlet.QUIET, 3);
        hamlet.state.mail.count(5);
        hamlet.state.lastRatios.begin(0, 1);
        hamlet.state.lastRatios.set(0, Hamlet.FA1, 0.75);
        hamlet.state.lastRatios.endSlot();
        hamlet.state.desk.setPrices(prices(price(8)), true);
        hamlet.task(0, 3);
        hamlet.decide();
        assertThat(hamlet.of(Metric.MESSAGES)).as("a report and a quote").isEqualTo(2);
        assertThat(hamlet.of(Metric.ROUNDS)).isPositive();
        assertThat(hamlet.of(Metric.ROUNDS_NEAR)).isPositive();
        assertThat(hamlet.of(Metric.AT_REST)).isEqualTo(1);
        assertThat(hamlet.of(Metric.HEAD_ROOM)).isZero();
        assertThat(hamlet.state.pieces.ratio[0])
                .as("all is sent at the equilibrium price")
                .isCloseTo(1, within(1e-4));
        assertThat(hamlet.state.lastRatios.endSlot()).isCloseTo(0.25, within(1e-4));
    }

    /** Before slot 3 the aerial agent has too little energy for a lot and its return, and WA1 has walked for 3 s. */
    @Test
    void agentsMoveBeforeTheSlot() {
        Motion walk =
                new TrackPlayback(Track.of(new double[] {0, 9}, new double[] {0, 18}, new double[2], 60), 0, 10, false);
        Dynamics moving = Altered.from(Hamlet.withEnergy(new AerialEnergy(1e5, 1_000, 1_829.5, 0, false)))
                .withMotion(List.of(walk, new Stationary(0, 0)), List.of())
                .dynamics();
        var hamlet = new Hamlet(Hamlet.at(Hamlet.EVEN, new double[2], new double[3]), moving, 3);
        AerialFleetTest.put(hamlet.state.fleet, AerialMode.SERVING, 10_000, 0);
        hamlet.decide();
        assertThat(hamlet.state.world.places()).startsWith(6, 0, 0, 0);
        assertThat(hamlet.state.fleet.mode(0)).isEqualTo(AerialMode.RETURNING);
        assertThat(hamlet.games.reach().relayBitsPerSecond(Hamlet.FA1, 0)).isZero();
        AerialFleetTest.put(hamlet.state.fleet, AerialMode.SERVING, 10_000, 0);
        assertThat(hamlet.games.reach().relayBitsPerSecond(Hamlet.FA1, 0)).isPositive();
        assertThat(new Hamlet(Hamlet.QUIET, 3).state.now()).isEqualTo(3);
        assertThat(new Hamlet(Hamlet.lasting(2), Hamlet.QUIET, 3).state.now()).isEqualTo(6);
    }
}
