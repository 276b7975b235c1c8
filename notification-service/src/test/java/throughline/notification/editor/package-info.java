/** The forms of the staff's pages. Each test is one promise. */
@NullMarked
package throughline.notification.editor;

import org.jspecify.annotations.NullMarked;
