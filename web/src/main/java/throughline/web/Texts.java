package throughline.web;

/**
 * The message bundle of a module, a bean of it: {@code new Texts("booking/messages")}. All bundles become one source, so
 * keys begin with the module's name.
 */
public record Texts(String basename) {}
