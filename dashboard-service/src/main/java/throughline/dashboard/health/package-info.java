/** How everything is, in five lights and one sentence. A light nobody measured says so. */
@NullMarked
package throughline.dashboard.health;

import org.jspecify.annotations.NullMarked;
