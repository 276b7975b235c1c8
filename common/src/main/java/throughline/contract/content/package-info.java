/** Events of content-service, topic {@code content.events}, keyed by article. Read by notification-service and dashboard-service. */
@NullMarked
package throughline.contract.content;

import org.jspecify.annotations.NullMarked;
