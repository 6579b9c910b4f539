/**
 * Positions, tracks, roads, shadowing and fading over time; independent of markets. Start reading at
 * {@link skybourse.round.motion.Motion}, then {@link skybourse.round.motion.PairChannels}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.motion;
