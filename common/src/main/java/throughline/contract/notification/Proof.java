package throughline.contract.notification;

import java.time.Instant;

/** What shows a consent: when, the version of the text that was agreed to, and how (for example {@code double-opt-in}). */
public record Proof(Instant at, String textVersion, String how) {}
