/**
 * JSON codecs of the running exchange: events of the journal, and bodies of requests and replies. Start reading at
 * {@link skybourse.server.codec.EventText}, then {@link skybourse.server.codec.RequestBodies}.
 */
@NullMarked
package skybourse.server.codec;

import org.jspecify.annotations.NullMarked;
