import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Writes a jar's classes as Java 25 has them, for no archive of classes keeps those of Java 5; the jar itself is on the class path. */
final class Renewed {

    public static void main(String[] oldAndNew) throws Exception {
        ClassFile form = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
        ClassTransform renewing = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen((built, part) ->
                built.with(part instanceof ClassFileVersion ? ClassFileVersion.of(ClassFile.latestMajorVersion(), 0) : part));
        try (var old = new ZipFile(oldAndNew[0]); var made = new ZipOutputStream(Files.newOutputStream(Path.of(oldAndNew[1])))) {
            for (ZipEntry entry : (Iterable<ZipEntry>) old.stream().map(ZipEntry.class::cast)::iterator) {
                if (entry.getName().startsWith("picocli/") && entry.getName().endsWith(".class")) {
                    made.putNextEntry(new ZipEntry(entry.getName()));
                    byte[] bytes = old.getInputStream(entry).readAllBytes();
                    made.write(form.transformClass(form.parse(bytes), renewing));
                }
            }
        }
    }
}
