package skybourse.venue.event;

import java.util.List;

/** Response of the market to a command. */
public sealed interface CommandReply {

    /**
     * The command was accepted. A repeated command has the first reply and no further effect.
     *
     * @param events events in order; empty if the command is a repetition
     * @param reply the reply
     */
    record Done(List<MarketEvent> events, Reply reply) implements CommandReply {
        public Done {
            events = List.copyOf(events);
        }
    }

    /**
     * The command was rejected and has not changed the state.
     *
     * @param kind kind of the error
     * @param field the wrong field
     * @param rule the rule that it violates
     * @param value its value
     */
    record Refused(Kind kind, String field, String rule, String value) implements CommandReply {
        @Override
        public String toString() {
            return field + " " + rule + ": " + value;
        }
    }

    /** A command of the market itself was late or repeated. It has no effect and is not recorded. */
    record Stale() implements CommandReply {}

    /**
     * State of a named object after a command.
     *
     * @param name name of the agent, kind, task, piece or payment, or digest of the upload, that the command is about; {@code round} for a
     *     command about a round
     * @param version version of an agent's terms, or of the decision to exclude or admit it; 0 for others
     * @param round the round from which terms or a task apply, or the round that the command is about; 0 for others
     * @param units amount held for a task or moved by a payment, or bill of a piece, in ledger units; 0 for others
     * @param seq number of the command's entry in the journal
     */
    record Reply(String name, long version, long round, long units, long seq) {

        /** Creates the reply to a new command. Its journal entry has no number yet. */
        public Reply(String name, long version, long round, long units) {
            this(name, version, round, units, 0);
        }

        /** Returns this reply with the number of its entry. */
        public Reply at(long entry) {
            return new Reply(name, version, round, units, entry);
        }
    }

    /** Kinds of errors. */
    enum Kind {
        /** The secret is not the secret of the agent. */
        STRANGER,
        /** The agent is not allowed to send this command. */
        FORBIDDEN,
        /** The named object does not exist. */
        UNKNOWN,
        /** The name is in use with other arguments. */
        TAKEN,
        /** A newer version exists. */
        STALE,
        /** The free balance is too small. */
        FUNDS,
        /** The command is too late. */
        PAST,
        /** The command is too early. It can be sent again later. */
        LATER,
        /** A value violates a rule. */
        INVALID
    }
}
