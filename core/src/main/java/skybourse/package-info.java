/** An exchange for agentic AI tasks, as a library. Start reading at {@link skybourse.Skybourse}. */
@org.jspecify.annotations.NullMarked
package skybourse;
