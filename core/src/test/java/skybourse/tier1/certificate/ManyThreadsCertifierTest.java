package skybourse.tier1.certificate;

/** Three threads wherever there are two links, so that small games are worked out by several too. */
class ManyThreadsCertifierTest extends CertifierContract {

    @Override
    Certifier certifier(int evaluationLimit) {
        return new Certifier(3, evaluationLimit, 1, () -> false);
    }
}
