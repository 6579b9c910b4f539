package skybourse.files.text;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Limits the values of a record, or of one of its components, in the JSON schema that is generated from the record. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface SchemaRule {

    String DIGEST = "pattern: '^[0-9a-f]{64}$'";
    String FRACTION = "pattern: '^-?[0-9]+(/[0-9]+)?$'";
    String KIND = "enum: [wireless, mobile, fixed, aerial, buyer, seller]";
    String NOT_NEGATIVE = "minimum: 0";
    String REASON = "minLength: 1, maxLength: 1000";
    String SHARE = "minimum: 0, maximum: 1";

    /** Rule for a share that may be slightly above 1 because of rounding. */
    String ROUNDED_SHARE = "minimum: 0, maximum: 1.000001";

    /** Returns the rule as members of a JSON schema in YAML, such as {@code minimum: 0}. */
    String value();
}
