package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.round.dynamics.MessageDelays.BilledPrice;
import skybourse.round.dynamics.MessageDelaysBuilder;
import skybourse.round.state.MessagesInTransit;
import skybourse.tier1.game.PricingGame;

/** The market as WA1 and WA2 know it from messages, compared with manual calculations. */
class ReceivedQuotesTest {

    private final Hamlet hamlet = new Hamlet(
            Hamlet.withMessages(MessageDelaysBuilder.builder()
                    .baseSeconds(0)
                    .jitterSeconds(0)
                    .loss(1e-12)
                    .forgetSlots(10)
                    .quoteSlots(2)
                    .honour(BilledPrice.QUOTE)
                    .build()),
            3);
    private final ReceivedQuotes quotes;

    ReceivedQuotesTest() {
        hamlet.task(0, 3);
        hamlet.task(1, 3);
        hamlet.choose();
        MessagesInTransit mail = hamlet.state.mail;
        mail.quote(2, Hamlet.FA2, 0, 2e-6, 16e6, 0.5, 1);
        mail.quote(2, Hamlet.MA1, 0, 1e-6, 8e6, 0.25, 0.75);
        mail.quote(2, Hamlet.FA1, 1, 3e-6, 4e6, 0.125, 3);
        mail.read(3, _ -> true);
        quotes = new ReceivedQuotes(mail, hamlet.offers, hamlet.games.terms(), 3);
    }

    @Test
    void linksAreThoseOfReceivedQuotes() {
        assertThat(quotes.links(0).leaders()).containsExactly(Hamlet.MA1, Hamlet.FA2);
        assertThat(quotes.links(0).bitsPerSecond()).containsExactly(8e6, 16e6);
        assertThat(quotes.links(0).qualities()).containsExactly(0.25, 0.5);
        assertThat(quotes.links(1).leaders()).containsExactly(Hamlet.FA1);
    }

    /** A charge is the price for 8 Mbit, plus sending at 0.5 W and 0.1 per joule, less 0.4 for home: to FA2 16 + 0.025 - 0.4. */
    @Test
    void agentsRespondToTheirReceivedPrices() {
        PricingGame game = quotes.game(hamlet.games.table(), 0.1);
        assertThat(game.agents()).isEqualTo(2);
        assertThat(game.links()).isEqualTo(3);
        assertThat(game.moneyScale()).isEqualTo(0.1);
        int van = game.entriesOf(0).at(0);
        int server = game.entriesOf(0).at(1);
        int other = game.entriesOf(1).at(0);
        assertThat(game.linkCharge()[van]).isCloseTo(8 + 0.05 - 0.4, within(1e-12));
        assertThat(game.linkCharge()[server]).isCloseTo(16 + 0.025 - 0.4, within(1e-12));
        assertThat(game.linkCharge()[other]).isCloseTo(24 + 0.1 - 0.4, within(1e-12));
        assertThat(game.linkInverseQuality()[server]).isEqualTo(2);
        // 4 s less the wait, for sending and computing: 1 + 1 s, 0.5 + 0.5 s, 2 + 0.5 s
        assertThat(game.linkCap()[van]).isEqualTo(1);
        assertThat(game.linkCap()[server]).isEqualTo(1);
        assertThat(game.linkCap()[other]).isCloseTo(0.4, within(1e-15));
    }

    /** The true value of a response uses the true links and queues, for leaders with received quotes only. */
    @Test
    void valueIsMeasuredOnTrueLinks() {
        hamlet.state.backlog[Hamlet.FA1] = 24e9;
        var games = hamlet.games;
        PricingGame game = quotes.game(games.table(), 0.1, hamlet.state.world::links, games.terms());
        assertThat(game.links()).as("WA1 has no quote of FA1, nor WA2 of FA2").isEqualTo(3);
        int server = game.entriesOf(0).at(1);
        int other = game.entriesOf(1).at(0);
        assertThat(game.linkLeader()[server]).isEqualTo(Hamlet.FA2);
        assertThat(game.linkInverseQuality()[server]).isEqualTo(4);
        assertThat(game.linkCharge()[server]).isCloseTo(16 + 0.0125 - 0.4, within(1e-12));
        assertThat(game.linkCap()[other])
                .as("a queue of 3 s, 1.5 s for the complete task")
                .isCloseTo(2 / 3.0, within(1e-15));
    }
}
