/** Staff sessions: opaque tokens, stored hashed, judged in machine time. The other services ask here who holds one. */
@NullMarked
package throughline.dashboard.session;

import org.jspecify.annotations.NullMarked;
