/** An article from its first draft to what the public reads: aggregate, revisions, addresses and the API of both. Public is what the site and the editing pages call. */
@NullMarked
package throughline.content.article;

import org.jspecify.annotations.NullMarked;
