/**
 * The other side of the door for Python: numbers in its memory, and its functions as rules and policies. Start reading at {@link
 * skybourse.python.LanesDoor}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.python;
