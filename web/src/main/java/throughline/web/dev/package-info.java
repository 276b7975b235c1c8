/** Moving simulated practice time; does not exist outside that mode. */
@NullMarked
package throughline.web.dev;

import org.jspecify.annotations.NullMarked;
