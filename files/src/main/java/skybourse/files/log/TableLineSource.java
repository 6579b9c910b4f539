package skybourse.files.log;

import java.util.function.Consumer;
import java.util.stream.Stream;

/** Source of the lines of tables that are too large for memory. */
@FunctionalInterface
public interface TableLineSource {

    /** Passes the lines of a table to a reader. The stream is closed when this method returns. */
    void read(String table, Consumer<Stream<String>> reader);
}
