package throughline.dashboard.practice;

/** Two records that may be one person; {@code reason} is {@code phone} or {@code name}. */
public record Alike(String client, String other, String reason) {}
