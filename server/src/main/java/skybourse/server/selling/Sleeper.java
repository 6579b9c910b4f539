package skybourse.server.selling;

/** Waits between attempts. */
@FunctionalInterface
interface Sleeper {

    /** Waits some milliseconds. */
    void sleep(long millis) throws InterruptedException;
}
