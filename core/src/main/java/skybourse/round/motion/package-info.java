/**
 * Places, tracks, roads, shadowing and fading in time; knows no market. Start reading at {@link skybourse.round.motion.Motion},
 * then {@link skybourse.round.motion.PairChannels}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.motion;
