package skybourse.venue.event;

import java.util.List;

/** What the market says to a command. */
public sealed interface Answer {

    /**
     * It is done. The reply of a command that was done before is the first one, and nothing happens again.
     *
     * @param events what happened, in order; none where it had been done before
     * @param reply what there is now
     */
    record Done(List<Event> events, Reply reply) implements Answer {
        public Done {
            events = List.copyOf(events);
        }
    }

    /**
     * It is not done, and nothing has changed.
     *
     * @param kind why not, by kind
     * @param field what is wrong
     * @param rule what it must be
     * @param value what it is
     */
    record Refused(Kind kind, String field, String rule, String value) implements Answer {
        @Override
        public String toString() {
            return field + " " + rule + ": " + value;
        }
    }

    /** It comes too late, or a second time, from inside the market; nothing is to be kept. */
    record Stale() implements Answer {}

    /**
     * What there is under a name.
     *
     * @param name of the agent, task, piece or payment
     * @param version of an agent's terms; 0 for others
     * @param round the round it counts from
     * @param units what is held, or was moved, in ledger units
     * @param seq number of the journal's entry that did it
     */
    record Reply(String name, long version, long round, long units, long seq) {

        /** Returns the reply to what is done now: its entry has no number yet. */
        public Reply(String name, long version, long round, long units) {
            this(name, version, round, units, 0);
        }

        /** Returns the same reply with the number of its entry. */
        public Reply at(long entry) {
            return new Reply(name, version, round, units, entry);
        }
    }

    /** Kinds of refusals. */
    enum Kind {
        /** The secret is not that of the agent. */
        STRANGER,
        /** The agent may not do this. */
        FORBIDDEN,
        /** There is no such thing. */
        UNKNOWN,
        /** The name stands for something else. */
        TAKEN,
        /** A newer version is there. */
        STALE,
        /** Not enough money is free. */
        FUNDS,
        /** The time for it is over. */
        PAST,
        /** The time for it comes: it is to be asked for again. */
        LATER,
        /** A value is not what it must be. */
        INVALID
    }
}
