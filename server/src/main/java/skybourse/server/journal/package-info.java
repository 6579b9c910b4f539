/**
 * Durable journal of the running exchange, in one SQLite file. Start reading at
 * {@link skybourse.server.journal.SqliteJournal}, then {@link skybourse.server.journal.SnapshotFile}.
 */
@NullMarked
package skybourse.server.journal;

import org.jspecify.annotations.NullMarked;
