package skybourse.files.log;

import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where tables lie that are too long to be held. */
@FunctionalInterface
public interface TableLines {

    /** Hands over the lines of a table, which are gone when this returns. */
    void read(String table, Consumer<Stream<String>> reader);
}
