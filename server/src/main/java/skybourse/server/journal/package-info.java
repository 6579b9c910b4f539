/**
 * Where what happened is kept: one file that no crash tears. Start reading at {@link
 * skybourse.server.journal.SqliteJournal}.
 */
@NullMarked
package skybourse.server.journal;

import org.jspecify.annotations.NullMarked;
