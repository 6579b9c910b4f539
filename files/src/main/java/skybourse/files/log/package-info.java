/**
 * Atomic and durable files: append logs, atomic text files and digests; independent of results. Start reading at
 * {@link skybourse.files.log.AppendLog}, then {@link skybourse.files.log.TextFiles}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files.log;
