/** Events of dashboard-service, topic {@code dashboard.events}, keyed by the acting person's account. */
@NullMarked
package throughline.contract.dashboard;

import org.jspecify.annotations.NullMarked;
