/** What the system is given and must not take: each is refused with a problem document, stores nothing and sends nothing. */
@NullMarked
package throughline.endtoend.refusal;

import org.jspecify.annotations.NullMarked;
