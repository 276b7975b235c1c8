/**
 * Hands one mail at a time to the relay over a connection that is kept, and says what became of it.
 * What became of it is decided by how far the conversation had come and the reply code, never by an exception's class.
 */
@NullMarked
package throughline.notification.transport;

import org.jspecify.annotations.NullMarked;
