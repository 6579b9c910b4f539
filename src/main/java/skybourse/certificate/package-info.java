/**
 * The proof that prices are near equilibrium, computed with nothing of the solvers. May import {@code game} and {@code
 * numeric}. Start reading at {@link skybourse.certificate.EquilibriumCertificate}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.certificate;
