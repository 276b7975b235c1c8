/** The description of the HTTP interface (OpenAPI 3.1), generated from the controllers, with every problem code an operation can answer. */
@NullMarked
package throughline.web.openapi;

import org.jspecify.annotations.NullMarked;
