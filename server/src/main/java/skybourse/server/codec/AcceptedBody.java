package skybourse.server.codec;

import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.venue.event.CommandReply;

/** Reply to an accepted command. */
public record AcceptedBody(
        @FieldDescription("Agent, task, piece or reference.")
        String name,

        @FieldDescription("Version of the terms; 0 if there are none.")
        JsonLong version,

        @FieldDescription("First round in which it takes effect.")
        JsonLong round,

        @FieldDescription(value = "Money that is held or was moved.", unit = "ledger units")
        JsonLong units,

        @FieldDescription("Number of the journal entry.") JsonLong seq,

        @FieldDescription("A compact JWS of promise-1, if the request asks for it and the same bytes were accepted.")
        Optional<String> promise) {

    /** Converts the reply of a market, without a promise. */
    public static AcceptedBody of(CommandReply.Reply reply) {
        return new AcceptedBody(
                reply.name(),
                new JsonLong(reply.version()),
                new JsonLong(reply.round()),
                new JsonLong(reply.units()),
                new JsonLong(reply.seq()),
                Optional.empty());
    }

    /** Returns the same reply with the promise {@code signed}, which may be empty. */
    public AcceptedBody with(Optional<String> signed) {
        return new AcceptedBody(name, version, round, units, seq, signed);
    }
}
