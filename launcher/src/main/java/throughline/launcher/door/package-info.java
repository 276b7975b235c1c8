/** The front door of the four-process mode: one address, each path proxied to the service that owns it. Dead instances are passed over. */
@NullMarked
package throughline.launcher.door;

import org.jspecify.annotations.NullMarked;
