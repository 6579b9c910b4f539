package skybourse.tier1.certificate;

import org.junit.jupiter.api.Tag;

/** Three threads for two links or more, so that small games use several threads too. */
@Tag("slow")
class ManyThreadsCertifierTest extends CertifierContract {

    @Override
    Certifier certifier(int evaluationLimit) {
        return new Certifier(3, evaluationLimit, 1, () -> false);
    }
}
