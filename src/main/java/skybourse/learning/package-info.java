/**
 * Environment contract, learners and their evaluation; knows no market word. May import {@code numeric} and {@code
 * random}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning;
