package throughline.event;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/** A value that a newer publisher added to an enum is read as that enum's {@code OTHER}. */
final class OtherForUnknown extends DeserializationProblemHandler {

    @Override
    public @Nullable Object handleWeirdStringValue(
            DeserializationContext context, Class<?> target, String value, String message) {
        if (target.isEnum()) {
            for (Object constant : target.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals("OTHER")) {
                    return constant;
                }
            }
        }
        return NOT_HANDLED;
    }
}
