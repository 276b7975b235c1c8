/**
 * Which relay takes a mail now, and how many a minute may go: circuit breakers, rates and fail-over.
 * What it decides is kept in the database, so a restart neither forgets a refusal nor starts a rate afresh.
 */
@NullMarked
package throughline.notification.relay;

import org.jspecify.annotations.NullMarked;
