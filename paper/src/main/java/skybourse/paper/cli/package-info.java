/** Command {@code reproduce}. Start reading at {@link skybourse.paper.cli.ReproduceCommand}. */
@org.jspecify.annotations.NullMarked
package skybourse.paper.cli;
