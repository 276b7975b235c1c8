/** Follow-ups and mail: what is to be sent, when, to whom, and what became of each mail. The entry of the service and its main class stand here; each feature has its own package below. */
@NullMarked
package throughline.notification;

import org.jspecify.annotations.NullMarked;
