package skybourse.app.result;

import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier1.certificate.EquilibriumCertificate;

/** Bounds of a certificate over all agents. */
public record CertificateBody(
        @FieldDescription("Largest relative deviation gap of all agents.")
        Double epsilon,

        @FieldDescription("Requested bound on epsilon.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double tolerance,

        @FieldDescription("True if epsilon is at most the tolerance.")
        boolean holds,

        @FieldDescription("Largest relative deviation gap of a wireless agent.")
        Double largestFollowerGap,

        @FieldDescription(value = "Largest deviation gap of all agents.", unit = "money")
        Double largestGapMoney) {

    /** Returns the bounds of a certificate. */
    public static CertificateBody of(EquilibriumCertificate certificate) {
        return new CertificateBody(
                certificate.epsilon(),
                certificate.tolerance(),
                certificate.holds(),
                certificate.largestFollowerGap(),
                certificate.largestGapMoney());
    }
}
