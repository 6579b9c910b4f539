package skybourse;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.testing.Sources;

/** Records of settings have builders, and other classes use these instead of long constructors. */
class SettingsRecordsTest {

    private static final JavaClasses CLASSES = Sources.mainClasses();

    /** Classes that the annotation processor generates. */
    static final DescribedPredicate<JavaClass> IS_GENERATED =
            describe("generated", any -> CLASSES.contain(outermost(any).getFullName() + "$With"));

    private static final DescribedPredicate<JavaClass> HAS_BUILDER = describe(
            "with a builder",
            any -> any.isRecord()
                    && any.getRawInterfaces().stream()
                            .anyMatch(type -> type.getFullName().endsWith("Builder$With")));

    private static JavaClass outermost(JavaClass any) {
        return any.getEnclosingClass().map(SettingsRecordsTest::outermost).orElse(any);
    }

    private static List<String> longCalls(JavaClasses classes) {
        return classes.stream()
                .filter(not(IS_GENERATED))
                .flatMap(any -> any.getConstructorCallsFromSelf().stream())
                .filter(call -> call.getTarget().getRawParameterTypes().size() > 5
                        && HAS_BUILDER.test(call.getTargetOwner())
                        && !outermost(call.getOriginOwner()).equals(outermost(call.getTargetOwner())))
                .map(call -> call.getDescription())
                .toList();
    }

    /** The builders have a static method with the arguments of the constructor, which is as easy to misuse. */
    private static List<String> longMethodCalls(JavaClasses classes) {
        return classes.stream()
                .filter(not(IS_GENERATED))
                .flatMap(any -> any.getMethodCallsFromSelf().stream())
                .filter(call ->
                        call.getTarget().getRawParameterTypes().size() > 5 && IS_GENERATED.test(call.getTargetOwner()))
                .map(call -> call.getDescription())
                .toList();
    }

    /** A long constructor call compiles with two exchanged values of the same type; a builder names them. */
    @Test
    void recordsOfMoreThanFiveValuesUseBuilders() {
        assertThat(CLASSES.stream().filter(HAS_BUILDER)).hasSizeGreaterThan(20);
        assertThat(longCalls(CLASSES)).isEmpty();
        assertThat(longCalls(Sources.testClasses())).isEmpty();
        assertThat(longMethodCalls(CLASSES)).isEmpty();
        assertThat(longMethodCalls(Sources.testClasses())).isEmpty();
    }
}
