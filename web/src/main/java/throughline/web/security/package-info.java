/** Who may ask: staff by session cookie or bearer token, services by their key, everybody on the open paths. */
@NullMarked
package throughline.web.security;

import org.jspecify.annotations.NullMarked;
