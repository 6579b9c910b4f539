package skybourse.server.codec;

import java.util.Optional;
import skybourse.files.codec.Described;
import skybourse.venue.Answer;

/** Reply to a command that is accepted. */
public record AcceptedBody(
        @Described("Agent, task, piece or reference.") String name,
        @Described("Version of the terms, or 0.") Whole version,
        @Described("First round for which it counts.") Whole round,

        @Described(value = "Money that is held or was moved.", unit = "ledger units")
        Whole units,

        @Described("Number of the journal entry.") Whole seq,

        @Described("A compact JWS of promise-1, if the request asks for it and the same bytes were accepted.")
        Optional<String> promise) {

    /** Returns the reply of a market, without a promise. */
    public static AcceptedBody of(Answer.Reply reply) {
        return new AcceptedBody(
                reply.name(),
                new Whole(reply.version()),
                new Whole(reply.round()),
                new Whole(reply.units()),
                new Whole(reply.seq()),
                Optional.empty());
    }

    /** Returns the same reply with a promise, if there is one. */
    public AcceptedBody with(Optional<String> signed) {
        return new AcceptedBody(name, version, round, units, seq, signed);
    }
}
