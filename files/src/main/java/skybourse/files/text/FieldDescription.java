package skybourse.files.text;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a record, or a component of a record, that becomes a type, a field or a column. JSON schemas and the reference of columns take its
 * meaning and unit from here.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface FieldDescription {

    /** Returns the meaning, in a few words. */
    String value();

    /** Returns the unit; empty if there is none, or if the name of the component ends with it. */
    String unit() default "";
}
