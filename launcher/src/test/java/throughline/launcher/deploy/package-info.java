/**
 * Keeps the container deployment in step with the code. No Docker engine is at hand where these tests run, so they read the
 * files.
 */
@NullMarked
package throughline.launcher.deploy;

import org.jspecify.annotations.NullMarked;
