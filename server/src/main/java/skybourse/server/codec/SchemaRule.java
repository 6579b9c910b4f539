package skybourse.server.codec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Limits the values of a body or a member of it in the OpenAPI description. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
@interface SchemaRule {

    String DIGEST = "pattern: '^[0-9a-f]{64}$'";
    String KIND = "enum: [wireless, mobile, fixed, aerial]";
    String NOT_NEGATIVE = "minimum: 0";
    String REASON = "minLength: 1, maxLength: 1000";
    String SHARE = "minimum: 0, maximum: 1";

    /** Returns members of a JSON schema in YAML, such as {@code minimum: 0}. */
    String value();
}
