package throughline.web.problem;

/**
 * A bean that allows bodies larger than the usual 64 KiB.
 *
 * @param under the paths that begin so
 * @param most bytes
 */
public record LargerBody(String under, long most) {

    public LargerBody {
        if (!under.startsWith("/") || most < 1) {
            throw new IllegalArgumentException("a path and a number of bytes: " + under + ", " + most);
        }
    }
}
