/** What staff see of the whole practice: sign-in, Today, clients over all services, operations. Only the entry and the main class live here. */
@NullMarked
package throughline.dashboard;

import org.jspecify.annotations.NullMarked;
