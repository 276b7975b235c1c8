/** The practitioner's private calendar feed: an address nobody can guess, which can be changed and revoked, and what it answers. */
@NullMarked
package throughline.booking.feed;

import org.jspecify.annotations.NullMarked;
