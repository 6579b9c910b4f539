package skybourse.tier1.game;

class ExactFollowerResponseTest implements FollowerResponseContract {

    @Override
    public FollowerResponse response() {
        return new ExactFollowerResponse();
    }
}
