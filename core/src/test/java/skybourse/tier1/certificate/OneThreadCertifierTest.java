package skybourse.tier1.certificate;

class OneThreadCertifierTest extends CertifierContract {

    @Override
    Certifier certifier(int evaluationLimit) {
        return new Certifier(1, evaluationLimit);
    }
}
