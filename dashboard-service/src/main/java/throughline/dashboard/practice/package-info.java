/** What the other services know, asked over HTTP with the service key. A service that does not answer leaves a gap, never an error. */
@NullMarked
package throughline.dashboard.practice;

import org.jspecify.annotations.NullMarked;
