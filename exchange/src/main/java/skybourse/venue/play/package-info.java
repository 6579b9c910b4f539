/**
 * Rounds of an exchange in memory whose agents, operator and clock are controlled by one caller; some agents may be
 * malicious. Start reading at {@link skybourse.venue.play.BehaviourRun}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.venue.play;
