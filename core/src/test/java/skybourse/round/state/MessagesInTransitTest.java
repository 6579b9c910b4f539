package skybourse.round.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.AgentLinks;
import skybourse.round.dynamics.MessageDelays.BilledPrice;
import skybourse.round.dynamics.MessageDelaysBuilder;
import skybourse.round.dynamics.Quote;
import skybourse.round.simulation.Hamlet;
import skybourse.testing.Copies;
import skybourse.tier1.game.PricingGame;

/** Message delivery with two wireless agents, three leaders and slots of 1 s. */
class MessagesInTransitTest {

    private static final AgentLinks LINKS =
            new AgentLinks(new int[] {0, 2}, new double[] {8e6, 32e6}, new double[] {0.5, 0.25});

    /** Messages expire after 3 slots. */
    private static MessagesInTransit mail(double base, double jitter, double loss) {
        var settings = MessageDelaysBuilder.builder()
                .baseSeconds(base)
                .jitterSeconds(jitter)
                .loss(loss)
                .forgetSlots(3)
                .quoteSlots(2)
                .honour(BilledPrice.QUOTE)
                .build();
        return new MessagesInTransit(Hamlet.HAMLET, Hamlet.withMessages(settings), false, new RandomStreams(9));
    }

    private static void quote(MessagesInTransit mail, long slot, int leader, double price) {
        mail.quote(slot, leader, 1, price, 8e6, 0.5, 0.125);
    }

    private static long receivedSlot(MessagesInTransit mail, int leader, long slot) {
        Quote quote = mail.quote(1, leader, slot);
        return quote == null ? -1 : quote.slot();
    }

    @Test
    void quoteArrivesAfterDelay() {
        MessagesInTransit mail = mail(0.5, 0, 0);
        quote(mail, 4, 2, 7e-6);
        mail.read(4.25, _ -> true);
        assertThat(receivedSlot(mail, 2, 4)).isEqualTo(-1);
        assertThat(mail.unaccounted()).as("under way").isZero();
        mail.read(4.5, _ -> true);
        assertThat(mail.quote(1, 2, 4)).isEqualTo(new Quote(4, 4.5, 2, 1, 7e-6, 8e6, 0.5, 0.125));
        assertThat(mail.quote(0, 2, 4)).as("for another agent").isNull();
        assertThat(mail.quote(1, 1, 4)).as("of another leader").isNull();
        assertThat(mail.unaccounted()).isZero();
        assertThat(mail.sent()).isEqualTo(1);
    }

    @Test
    void reportArrivesAfterDelay() {
        MessagesInTransit mail = mail(0.5, 0, 0);
        mail.report(4, 1, 1, 3.5, LINKS);
        mail.read(4.25, _ -> true);
        assertThat(mail.report(1, 4)).isNull();
        assertThat(mail.unaccounted()).as("under way").isZero();
        mail.read(4.5, _ -> true);
        assertThat(mail.report(1, 4)).isEqualTo(new WirelessAgentReport(4, 4.5, 1, 1, 3.5, LINKS));
        assertThat(mail.report(0, 4)).isNull();
        assertThat(mail.unaccounted()).isZero();
    }

    /** Messages expire after {@code forgetSlots}. */
    @Test
    void messagesExpireAtConfiguredAge() {
        MessagesInTransit mail = mail(0, 0, 1e-12);
        quote(mail, 4, 1, 7e-6);
        mail.report(4, 1, -1, 0, LINKS);
        mail.read(4, _ -> true);
        assertThat(receivedSlot(mail, 1, 6)).isEqualTo(4);
        assertThat(mail.report(1, 6)).isNotNull();
        assertThat(receivedSlot(mail, 1, 7)).as("3 slots old").isEqualTo(-1);
        assertThat(mail.report(1, 7)).isNull();
    }

    /** A message that arrives after a newer one is superseded. */
    @Test
    void newestMessageBySlotCounts() {
        MessagesInTransit mail = mail(2, 0, 0);
        quote(mail, 5, 1, 5e-6);
        mail.report(5, 1, -1, 0, LINKS);
        mail.read(7, _ -> true);
        quote(mail, 4, 1, 4e-6);
        quote(mail, 5, 1, 6e-6);
        mail.report(4, 1, 0, 1, LINKS);
        mail.report(5, 1, 1, 2, LINKS);
        mail.read(7, _ -> true);
        assertThat(mail.quote(1, 1, 7)).extracting(Quote::price).isEqualTo(5e-6);
        assertThat(mail.report(1, 7)).extracting(WirelessAgentReport::task).isEqualTo(-1L);
        assertThat(mail.unaccounted()).isZero();
        quote(mail, 6, 1, 8e-6);
        mail.report(6, 1, 1, 2, LINKS);
        mail.read(8, _ -> true);
        assertThat(mail.quote(1, 1, 8)).extracting(Quote::price).isEqualTo(8e-6);
        assertThat(mail.report(1, 8)).extracting(WirelessAgentReport::slot).isEqualTo(6L);
        assertThat(mail.unaccounted()).isZero();
    }

    @Test
    void receivedQuotesListOpenLeadersByIndex() {
        MessagesInTransit mail = mail(0, 0, 1e-12);
        quote(mail, 1, 2, 2e-6);
        quote(mail, 1, 0, 1e-6);
        quote(mail, 1, 1, PricingGame.CLOSED);
        mail.read(1, _ -> true);
        assertThat(mail.receivedQuotes(1, 1)).extracting(Quote::leader).containsExactly(0, 2);
        assertThat(mail.receivedQuotes(0, 1)).isEmpty();
        assertThat(mail.receivedQuotes(1, 4)).isEmpty();
    }

