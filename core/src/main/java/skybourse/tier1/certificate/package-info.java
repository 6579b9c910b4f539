/**
 * The proof: upper bounds on what any player could still gain, with a follower of its own. Start reading at {@link
 * skybourse.tier1.certificate.EquilibriumCertificate}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1.certificate;
