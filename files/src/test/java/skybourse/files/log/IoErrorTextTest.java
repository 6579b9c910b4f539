package skybourse.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class IoErrorTextTest {

    /** The message of these Java exceptions is only the name of the file. */
    @Test
    void errorTextStatesReasonAndAdvice() {
        assertThat(IoErrorText.reason(new AccessDeniedException("a"))).isEqualTo("permission denied");
        assertThat(IoErrorText.advice(new AccessDeniedException("a"))).contains("in which you can write");
        assertThat(IoErrorText.reason(new NoSuchFileException("a"))).startsWith("no such file or folder");
        var full = new FileSystemException("a", null, "No space left on device");
        assertThat(IoErrorText.describe("a cannot be written", full))
                .hasMessage("a cannot be written: No space left on device")
                .hasCause(full);
        assertThat(IoErrorText.advice(full)).startsWith("the disk is full: free space there");
        assertThat(IoErrorText.advice(new IOException("No space left on device")))
                .startsWith("the disk is full: free space there");
        assertThat(IoErrorText.advice(null)).contains("choose another place");
    }
}