    @Test
    void absentAgentsLoseTheirQuotes() {
        MessagesInTransit mail = mail(0, 0, 1e-12);
        quote(mail, 1, 2, 2e-6);
        mail.read(1, agent -> agent != 1);
        mail.read(1, _ -> true);
        assertThat(mail.receivedQuotes(1, 1)).isEmpty();
        assertThat(mail.lost()).isEqualTo(1);
        assertThat(mail.unaccounted()).isZero();
    }

    /** The median delay is {@code base + jitter ln 2}. */
    @Test
    void jitterIsExponentialAndLossHasItsProbability() {
        MessagesInTransit mail = mail(0.25, 0.125, 0);
        MessagesInTransit losing = mail(0.25, 0, 0.3);
        int soon = 0;
        for (long slot = 0; slot < 4_000; slot++) {
            quote(mail, slot, 1, 1e-6);
            mail.report(slot, 0, -1, 0, LINKS);
            mail.read(slot + 0.25 + 0.125 * Math.log(2), _ -> true);
            soon += receivedSlot(mail, 1, slot) == slot ? 1 : 0;
            quote(losing, slot, 2, 1e-6);
            losing.report(slot, 0, -1, 0, LINKS);
        }
        assertThat(soon / 4_000.0).isCloseTo(0.5, within(0.03));
        assertThat(losing.lost() / 8_000.0).isCloseTo(0.3, within(0.03));
        losing.read(1e9, _ -> true);
        assertThat(losing.unaccounted()).isZero();
    }

    /** Losses are sampled by sender, receiver and slot, so pairs lose different messages. */
    @Test
    void lossesDependOnSenderReceiverAndSlot() {
        MessagesInTransit mail = mail(0, 0, 0.5);
        MessagesInTransit again = mail(0, 0, 0.5);
        List<boolean[]> lost =
                IntStream.range(0, 4).mapToObj(_ -> new boolean[64]).toList();
        for (int slot = 0; slot < 64; slot++) {
            lost.get(0)[slot] = isLost(mail, slot, 0, 0);
            lost.get(1)[slot] = isLost(mail, slot, 1, 0);
            lost.get(2)[slot] = isLost(mail, slot, 0, 1);
            lost.get(3)[slot] = isLost(again, slot, 0, 0);
        }
        assertThat(lost.get(3)).isEqualTo(lost.get(0));
        assertThat(lost.get(1)).isNotEqualTo(lost.get(0));
        assertThat(lost.get(2)).isNotEqualTo(lost.get(0)).isNotEqualTo(lost.get(1));
    }

    private static boolean isLost(MessagesInTransit mail, long slot, int leader, int agent) {
        long before = mail.lost();
        mail.quote(slot, leader, agent, 1e-6, 8e6, 0.5, 0);
        return mail.lost() > before;
    }

    @Test
    void immediateMessagesAreOnlyCounted() {
        MessagesInTransit mail = mail(0, 0, 0);
        assertThat(mail.isImmediate()).isTrue();
        mail.count(5);
        assertThat(mail.sent()).isEqualTo(5);
        assertThat(mail.unaccounted()).isZero();
        assertThat(mail(0, 0.5, 0).isImmediate()).isFalse();
        assertThat(mail(0.5, 0, 0).isImmediate()).isFalse();
        assertThat(mail(0, 0, 0.5).isImmediate()).isFalse();
        var late = MessageDelaysBuilder.builder()
                .baseSeconds(1)
                .jitterSeconds(1)
                .loss(0.5)
                .forgetSlots(3)
                .quoteSlots(2)
                .honour(BilledPrice.QUOTE)
                .build();
        var frozen = new MessagesInTransit(Hamlet.HAMLET, Hamlet.withMessages(late), true, new RandomStreams(9));
        assertThat(frozen.isImmediate()).isTrue();
        assertThat(late.withTravel(0, 0, 0))
                .isEqualTo(MessageDelaysBuilder.builder()
                        .baseSeconds(0)
                        .jitterSeconds(0)
                        .loss(0)
                        .forgetSlots(3)
                        .quoteSlots(2)
                        .honour(BilledPrice.QUOTE)
                        .build());
    }

    @Test
    void checkpointRestoresMessages() {
        MessagesInTransit mail = mail(0.5, 0, 0);
        quote(mail, 4, 2, 2e-6);
        mail.report(4, 1, 1, 3.5, LINKS);
        mail.read(4.5, _ -> true);
        quote(mail, 5, 2, 3e-6);
        mail.report(5, 1, -1, 0, LINKS);
        var copies = new Copies();
        mail.exchange(copies);
        MessagesInTransit same = mail(0.5, 0, 0);
        same.exchange(copies.read());
        assertThat(copies.isEmpty()).isTrue();
        assertThat(same.quote(1, 2, 4)).isEqualTo(mail.quote(1, 2, 4)).isNotNull();
        assertThat(same.report(1, 4))
                .extracting(WirelessAgentReport::remainingSeconds)
                .isEqualTo(3.5);
        assertThat(same.unaccounted()).isZero();
        same.read(5.5, _ -> true);
        assertThat(same.quote(1, 2, 5)).isEqualTo(new Quote(5, 5.5, 2, 1, 3e-6, 8e6, 0.5, 0.125));
        assertThat(same.report(1, 5)).extracting(WirelessAgentReport::task).isEqualTo(-1L);
        assertThat(same.unaccounted()).isZero();
    }
}
