/**
 * Files that are read, and folders that last: digests, checkpoints, cells that are added one by one. Start reading at {@link
 * skybourse.app.store.RunFolder}, then {@link skybourse.app.store.SweepFolder}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.store;
