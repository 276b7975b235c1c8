/**
 * An SMTP server that misbehaves on purpose, for tests of whoever sends mail.
 * It keeps its own record of what it accepted, which is the truth a sender's ledger is compared with.
 */
@NullMarked
package throughline.testing.smtp;

import org.jspecify.annotations.NullMarked;
