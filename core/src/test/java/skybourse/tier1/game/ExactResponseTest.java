package skybourse.tier1.game;

class ExactResponseTest implements FollowerResponseContract {

    @Override
    public FollowerResponse response() {
        return new ExactResponse();
    }
}
