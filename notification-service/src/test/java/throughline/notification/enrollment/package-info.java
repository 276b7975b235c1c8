/** How runs go on, and how they are found. */
@NullMarked
package throughline.notification.enrollment;

import org.jspecify.annotations.NullMarked;
