/** How calendar files are written, whoever sends them: as download, in a mail, as a feed. What stands in them is the services' business. */
@NullMarked
package throughline.calendarfile;

import org.jspecify.annotations.NullMarked;
