/**
 * JSON codecs of the running exchange: events of the journal, and bodies of requests and replies. Start reading at
 * {@link skybourse.server.codec.JournalEventText}, then {@link skybourse.server.codec.RequestBodyRecords}.
 */
@NullMarked
package skybourse.server.codec;

import org.jspecify.annotations.NullMarked;
