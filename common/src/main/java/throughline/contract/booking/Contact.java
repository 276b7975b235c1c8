package throughline.contract.booking;

import org.jspecify.annotations.Nullable;

/** How to reach a client: the name as given, the address as given, a BCP 47 language tag. */
public record Contact(String name, String email, @Nullable String phone, String locale) {}
