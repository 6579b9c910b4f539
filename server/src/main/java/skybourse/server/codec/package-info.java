/**
 * What a market says and is told, as JSON: events for the journal, bodies of requests and answers. Start reading at {@link
 * skybourse.server.codec.EventText}.
 */
@NullMarked
package skybourse.server.codec;

import org.jspecify.annotations.NullMarked;
