package throughline.aggregate;

import java.util.Map;

/**
 * The names under which the cases of a service's sealed types lie in its documents; a bean of the service. Without a name a
 * case cannot be read back, with a class name in the data it could never be moved.
 */
public record StateTypes(Map<Class<?>, String> names) {}
