/**
 * Shared by all commands: exit codes, plugins, progress, and paths of the distributed files. Start reading at
 * {@link skybourse.app.command.CommandBase}, then {@link skybourse.app.command.ExitCode}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.command;
