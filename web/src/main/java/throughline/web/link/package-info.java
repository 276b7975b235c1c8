/** Links that carry their own authority: signed, bound to a purpose and to an end. */
@NullMarked
package throughline.web.link;

import org.jspecify.annotations.NullMarked;
