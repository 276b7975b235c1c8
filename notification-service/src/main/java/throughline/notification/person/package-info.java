/** All that this service knows of one person, for the file they may ask for. */
@NullMarked
package throughline.notification.person;

import org.jspecify.annotations.NullMarked;
