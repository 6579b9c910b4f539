package skybourse.venue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import skybourse.venue.event.Answer;
import skybourse.venue.event.Caller;
import skybourse.venue.event.Command;

/**
 * The one who writes in a market: decides a batch of commands, has what happened kept, and only then answers. Nobody hears of what could
 * still be lost; after an error of the journal nobody hears anything but that, ever again. For one thread.
 */
public final class Writer {

    private final Venue venue;
    private final Journal journal;
    private final Consumer<Journal.Entry> published;
    private long at;
    private boolean isBroken;

    /**
     * Goes on with a market.
     *
     * @param venue as its entries make it
     * @param journal keeps what happens
     * @param at when that was, milliseconds of the market's clock
     * @param published told each entry once it is kept, in order
     */
    public Writer(Venue venue, Journal journal, long at, Consumer<Journal.Entry> published) {
        this.venue = venue;
        this.journal = journal;
        this.at = at;
        this.published = published;
    }

    /**
     * What is asked, by whom.
     *
     * @param command what
     * @param caller who brings it
     * @param text as it was sent; empty from the market itself
     * @param answered told the answer once what it tells of is kept; told nothing where the journal failed
     */
    public record Asked(Command command, Caller caller, String text, Consumer<Answered> answered) {}

    /**
     * An answer with its place.
     *
     * @param answer what the market says
     * @param seq of the entry that did what was asked, now or before; that of the last entry where it is refused
     */
    public record Answered(Answer answer, long seq) {}

    /** A law of money that does not hold: the market must stop, for nothing that it says can be trusted. */
    public static final class BrokenLaw extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenLaw(String law) {
            super(law);
        }
    }

    /**
     * Decides a batch in order.
     *
     * @param batch what is asked
     * @param now milliseconds of the market's clock
     * @throws IOException where the journal failed: nothing of the batch was answered, and no later batch will be
     * @throws BrokenLaw where money does not add up
     */
    public void write(List<Asked> batch, long now) throws IOException {
        if (isBroken) {
            throw new IOException("the journal failed before");
        }
        List<Answered> answers = new ArrayList<>();
        List<Journal.Entry> entries = new ArrayList<>();
        isBroken = true;
        at = Math.max(at, now);
        for (Asked asked : batch) {
            Answer answer = venue.decide(asked.command(), asked.caller(), at);
            if (answer instanceof Answer.Done done && !done.events().isEmpty()) {
                var entry = new Journal.Entry(venue.seq(), at, actor(asked), asked.text(), done.events());
                journal.append(entry);
                entries.add(entry);
            }
            answers.add(new Answered(
                    answer, answer instanceof Answer.Done done ? done.reply().seq() : venue.seq()));
        }
        Optional<String> breach = venue.breach();
        if (breach.isPresent()) {
            throw new BrokenLaw(breach.get());
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

    /** Brings what timers have to bring by now. */
    public void tick(long now) throws IOException {
        List<Asked> due = venue.dueBy(Math.max(at, now)).stream()
                .map(command -> new Asked(command, new Caller.Market(), "", _ -> {}))
                .toList();
        if (!due.isEmpty()) {
            write(due, now);
        }
    }

    private static String actor(Asked asked) {
        return switch (asked.command()) {
            case Command.OfAgent of -> of.agent();
            default -> asked.caller() instanceof Caller.Operator ? "operator" : "market";
        };
    }

    /** Returns the market, to be read between batches. */
    public Venue venue() {
        return venue;
    }

    /** Returns the number of the last entry. */
    public long seq() {
        return venue.seq();
    }

    /** Tells whether the journal failed. */
    public boolean isBroken() {
        return isBroken;
    }
}
