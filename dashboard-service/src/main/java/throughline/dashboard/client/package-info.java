/** Clients for staff: the list, and one person's line over all services, with what happens next and why. */
@NullMarked
package throughline.dashboard.client;

import org.jspecify.annotations.NullMarked;
