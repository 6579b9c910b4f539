package skybourse.game;

class ExactResponseTest implements FollowerResponseContract {

    @Override
    public FollowerResponse response() {
        return new ExactResponse();
    }
}
