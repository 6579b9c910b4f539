/**
 * The certificate: upper bounds on each agent's deviation gap, with its own implementation of the follower. Start
 * reading at {@link skybourse.tier1.certificate.EquilibriumCertificate}, then
 * {@link skybourse.tier1.certificate.Certifier}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1.certificate;
