/**
 * The command line: one class per command. Start reading at {@link skybourse.cli.Main}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.cli;
