/** The link at an article's end: signed, so that a booking knows its source, and counted without knowing any person. */
@NullMarked
package throughline.content.calltoaction;

import org.jspecify.annotations.NullMarked;
