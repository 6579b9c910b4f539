/**
 * Parts of all commands: exit codes, plugins, progress, and the files that the program comes with. Start reading at
 * {@link skybourse.app.terminal.AnyCommand}, then {@link skybourse.app.terminal.ExitCode}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.terminal;
