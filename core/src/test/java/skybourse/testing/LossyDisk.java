package skybourse.testing;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * A simulated disk that can lose power before any operation, and with it unforced data. The content of a file is durable after a force; else
 * any prefix of it may remain. A created or moved name is durable after its folder was forced; otherwise it may refer to its
 * previous content. Moves of folders and deletions are durable at once.
 *
 * <p>Its paths can be used like any {@link Path}; a folder of the real disk stores the files. Not thread-safe.
 */
public final class LossyDisk {

    private final Path folder;
    private final FileSystem system = new Lossy();
    private final FileSystemProvider provider = new Provider();
    private final Map<Path, byte[]> forced = new HashMap<>();
    private final Map<Path, Optional<byte[]>> before =
            new LinkedHashMap<>(); // by unforced name; empty if the name did not exist
    private final List<FileChannel> open = new ArrayList<>();
    private BiPredicate<Path, Set<CopyOption>> refused = (_, _) -> false;
    private boolean opensFolders = true;
    private int operations;
    private int most = Integer.MAX_VALUE;

    /** Thrown at the power cut. An error, so that code under test does not catch it as an exception. */
    public static final class PowerCut extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Creates a disk on a real folder, which may be new. Its content is not durable yet. */
    public LossyDisk(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder.toAbsolutePath());
    }

    /** Returns a path on the disk. */
    public Path path(String name) {
        return lossy(folder.resolve(name));
    }

    /** Returns the number of write, force, move and delete operations. */
    public int operations() {
        return operations;
    }

    /** Cuts the power before the given operation, counted from now. */
    public void cutBefore(int operation) {
        most = operations + operation;
    }

    /** Rejects moves to matching paths or with matching options. */
    public void refuse(BiPredicate<Path, Set<CopyOption>> moves) {
        refused = moves;
    }

    /** Rejects opening folders from now on, as Windows does. */
    public void refuseFolders() {
        opensFolders = false;
    }

    /** Makes all content durable, as the operating system does after a while. */
    public void settle() {
        RealFiles.under(folder).forEach(file -> forced.put(file, RealFiles.bytes(file)));
        before.clear();
    }

    /** Restarts after a power cut: the first {@code share} of unforced content remains; with 0, unforced names are reverted too. */
    public void restart(double share) {
        open.forEach(RealFiles::close);
        open.clear();
        most = Integer.MAX_VALUE;
        if (share == 0) {
            before.forEach(this::rename);
        }
        for (Path file : RealFiles.under(folder)) {
            byte[] safe = forced.getOrDefault(file, new byte[0]);
            byte[] now = RealFiles.bytes(file);
            boolean longer = now.length >= safe.length && Arrays.equals(safe, Arrays.copyOf(now, safe.length));
            int length = longer ? safe.length + (int) (share * (now.length - safe.length)) : safe.length;
            RealFiles.write(file, Arrays.copyOf(longer ? now : safe, length));
        }
        settle();
    }

    /** Restores the previous content of a name. */
    private void rename(Path name, Optional<byte[]> content) {
        forced.keySet().removeIf(file -> file.startsWith(name));
        RealFiles.replace(name, content);
        content.ifPresent(bytes -> forced.put(name, bytes));
    }

    private void operate() {
        operations++;
        if (operations >= most) {
            throw new PowerCut();
        }
    }

    /** Wraps a real path as a path of this disk. */
    private Path lossy(Path real) {
        return (Path)
                Proxy.newProxyInstance(LossyDisk.class.getClassLoader(), new Class<?>[] {Path.class}, new Place(real));
    }

    private static Object real(Object path) {
        return path instanceof Path && Proxy.isProxyClass(path.getClass())
                ? ((Place) Proxy.getInvocationHandler(path)).real
                : path;
    }

    private static Path real(Path path) {
        return (Path) real((Object) path);
    }

    /** Delegates to the real path, except for its file system. */
    private final class Place implements InvocationHandler {

        private final Path real;

        Place(Path real) {
            this.real = real;
        }

        @Override
        public Object invoke(Object path, Method method, Object[] given) throws Throwable {
            if (method.getName().equals("getFileSystem")) {
                return system;
            }
            try {
                Object[] arguments = given == null
                        ? null
                        : Stream.of(given).map(LossyDisk::real).toArray();
                return switch (method.invoke(real, arguments)) {
                    case Path result -> lossy(result);
                    case Iterator<?> names -> {
                        List<Path> all = new ArrayList<>();
                        names.forEachRemaining(name -> all.add(lossy((Path) name)));
                        yield all.iterator();
                    }
                    case null -> null;
                    case Object result -> result;
                };
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    private final class Lossy extends PassingFileSystem {

        @Override
        public FileSystemProvider provider() {
            return provider;
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            PathMatcher matcher = folder.getFileSystem().getPathMatcher(pattern);
            return path -> matcher.matches(real(path));
        }

        @Override
        public Path getPath(String first, String... more) {
            return lossy(Path.of(first, more));
        }
    }

    private final class Provider extends FileSystemProvider {

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            Path file = real(path);
            if (Files.isDirectory(file) && !opensFolders) {
                throw new AccessDeniedException(file.toString());
            }
            if (options.contains(StandardOpenOption.WRITE)) {
                operate();
                if (Files.notExists(file)) {
                    before.putIfAbsent(file, Optional.empty());
                }
                forced.putIfAbsent(file, new byte[0]);
            }
            var channel = new Channel(file, FileChannel.open(file, options, attributes));
            open.add(channel);
            return channel;
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            return newFileChannel(path, options, attributes);
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            List<Path> entries = new ArrayList<>();
            try (Stream<Path> paths = Files.list(real(directory))) {
                for (Path path : paths.map(LossyDisk.this::lossy).toList()) {
                    if (filter.accept(path)) {
                        entries.add(path);
                    }
                }
            }
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    return entries.iterator();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
            operate();
            Files.createDirectory(real(directory), attributes);
            before.putIfAbsent(real(directory), Optional.empty());
        }

        @Override
        public void delete(Path path) throws IOException {
            operate();
            Files.delete(real(path));
            forced.remove(real(path));
            before.remove(real(path));
        }

        @Override
        public void move(Path from, Path to, CopyOption... options) throws IOException {
            operate();
            if (refused.test(to, Set.of(options))) {
                throw Set.of(options).contains(StandardCopyOption.ATOMIC_MOVE)
                        ? new AtomicMoveNotSupportedException(from.toString(), to.toString(), "refused")
                        : new FileSystemException(from.toString(), to.toString(), "refused");
            }
            Path source = real(from);
            if (Files.isDirectory(source)) {
                before.keySet().removeIf(name -> name.startsWith(source));
            } else {
                before.putIfAbsent(source, content(source));
                before.putIfAbsent(real(to), content(real(to)));
            }
            Files.move(source, real(to), options);
            for (Path file : List.copyOf(forced.keySet())) {
                if (file.startsWith(source)) {
                    forced.put(real(to).resolve(source.relativize(file)).normalize(), forced.remove(file));
                }
            }
        }

        private Optional<byte[]> content(Path file) {
            return Files.exists(file) ? Optional.of(forced.getOrDefault(file, new byte[0])) : Optional.empty();
        }

        @Override
        public void copy(Path from, Path to, CopyOption... options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isSameFile(Path one, Path other) throws IOException {
            return Files.isSameFile(real(one), real(other));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return Files.isHidden(real(path));
        }

        @Override
        public FileStore getFileStore(Path path) throws IOException {
            return Files.getFileStore(real(path));
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            real(path).getFileSystem().provider().checkAccess(real(path), modes);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            return Files.getFileAttributeView(real(path), type, options);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            return Files.readAttributes(real(path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
                throws IOException {
            return Files.readAttributes(real(path), attributes, options);
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getScheme() {
            return "lossy";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            return system;
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Channel extends PassingChannel {

        private final Path file;

        Channel(Path file, FileChannel real) {
            super(real);
            this.file = file;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            operate();
            return super.write(from);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            operate();
            return super.truncate(size);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            operate();
            if (Files.isDirectory(file)) {
                before.keySet().removeIf(name -> file.equals(name.getParent()));
            } else {
                forced.put(file, RealFiles.bytes(file));
            }
        }
    }
}
