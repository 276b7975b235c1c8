/** One document decides: read, decide, one compare-and-set write that carries the facts in its outbox. */
@NullMarked
package throughline.aggregate;

import org.jspecify.annotations.NullMarked;
