/** Forgetting a person here. Content keeps nothing of clients; it deletes what it could not read about one and confirms. */
@NullMarked
package throughline.content.erasure;

import org.jspecify.annotations.NullMarked;
