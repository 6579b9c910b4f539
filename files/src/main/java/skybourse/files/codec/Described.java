package skybourse.files.codec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a component of a record that becomes a field or a column. Schemas and tables take its meaning and unit from here. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Described {

    /** Returns the meaning, in a few words. */
    String value();

    /** Returns the unit; empty if there is none. */
    String unit() default "";

    /** Returns further rules for the value, as members of a JSON schema in YAML, such as {@code minimum: 0}; empty if there are none. */
    String schema() default "";
}
