/** The rules of sequences and due times, without Spring. Each test is one promise. */
@NullMarked
package throughline.notification.sequence;

import org.jspecify.annotations.NullMarked;
