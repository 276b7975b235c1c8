/** The accounts of the practice's staff and their passwords. Says who someone is; how long that holds is the sessions' matter. */
@NullMarked
package throughline.dashboard.account;

import org.jspecify.annotations.NullMarked;
