package skybourse.tier1.game;

class BisectionResponseTest implements FollowerResponseContract {

    @Override
    public FollowerResponse response() {
        return new BisectionResponse();
    }
}
