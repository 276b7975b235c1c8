/** The few questions one service asks another over HTTP. */
@NullMarked
package throughline.web.peer;

import org.jspecify.annotations.NullMarked;
