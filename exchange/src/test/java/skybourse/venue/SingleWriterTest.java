package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;

/** Replies are sent only after the journal is durable, and none after the journal failed. */
class SingleWriterTest {

    /** Steps in order: entries appended, syncs, entries published, replies. */
    private final List<String> steps = new ArrayList<>();

    private final ExchangeEngine engine =
            ExchangeEngine.open(MarketRules.standard(Played.drawn(5, 1), "seller-vcg", 2, 10, true));
    private boolean fails;

    private final Journal journal = new Journal() {
        @Override
        public void append(Entry entry) {
            steps.add("taken " + entry.seq() + " at " + entry.at() + " of " + entry.actor());
        }

        @Override
        public void sync() throws IOException {
            steps.add("sync");
            if (fails) {
                throw new IOException("no");
            }
        }
    };

    {
        engine.apply(7, 0, List.of());
    }

    private final SingleWriter writer =
            new SingleWriter(engine, journal, 500, entry -> steps.add("published " + entry.seq()));

    private SingleWriter.QueuedCommand queued(MarketCommand command) {
        Caller caller = command instanceof MarketCommand.OfAgent of
                ? new Caller.Agent(Played.secret(of.agent()))
                : command instanceof MarketCommand.OfOperator ? new Caller.Operator() : new Caller.Market();
        return new SingleWriter.QueuedCommand(
                command,
                caller,
                "text",
                answered -> steps.add(answered.answer().getClass().getSimpleName() + " " + answered.seq()));
    }

    private static MarketCommand.Deposit deposit(int n) {
        return new MarketCommand.Deposit("WA1", n, "d" + n);
    }

    @Test
    void repliesFollowTheSyncOfTheirBatch() throws IOException {
        writer.write(
                List.of(
                        queued(deposit(1)),
                        queued(deposit(1)),
                        queued(deposit(-1)),
                        queued(new MarketCommand.PutAgent("WA1", 1, AgentTerms.ofScenario()))),
                400);
        assertThat(steps)
                .containsExactly(
                        "taken 8 at 500 of operator",
                        "taken 9 at 500 of WA1",
                        "sync",
                        "published 8",
                        "published 9",
                        "Done 8",
                        "Done 8",
                        "Refused 8",
                        "Done 9");
        steps.clear();
        writer.write(List.of(queued(deposit(1))), 600);
        assertThat(steps).as("no event and no entry; the first reply again").containsExactly("Done 8");
        assertThat(writer.seq()).isEqualTo(9);
        assertThat(writer.venue()).isSameAs(engine);
        writer.write(List.of(queued(deposit(2))), 300);
        assertThat(steps).contains("taken 10 at 600 of operator");
    }

    @Test
    void sendsNoReplyAfterJournalFailure() {
        assertThat(writer.isBroken()).isFalse();
        fails = true;
        assertThatThrownBy(() -> writer.write(List.of(queued(deposit(1))), 600)).hasMessage("no");
        assertThat(writer.isBroken()).isTrue();
        fails = false;
        assertThatThrownBy(() -> writer.write(List.of(queued(deposit(2))), 600))
                .hasMessage("the journal failed before");
        assertThat(steps).containsExactly("taken 8 at 600 of operator", "sync");
    }

    @Test
    void brokenInvariantStopsTheWriter() {
        engine.apply(7, 0, List.of(new MarketEvent.MoneyWithdrawn("WA2", 5, "stolen")));
        assertThatThrownBy(() -> writer.write(List.of(queued(deposit(1))), 600))
                .isInstanceOf(SingleWriter.BrokenInvariantException.class)
                .hasMessageContaining("WA2");
        assertThat(steps).containsExactly("taken 8 at 600 of operator");
        assertThat(writer.isBroken()).isTrue();
    }

    /** {@code tick} submits each piece that is due by then, once. */
    @Test
    void tickSubmitsDuePiecesOnce() throws IOException {
        Played market = new Played(MarketRules.standard(Played.drawn(20, 4), "seller-vcg", 2, 10, true)).joined();
        assertThat(market.venue.nextDueMillis()).isEqualTo(Long.MAX_VALUE);
        market.putTasks("t");
        List<Piece> pieces = market.sell().pieces().stream()
                .filter(piece -> piece.state().isOpen())
                .toList();
        long first = pieces.stream().mapToLong(Piece::dueMillis).min().orElseThrow();
        long second = pieces.stream()
                .mapToLong(Piece::dueMillis)
                .filter(due -> due > first)
                .min()
                .orElseThrow();
        assertThat(market.venue.nextDueMillis()).isEqualTo(first);
        assertThat(market.venue.dueBy(first - 1)).isEmpty();
        var timers = new SingleWriter(market.venue, journal, 0, _ -> {});
        timers.tick(first - 1);
        assertThat(steps).isEmpty();
        long due = pieces.stream().filter(piece -> piece.dueMillis() == first).count();
        assertThat(market.venue.dueBy(first)).hasSize((int) due);
        timers.tick(first);
        assertThat(steps).hasSize((int) due + 1).last().isEqualTo("sync");
        assertThat(steps.getFirst()).startsWith("taken ").endsWith(" at " + first + " of market");
        assertThat(market.venue.nextDueMillis()).isEqualTo(second);
        timers.tick(first);
        assertThat(steps).hasSize((int) due + 1);
    }
}
