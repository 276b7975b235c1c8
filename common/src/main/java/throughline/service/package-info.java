/** How a service is put together: its entry annotation, its defaults, the practice's settings and the check of the configuration. Nothing of a single service. */
@NullMarked
package throughline.service;

import org.jspecify.annotations.NullMarked;
