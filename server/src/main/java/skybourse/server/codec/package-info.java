/**
 * JSON of the running exchange: events of the journal, and bodies of requests and replies. Start reading at
 * {@link skybourse.server.codec.EventText}.
 */
@NullMarked
package skybourse.server.codec;

import org.jspecify.annotations.NullMarked;
