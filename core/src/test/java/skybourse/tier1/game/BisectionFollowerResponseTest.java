package skybourse.tier1.game;

class BisectionFollowerResponseTest implements FollowerResponseContract {

    @Override
    public FollowerResponse response() {
        return new BisectionFollowerResponse();
    }
}
