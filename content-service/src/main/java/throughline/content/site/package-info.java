/** What the public reads: home, list, articles, feeds and the map of the site. Only reads; every page is complete HTML and works without a script. */
@NullMarked
package throughline.content.site;

import org.jspecify.annotations.NullMarked;
