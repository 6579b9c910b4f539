package skybourse.server.service;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Stores all log messages until it is closed, with their parameters and exceptions. */
public final class LogCapture extends Handler implements AutoCloseable {

    public final Queue<String> lines = new ConcurrentLinkedQueue<>();

    public LogCapture() {
        setFormatter(new SimpleFormatter());
        setLevel(Level.ALL);
        Logger.getLogger("").addHandler(this);
    }

    @Override
    public void publish(LogRecord one) {
        lines.add(getFormatter().formatMessage(one) + " " + one.getThrown());
    }

    @Override
    public void flush() {
        // messages are not buffered
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
