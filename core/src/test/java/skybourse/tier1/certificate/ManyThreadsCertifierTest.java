package skybourse.tier1.certificate;

/** Three threads for two links or more, so that small games use several threads too. */
class ManyThreadsCertifierTest extends CertifierContract {

    @Override
    Certifier certifier(int evaluationLimit) {
        return new Certifier(3, evaluationLimit, 1, () -> false);
    }
}
