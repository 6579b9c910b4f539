package skybourse.files.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Messages for I/O errors. The messages of most Java exceptions contain only the name of the file. */
public final class IoErrorText {

    private IoErrorText() {}

    /** Returns an exception whose message consists of {@code what}, a colon and the reason of the failure. */
    public static UncheckedIOException describe(String what, IOException failure) {
        return new UncheckedIOException(what + ": " + reason(failure), failure);
    }

    /** Returns the reason of a failure. If no reason is known, it is the exception's message. */
    static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such file or folder, and it cannot be created";
            case FileAlreadyExistsException _ -> "it already exists";
            case NotDirectoryException _ -> "a file is where a folder must be";
            case DirectoryNotEmptyException _ -> "the folder is not empty";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }

    /** Returns advice for a failure of reading or writing, as a sentence. */
    public static String advice(@Nullable Throwable failure) {
        if (!(failure instanceof IOException io)) {
            return "free disk space, or choose another place.";
        }
        String reason = reason(io);
        if (reason.contains("No space") || reason.contains("quota")) {
            return "the disk is full: free space there, or choose another place.";
        }
        return switch (io) {
            case AccessDeniedException _ -> "choose a place in which you can write.";
            case FileSystemException _ -> "choose a folder in which you can write.";
            default -> "check the disk, then run the same command again.";
        };
    }
}
