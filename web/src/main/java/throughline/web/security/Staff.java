package throughline.web.security;

/**
 * Who is asking. {@code id} is the account's, {@code name} what the person is called; neither is a client's.
 */
public record Staff(String id, String name, Role role) {

    /** SERVICE is another process of this installation. */
    public enum Role {
        OWNER,
        PRACTITIONER,
        ASSISTANT,
        AUDITOR,
        SERVICE
    }
}
