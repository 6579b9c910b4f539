package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;

/** Limit of the bytes and blobs that one agent may upload in 100 rounds. */
class BlobIndexTest {

    /** 256 MiB in pieces of 4 KiB. */
    private static final int MAX_BLOBS = 65_536;

    private final Played market = new Played(Played.drawn(5, 4)).joined();

    private static MarketCommand.PutBlob blob(int number, int bytes) {
        return new MarketCommand.PutBlob("WA1", String.format("%064x", number), bytes);
    }

    private static CommandReply decided(ExchangeEngine engine, MarketCommand command) {
        return engine.decide(command, new Caller.Agent(Played.secret("WA1")), 1_000);
    }

    /** Each blob of one byte counts 4 KiB, also after a restart from a snapshot or from the entries. */
    @Test
    void limitsBlobsPerAgent() {
        ExchangeEngine engine = market.venue;
        ExchangeEngine again = market.readBack();
        for (int number = 0; number < MAX_BLOBS; number++) {
            var done = (CommandReply.Done) decided(engine, blob(number, 1));
            again.apply(engine.seq(), 0, done.events());
        }
        ExchangeEngine restored = ExchangeEngine.open(market.rules);
        restored.restore(engine.snapshot().orElseThrow());
        for (ExchangeEngine each : new ExchangeEngine[] {engine, again, restored}) {
            assertThat(decided(each, blob(MAX_BLOBS, 1)).toString())
                    .startsWith("body must be within the limit of uploads of an agent in 100 rounds, 268435456 bytes; "
                            + "each blob counts at least 4096: 268439552");
            assertThat(decided(each, blob(0, 1))).as("uploaded before").isInstanceOf(CommandReply.Done.class);
            var other = new MarketCommand.PutBlob("WA2", "ab".repeat(32), 1);
            assertThat(each.decide(other, new Caller.Agent(Played.secret("WA2")), 1_000))
                    .isInstanceOf(CommandReply.Done.class);
        }
    }

    /** A deleted blob is no longer counted; one of 4,097 bytes counts its own size. */
    @Test
    void deletedBlobsAreNotCounted() {
        int whole = 4 << 20;
        for (int number = 0; number < 63; number++) {
            market.done(blob(number, whole));
        }
        market.done(blob(63, whole - 4_097));
        assertThat(market.refused(blob(64, 4_098)).value()).isEqualTo("268435457");
        voidRound();
        market.done(blob(64, 4_097));
        assertThat(market.refused(blob(65, 1)).value()).isEqualTo("268439552");
        for (int round = 0; round < 99; round++) {
            voidRound();
        }
        assertThat(market.refused(blob(65, 1)).kind()).isEqualTo(CommandReply.Kind.INVALID);
        voidRound();
        assertThat(market.venue.hasBlob("WA1", blob(63, 1).digest())).isFalse();
        assertThat(market.venue.hasBlob("WA1", blob(64, 1).digest())).isTrue();
        for (int number = 0; number < 63; number++) {
            market.done(blob(100 + number, whole));
        }
        assertThat(market.refused(blob(65, whole - 4_096)).value()).isEqualTo("268435457");
        market.done(blob(65, whole - 4_097));
    }

    /** Closes a round that is void because all agents are inactive. */
    private void voidRound() {
        long round = market.venue.round();
        market.done(new MarketCommand.PutTask(
                "WA2",
                "t" + round,
                market.rules.scenario().wirelessAgents().get(1).task(),
                0,
                Played.PAYLOAD,
                round));
        market.done(new MarketCommand.Freeze(round, new TreeSet<>(market.venue.ids()), Played.DRAW));
        market.done(new MarketCommand.WithdrawTask("WA2", "t" + round));
    }
}
