package skybourse.venue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;

/**
 * Single writer of a market. It decides a batch of commands, makes their entries durable, and only then sends the answers. After any error, for
 * example of the journal, it writes no entries and sends no answers. Not thread safe.
 */
public final class SingleWriter {

    private final ExchangeEngine engine;
    private final Journal journal;
    private final Consumer<Journal.Entry> published;
    private long at;
    private boolean isBroken;

    /**
     * Creates the writer of a market.
     *
     * @param engine the market after all entries of the journal
     * @param journal stores the entries
     * @param at time of the last entry, milliseconds of the market's clock
     * @param published receives each entry after it is durable, in order
     */
    public SingleWriter(ExchangeEngine engine, Journal journal, long at, Consumer<Journal.Entry> published) {
        this.engine = engine;
        this.journal = journal;
        this.at = at;
        this.published = published;
    }

    /**
     * A command with its sender.
     *
     * @param command the command
     * @param caller its sender
     * @param text the command as it was sent; empty for a command of the market itself
     * @param answered receives the answer after the entry is durable; not called after an error
     */
    public record QueuedCommand(MarketCommand command, Caller caller, String text, Consumer<RecordedAnswer> answered) {}

    /**
     * Answer with the number of an entry.
     *
     * @param answer the answer of the market
     * @param seq number of the entry that executed the command, even if the command is a repetition; number of the last entry if the command is
     *     refused or late
     */
    public record RecordedAnswer(CommandReply answer, long seq) {}

    /** Thrown if an invariant is violated. The market must stop, because its state cannot be trusted. */
    public static final class BrokenInvariantException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenInvariantException(String law) {
            super(law);
        }
    }

    /**
     * Decides the commands of a batch in order, stores their entries, and sends the answers.
     *
     * @param batch commands with their senders
     * @param now milliseconds of the market's clock
     * @throws IOException if the journal fails or an earlier call failed; no command of the batch is answered
     * @throws BrokenInvariantException if an invariant is violated; no command of the batch is answered
     */
    public void write(List<QueuedCommand> batch, long now) throws IOException {
        if (isBroken) {
            throw new IOException("the journal failed before");
        }
        List<RecordedAnswer> answers = new ArrayList<>();
        List<Journal.Entry> entries = new ArrayList<>();
        isBroken = true;
        at = Math.max(at, now);
        for (QueuedCommand asked : batch) {
            CommandReply answer = engine.decide(asked.command(), asked.caller(), at);
            if (answer instanceof CommandReply.Done done && !done.events().isEmpty()) {
                var entry = new Journal.Entry(engine.seq(), at, actor(asked), asked.text(), done.events());
                journal.append(entry);
                entries.add(entry);
            }
            answers.add(new RecordedAnswer(
                    answer,
                    answer instanceof CommandReply.Done done ? done.reply().seq() : engine.seq()));
        }
        Optional<String> breach = engine.breach();
        if (breach.isPresent()) {
            throw new BrokenInvariantException(breach.get());
        }
        if (!entries.isEmpty()) {
            journal.sync();
        }
        isBroken = false;
        entries.forEach(published);
        for (int i = 0; i < answers.size(); i++) {
            batch.get(i).answered().accept(answers.get(i));
        }
    }

    /**
     * Executes the commands of all timers that are due.
     *
     * @param now milliseconds of the market's clock
     * @throws IOException as {@link #write}
     */
    public void tick(long now) throws IOException {
        List<QueuedCommand> due = engine.dueBy(Math.max(at, now)).stream()
                .map(command -> new QueuedCommand(command, new Caller.Market(), "", _ -> {}))
                .toList();
        if (!due.isEmpty()) {
            write(due, now);
        }
    }

    private static String actor(QueuedCommand asked) {
        return switch (asked.command()) {
            case MarketCommand.OfAgent of -> of.agent();
            default -> asked.caller() instanceof Caller.Operator ? "operator" : "market";
        };
    }

    /** Returns the market, which may be read between batches. */
    public ExchangeEngine venue() {
        return engine;
    }

    /** Returns the number of the last entry. */
    public long seq() {
        return engine.seq();
    }

    /** Returns whether a call of {@link #write} failed, for example because of the journal. */
    public boolean isBroken() {
        return isBroken;
    }
}
