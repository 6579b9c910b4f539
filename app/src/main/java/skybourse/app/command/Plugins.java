package skybourse.app.command;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import skybourse.files.importer.Importer;
import skybourse.files.importer.Importers;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.catalogue.ProviderCheck;
import skybourse.tier2.spi.PolicyProvider;
import skybourse.tier2.spi.RuleProvider;

/**
 * Loads JAR files with additional rules, policies and formats, given by {@code --plugin}. Their code has all permissions of the program. Only the
 * command line can name a plugin. The version of the program ends with the digests of the plugins. Files that it wrote can therefore be read,
 * continued and verified only with the same plugins.
 */
public final class Plugins {

    /** Option that names the JAR file of a plugin. */
    public static final String OPTION = "--plugin";

    private static final String SERVICE_FILES = "META-INF/services/";

    private static final List<Class<?>> SERVICES = List.of(RuleProvider.class, PolicyProvider.class, Importer.class);

    private Plugins() {}

    /**
     * Class loader that finds providers of the project's services only in plugins. It does not search the program's libraries. They contain no
     * provider, and the search would open every library at each start.
     */
    private static class Services extends URLClassLoader {

        Services(String name, URL[] jars, ClassLoader parent) {
            super(name, jars, parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            if (!name.startsWith(SERVICE_FILES + "skybourse.")) {
                return super.getResources(name);
            }
            List<URL> found = new ArrayList<>();
            if (getParent() instanceof Services earlier) {
                found.addAll(Collections.list(earlier.getResources(name)));
            }
            found.addAll(Collections.list(findResources(name)));
            return Collections.enumeration(found);
        }
    }

    /**
     * Class loader of one JAR file. Its name is the path of the file and thus appears in stack traces. Its parent is the loader of the previous JAR
     * file.
     */
    private static final class Jar extends Services {

        private final Path file;
        private final String digest;

        Jar(Path file, ClassLoader parent) throws IOException {
            super(file.toString(), new URL[] {file.toUri().toURL()}, parent);
            this.file = file;
            this.digest = Sha256.of(TextFiles.read(file)).substring(0, 16);
        }

        /** Returns a new instance of each provider in this JAR file. */
        List<Object> providers() {
            return SERVICES.stream()
                    .flatMap(service -> ServiceLoader.load(service, this).stream()
                            .filter(provider -> provider.type().getClassLoader() == this)
                            .map(ServiceLoader.Provider::get))
                    .collect(Collectors.toList());
        }
    }

    /**
     * Loads the JAR files that a command line names and makes them the context class loader of the current thread. Must be called once, before the
     * catalogue is used.
     *
     * @throws InvalidInputException for the first JAR file that is invalid
     */
    public static void load(String[] args) {
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(new Services("plugins", new URL[0], thread.getContextClassLoader()));
        for (Path file : named(args)) {
            Jar jar = opened(file);
            require(
                    !holding(jar, jar::providers).isEmpty(),
                    file,
                    "must contain a provider: META-INF/services names no class of this JAR file");
            thread.setContextClassLoader(jar);
        }
        if (!loaded().isEmpty()) {
            checkAll();
        }
    }

    private static void checkAll() {
        AuctionCatalogue.rules().forEach(rule -> check(rule, AuctionCatalogue.ruleNames(), rule.name()));
        AuctionCatalogue.policies().forEach(policy -> check(policy, AuctionCatalogue.policyNames(), policy.name()));
        Importers.all().forEach(importer -> check(importer, Importers.names(), importer.name()));
    }

    /** Rejects a JAR file that is named in an argument file, since argument files are read after plugins are loaded. */
    static void requireLoaded(Path file) {
        if (!loaded().contains(file)) {
            throw new InvalidInputException(
                    OPTION, "", "must be given on the command line, not in an argument file: " + file, "");
        }
    }

    private static List<Path> named(String[] args) {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(OPTION + "=")) {
                files.add(Path.of(args[i].substring(OPTION.length() + 1)));
            } else if (args[i].equals(OPTION) && i + 1 < args.length) {
                files.add(Path.of(args[i + 1]));
            }
        }
        return files;
    }

    private static Jar opened(Path file) {
        // This call reports an unreadable file with the usual message.
        TextFiles.read(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            require(
                    SERVICES.stream().anyMatch(service -> zip.getEntry(SERVICE_FILES + service.getName()) != null),
                    file,
                    "must contain a provider: it has no " + SERVICE_FILES + RuleProvider.class.getName());
            return new Jar(file, Thread.currentThread().getContextClassLoader());
        } catch (IOException e) {
            throw new InvalidInputException(
                    file.toString(),
                    "",
                    "must be a JAR file: " + InvalidInputException.reason(e),
                    "give the JAR file of a plugin.");
        }
    }

    private static void check(Object provider, List<String> names, String name) {
        if (provider.getClass().getClassLoader() instanceof Jar jar) {
            require(names.indexOf(name) == names.lastIndexOf(name), jar.file, "name must be unique: " + name);
            holding(jar, () -> {
                check(provider);
                return provider;
            });
        }
    }

    private static void check(Object provider) {
        if (provider instanceof RuleProvider rule) {
            ProviderCheck.check(rule);
        } else if (provider instanceof PolicyProvider policy) {
            ProviderCheck.check(policy);
        } else if (provider instanceof Importer importer) {
            Importers.check(importer);
        }
    }

    private static <T> T holding(Jar jar, Supplier<T> what) {
        try {
            return what.get();
        } catch (IllegalArgumentException broken) {
            throw InvalidInputException.of(jar.file.toString(), "", broken, "");
        } catch (RuntimeException | ServiceConfigurationError | LinkageError thrown) {
            throw failed(jar.file.toString(), thrown);
        }
    }

    private static InvalidInputException failed(String jar, Throwable thrown) {
        Throwable first = thrown;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return new InvalidInputException(
                jar,
                "",
                "must not throw: " + first,
                "correct the plugin, or build it for this version of the program.");
    }

    private static void require(boolean holds, Path file, String complaint) {
        if (!holds) {
            throw new InvalidInputException(file.toString(), "", complaint, "");
        }
    }

    /** Returns the paths of the loaded JAR files in the order of the command line. */
    public static List<Path> loaded() {
        return jars().map(jar -> jar.file).toList().reversed();
    }

    private static Stream<Jar> jars() {
        return Stream.iterate(
                        Thread.currentThread().getContextClassLoader(), Jar.class::isInstance, ClassLoader::getParent)
                .map(Jar.class::cast);
    }

    /**
     * Returns the version of the program with its plugins. It consists of {@code own}, {@code +plugin.} and the sorted digests of the plugins.
     * Without plugins it is {@code own}.
     */
    public static String version(String own) {
        String digests = jars().map(jar -> jar.digest).sorted().collect(Collectors.joining("."));
        return digests.isEmpty() ? own : own + "+plugin." + digests;
    }

    /**
     * Returns an error that names the plugin whose code appears in the stack trace of an exception or of one of its causes; empty if there is no such
     * plugin.
     */
    public static Optional<InvalidInputException> blamed(Throwable failure) {
        List<String> names = loaded().stream().map(Path::toString).toList();
        for (@Nullable Throwable cause = failure; cause != null && !names.isEmpty(); cause = cause.getCause()) {
            Throwable thrown = cause;
            Optional<InvalidInputException> found = Arrays.stream(thrown.getStackTrace())
                    .map(StackTraceElement::getClassLoaderName)
                    .filter(names::contains)
                    .findFirst()
                    .map(jar -> failed(jar, thrown));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
