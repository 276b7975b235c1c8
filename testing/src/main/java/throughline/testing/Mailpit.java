package throughline.testing;

/**
 * A running Mailpit.
 *
 * @param api base address of its HTTP interface, {@code /api/v1/messages} lists what it received
 */
public record Mailpit(String host, int smtpPort, String api) {}
